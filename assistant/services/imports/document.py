"""A bill file as text or as rows of cells, whatever it was: CSV in any encoding, xls, xlsx, plain text."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from assistant.errors import UserError
from assistant.services.imports.container import LARGEST_BYTES, Content, is_workbook

HEAD = 200
"""A header stands in the first so many rows, or there is none."""
_MOST_ODD = 50
"""Of so many characters one may be none that is printed."""
_SPACE = " \t\u3000\ufeff\xa0"
Cells = list[str]
# A file is at most as large as ``LARGEST_BYTES``, and so is a cell; formats refuse what is too long.
csv.field_size_limit(LARGEST_BYTES)


@dataclass(frozen=True)
class Document:
    """What a file holds. ``sheets`` of a workbook, else ``text``; not slotted: ``head`` is kept."""

    name: str
    text: str = ""
    sheets: tuple[tuple[Cells, ...], ...] = field(default=(), repr=False)

    @cached_property
    def head(self) -> list[Cells]:
        """The first rows, their cells stripped."""
        found = islice(self.rows(), HEAD)
        return [[cell.strip(_SPACE) for cell in cells] for _, cells in found]

    @cached_property
    def is_table(self) -> bool:
        """Whether two rows have two cells, and what stands in them is text: a picture has rows too."""
        wide = [cells for cells in self.head if len([cell for cell in cells if cell]) > 1]
        text = "".join(cell for cells in wide for cell in cells)
        odd = sum(not char.isprintable() for char in text if not char.isspace())
        return len(wide) > 1 and odd * _MOST_ODD <= len(text)

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """All rows with the line each ends in, cells as they stand."""
        if self.sheets:
            yield from enumerate(self.sheets[0], start=1)
        else:
            yield from csv_rows(self.text)


def csv_rows(text: str) -> Iterator[tuple[int, Cells]]:
    """The rows of CSV text. A quote that is never closed costs its own line, not the rest of the file."""
    if '"' not in text and not _odd_ends(text):
        yield from enumerate(csv.reader(io.StringIO(text, newline="")), start=1)
        return
    lines = text.splitlines(keepends=True) if _odd_ends(text) else io.StringIO(text, newline="")
    taken: list[str] = []

    def feed() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    reader = csv.reader(feed())
    line = 0
    while True:
        taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        if len(taken) > 1:
            yield from _one_by_one(taken, line, cells)
        else:
            yield line + 1, cells
        line += len(taken)


_MOST_LINES_IN_A_CELL = 5


def _one_by_one(taken: list[str], line: int, cells: Cells) -> Iterator[tuple[int, Cells]]:
    """A record over several lines is a cell with line breaks, or a stray quote that swallowed rows."""
    if cells and len(taken) <= _MOST_LINES_IN_A_CELL and not taken[0].count(",") >= len(cells) - 1:
        yield line + len(taken), cells
        return
    for number, text in enumerate(taken, start=line + 1):
        yield number, next(csv.reader([text], quoting=csv.QUOTE_NONE), [])


def _odd_ends(text: str) -> bool:
    """Lone carriage returns end lines in files of old spreadsheets."""
    return "\r" in text and "\n" not in text


def open_document(content: Content) -> Document:
    """Decode a file.

    Raises:
        UserError: a workbook that cannot be read, or a line longer than any bill has.
    """
    if is_workbook(content.data):
        return Document(content.name, sheets=_sheets(content.data))
    _refuse_long_lines(content.data)
    return Document(content.name, decode(content.data))


_LONGEST_LINE = 2 * 2**20


def _refuse_long_lines(data: bytes) -> None:
    """A block without a line's end is part of a line that long; some are as long as the memory."""
    for at in range(0, len(data) - _LONGEST_LINE, _LONGEST_LINE):
        block = data[at : at + _LONGEST_LINE]
        if b"\n" not in block and b"\r" not in block:
            raise UserError("import.line_too_long", "file")


def decode(data: bytes) -> str:
    """Text in UTF-8, GB18030 or UTF-16; a byte that fits none spoils its own row only.

    The whole file decides: a prefix may end inside a character (formats.md 6).
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _without_nul(data.decode("utf-16", "replace"))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return _without_nul(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    spoiled = [data.decode(encoding, "replace") for encoding in ("utf-8-sig", "gb18030")]
    return _without_nul(min(spoiled, key=lambda text: text.count("\ufffd")))


def _without_nul(text: str) -> str:
    return text.replace("\0", "") if "\0" in text else text


def _sheets(data: bytes) -> tuple[tuple[Cells, ...], ...]:
    """The sheets, the active one first: a WeChat file may keep an older copy in front of it."""
    from python_calamine import CalamineWorkbook  # late: a library of its own

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = list(book.sheet_names)
        active = _active(data)
        if 0 < active < len(names):
            names.insert(0, names.pop(active))
        return tuple(_sheet(book.get_sheet_by_name(name).to_python()) for name in names[:20])
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 the reader's panics are no Exceptions
        raise UserError("import.workbook_broken", "file") from None


def _sheet(rows: Iterable[Iterable[object]]) -> tuple[Cells, ...]:
    return tuple([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> str:
    """A cell as its text; whole numbers without the point that spreadsheets give them."""
    text = str(value)
    return text if isinstance(value, str) else re.sub(r"(?<=\d)\.0$", "", text)


def _active(data: bytes) -> int:
    if not data.startswith(b"PK"):
        return 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = re.search(rb'activeTab="(\d{1,3})"', archive.read("xl/workbook.xml"))
    return int(found.group(1)) if found else 0
