"""What an import would do: every row's meaning, which are new, where they go, counts and sums."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.domain.imports.figures import Sum, named, sums
from assistant.domain.imports.known import Trace, new_rows
from assistant.domain.imports.meaning import Classifier, Kind, Meaning, OwnRule
from assistant.domain.imports.movement import Movement
from assistant.domain.imports.place import Place, Placed, Stored
from assistant.domain.imports.placing import place, purchase_of
from assistant.domain.snapshot import Snapshot
from assistant.services.imports.reading import BillFile, Progress

_STEP = 5000


@dataclass(frozen=True, slots=True)
class Preview:
    """A file against the store; nothing is stored yet.

    Attributes:
        meanings: of every row of ``file``, one each.
        new: whether a row is new, one each.
        placed: the places of the new rows that touch a credit product.
        sums: counts and 分 of the whole file by kind and product, known rows too.
        version: of the store that it was compared with.
        bookable: how many rows of earlier files waited for what is there by now.
    """

    file: BillFile
    meanings: tuple[Meaning, ...]
    new: tuple[bool, ...]
    placed: tuple[Placed, ...]
    sums: Mapping[tuple[Kind, str], Sum]
    version: tuple[int, int] = (-1, -1)
    bookable: int = 0

    @property
    def duplicates(self) -> int:
        """How many rows are stored already."""
        return len(self.new) - sum(self.new)

    def places(self) -> Mapping[Place, int]:
        """How many rows went to each place."""
        found: dict[Place, int] = {}
        for row in self.placed:
            found[row.place] = found.get(row.place, 0) + 1
        return found

    def json(self) -> dict[str, object]:
        """As ``beifu import --json`` prints it (docs/cli.md)."""
        figures = named(dict(self.sums))
        ignored = [part.count for (kind, _), part in self.sums.items() if kind is Kind.IGNORED]
        return {
            "rows": len(self.file.rows) + len(self.file.broken),
            "ignored": sum(ignored),
            "duplicates": self.duplicates,
            **{name: {"count": part.count, "fen": part.fen} for name, part in figures.items()},
        }


def meanings_of(
    rows: Iterable[Movement], rules: Iterable[OwnRule], progress: Progress
) -> tuple[Meaning, ...]:
    """What each row means."""
    meaning_of = Classifier(rules).meaning
    found: list[Meaning] = []
    for number, row in enumerate(rows, start=1):
        found.append(meaning_of(row))
        if number % _STEP == 0:
            progress(number)
    return tuple(found)


def preview(
    snapshot: Snapshot,
    file: BillFile,
    meanings: tuple[Meaning, ...],
    traces: Iterable[Trace],
    stored: Stored,
) -> Preview:
    """Compare a file with what is stored.

    Args:
        snapshot: the accounts with their bills.
        file: as read.
        meanings: of its rows.
        traces: what is compared of stored rows of its days.
        stored: what else earlier files say about its rows.
    """
    new = tuple(new_rows(file.rows, traces))
    wanted = (index for index, is_new in enumerate(new) if is_new)
    placed = place(snapshot, file.rows, meanings, wanted, stored)
    return Preview(file, meanings, new, placed, sums(file.rows, meanings))


def refunded_orders(rows: Iterable[Movement], meanings: Iterable[Meaning]) -> set[str]:
    """The order ids of the purchases that refunds on credit give back."""
    return {
        purchase_of(row.order_id)
        for row, meaning in zip(rows, meanings, strict=True)
        if meaning.kind is Kind.REFUND and meaning.product and row.order_id
    }
