"""Rows whose meaning is not clear: the user says what they are, and that becomes a rule."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.imports.meaning import Field, Kind, Meaning, OwnRule
from assistant.domain.imports.movement import Movement
from assistant.domain.money import Money
from assistant.services.imports.preview import Preview
from assistant.ui import cards, theme, words
from assistant.ui.context import Context
from assistant.ui.fields import ChoiceField
from assistant.ui.flow import flow
from assistant.ui.table import Column, TableView

ON_CREDIT = (Kind.SPEND, Kind.REFUND, Kind.REPAYMENT, Kind.DRAW)
CHOICES = (*ON_CREDIT, Kind.EXPENSE, Kind.INCOME, Kind.TRANSFER, Kind.IGNORED)


MOST_SHOWN = 5000
"""More rows than anybody looks through; the rest is classified by the same rules."""


@dataclass(frozen=True, slots=True)
class _Unclear:
    row: Movement
    meaning: Meaning


def _is_unclear(row: _Unclear) -> bool:
    return row.meaning.unsure or row.meaning.kind is Kind.UNKNOWN


class ClassifyPanel(QWidget):
    """The unclear rows of a file, and one answer for all rows like the chosen one."""

    decided = Signal(object)  # OwnRule

    def __init__(self, context: Context) -> None:
        super().__init__()
        t = i18n.t
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP_M, 0, 0)
        layout.addWidget(cards.wrapped(cards.text(t("import.unclear_note"), role="muted")))
        self._table = TableView(
            (
                Column("import.col_day", lambda unclear: unclear.row.day, whole=True),
                Column("import.col_party", lambda unclear: unclear.row.party[:16]),
                Column("import.col_item", lambda unclear: unclear.row.item),
                Column(
                    "import.col_sum",
                    lambda unclear: words.money(Money(unclear.row.fen)),
                    right=True,
                ),
                Column("import.col_method", lambda unclear: unclear.row.method[:16]),
                Column(
                    "import.col_rule",
                    lambda unclear: t(f"import.rule.{unclear.meaning.rule}"),
                    tone=lambda unclear: "warning" if _is_unclear(unclear) else "muted",
                ),
            ),
            name_key="import.unclear",
            stretch=2,
        )
        self._table.setObjectName("import_unclear")
        layout.addWidget(self._table, 1)
        self._all = QCheckBox(t("import.show_all"))
        self._all.setObjectName("import_show_all")
        self._all.toggled.connect(lambda _shown: self._fill())
        layout.addWidget(self._all)
        self._rows: list[_Unclear] = []
        self._kind = ChoiceField([(kind.value, t(f"import.kind.{kind}")) for kind in CHOICES])
        products = [
            (product.id, product.name(i18n.language()))
            for product in context.session.products.values()
        ]
        self._product = ChoiceField(products)
        self._field = ChoiceField([(field.value, t(f"import.like.{field}")) for field in Field])
        self._decide = cards.button(t("import.decide"), "import_decide", self._on_decide)
        for name, widget in (
            ("import_like", self._field),
            ("import_kind", self._kind),
            ("import_product", self._product),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(t(f"import.field.{name.removeprefix('import_')}"))
        layout.addWidget(flow(self._field, self._kind, self._product, self._decide))
        self._kind.currentIndexChanged.connect(lambda _index: self._on_kind())
        self._table.chosen.connect(self._on_chosen)

    def show_plan(self, plan: Preview) -> int:
        """Fill the list, the unclear new rows first; how many of these there are."""
        together = zip(plan.file.rows, plan.meanings, plan.new, strict=True)
        self._rows = [_Unclear(row, meaning) for row, meaning, new in together if new]
        unclear = sum(_is_unclear(row) for row in self._rows)
        self._all.setChecked(not unclear)
        self._fill()
        return unclear

    def forget(self) -> None:
        """Let the rows go."""
        self._rows = []
        self._table.set_rows(())

    def _fill(self) -> None:
        rows = [row for row in self._rows if _is_unclear(row)]
        if self._all.isChecked():
            rows += [row for row in self._rows if not _is_unclear(row)]
        self._table.set_rows(rows[:MOST_SHOWN])
        self._decide.setEnabled(bool(rows))

    def _on_chosen(self, unclear: _Unclear | None) -> None:
        if unclear is None:
            return
        if unclear.meaning.kind in CHOICES:
            self._kind.set_text_value(unclear.meaning.kind.value)
        if unclear.meaning.product:
            self._product.set_text_value(unclear.meaning.product)
        first = next((field for field in Field if getattr(unclear.row, field)), Field.PARTY)
        self._field.set_text_value(first.value)

    def _on_kind(self) -> None:
        self._product.setEnabled(Kind(self._kind.text_value()) in ON_CREDIT)

    def _on_decide(self) -> None:
        unclear = self._table.current()
        if unclear is None:
            return
        field, kind = Field(self._field.text_value()), Kind(self._kind.text_value())
        text = getattr(unclear.row, field)
        if not text:
            self._field.setFocus()
            return
        product = self._product.text_value() if kind in ON_CREDIT else ""
        self.decided.emit(OwnRule(field, text, kind, product))
