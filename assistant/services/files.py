"""The store's file: its check, its backups, and putting one back."""

import os
from datetime import datetime
from pathlib import Path

from assistant.errors import UserError
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


def write_text(path: Path, text: str) -> None:
    """Write a file that the user alone may read, with the mark by which spreadsheets know UTF-8.

    Raises:
        UserError: the file cannot be written there.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(number, "w", encoding="utf-8-sig", newline="") as stream:
            stream.write(text)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UserError("file.not_written", "file", path=str(path)) from error
