"""The system's own keyring, where there is one: asked late, and nothing depends on it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from assistant.store.key import ID_BYTES, RAW_BYTES, Key

SERVICE = "io.github.beifu.Beifu"
_LOG = logging.getLogger(__name__)


def available() -> bool:
    """Whether the system offers a keyring that protects what it keeps."""
    import keyring  # late: 70 ms that a plain store never needs

    with _if_it_works():
        return keyring.get_keyring().priority >= 1
    return False


def recall(name: str) -> str | None:
    """The secret kept under ``name``; None when there is none, or no keyring."""
    import keyring  # late, as above

    with _if_it_works():
        return keyring.get_password(SERVICE, name)
    return None


def keep(name: str, secret: str) -> bool:
    """Keep a secret; whether the keyring took it."""
    import keyring  # late, as above

    with _if_it_works():
        keyring.set_password(SERVICE, name, secret)
        return True
    return False


def forget(name: str) -> None:
    """Take a secret out; nothing happens where there is none."""
    import keyring  # late, as above

    with _if_it_works():
        keyring.delete_password(SERVICE, name)


def recall_key(name: str) -> Key | None:
    """A store's key by its name; None when the keyring has none that fits."""
    secret = recall(name)
    if secret is None:
        return None
    with suppress(ValueError):
        raw = bytes.fromhex(secret)
        if len(raw) == RAW_BYTES and len(name) == 2 * ID_BYTES:
            return Key(bytes.fromhex(name), raw)
    return None


@contextmanager
def _if_it_works() -> Iterator[None]:
    """A keyring that fails is none; each system's raises errors of its own, Windows' not even keyring's."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - nothing depends on it
        _LOG.info("the system's keyring failed: %s", type(error).__name__)
