"""Files that the user alone may read, written whole or not at all: the one way for everything but the store."""

import os
from pathlib import Path

from assistant.errors import UserError


def write_private(target: Path, content: bytes) -> None:
    """Write a file that is 0600 from its first byte and whole or not there, also through a power cut.

    Its folder must be there. What a killed program left half written goes, and nothing of it, neither
    its mode nor where it may have been linked to, lives on in the new file.

    Raises:
        OSError: it cannot be written; the older file stays.
    """
    part = part_of(target)
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def private_folder(folder: Path) -> None:
    """Make a folder into which only the user may look; one that is there stays as it is."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def save(target: Path, content: bytes) -> None:
    """Write a file where the user wants it.

    Raises:
        UserError: it cannot be written there; the older file stays.
    """
    try:
        write_private(target, content)
    except OSError as error:
        raise UserError("file.not_written", "file", path=str(target)) from error


def part_of(target: Path) -> Path:
    """Where a file lies until it is whole."""
    return target.with_name(f".{target.name}.part")
