"""Bytes from outside: size limits, ZIP files with or without a password, which member is a bill."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from assistant.errors import UserError

LARGEST_BYTES = 200 * 2**20
_MOST_MEMBERS = 200
_SUFFIXES = (".csv", ".txt", ".xlsx", ".xls", ".ofx", ".qfx", ".qif")
_CHUNK = 2**20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Content(NamedTuple):
    """A bill file's name and bytes, out of its ZIP."""

    name: str
    data: bytes


def read_file(path: Path) -> bytes:
    """All bytes of a file.

    Raises:
        UserError: it cannot be read, is a folder, empty, or larger than ``LARGEST_BYTES``.
    """
    try:
        if not path.is_file():
            raise UserError("import.no_file", "file")
        if path.stat().st_size > LARGEST_BYTES:
            raise UserError("import.too_large", "file", megabytes=LARGEST_BYTES // 2**20)
        data = path.read_bytes()
    except OSError:
        raise UserError("import.unreadable", "file") from None
    if not data.strip(b"\0 \r\n\t"):
        raise UserError("import.empty", "file")
    return data


def is_workbook(data: bytes) -> bool:
    """Whether it is an .xls or .xlsx file; the latter is a ZIP too."""
    return data.startswith(_OLE) or (data.startswith(_ZIP) and b"xl/" in data and _has_book(data))


def _has_book(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def unpack(name: str, data: bytes, password: str = "") -> list[Content]:
    """The bill files in ``data``: itself, or the members of a ZIP, AES-encrypted ones too.

    Raises:
        UserError: a password is missing or wrong, the ZIP is broken or unpacks to too much.
    """
    if not data.startswith(_ZIP):
        return [Content(name, data)]
    if is_workbook(data):
        check_inflated(data)
        return [Content(name, data)]
    members = list(_members(data, password))
    if not members:
        raise UserError("import.no_bill_in_zip", "file")
    return members


def _members(data: bytes, password: str) -> Iterator[Content]:
    import pyzipper  # late: it loads a cipher library

    try:
        with pyzipper.AESZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if _is_bill(info.filename)]
            if not password:
                _refuse_locked(infos)
            budget = LARGEST_BYTES
            for info in infos[:_MOST_MEMBERS]:
                with archive.open(info, pwd=password.encode() or None) as member:
                    found = _limited(member, budget)
                budget -= len(found)
                yield Content(PurePosixPath(info.filename).name, found)
    except UserError:
        raise
    except RuntimeError:  # both libraries say a wrong password this way
        raise UserError("import.password_wrong", "password") from None
    except Exception as error:  # noqa: BLE001 a broken ZIP fails in too many ways to name
        if password and "password" in str(error).lower():
            raise UserError("import.password_wrong", "password") from None
        raise UserError("import.zip_broken", "file") from None


def _refuse_locked(infos: Iterable[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & 1 for info in infos):
        raise UserError("import.password_needed", "password")


def _is_bill(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _SUFFIXES and not name.startswith("__MACOSX/")


def _limited(member: IO[bytes], budget: int) -> bytes:
    """What a member holds, never more than ``budget``: its header may lie about the size."""
    parts: list[bytes] = []
    _counted(member, budget, parts.append)
    return b"".join(parts)


def _counted(
    member: IO[bytes], budget: int, keep: Callable[[bytes], None] = lambda _chunk: None
) -> int:
    """Read a member to its end; what is left of the budget."""
    while chunk := member.read(_CHUNK):
        budget -= len(chunk)
        if budget < 0:
            raise UserError("import.too_large", "file", megabytes=LARGEST_BYTES // 2**20)
        keep(chunk)
    return budget


def check_inflated(data: bytes) -> None:
    """Refuse a workbook that unpacks to too much, before a library unpacks it without a limit.

    Raises:
        UserError: too large or broken.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            budget = LARGEST_BYTES
            for info in archive.infolist():
                with archive.open(info) as member:
                    budget = _counted(member, budget)
    except UserError:
        raise
    except Exception:  # noqa: BLE001 a broken ZIP fails in too many ways to name
        raise UserError("import.zip_broken", "file") from None
