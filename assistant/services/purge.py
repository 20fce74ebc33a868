"""Delete all that the program keeps: stores, backups, keys, what the keyring keeps for it."""

import shutil
from pathlib import Path

from assistant.paths import Paths
from assistant.services import keychain
from assistant.services.place_password import entry_of
from assistant.store.connection import file_errors
from assistant.store.copy import wipe


def purge(paths: Paths) -> int:
    """Delete everything; how many files there were. Other files in the directory stay.

    Raises:
        StorageError: a file cannot be deleted; what is left can be deleted by a second try.
    """
    count = 0
    with file_errors(paths.data):
        for wrapped in paths.keys.glob("*.json"):
            keychain.forget(wrapped.stem)
        keychain.forget(entry_of(paths.store))
        for pattern in paths.everything:
            for found in sorted(paths.data.glob(pattern)):
                files = (
                    [found]
                    if found.is_file()
                    else [row for row in found.rglob("*") if row.is_file()]
                )
                for file in files:
                    _wipe(file)
                    file.unlink()
                if found.is_dir():
                    shutil.rmtree(found)
                count += len(files)
        if paths.data.is_dir() and not any(paths.data.iterdir()):
            paths.data.rmdir()
    return count


def _wipe(file: Path) -> None:
    if not file.is_symlink():
        wipe(file)
