"""Connections to a store file: how they open, read and write, and what SQLite's errors mean."""

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from assistant.errors import StorageError, StorageTrouble
from assistant.store.key import Key

if TYPE_CHECKING:
    from sqlite_utils import Database

BUSY_SECONDS = 5
_REFUSED = {
    errno.ENOSPC: StorageTrouble.FULL,
    errno.EDQUOT: StorageTrouble.FULL,
    errno.EROFS: StorageTrouble.READ_ONLY,
}
_TROUBLES: Mapping[int, StorageTrouble] = {
    sqlite3.SQLITE_FULL: StorageTrouble.FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: StorageTrouble.FULL,
    sqlite3.SQLITE_BUSY: StorageTrouble.LOCKED,
    sqlite3.SQLITE_LOCKED: StorageTrouble.LOCKED,
    sqlite3.SQLITE_CORRUPT: StorageTrouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: StorageTrouble.DAMAGED,
    sqlite3.SQLITE_IOERR: StorageTrouble.UNREADABLE,
    sqlite3.SQLITE_CANTOPEN: StorageTrouble.UNREADABLE,
    sqlite3.SQLITE_READONLY: StorageTrouble.READ_ONLY,
    sqlite3.SQLITE_PERM: StorageTrouble.UNREADABLE,
    sqlite3.SQLITE_AUTH: StorageTrouble.UNREADABLE,
}
_MESSAGES = {
    "database disk image is malformed": sqlite3.SQLITE_CORRUPT,
    "file is not a database": sqlite3.SQLITE_NOTADB,
    "database or disk is full": sqlite3.SQLITE_FULL,
    "database is locked": sqlite3.SQLITE_BUSY,
    "disk I/O error": sqlite3.SQLITE_IOERR,
}
"""SQLite's own; SQLCipher's module tells no code of what happens while pages are copied."""


def engine(key: Key | None) -> Any:
    """The SQLite that opens a file: Python's own, or SQLCipher's where there is a key."""
    if key is None:
        return sqlite3
    from sqlcipher3 import dbapi2  # late: 20 MB that a plain store never needs

    return dbapi2


def engine_versions() -> dict[str, str]:
    """The versions of both SQLites: Python's own, and SQLCipher with the one inside it."""
    from sqlcipher3 import dbapi2  # late, as above

    with closing(dbapi2.connect(":memory:")) as connection:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()[0]
    return {
        "sqlite": sqlite3.sqlite_version,
        "sqlcipher": f"{cipher} (SQLite {dbapi2.sqlite_version})",
    }


def database_errors() -> tuple[type[sqlite3.DatabaseError], ...]:
    """What either SQLite raises, for ``except``; SQLCipher's only once something was opened by it."""
    cipher = sys.modules.get("sqlcipher3.dbapi2")
    if cipher is None:
        return (sqlite3.DatabaseError,)
    return (sqlite3.DatabaseError, cipher.DatabaseError)


def breaks(error: Exception, constraint: str) -> bool:
    """Whether a statement broke a ``FOREIGN KEY`` or ``UNIQUE`` constraint.

    By SQLite's own message: SQLCipher's module does not tell the extended error codes.
    """
    return str(error).startswith(f"{constraint} constraint failed")


@contextmanager
def storage_errors(path: Path | None) -> Iterator[None]:
    """Turn what SQLite says about the file into a ``StorageError``.

    Broken constraints and wrong SQL are mistakes of the program's own and pass through.

    Raises:
        StorageError: the file is full, locked, damaged, read only or unreadable.
    """
    try:
        yield
    except database_errors() as error:
        told = _MESSAGES.get(str(error), sqlite3.SQLITE_ERROR)
        code = getattr(error, "sqlite_errorcode", told)
        trouble = _TROUBLES.get(code, _TROUBLES.get(code & 0xFF))
        if trouble is None:
            raise
        raise StorageError(trouble, str(path or ":memory:")) from error


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """As ``storage_errors``, and also for what the file system itself refuses.

    Raises:
        StorageError: the file is full, locked, damaged, read only or unreadable.
    """
    try:
        with storage_errors(path):
            yield
    except OSError as error:
        trouble = _REFUSED.get(error.errno or 0, StorageTrouble.UNREADABLE)
        raise StorageError(trouble, str(path)) from error


