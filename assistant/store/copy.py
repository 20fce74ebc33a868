"""One store file copied into another, from and to any protection; the copy is checked."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.errors import StorageError, StorageTrouble
from assistant.store.connection import (
    BUSY_SECONDS,
    connect_read_only,
    engine,
    pragma,
    sidecar,
    unlock,
)
from assistant.store.key import Key

SIDECARS = ("-wal", "-shm", "-journal")


def copy_store(source: Path, target: Path, key: Key | None, new_key: Key | None) -> None:
    """Copy ``source``, which ``key`` opens, into a private file ``target`` that ``new_key`` opens.

    What lies in ``target`` is overwritten. The copy is one file without a log. With two equal keys
    pages are copied, also while others write; else every table is written anew, and nothing is
    ever written in plain text but a copy without a key.

    Raises:
        StorageError: the copy is not sound.
        sqlite3.DatabaseError: or SQLCipher's, as ``file_errors`` translates.
    """
    if key == new_key:
        make(target)
        _copy_pages(source, target, key)
        return
    with written_anew(source, target, key, new_key):
        pass


@contextmanager
def written_anew(
    source: Path, target: Path, key: Key | None, new_key: Key | None, *, alone: bool = False
) -> Iterator[None]:
    """Every table of ``source`` written into ``target``, which has another key; both stay open inside.

    Args:
        source: what is copied.
        target: overwritten.
        key: what opens ``source``.
        new_key: what opens ``target``; the two differ.
        alone: fold the log of ``source`` into it and keep all others out for as long as it is open.

    Raises:
        StorageError: ``source`` is not sound.
        sqlcipher3.DatabaseError: another process has ``source`` open, or the disk is full.
    """
    make(target)
    cipher = engine(key or new_key)  # one of them is a key: only SQLCipher knows both kinds
    with closing(cipher.connect(target, timeout=BUSY_SECONDS, isolation_level=None)) as copy:
        copy.execute("PRAGMA cipher_log_level = NONE").fetchall()
        unlock(copy, new_key)
        for setting in ("temp_store = MEMORY", "synchronous = FULL"):
            copy.execute(f"PRAGMA {setting}")
        literal = "" if key is None else key.literal
        copy.execute("ATTACH ? AS source KEY ?", [os.fspath(source), literal])
        if alone:
            copy.execute("PRAGMA source.locking_mode = EXCLUSIVE").fetchall()
            copy.execute("PRAGMA source.journal_mode = DELETE").fetchall()
            # A write locks it for as long as it is open. One to it alone: a transaction over both
            # files would make a third one that names them.
            version = int(pragma(copy, "source.user_version"))
            copy.execute(f"PRAGMA source.user_version = {version}")
        if pragma(copy, "source.quick_check(1)") != "ok":
            raise StorageError(StorageTrouble.DAMAGED, str(source))
        copy.execute("SELECT sqlcipher_export('main', 'source')").fetchall()
        for name in ("application_id", "user_version"):
            copy.execute(f"PRAGMA main.{name} = {int(pragma(copy, f'source.{name}'))}")
        if pragma(copy, "main.integrity_check(1)") != "ok":
            raise StorageError(StorageTrouble.DAMAGED, str(target))
        yield


def make(target: Path) -> None:
    """An empty private file, without what a killed copy left there."""
    # A log that a killed copy left there must never be played into the new file.
    for suffix in SIDECARS:
        sidecar(target, suffix).unlink(missing_ok=True)
    os.close(os.open(target, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))


def discard(unfinished: Path) -> None:
    """Take away what a copy left half done."""
    for suffix in ("", *SIDECARS):
        sidecar(unfinished, suffix).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` last through a power cut, where folders can be synced."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def wipe(path: Path) -> None:
    """Overwrite a file's bytes before it goes, as far as the disk lets itself be overwritten.

    A program that still waits to write into the file is told that it is no store any more.
    """
    with path.open("r+b", buffering=0) as stream:
        left = path.stat().st_size
        while left > 0:
            left -= stream.write(bytes(min(left, 2**20))) or left
        os.fsync(stream.fileno())


def _copy_pages(source: Path, target: Path, key: Key | None) -> None:
    with (
        closing(connect_read_only(source, key)) as origin,
        closing(engine(key).connect(target, timeout=BUSY_SECONDS, isolation_level=None)) as copy,
    ):
        unlock(copy, key)
        origin.backup(copy)
        # In the store's own mode a log would lie beside the copy whenever it is looked at.
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        if pragma(copy, "quick_check(1)") != "ok":
            raise StorageError(StorageTrouble.DAMAGED, str(source))
