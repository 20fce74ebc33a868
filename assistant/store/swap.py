"""A changed copy in a store's place; the file that was there stays beside it, itself and whole."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from assistant.store.backup import FRESH, keep_beside
from assistant.store.connection import (
    BUSY_SECONDS,
    connect,
    engine,
    file_errors,
    pragma,
    sidecar,
    unlock,
)
from assistant.store.copy import SIDECARS, discard, make, sync_folder
from assistant.store.header import check_stamp
from assistant.store.key import Key


def swap(store: Path, key: Key | None, change: Callable[[Path], object], now: datetime) -> Path:
    """Let ``change`` work on a copy of a store, then put the copy in its place.

    Nobody else may write meanwhile: the store is held until the copy is there. A program killed at
    any moment leaves the old file in place or the new one.

    Args:
        store: closed in this process.
        key: what opens it, and the copy.
        change: gets where the copy lies, and leaves it closed.
        now: aware, names the kept file.

    Returns:
        Where the replaced file lies now.

    Raises:
        StorageError: another process has the store open, or the disk is full; it stays as it was.
    """
    fresh = sidecar(store, FRESH)
    opened_files_stay = sys.platform == "win32"  # they cannot be replaced there
    with file_errors(store):
        check_stamp(store, key)
        try:
            with closing(_alone(store, key)) as held:
                _copy(held, fresh, key)
                change(fresh)
                kept = None if opened_files_stay else _put(fresh, store, now)
            return _put(fresh, store, now) if kept is None else kept
        finally:
            discard(fresh)


def _alone(store: Path, key: Key | None) -> sqlite3.Connection:
    """A connection that keeps all others out, the log folded into the file."""
    connection = connect(store, key)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        version = int(pragma(connection, "user_version"))
        connection.execute(
            f"PRAGMA user_version = {version}"
        )  # a write locks it until it is closed
    except BaseException:
        connection.close()
        raise
    return connection


def _copy(held: sqlite3.Connection, fresh: Path, key: Key | None) -> None:
    make(fresh)
    with closing(engine(key).connect(fresh, timeout=BUSY_SECONDS, isolation_level=None)) as copy:
        unlock(copy, key)
        held.backup(copy)


def _put(fresh: Path, store: Path, now: datetime) -> Path:
    kept = keep_beside(store, now, "replaced")
    for suffix in SIDECARS:  # folded into it already: what is there is empty
        sidecar(kept, suffix).unlink(missing_ok=True)
    fresh.replace(store)
    sync_folder(store.parent)
    return kept
