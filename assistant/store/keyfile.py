"""A store's key in a small file, wrapped by a passphrase through scrypt.

The key is random, so a new passphrase wraps it anew and rewrites no data. Its id is no secret: it
is the salt of the files that it opens, and so their first 16 bytes say which key they want.
"""

import hashlib
import hmac
import json
import secrets
import unicodedata
from pathlib import Path
from typing import Any

from assistant.errors import UserError
from assistant.private_file import private_folder, write_private
from assistant.store.key import ID_BYTES, RAW_BYTES, Key

TAG_BYTES = 32
COST, BLOCK = 2**17, 8  # 128 MB of memory and about half a second
SHORTEST_PASSPHRASE = 8
_COSTS = range(2**4, 2**20 + 1)


def new_key() -> Key:
    """A fresh random key."""
    return Key(secrets.token_bytes(ID_BYTES), secrets.token_bytes(RAW_BYTES))


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short to protect anything.

    Raises:
        UserError: under 8 characters.
    """
    if len(_normal(passphrase)) < SHORTEST_PASSPHRASE:
        raise UserError("passphrase.short", "passphrase", shortest=SHORTEST_PASSPHRASE)


def write_key(folder: Path, key: Key, passphrase: str) -> Path:
    """Keep ``key`` in ``folder``, wrapped by ``passphrase``, in place of an older wrapping of it.

    Raises:
        OSError: the file cannot be written; the older one stays.
    """
    salt = secrets.token_bytes(ID_BYTES)
    pad, check = _stretch(passphrase, salt, COST)
    sealed = _exclusive_or(key.raw, pad)
    tag = hmac.digest(check, key.id + sealed, "sha256")
    content = {
        "format": "beifu-key-1",
        "kdf": "scrypt",
        "n": COST,
        "r": BLOCK,
        "p": 1,
        "salt": salt.hex(),
        "sealed": sealed.hex(),
        "tag": tag.hex(),
    }
    target = folder / f"{key.name}.json"
    private_folder(folder)
    write_private(target, json.dumps(content, indent=1).encode())
    return target


def read_key(path: Path, passphrase: str) -> Key:
    """Unwrap a key.

    Raises:
        UserError: the passphrase is wrong, or the file is no key file.
        OSError: the file cannot be read.
    """
    try:
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
        key_id = bytes.fromhex(path.stem)
        salt, sealed, tag = (bytes.fromhex(content[name]) for name in ("salt", "sealed", "tag"))
        cost = content["n"]
    except (ValueError, KeyError, TypeError):
        raise UserError("passphrase.no_key", "passphrase") from None
    sizes = (len(key_id), len(sealed), len(tag)) == (ID_BYTES, RAW_BYTES, TAG_BYTES)
    # A foreign file must not make the program take all memory.
    if not sizes or type(cost) is not int or cost not in _COSTS or cost & (cost - 1):
        raise UserError("passphrase.no_key", "passphrase")
    pad, check = _stretch(passphrase, salt, cost)
    if not hmac.compare_digest(hmac.digest(check, key_id + sealed, "sha256"), tag):
        raise UserError("passphrase.wrong", "passphrase")
    return Key(key_id, _exclusive_or(sealed, pad))


def _stretch(passphrase: str, salt: bytes, cost: int) -> tuple[bytes, bytes]:
    """From a passphrase to a one-time pad and a key for the check: the salt is never used twice."""
    both = hashlib.scrypt(
        _normal(passphrase).encode(),
        salt=salt,
        n=cost,
        r=BLOCK,
        p=1,
        maxmem=cost * BLOCK * 128 + 2**20,
        dklen=RAW_BYTES + TAG_BYTES,
    )
    return both[:RAW_BYTES], both[RAW_BYTES:]


def _normal(passphrase: str) -> str:
    """One form for what keyboards and systems write in two."""
    return unicodedata.normalize("NFKC", passphrase)


def _exclusive_or(left: bytes, right: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(left, right, strict=True))
