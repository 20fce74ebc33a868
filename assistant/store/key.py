"""The key of an encrypted store, and how a file says which one it wants."""

from dataclasses import dataclass, field
from pathlib import Path

FOLDER = "keys"
ID_BYTES, RAW_BYTES = 16, 32
_PLAIN = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Key:
    """What opens an encrypted store.

    Attributes:
        id: 16 bytes, the first ones of every file that it opens.
        raw: 32 random bytes; never shown.
    """

    id: bytes
    raw: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """The id for file names and the system's keyring."""
        return self.id.hex()

    @property
    def literal(self) -> str:
        """The key as SQLCipher takes it."""
        return f"x'{self.raw.hex()}{self.id.hex()}'"


def id_of(path: Path) -> bytes | None:
    """Which key a file wants by its first bytes; None for a plain, empty or missing one.

    It opens the file itself, so never for one that this process has open in SQLite.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(ID_BYTES)
    except FileNotFoundError:
        return None
    return None if len(head) < ID_BYTES or head == _PLAIN or not any(head) else head


def key_file(path: Path) -> Path | None:
    """The wrapped key of an encrypted file, beside it or one folder up; None: plain, or not ours."""
    wanted = id_of(path)
    if wanted is None:
        return None
    for folder in (path.parent, path.parent.parent):
        found = folder / FOLDER / f"{wanted.hex()}.json"
        if found.is_file():
            return found
    return None


def fitting(path: Path, key: Key | None) -> Key | None:
    """``key`` where it is the one that a closed file asks for; None for any other file."""
    if key is None:
        return None
    wrapped = key_file(path)
    return key if wrapped is not None and wrapped.stem == key.name else None
