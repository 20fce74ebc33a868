"""Evidence files: copied into the data directory under their SHA-256, for the user's eyes only."""

import hashlib
import os
import stat
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from assistant.errors import UserError

LARGEST_BYTES = 500 * 1024 * 1024
LONGEST_NAME = 120
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was copied: the name it had, its SHA-256 in hexadecimal, its size in bytes."""

    name: str
    sha256: str
    size: int


class Attachments:
    """The folder of copies; one file per content, so the same evidence twice takes no room twice.

    Copies stay when a contact is deleted: undo brings the contact back.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._intact: dict[str, tuple[int, int, int]] = {}

    def path(self, sha256: str) -> Path:
        """Where the copy of a content lies.

        Raises:
            ValueError: this is no SHA-256.
        """
        if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
            raise ValueError(sha256)
        return self._folder / sha256

    def keep(self, file: Path, stopped: Callable[[], bool] = lambda: False) -> KeptFile:
        """Copy a file; where ``stopped`` says so, nothing is kept.

        Raises:
            UserError: it is no ordinary file, cannot be read, is empty or larger than 500 MB, or the
                data directory cannot be written; the field is ``attachment``.
        """
        try:
            return self._copy(file, stopped)
        except OSError:
            raise UserError("attachment.unreadable", "attachment", name=_shown(file)) from None

    def is_intact(self, sha256: str) -> bool:
        """Whether the copy is there and still has that SHA-256; a file that did not change is read once."""
        digest = hashlib.sha256()
        try:
            told = self.path(sha256).stat()
            seen = (told.st_ino, told.st_size, told.st_mtime_ns)
            if self._intact.get(sha256) == seen:
                return True
            with self.path(sha256).open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
        except OSError:
            return False
        if digest.hexdigest() != sha256:
            return False
        self._intact[sha256] = seen
        return True

    def _copy(self, file: Path, stopped: Callable[[], bool]) -> KeptFile:
        with _opened(file) as stream:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, made = tempfile.mkstemp(dir=self._folder)  # 0600 from the first byte
            size, digest = 0, hashlib.sha256()
            try:
                with os.fdopen(handle, "wb") as copy:
                    for chunk in _chunks(stream, stopped):
                        size += len(chunk)
                        digest.update(chunk)
                        copy.write(chunk)
                    copy.flush()
                    os.fsync(copy.fileno())
                Path(made).replace(self.path(digest.hexdigest()))
            except BaseException:
                Path(made).unlink(missing_ok=True)
                raise
        return KeptFile(_shown(file), digest.hexdigest(), size)


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
