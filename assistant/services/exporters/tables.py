"""One CSV per table, for spreadsheets: no cell is a formula, whatever was typed into it."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from assistant.private_file import private_folder, write_private
from assistant.store.dump import Dump, Value

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_EVIDENCE = "evidence_part"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def csv_files(content: Dump) -> Iterator[tuple[str, bytes]]:
    """Name and text of each table with rows; UTF-8 with the mark that Excel wants.

    Evidence lies beside them as the files that it was.
    """
    for table, rows in content.tables.items():
        if not rows or table == _EVIDENCE:
            continue
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(rows[0])
        writer.writerows([safe_cell(value) for value in row.values()] for row in rows)
        yield f"{table}.csv", text.getvalue().encode("utf-8-sig")


def evidence_files(content: Dump) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file of evidence; named by its hash: its own name comes from outside."""
    parts: dict[str, list[bytes]] = {}
    for row in content.tables.get(_EVIDENCE, ()):
        sha256, part = row["sha256"], row["content"]
        if isinstance(sha256, str) and isinstance(part, bytes):
            parts.setdefault(sha256, []).append(part)
    names = {row["sha256"]: row["name"] for row in content.tables.get("collection_attachment", ())}
    for sha256, found in parts.items():
        ending = _ENDING.search(str(names.get(sha256, "")))
        yield f"evidence/{sha256}{ending[0] if ending else ''}", b"".join(found)


def csv_zip(content: Dump) -> bytes:
    """All tables in one ZIP."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _all_files(content):
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def write_folder(content: Dump, folder: Path) -> list[Path]:
    """One file per table into a folder, which is made.

    Raises:
        OSError: it cannot be written there.
    """
    written = []
    for name, text in _all_files(content):
        private_folder((folder / name).parent)
        write_private(folder / name, text)
        written.append(folder / name)
    return written


def _all_files(content: Dump) -> Iterator[tuple[str, bytes]]:
    yield from csv_files(content)
    yield from evidence_files(content)


def safe_cell(value: Value) -> str:
    """A cell that a spreadsheet shows and does not carry out (CWE-1236): a formula gets a ``'``."""
    if value is None:
        return ""
    text = value.hex() if isinstance(value, bytes) else str(value)
    if text.lstrip().startswith(_STARTS_FORMULA) or text.startswith(_STARTS_FORMULA):
        return text if _NUMBER.fullmatch(text) else f"'{text}"
    return text
