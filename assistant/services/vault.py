"""The key of one data directory: locked until a passphrase or the system's keyring opens it.

All files that one key opens want it by their first bytes, so that a plain backup, an encrypted one
and the store can lie beside each other, and each opens in its own way.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from assistant.clock import Clock
from assistant.domain.attempts import Attempts
from assistant.errors import StorageError, StorageTrouble, UserError
from assistant.private_file import private_folder, write_private
from assistant.services import keychain
from assistant.services.place_password import PlacePassword
from assistant.store.connection import file_errors, sidecar
from assistant.store.copy import SIDECARS, wipe
from assistant.store.key import FOLDER, Key, fitting, id_of, key_file


class Vault:
    """Opens, closes and changes the protection of a store. Its files must be closed meanwhile.

    Args:
        store: the user's own store file.
        clock: tells how long a wrong passphrase makes wait.
    """

    def __init__(self, store: Path, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._key: Key | None = None
        self.place_password = PlacePassword(store)

    @property
    def folder(self) -> Path:
        """Where the wrapped keys lie."""
        return self._store.parent / FOLDER

    @property
    def key(self) -> Key | None:
        """The key while it is open; None for a plain store and a locked one."""
        return self._key

    def key_for(self, path: Path) -> Key | None:
        """The open key where ``path``, closed in this process, asks for it."""
        return fitting(path, self._key)

    def guards(self, path: Path) -> bool:
        """Whether ``path`` is the store itself, under whatever name."""
        try:
            return self._store.samefile(path)
        except OSError:
            return False

    def is_encrypted(self) -> bool:
        """Whether the store wants a key; only while it is closed."""
        return key_file(self._store) is not None

    # Opening ----------------------------------------------------------------------------------

    def wait_seconds(self) -> int:
        """How long to wait before the next passphrase may be tried, rounded up."""
        return -(-self._attempts().wait(self._clock()) // timedelta(seconds=1))

    def unlock(self, passphrase: str, path: Path | None = None) -> Key:
        """Open the key that ``path`` asks for, the store's own when not given.

        Raises:
            UserError: a wrong passphrase, or too soon after wrong ones.
            StorageError: the key file is not there, or cannot be read.
        """
        from assistant.store.keyfile import read_key  # late: only encrypted stores need it

        wanted = self._store if path is None else path
        seconds = self.wait_seconds()
        if seconds:
            raise UserError("passphrase.wait", "passphrase", seconds=seconds)
        wrapped = self._wrapped(path)
        if wrapped is None:
            raise StorageError(StorageTrouble.UNREADABLE, str(wanted))
        with file_errors(wrapped):
            try:
                key = read_key(wrapped, passphrase)
            except UserError:
                self._remember(self._attempts().failed(self._clock()))
                raise
            self._remember(Attempts())
        if path is None:
            self._key = key
        return key

    def unlock_from_keyring(self) -> bool:
        """Open the key with what the system's keyring keeps; False when it keeps nothing."""
        wrapped = key_file(self._store)
        self._key = None if wrapped is None else keychain.recall_key(wrapped.stem)
        return self._key is not None

    def lock(self) -> None:
        """Forget the key and what was typed beside it; the store must be closed."""
        self._key = None
        self.place_password.lock()

    def is_remembered(self) -> bool:
        """Whether the system's keyring keeps the open key."""
        return self._key is not None and keychain.recall_key(self._key.name) == self._key

    def remember(self, *, on: bool) -> None:
        """Keep the open key in the system's keyring, or take it out.

        Raises:
            UserError: there is no keyring that keeps it.
        """
        if self._key is None:
            return
        if not on:
            keychain.forget(self._key.name)
        elif not keychain.available() or not keychain.keep(self._key.name, self._key.raw.hex()):
            raise UserError("passphrase.no_keyring", "keyring")

    # Changing ---------------------------------------------------------------------------------

    def encrypt(self, passphrase: str) -> None:
        """Encrypt a plain store under a new key.

        Raises:
            UserError: the passphrase is too short.
            StorageError: another process has the store open, or it cannot be written.
        """
        self._rekey(passphrase, None)

    def renew(self, passphrase: str) -> None:
        """Put an open encrypted store under a new key; for when the old one may be known to others.

        Raises: as ``encrypt``.
        """
        self._rekey(passphrase, self._key)

    def _rekey(self, passphrase: str, old: Key | None) -> None:
        from assistant.store.keyfile import check_passphrase, new_key, write_key  # late, as above
        from assistant.store.rekey import rekey

        check_passphrase(passphrase)
        key = new_key()
        with file_errors(self._store):
            wrapped = write_key(self.folder, key, passphrase)
        try:
            rekey(self._store, old, key)
        except StorageError:
            if id_of(self._store) != key.id:
                wrapped.unlink(missing_ok=True)
            raise
        self._key = key
        if old is not None:
            keychain.forget(old.name)

    def decrypt(self) -> None:
        """Store the open store in plain text; its backups stay as they are, and so does the key file.

        Raises:
            StorageError: another process has the store open, or it cannot be written.
        """
        from assistant.store.rekey import rekey  # late, as above

        key = self._key
        rekey(self._store, key, None)
        self._key = None
        if key is not None:
            keychain.forget(key.name)

    def change_passphrase(self, old: str, new: str) -> None:
        """Wrap the key by another passphrase; no data are written.

        Raises:
            UserError: the old one is wrong, the new one too short.
        """
        from assistant.store.keyfile import check_passphrase, write_key  # late, as above

        check_passphrase(new)
        key = self.unlock(old)
        with file_errors(self.folder):
            write_key(self.folder, key, new)

    # Copies -----------------------------------------------------------------------------------

    def plain_copies(self) -> list[Path]:
        """Backups and replaced files that anybody can read; only meaningful for an encrypted store."""
        from assistant.store.backup import backups, folder_of  # late, as above

        kept = folder_of(self._store)
        found = [row.path for row in backups(kept, self._store.stem)]
        for mark in (".damaged-*", ".replaced-*"):
            found += sorted(self._store.parent.glob(f"{self._store.name}{mark}"))
        return [path for path in found if path.is_file() and id_of(path) is None]

    def protect_copies(self) -> int:
        """Put every plain copy under the open key; how many there were. One that is damaged is deleted.

        Raises:
            StorageError: the disk is full, or does not let itself be written.
        """
        from assistant.store.rekey import reseal  # late, as above

        if self._key is None:
            return 0
        key = self._key
        return self._each(lambda path: reseal(path, None, key))

    def delete_copies(self) -> int:
        """Delete every plain copy; how many there were."""
        return self._each(_delete)

    def _each(self, act: Callable[[Path], None]) -> int:
        done = 0
        for path in self.plain_copies():
            try:
                act(path)
            except StorageError as error:
                if not error.trouble.is_broken_file and error.trouble is not StorageTrouble.NEWER:
                    raise
                _delete(path)  # no encrypted copy can be made of it, and it must not stay readable
            done += 1
        return done

    # Attempts ---------------------------------------------------------------------------------

    def _attempts(self) -> Attempts:
        import json  # late, as above

        with suppress(OSError, ValueError, KeyError, TypeError):
            content = json.loads((self.folder / "attempts").read_text("utf-8"))
            last = datetime.fromisoformat(content["last"])
            if last.tzinfo is not None:
                return Attempts(int(content["failures"]), last)
        return Attempts()

    def _remember(self, attempts: Attempts) -> None:
        import json  # late, as above

        file = self.folder / "attempts"
        if attempts.last is None:
            file.unlink(missing_ok=True)
            return
        content = {"failures": attempts.failures, "last": attempts.last.isoformat()}
        private_folder(self.folder)
        write_private(file, json.dumps(content).encode())

    def _wrapped(self, path: Path | None) -> Path | None:
        """The key file that ``path`` asks for; that of the store, which may be open, without one."""
        if path is not None:
            return key_file(path)
        if self._key is not None:
            return self.folder / f"{self._key.name}.json"
        # The store's own first bytes may be damaged: then the only key there is.
        found = sorted(self.folder.glob("*.json"))
        return key_file(self._store) or (found[0] if len(found) == 1 else None)


def _delete(path: Path) -> None:
    with file_errors(path):
        for file in (path, *(sidecar(path, suffix) for suffix in SIDECARS)):
            if file.exists():
                wipe(file)
                file.unlink()


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that protects nothing, before anything is done with it.

    Raises:
        UserError: it is too short.
    """
    from assistant.store import keyfile  # late: only encrypted stores need it

    keyfile.check_passphrase(passphrase)
