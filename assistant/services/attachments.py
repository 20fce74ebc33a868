"""Evidence files: copied into the store under their SHA-256, so that they are protected as it is."""

import hashlib
import os
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from assistant.clock import Clock
from assistant.errors import StorageError, UserError
from assistant.private_file import save
from assistant.store.copy import wipe
from assistant.store.unit import Store

LARGEST_BYTES = 100 * 1024 * 1024
MOST_BYTES = 300 * 1024 * 1024
"""All evidence together: a whole export, which is text, stays below what an import takes."""
LONGEST_NAME = 120
_CHUNK = 1024 * 1024
_UNUSED_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was copied: the name it had, its SHA-256 in hexadecimal, its size in bytes."""

    name: str
    sha256: str
    size: int


class Attachments:
    """The copies of one open store; one per content, so the same evidence twice takes no room twice.

    Copies stay when a contact is deleted: undo brings the contact back. What neither a contact nor
    undo can ask for goes when the next file is kept.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._intact: set[str] = set()

    def keep(self, file: Path, stopped: Callable[[], bool] = lambda: False) -> KeptFile:
        """Copy a file; where ``stopped`` says so, nothing is kept.

        Raises:
            UserError: it is no ordinary file, cannot be read, is empty or larger than 100 MB, or all
                evidence would be more than 300 MB; the field is ``attachment``.
            StorageError: the store cannot be written.
        """
        try:
            content = _content(file, stopped)
        except OSError:
            raise UserError("attachment.unreadable", "attachment", name=_shown(file)) from None
        sha256, now = hashlib.sha256(content).hexdigest(), self._clock()
        with self._store.unjournalled():
            self._store.evidence.forget_unused(now - _UNUSED_FOR)
            if not self._store.evidence.size_of(sha256):
                if self._store.evidence.size() + len(content) > MOST_BYTES:
                    raise UserError("attachment.too_much", "attachment", name=_shown(file))
                self._store.evidence.keep(sha256, content, now)
        return KeptFile(_shown(file), sha256, len(content))

    def content(self, sha256: str) -> bytes:
        """What a file holds; empty where it is not there.

        Raises:
            StorageError: the store cannot be read.
        """
        return b"".join(self._store.evidence.parts(sha256))

    def is_intact(self, sha256: str) -> bool:
        """Whether the copy is there and still has that SHA-256; each is read once."""
        if sha256 not in self._intact:
            digest = hashlib.sha256()
            for part in self._store.evidence.parts(sha256):
                digest.update(part)
            if digest.hexdigest() != sha256:
                return False
            self._intact.add(sha256)
        return True

    def save_copy(self, sha256: str, target: Path) -> None:
        """Write a copy, in plain text, where the user wants one; for his eyes only.

        Raises:
            UserError: it is not there any more, or cannot be written there.
        """
        content = self.content(sha256)
        if not content:
            raise UserError("row.gone")
        save(target, content)

    def take_in(self, folder: Path) -> None:
        """Move what an older version kept in a folder beside the store into it; the files go then.

        One that cannot be moved now, because the disk is full or does not allow it, stays for the
        next start. Killed in between, a file is in both places and is moved again.
        """
        for file in sorted(folder.iterdir()):
            try:
                if len(file.name) == 64 and not set(file.name) - set("0123456789abcdef"):
                    with self._store.unjournalled():
                        self._store.evidence.keep(file.name, file.read_bytes(), self._clock())
                if not file.is_symlink():
                    wipe(file)
                file.unlink()
            except (OSError, StorageError):
                return
        folder.rmdir()


def _content(file: Path, stopped: Callable[[], bool]) -> bytes:
    with _opened(file) as stream:
        return b"".join(_chunks(stream, stopped))


def _chunks(stream: BinaryIO, stopped: Callable[[], bool]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        if stopped():
            raise UserError("attachment.stopped", "attachment")
        yield chunk


def _opened(file: Path) -> BinaryIO:
    """The file for reading; what was opened is what is looked at, and a pipe blocks nobody."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    source = os.open(file, flags)
    try:
        _check(os.fstat(source), _shown(file))
    except UserError:
        os.close(source)
        raise
    return os.fdopen(source, "rb")


def _check(told: os.stat_result, name: str) -> None:
    if not stat.S_ISREG(told.st_mode):
        raise UserError("attachment.no_file", "attachment", name=name)
    if not told.st_size:
        raise UserError("attachment.empty", "attachment", name=name)
    if told.st_size > LARGEST_BYTES:
        raise UserError("attachment.too_large", "attachment", name=name)


def _shown(file: Path) -> str:
    """The file's name without what could disturb a page: no control characters, not too long."""
    plain = "".join(char for char in file.name if unicodedata.category(char)[0] != "C")
    return plain[-LONGEST_NAME:] or "?"
