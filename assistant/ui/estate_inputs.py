"""What is told of an estate: assets, debts, costs and takers, each a list that is added to."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.estate_case import Asset, Cost, Debt, SavedEstate, Taker
from assistant.ui import cards, plain, theme, words
from assistant.ui.context import Context
from assistant.ui.dialogs.estate import ROWS, RowDialog
from assistant.ui.learn_link import learn_link
from assistant.ui.table import Column, TableView

_LEARN = {"debts": "estate-spouse", "takers": "estate-renounce", "costs": "estate-administrator"}


class EstateInputs(QWidget):
    """The four lists of one estate."""

    def __init__(self, context: Context, bring_in: Callable[[], None]) -> None:
        super().__init__()
        self._context = context
        self._saved: SavedEstate | None = None
        self._tables: dict[str, TableView] = {}
        self._hints: dict[str, Any] = {}
        accounts = cards.button(i18n.t("estate.bring_in"), "bring_in", bring_in)
        plain.set_tip(accounts, i18n.t("estate.bring_in_tip"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_M)
        debts = self._card("debts", _DEBTS)
        debts.head.insertWidget(2, accounts)
        layout.addLayout(cards.columns((self._card("assets", _ASSETS), 1), (debts, 1)))
        layout.addLayout(
            cards.columns((self._card("takers", _TAKERS), 1), (self._card("costs", _COSTS), 1))
        )

    def show_estate(self, saved: SavedEstate) -> None:
        """Show an estate's rows."""
        self._saved = saved
        for name, table in self._tables.items():
            rows = list(enumerate(getattr(saved.case, name)))
            table.set_rows(rows, lambda before, after: before[0] == after[0])
            table.fit()
            table.setVisible(bool(rows))
            self._hints[name].setVisible(not rows)

    def _card(self, name: str, columns: list[Column]) -> cards.Card:
        t = i18n.t
        card = cards.Card(t(f"estate.{name}"), f"estate_{name}")
        if name in _LEARN:
            card.head.addWidget(learn_link(self._context, _LEARN[name], t(f"estate.{name}")))
        add = cards.button(t("estate.add"), f"add_{name}", partial(self._open, name, None))
        add.setAccessibleName(t(f"estate.add_{name}"))
        card.head.addWidget(add)
        hint = cards.wrapped(cards.text(t(f"estate.no_{name}"), role="muted"))
        table = TableView(columns, name_key=f"estate.{name}")
        table.setObjectName(f"estate_{name}_table")
        table.acted.connect(lambda row: self._open(name, row[0]))
        card.body.addWidget(hint)
        card.body.addWidget(table)
        card.body.addStretch(1)
        self._tables[name], self._hints[name] = table, hint
        return card

    def _open(self, name: str, index: int | None) -> None:
        if self._saved is not None:
            RowDialog(self._context, self._saved, ROWS[name], index, self.window()).exec()


def _of(read: Callable[[Any], str]) -> Callable[[tuple[int, Any]], str]:
    """A column's text of a numbered row."""
    return lambda row: read(row[1])


def _asset_kind(row: Asset) -> str:
    return i18n.t(f"asset_kind.{row.kind}")


def _debt_kind(row: Debt) -> str:
    kind = i18n.t(f"debt_kind.{row.kind}")
    return f"{kind} · {row.secured_by}" if row.secured_by else kind


def _taker_kind(row: Taker) -> str:
    kind = i18n.t(f"taker_kind.{row.kind}")
    if not row.accepts:
        return f"{kind} · {i18n.t('estate.takes_nothing')}"
    return kind


def _taker_gets(row: Taker) -> str:
    if row.by_statute:
        return i18n.t("estate.parts_of", parts=row.parts)
    return words.percent(row.share, 2) if row.amount is None else words.money(row.amount)


def _debt_amount(row: Debt) -> str:
    return words.money(row.amount + row.since_death)


_ASSETS = [
    Column("estate.name", _of(lambda row: row.name)),
    Column("estate.kind", _of(_asset_kind)),
    Column("estate.value", _of(lambda row: words.money(row.value)), right=True),
]
_DEBTS = [
    Column("estate.name", _of(lambda row: row.name)),
    Column("estate.kind", _of(_debt_kind)),
    Column("estate.amount", _of(_debt_amount), right=True),
]
_TAKERS = [
    Column("estate.name", _of(lambda row: row.name)),
    Column("estate.kind", _of(_taker_kind)),
    Column("estate.gets", _of(_taker_gets), right=True),
]


def _cost_amount(row: Cost) -> str:
    return words.money(row.amount)


_COSTS = [
    Column("estate.name", _of(lambda row: row.name)),
    Column("estate.amount", _of(_cost_amount), right=True),
]