def connect(path: Path | None, key: Key | None = None) -> sqlite3.Connection:
    """A writing connection that opens no transaction by itself; None is a store in memory.

    Foreign keys are off in every new connection, and the pragma is ignored inside a transaction.
    """
    target = ":memory:" if path is None else os.fspath(path)
    connection: sqlite3.Connection
    connection = engine(key).connect(target, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        unlock(connection, key)
        for name in ("foreign_keys", "fullfsync", "recursive_triggers"):
            connection.execute(f"PRAGMA {name} = ON")
        connection.execute("PRAGMA synchronous = FULL")
    except database_errors():
        connection.close()
        raise
    return connection


def unlock(connection: sqlite3.Connection, key: Key | None) -> None:
    """Give a fresh connection its key; what SQLite sorts stays in memory then."""
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
        connection.execute(f'PRAGMA key = "{key.literal}"').fetchall()
        connection.execute("PRAGMA temp_store = MEMORY")


def connect_read_only(
    path: Path, key: Key | None = None, *, immutable: bool = False
) -> sqlite3.Connection:
    """A connection that cannot write; ``immutable`` also takes no lock and sees no log beside it.

    The header is read this way instead of with ``open``: closing any other handle of a file drops
    the locks that this process holds on it.
    """
    name = path.absolute().as_posix()
    slash = "" if name.startswith("/") else "/"
    escaped = quote(name, safe="/:", errors="surrogateescape")
    options = "mode=ro&immutable=1" if immutable else "mode=ro"
    uri = f"file://{slash}{escaped}?{options}"
    connection: sqlite3.Connection
    connection = engine(key).connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    unlock(connection, key)
    return connection


def pragma(connection: sqlite3.Connection, name: str) -> Any:
    """The value of a pragma that gives one."""
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def sidecar(path: Path, suffix: str) -> Path:
    """The file with ``suffix`` that SQLite keeps beside ``path``."""
    return path.with_name(path.name + suffix)


class StoreFile:
    """One open store: reads on the plain connection, writes through sqlite-utils.

    sqlite-utils takes longer to import than the whole store takes to read, so it is loaded with
    the first write, and a window that only shows does not wait for it.
    """

    def __init__(
        self, path: Path | None, connection: sqlite3.Connection, key: Key | None = None
    ) -> None:
        self.path = path
        self.key = key
        self.connection = connection
        self._row = engine(key).Row
        self._db: Database | None = None

    @property
    def db(self) -> "Database":
        """The connection as sqlite-utils sees it, without plug-ins, its new tables strict."""
        if self._db is None:
            from sqlite_utils import Database  # late: see the class

            self._db = Database(self.connection, strict=True, execute_plugins=False)
        return self._db

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[sqlite3.Row]:
        """All rows of a SELECT, their values by column name.

        Raises:
            StorageError: the file cannot be read.
        """
        with storage_errors(self.path):
            cursor = self.connection.cursor()
            cursor.row_factory = self._row
            return cursor.execute(sql, parameters).fetchall()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All reads inside see one state of the file, also while another process writes.

        Raises:
            StorageError: the file cannot be read.
        """
        if self.connection.in_transaction:
            yield
            return
        with storage_errors(self.path):
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self._roll_back()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all that is written inside is stored, or nothing of it.

        IMMEDIATE, because a command reads before it writes, and a deferred transaction could not
        be upgraded when another process wrote in between, however long it waited.

        Raises:
            StorageError: the file cannot be written; nothing was stored.
            RuntimeError: a transaction is open already.
        """
        if self.connection.in_transaction:
            raise RuntimeError("a command inside a command")
        with storage_errors(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        # SQLite has rolled back by itself after some errors, such as a full disk.
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file; the last one to do so folds the log into it."""
        self.connection.close()
