"""The store's file: its check, its backups, and putting one back."""

from datetime import datetime
from pathlib import Path

from assistant.store.backup import newest_good, restore
from assistant.store.database import integrity_check


def check_store(path: str) -> list[str]:
    """All that is wrong with a store file, ``["ok"]`` if nothing; for a worker thread."""
    return integrity_check(Path(path))


def newest_backup(folder: Path) -> Path | None:
    """The newest backup that is sound."""
    return newest_good(folder)


def put_back(backup: Path, store: Path, now: datetime) -> None:
    """Put a backup in the store's place; the file that was there is kept beside it."""
    restore(backup, store, now)
