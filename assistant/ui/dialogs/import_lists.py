"""The lists of an import's preview: counts and sums, what waits for the user, rows that broke."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.imports.meaning import Kind
from assistant.domain.imports.movement import Broken
from assistant.domain.imports.place import WAITING, Place
from assistant.domain.money import Money
from assistant.services.imports.preview import Preview
from assistant.ui import cards, theme, words
from assistant.ui.context import Context
from assistant.ui.table import Column, TableView


def meaning_words(context: Context, kind: Kind, product: str) -> str:
    """A kind with its product: 「消费 · 花呗」."""
    said = i18n.t(f"import.kind.{kind}")
    known = context.session.products.get(product)
    return said if known is None else f"{said} · {known.name(i18n.language())}"


@dataclass(frozen=True, slots=True)
class _SumRow:
    title: str
    count: int
    amount: str
    note: str
    tone: str | None


class SumsList(QWidget):
    """Counts and sums by kind and product, the whole file."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        layout = _column(self, "import.sums_note")
        self._table = TableView(
            (
                Column("import.col_kind", lambda row: row.title, tone=lambda row: row.tone),
                Column("import.col_count", lambda row: str(row.count), right=True),
                Column("import.col_sum", lambda row: row.amount, right=True),
                Column("import.col_what", lambda row: row.note, tone=lambda _row: "muted"),
            ),
            name_key="import.tab_sums",
            stretch=3,
        )
        self._table.setObjectName("import_sums")
        layout.addWidget(self._table, 1)

    def show_plan(self, plan: Preview) -> None:
        """Fill the list; debts first."""
        order = list(Kind)
        rows = [
            _SumRow(
                meaning_words(self._context, kind, product),
                part.count,
                words.money(Money(part.fen)),
                i18n.t(f"import.what.{kind}"),
                _TONES.get(kind),
            )
            for (kind, product), part in sorted(
                plan.sums.items(), key=lambda pair: (order.index(pair[0][0]), pair[0][1])
            )
        ]
        self._table.set_rows(rows)


_TONES = {Kind.IGNORED: "muted", Kind.UNKNOWN: "warning"}


@dataclass(frozen=True, slots=True)
class _WaitingRow:
    place: Place
    title: str
    count: int


class WaitingList(QWidget):
    """New rows on credit that change no due yet, and what the user can do about it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        layout = _column(self, "import.waiting_note")
        self._table = TableView(
            (
                Column("import.col_kind", lambda row: row.title),
                Column("import.col_count", lambda row: str(row.count), right=True),
                Column("import.col_why", lambda row: i18n.t(f"import.place.{row.place}")),
                Column("import.col_do", lambda row: i18n.t(f"import.do.{row.place}")),
            ),
            name_key="import.waiting",
            stretch=3,
        )
        self._table.setObjectName("import_waiting")
        layout.addWidget(self._table, 1)

    def show_plan(self, plan: Preview) -> int:
        """Fill the list; how many rows wait."""
        counts: Counter[tuple[Place, str]] = Counter()
        for placed in plan.placed:
            if placed.place in WAITING:
                meaning = plan.meanings[placed.index]
                title = meaning_words(self._context, meaning.kind, meaning.product)
                counts[placed.place, title] += 1
        rows = [_WaitingRow(place, title, count) for (place, title), count in counts.items()]
        self._table.set_rows(sorted(rows, key=lambda row: (row.place, row.title)))
        return counts.total()


class BrokenList(QWidget):
    """Rows that could not be read: line, reason, how each begins."""

    def __init__(self) -> None:
        super().__init__()
        layout = _column(self, "import.broken_note")
        self._table = TableView(
            (
                Column("import.col_line", lambda row: str(row.line), right=True),
                Column("import.col_why", _reason, tone=lambda _row: "warning"),
                Column("import.col_text", lambda row: row.text, tone=lambda _row: "muted"),
            ),
            name_key="import.broken_rows",
            stretch=2,
        )
        self._table.setObjectName("import_broken")
        layout.addWidget(self._table, 1)

    def show_plan(self, plan: Preview) -> int:
        """Fill the list; how many rows broke."""
        self._table.set_rows(plan.file.broken)
        return len(plan.file.broken)


def _reason(row: Broken) -> str:
    return i18n.t(f"import.broken.{row.reason}")


def _column(page: QWidget, note_key: str) -> QVBoxLayout:
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, theme.GAP_M, 0, 0)
    layout.addWidget(cards.wrapped(cards.text(i18n.t(note_key), role="muted")))
    return layout
