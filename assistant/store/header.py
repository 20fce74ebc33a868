"""Whose file it is and how new, found out without touching it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import StorageError, StorageTrouble
from assistant.store.connection import (
    connect_read_only,
    database_errors,
    file_errors,
    pragma,
    sidecar,
)
from assistant.store.key import Key, key_file
from assistant.store.schema import APPLICATION_ID, schema_version

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_APPLICATION_ID = slice(68, 72)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a store file says of itself."""

    application_id: int
    user_version: int


def is_store(head: bytes) -> bool:
    """Whether a file that begins like this is a store of ours in plain text."""
    ours = APPLICATION_ID.to_bytes(4, "big")
    return head.startswith(_MAGIC) and head[_APPLICATION_ID] == ours


def check_stamp(path: Path, key: Key | None = None) -> Stamp | None:
    """The stamp of a file that this program may open; None for a missing or empty one.

    Raises:
        StorageError: another program's file, one of a newer version of this program, one that is
            damaged or cannot be read, an encrypted one that ``key`` does not open.
    """
    with file_errors(path):
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            return None
        if not size:
            return None
        if size < _HEADER_BYTES:
            raise StorageError(_wreck(path, key), str(path))
        stamp = _read(path, key, immutable=True)
        if stamp.application_id != APPLICATION_ID:
            raise StorageError(StorageTrouble.FOREIGN, str(path))
        if _has_log(path):
            # The newest version number may still lie in the log that a killed program left.
            stamp = _read(path, key, immutable=False)
        if stamp.user_version > schema_version():
            raise StorageError(StorageTrouble.NEWER, str(path))
    return stamp


def check_sound(path: Path, key: Key | None = None) -> None:
    """Refuse a file that is not ours, too new or damaged; a missing one is unreadable.

    Raises:
        StorageError: why it cannot be used.
    """
    if check_stamp(path, key) is None:
        raise StorageError(StorageTrouble.UNREADABLE, str(path))
    with file_errors(path), closing(connect_read_only(path, key)) as connection:
        if pragma(connection, "quick_check(1)") != "ok":
            raise StorageError(StorageTrouble.DAMAGED, str(path))


def _read(path: Path, key: Key | None, *, immutable: bool) -> Stamp:
    with closing(connect_read_only(path, key, immutable=immutable)) as connection:
        try:
            return Stamp(
                int(pragma(connection, "application_id")),
                int(pragma(connection, "user_version")),
            )
        except database_errors() as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_NOTADB:
                raise
            raise StorageError(_wreck(path, key), str(path)) from error


def _has_log(path: Path) -> bool:
    log = sidecar(path, "-wal")
    return log.exists() and log.stat().st_size > 0


def _wreck(path: Path, key: Key | None) -> StorageTrouble:
    """Whether a file that SQLite does not know is encrypted, or ours with a broken header."""
    wrapped = key_file(path)
    if wrapped is not None:
        opened = key is not None and wrapped.stem == key.name
        return StorageTrouble.DAMAGED if opened else StorageTrouble.ENCRYPTED
    with path.open("rb") as stream:
        head = stream.read(_HEADER_BYTES)
    ours = head[_APPLICATION_ID] == APPLICATION_ID.to_bytes(4, "big")
    broken = head.startswith(_MAGIC) or not any(head)
    return StorageTrouble.DAMAGED if ours or broken else StorageTrouble.FOREIGN
