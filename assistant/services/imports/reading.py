"""Read a bill file as a whole: its rows, and those that could not be read with line and reason."""

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from assistant.domain.imports.movement import Broken, Movement
from assistant.errors import UserError
from assistant.services.imports.container import LARGEST_BYTES, Content, read_file, unpack
from assistant.services.imports.document import Document, open_document
from assistant.services.imports.mapping import ColumnMapping
from assistant.services.imports.registry import Format, format_of

MOST_ROWS = 2_000_000
_STEP = 2000
Progress = Callable[[int], None]
"""Called with the number of rows done; raises ``Cancelled`` to end the work with nothing stored."""


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection inside: a file's rows are many and stay, and each pass walks them all."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True, slots=True)
class BillFile:
    """A file's content in the form that all formats share."""

    name: str
    sha256: str
    format: str
    rows: tuple[Movement, ...]
    broken: tuple[Broken, ...]

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day, as ISO text; empty without rows."""
        if not self.rows:
            return "", ""
        return min(row.at for row in self.rows)[:10], max(row.at for row in self.rows)[:10]


class UnknownFormat(UserError):
    """A table of a format that nobody wrote down: the user says which column is what."""

    def __init__(self, document: Document) -> None:
        super().__init__("import.unknown_format", "file")
        self.document = document


def unheard(_done: int) -> None:
    """No progress is shown."""


def read_path(
    path: Path,
    password: str = "",
    mapping: ColumnMapping | None = None,
    progress: Progress = unheard,
) -> BillFile:
    """Read a file.

    Raises:
        UserError: it cannot be read, needs a password, is too large, or is no bill at all.
        UnknownFormat: it is a table that needs a mapping.
    """
    return read_bytes(path.name, read_file(path), password, mapping, progress)


def read_text(text: str, progress: Progress = unheard) -> BillFile:
    """Read pasted text: the rows of a bill or statement.

    Raises:
        UserError: too large, or in no known format.
    """
    if len(text) > LARGEST_BYTES:
        raise UserError("import.too_large", "file", megabytes=LARGEST_BYTES // 2**20)
    return read_bytes("", text.encode("utf-8", "replace"), progress=progress)


def read_bytes(
    name: str,
    data: bytes,
    password: str = "",
    mapping: ColumnMapping | None = None,
    progress: Progress = unheard,
) -> BillFile:
    """Read bytes, as ``read_path``."""
    sha256 = hashlib.sha256(data).hexdigest()
    contents = unpack(name, data, password)
    del data
    found: list[tuple[Document, Format]] = []
    unknown: Document | None = None
    while contents:
        document = _opened(contents)
        chosen = format_of(document) if mapping is None else mapping.format()
        if chosen is None:
            unknown = unknown or document
        else:
            found.append((document, chosen))
    if not found:
        if unknown is not None and unknown.is_table:
            raise UnknownFormat(unknown)
        raise UserError("import.not_a_bill", "file")
    rows: list[Movement] = []
    broken: list[Broken] = []
    with uncollected():
        for document, chosen in found:
            _collect(chosen.rows(document), rows, broken, progress)
    return BillFile(name, sha256, found[0][1].name, tuple(rows), tuple(broken))


def _opened(contents: list[Content]) -> Document:
    """The next member as a document; its bytes are let go."""
    return open_document(contents.pop(0))


def _collect(
    source: Iterable[Movement | Broken],
    rows: list[Movement],
    broken: list[Broken],
    progress: Progress,
) -> None:
    """Sort rows from broken ones, and say now and then how far it is."""
    feed = iter(source)
    while part := list(islice(feed, _STEP)):
        rows += [row for row in part if isinstance(row, Movement)]
        broken += [row for row in part if isinstance(row, Broken)]
        progress(len(rows))
        if len(rows) > MOST_ROWS:
            raise UserError("import.too_large", "file", megabytes=LARGEST_BYTES // 2**20)
