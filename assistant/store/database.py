"""Open the one SQLite file safely: its kind is read from the header before SQLite may touch it."""

import os
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from assistant.errors import StorageError, StorageTrouble
from assistant.store.migrations import APPLICATION_ID, MIGRATIONS, schema_version

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_BUSY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Header:
    """What the first 100 bytes of a store file say."""

    application_id: int
    user_version: int


def read_header(path: Path) -> Header | None:
    """The header of an existing file without touching it; None for a missing or empty file.

    Raises:
        StorageError: ``unreadable``, ``foreign`` or ``damaged``.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEADER_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StorageError(StorageTrouble.UNREADABLE, str(path)) from error
    if not head:
        return None
    if not head.startswith(_MAGIC):
        # Our own file with its first page overwritten cannot be told from another program's.
        raise StorageError(StorageTrouble.FOREIGN, str(path))
    if len(head) < _HEADER_BYTES:
        raise StorageError(StorageTrouble.DAMAGED, str(path))
    user_version, application_id = struct.unpack(">i4xi", head[60:72])
    return Header(application_id, user_version)


def check_header(path: Path) -> Header | None:
    """The header of a file that may be opened.

    Raises:
        StorageError: another program's file, or one of a newer version of this one.
    """
    header = read_header(path)
    if header is not None and header.application_id != APPLICATION_ID:
        raise StorageError(StorageTrouble.FOREIGN, str(path))
    if header is not None and header.user_version > schema_version():
        raise StorageError(StorageTrouble.NEWER, str(path))
    return header


_TROUBLES = {
    sqlite3.SQLITE_FULL: StorageTrouble.FULL,
    sqlite3.SQLITE_BUSY: StorageTrouble.LOCKED,
    sqlite3.SQLITE_LOCKED: StorageTrouble.LOCKED,
    sqlite3.SQLITE_READONLY: StorageTrouble.UNREADABLE,
    sqlite3.SQLITE_CANTOPEN: StorageTrouble.UNREADABLE,
    sqlite3.SQLITE_PERM: StorageTrouble.UNREADABLE,
    sqlite3.SQLITE_IOERR: StorageTrouble.UNREADABLE,
    sqlite3.SQLITE_CORRUPT: StorageTrouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: StorageTrouble.DAMAGED,
}


@contextmanager
def storage_errors(path: str) -> Iterator[None]:
    """Turn SQLite's errors about the file into StorageError; mistakes of the program's own pass."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        trouble = _TROUBLES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if trouble is None:
            raise
        raise StorageError(trouble, path) from error


def open_database(path: Path | None) -> Database:
    """Open or create the store and bring its schema up to date; None is a store in memory.

    An existing file is checked (``quick_check``) and, before its schema changes, backed up.

    Raises:
        StorageError: the file cannot be used; it is left as it is.
    """
    if path is None:
        return _prepared(sqlite3.connect(":memory:"))
    header = check_header(path)
    with storage_errors(str(path)):
        if header is None:
            _create_private(path)
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
        try:
            if header is not None:
                _quick_check(connection, path)
                _back_up_before_migration(connection, path, header)
            return _prepared(connection)
        except BaseException:
            connection.close()
            raise


def _create_private(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.chmod(0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise StorageError(StorageTrouble.UNREADABLE, str(path)) from error


def _quick_check(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise StorageError(StorageTrouble.DAMAGED, str(path))


def _back_up_before_migration(connection: sqlite3.Connection, path: Path, header: Header) -> None:
    if header.user_version < schema_version():
        from assistant.store.backup import back_up  # late: only when the schema changes

        back_up(connection, path.parent / "backups", reason="migration")


def _prepared(connection: sqlite3.Connection) -> Database:
    # Foreign keys are off per connection, and the pragma is ignored inside a transaction.
    for pragma in (
        f"application_id = {APPLICATION_ID}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"busy_timeout = {int(_BUSY_SECONDS * 1000)}",
    ):
        # Every write of the same application id would dirty the file at each start.
        if pragma.startswith("application_id") and _application_id(connection) == APPLICATION_ID:
            continue
        connection.execute(f"PRAGMA {pragma}").fetchall()
    database = Database(connection, strict=True, execute_plugins=False)
    if connection.execute("PRAGMA user_version").fetchone()[0] < schema_version():
        MIGRATIONS.apply(database)
    return database


def _application_id(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def integrity_check(path: Path) -> list[str]:
    """All that SQLite finds wrong with a file, ``["ok"]`` if nothing; opens it for reading only.

    Slow on a large file: for a worker, after the first paint.
    """
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            rows = connection.execute("PRAGMA integrity_check").fetchall()
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [str(row[0]) for row in rows] + [f"foreign key: {row[0]} {row[1]}" for row in broken]
