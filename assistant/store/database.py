"""Open the one store file safely: refuse what is not ours, back up before its form changes."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from assistant.clock import Clock, system_clock
from assistant.errors import StorageError, StorageTrouble
from assistant.store.connection import (
    StoreFile,
    connect,
    connect_read_only,
    database_errors,
    file_errors,
    pragma,
    sidecar,
    storage_errors,
)
from assistant.store.header import check_stamp
from assistant.store.incoming import is_left
from assistant.store.key import Key
from assistant.store.schema import schema_version

LEFTOVERS = (".rekeying", ".rekeying-journal", ".wiping", ".restoring")


def open_database(
    path: Path | None, clock: Clock = system_clock, key: Key | None = None
) -> StoreFile:
    """Open or create the store and bring its schema up to date; None is a store in memory.

    An existing file is checked (``quick_check``) and, before its schema changes, backed up into
    ``backups`` beside it; a change that fails leaves the file as it was. With a ``key`` the file
    is encrypted, and a new one is from its first byte.

    Raises:
        StorageError: the file cannot be used; it is left as it is.
    """
    if path is None:
        return _prepared(StoreFile(None, connect(None)), clock, is_new=True)
    is_new = check_stamp(path, key) is None
    with file_errors(path):
        if is_new:
            _create_private(path)
        return _prepared(StoreFile(path, connect(path, key), key), clock, is_new=is_new)


def integrity_check(path: Path, key: Key | None = None) -> list[str]:
    """All that SQLite finds wrong with a file, ``["ok"]`` if nothing; opens it for reading only.

    Slow on a large file: for a worker, after the first paint.

    Raises:
        StorageError: the file is locked or cannot be read.
    """
    try:
        with storage_errors(path), closing(connect_read_only(path, key)) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except StorageError as error:
        if error.trouble is not StorageTrouble.DAMAGED:
            raise
        return [str(error.__cause__)]
    broken = [f"row {row[1]} of {row[0]} refers to nothing in {row[2]}" for row in orphans]
    return broken if found == ["ok"] and broken else found + broken


def _create_private(path: Path) -> None:
    if not path.parent.is_dir():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # SQLite gives its log and index the mode of the file, so the file comes first.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)


def _prepared(file: StoreFile, clock: Clock, *, is_new: bool) -> StoreFile:
    try:
        with storage_errors(file.path):
            if not is_new:
                _refuse_damage(file)
                _clear_leftovers(file)
            if pragma(file.connection, "user_version") < schema_version():
                _migrate(file, clock, is_new=is_new)
            _keep_log(file.connection)
    except BaseException:
        file.close()
        raise
    return file


HISTORY = ("imported_row",)
"""Tables that the first screen does not read and that may be large: checked with all after the paint."""


def _refuse_damage(file: StoreFile) -> None:
    """Check each table that the start reads; the whole file would cost time for every imported row."""
    for row in file.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rootpage"):
        if row["name"] in HISTORY:
            continue
        name = row["name"].replace("'", "''")
        found = file.rows(f"PRAGMA quick_check('{name}')")
        if [line[0] for line in found] != ["ok"]:
            raise StorageError(StorageTrouble.DAMAGED, str(file.path))


def _clear_leftovers(file: StoreFile) -> None:
    if file.path is None:
        return
    if is_left(file.path) or any(sidecar(file.path, name).exists() for name in LEFTOVERS):
        from assistant.store.rekey import clear_leftovers  # late: only after a kill

        clear_leftovers(file.path)


def _migrate(file: StoreFile, clock: Clock, *, is_new: bool) -> None:
    from assistant.store.migrations import migrate  # late: it imports sqlite-utils

    if file.path is not None and not is_new:
        from assistant.store.backup import back_up, folder_of  # late: only when the schema changes

        back_up(file.path, folder_of(file.path), "migration", clock(), file.key)
    migrate(file)
    # So that the version can be read from the file itself, without its log.
    file.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _keep_log(connection: sqlite3.Connection) -> None:
    """Write-ahead logging: a process that reads never waits for one that writes.

    The tables of a new file were made before, in one transaction with the application id: a
    program killed meanwhile leaves an empty file, not one that looks like another program's.
    """
    try:
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
    except database_errors() as error:
        # A second process starts on the same new file; whoever opens it next sets the mode.
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
