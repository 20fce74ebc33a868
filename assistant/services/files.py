"""The store's file: its check, its backups, and putting one back."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from assistant.clock import Clock
from assistant.private_file import save
from assistant.store.backup import newest_good, restore
from assistant.store.database import integrity_check
from assistant.store.dump import Dump
from assistant.store.key import Key
from assistant.store.swap import swap
from assistant.store.unit import Store

__all__ = ["Key", "check_store", "newest_backup", "put_back", "replace_content", "write_text"]


def check_store(path: str, key: Key | None = None) -> list[str]:
    """All that is wrong with a store file, ``["ok"]`` if nothing; for a worker thread."""
    return integrity_check(Path(path), key)


def newest_backup(folder: Path, key: Key | None = None) -> Path | None:
    """The newest backup that is sound and that can be opened."""
    return newest_good(folder, key=key)


def put_back(
    backup: Path, store: Path, now: datetime, key: Key | None = None, new_key: Key | None = None
) -> Path | None:
    """Put a backup in the store's place; the file that was there is kept beside it."""
    return restore(backup, store, now, key, new_key)


def replace_content(store: Path, content: Dump, clock: Clock, key: Key | None = None) -> Path:
    """Put ``content`` in the place of everything in a closed store, as one step that undo takes back.

    Settings and the reminder ledger are replaced too and are, as always, no part of undo.

    Returns:
        Where the file that was replaced lies now.

    Raises:
        UserError: rows that no store could hold.
        StorageError: another process has the store open, or the disk is full; nothing changed.
    """

    def change(fresh: Path) -> None:
        with closing(Store(fresh, clock, key)) as opened, opened.transaction("import_all"):
            opened.replace_all(content)

    return swap(store, key, change, clock())


def write_text(path: Path, text: str) -> None:
    """Write a file that the user alone may read, with the mark by which spreadsheets know UTF-8.

    Raises:
        UserError: the file cannot be written there.
    """
    save(path, text.encode("utf-8-sig"))
