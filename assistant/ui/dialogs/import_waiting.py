"""Imported rows that wait for an account, a bill or a loan: which fit by now, booked as one step."""

from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.imports.meaning import Meaning
from assistant.domain.imports.movement import Movement
from assistant.domain.imports.place import WAITING, Place
from assistant.domain.money import Money
from assistant.ui import cards, theme, words
from assistant.ui.context import Context
from assistant.ui.dialogs.import_lists import meaning_words
from assistant.ui.table import Column, TableView

SIZE = (860, 520)
_SETTLED = {
    Place.ITEM: "waiting.ready",
    Place.PAYMENT: "waiting.ready",
    Place.KNOWN: "waiting.known",
    Place.HISTORY: "waiting.history",
}


@dataclass(frozen=True, slots=True)
class _Row:
    movement: Movement
    meaning: Meaning
    place: Place


class WaitingDialog(QDialog):
    """The list; nothing is booked before its button is pressed."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        t = i18n.t
        self.setObjectName("waiting_dialog")
        self.setWindowTitle(t("waiting.title"))
        self.resize(*SIZE)
        found = context.session.ledger.waiting()
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP_M)
        note = "waiting.note" if found.rows else "waiting.none"
        layout.addWidget(cards.wrapped(cards.text(t(note), role="muted", name="waiting_note")))
        table = TableView(
            (
                Column("import.col_day", lambda row: row.movement.day, whole=True),
                Column("import.col_party", lambda row: row.movement.party[:16]),
                Column("import.col_item", lambda row: row.movement.item),
                Column("import.col_kind", self._meaning),
                Column(
                    "import.col_sum", lambda row: words.money(Money(row.movement.fen)), right=True
                ),
                Column("import.col_why", _why, tone=_tone, tip=_do),
            ),
            name_key="waiting.title",
            stretch=2,
        )
        table.setObjectName("waiting_rows")
        rows = [
            _Row(found.rows[row.index], found.meanings[row.index], row.place)
            for row in found.placed
        ]
        # What can be booked first, then the newest.
        rows.sort(key=lambda row: row.movement.at, reverse=True)
        rows.sort(key=lambda row: row.place not in (Place.ITEM, Place.PAYMENT))
        table.set_rows(rows)
        layout.addWidget(table, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cards.button(t("form.cancel"), "waiting_cancel", self.reject))
        go = cards.button(t("waiting.nothing"), "waiting_go", self._book, primary=True)
        if found.bookable:
            go.setText(t("waiting.go", count=found.bookable))
        elif found.settled:
            go.setText(t("waiting.settle", count=len(found.settled)))
        go.setEnabled(bool(found.settled))
        buttons.addWidget(go)
        layout.addLayout(buttons)
        go.setDefault(True)

    def _book(self) -> None:
        self._context.bus.run(self._context.session.ledger.book_waiting)
        self.accept()

    def _meaning(self, row: _Row) -> str:
        return meaning_words(self._context, row.meaning.kind, row.meaning.product)


def _why(row: _Row) -> str:
    if row.place in WAITING:
        return i18n.t(f"import.place.{row.place}")
    return i18n.t(_SETTLED[row.place])


def _do(row: _Row) -> str:
    return i18n.t(f"import.do.{row.place}") if row.place in WAITING else ""


def _tone(row: _Row) -> str | None:
    return "ok" if row.place in (Place.ITEM, Place.PAYMENT) else "muted"
