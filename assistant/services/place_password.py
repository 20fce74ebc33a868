"""The password of the second place: in the system's keyring; without one until the store is locked."""

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from assistant.services import keychain


class PlacePassword:
    """One data directory's password; there is one second place at a time.

    Args:
        store: the user's own store file, which names the keyring's entry: an address is nobody's business.
    """

    def __init__(self, store: Path) -> None:
        self._name = entry_of(store)
        self._typed: str | None = None

    def recall(self, address: str, user: str) -> str:
        """The password; empty when none is known for this address and this user."""
        kept = self._typed or keychain.recall(self._name)
        with suppress(ValueError, TypeError):
            told, name, password = json.loads(kept or "")
            if (told, name) == (address, user):
                return str(password)
        return ""

    def keep(self, address: str, user: str, password: str) -> None:
        """Keep it as well as this machine can, in place of the one before."""
        secret = json.dumps([address, user, password], ensure_ascii=False)
        self._typed = None if keychain.keep(self._name, secret) else secret

    def forget(self) -> None:
        """Nobody is asked for it any more: take it out of the keyring too."""
        self._typed = None
        keychain.forget(self._name)

    def lock(self) -> None:
        """Forget what was only typed."""
        self._typed = None


def entry_of(store: Path) -> str:
    """What the keyring calls the password of a data directory."""
    return f"second:{hashlib.sha256(str(store.resolve()).encode()).hexdigest()[:32]}"
