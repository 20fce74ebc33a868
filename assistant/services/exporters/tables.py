"""One CSV per table, for spreadsheets: no cell is a formula, whatever was typed into it."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from assistant.store.dump import Dump, Value
from assistant.store.keyfile import write_private

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def csv_files(content: Dump) -> Iterator[tuple[str, bytes]]:
    """Name and text of each table with rows; UTF-8 with the mark that Excel wants."""
    for table, rows in content.tables.items():
        if not rows:
            continue
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(rows[0])
        writer.writerows([safe_cell(value) for value in row.values()] for row in rows)
        yield f"{table}.csv", text.getvalue().encode("utf-8-sig")


def csv_zip(content: Dump) -> bytes:
    """All tables in one ZIP."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in csv_files(content):
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def write_folder(content: Dump, folder: Path) -> list[Path]:
    """One file per table into a folder, which is made.

    Raises:
        OSError: it cannot be written there.
    """
    written = []
    for name, text in csv_files(content):
        write_private(folder / name, text)
        written.append(folder / name)
    return written


def safe_cell(value: Value) -> str:
    """A cell that a spreadsheet shows and does not carry out (CWE-1236): a formula gets a ``'``."""
    if value is None:
        return ""
    text = value.hex() if isinstance(value, bytes) else str(value)
    if text.lstrip().startswith(_STARTS_FORMULA) or text.startswith(_STARTS_FORMULA):
        return text if _NUMBER.fullmatch(text) else f"'{text}"
    return text
