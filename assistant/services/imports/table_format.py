"""A bill format that is a table: found by the cells of its header, read column by column."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from assistant.domain.imports.movement import Broken, Flow, Movement
from assistant.services.imports.cells import SPACE, BadCell
from assistant.services.imports.document import Cells, Document

Read = Callable[[int, Callable[[str], str], Mapping[str, str]], Movement | None]
"""Makes a row of its line, its cells by column and what the head told; None: no row of the bill."""
_LOST = "\ufffd"
LONGEST = 4000
"""All texts of a row together; a real one has a few hundred characters."""

FLOWS: Mapping[str, Flow] = {
    "支出": Flow.OUT,
    "收入": Flow.IN,
    **dict.fromkeys(("不计收支", "其他", "", "/", "中性交易"), Flow.NEUTRAL),
}


def flow_of(text: str) -> Flow:
    """收/支 in the words of the files."""
    return FLOWS.get(text, Flow.OTHER)


@dataclass(frozen=True, slots=True)
class TableFormat:
    """One format.

    Args:
        name: stable; stored with the import.
        columns: all header cells that tell this format from the others.
        read: makes a row; ``BadCell`` lists the row as broken.
        absent: header cells of a look-alike.
        begin: called once for each file with its head; what ``read`` needs to know beyond a row.
    """

    name: str
    columns: tuple[str, ...]
    read: Read
    absent: tuple[str, ...] = ()
    begin: Callable[[list[Cells]], Mapping[str, str]] = field(default=lambda _head: {})

    def header(self, document: Document) -> int | None:
        """Which row of the head is the header; None when it is another format's file."""
        for number, cells in enumerate(document.head):
            if all(name in cells for name in self.columns) and not any(
                name in cells for name in self.absent
            ):
                return number
        return None

    def matches(self, document: Document) -> bool:
        """Whether the file is of this format."""
        return self.header(document) is not None

    def rows(self, document: Document) -> Iterator[Movement | Broken]:
        """All rows between the header and the footer, which starts with a rule of hyphens."""
        header = self.header(document)
        if header is None:
            return
        names = document.head[header]
        about = self.begin(document.head[:header])
        needed = max(names.index(name) for name in self.columns)
        by_name = _ByName()
        for line, cells in islice(document.rows(), header + 1, None):
            if cells and cells[0].startswith("-----"):
                return
            row = self._row(line, cells, names, about, needed, by_name)
            if row is not None:
                yield row

    def _row(
        self,
        line: int,
        raw: Cells,
        names: Cells,
        about: Mapping[str, str],
        needed: int,
        by_name: "_ByName",
    ) -> Movement | Broken | None:
        """One row; ``by_name`` is filled anew with each, which is quicker than a new one."""
        cells = [cell.strip(SPACE) for cell in raw]
        if len(cells) <= needed:
            if len([cell for cell in cells if cell]) <= 1:  # blank, or a footer's sentence
                return None
            return Broken(line, "cells_missing", ",".join(cells)[:80])
        whole = cells if len(cells) >= len(names) else cells + [""] * (len(names) - len(cells))
        by_name.update(zip(names, whole, strict=False))
        try:
            row = self.read(line, by_name.__getitem__, about)
        except BadCell as error:
            if len([cell for cell in cells if cell]) <= 1:
                return None
            return Broken(line, str(error), ",".join(cells)[:80])
        if row is None:
            return None
        words = f"{row.party}{row.item}{row.status}{row.method}{row.order_id}{row.trade}"
        if len(words) > LONGEST:
            return Broken(line, "too_long", words[:80])
        if _LOST in words:
            return Broken(line, "characters_lost", f"{row.at} {row.party}"[:80])
        return row


class _ByName(dict[str, str]):
    """A row's cells by the header's names; a column that a file lacks reads as empty."""

    def __missing__(self, _name: str) -> str:
        """Nothing."""
        return ""
