"""What if: named scenarios beside the plan, in one table and one picture."""

from dataclasses import dataclass

from PySide6.QtCore import Signal

from assistant import i18n
from assistant.domain.drafts import read_whole
from assistant.domain.money import ZERO
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.planning.plan import Ledger
from assistant.domain.planning.what_if import Change, WhatIf
from assistant.domain.term_text import read_money
from assistant.errors import UserError
from assistant.ui import cards, plan_words
from assistant.ui.fields import ChoiceField, MoneyField, TextField
from assistant.ui.form import Field, Form
from assistant.ui.plan_chart import Bar, CostBars
from assistant.ui.table import Column, TableView

_WITH_AMOUNT = {Change.EXTRA, Change.NEW_LOAN}
_MOST_NUMBER = 365


@dataclass(frozen=True, slots=True)
class Compared:
    """One row: a scenario's name and its outcome; None while it is being computed."""

    name: str
    ledger: Ledger | None


class WhatIfCard(cards.Card):
    """A form that adds a scenario, and all of them compared with the plan."""

    asked = Signal(object)  # a WhatIf

    def __init__(self) -> None:
        super().__init__(i18n.t("plan.what_if"), "plan_what_if")
        self._case: Case | None = None
        choices = [(change.value, i18n.t(f"plan.change.{change}")) for change in Change]
        self.form = Form(
            [
                Field("what_change", i18n.t("plan.what_change"), ChoiceField(choices)),
                Field(
                    "what_number",
                    i18n.t("plan.what_number"),
                    TextField(),
                    i18n.t("plan.what_number_hint"),
                    "3",
                ),
                Field(
                    "what_amount",
                    i18n.t("plan.what_amount"),
                    MoneyField(),
                    i18n.t("plan.what_amount_hint"),
                ),
                Field(
                    "what_name",
                    i18n.t("plan.what_name"),
                    TextField(),
                    i18n.t("plan.what_name_hint"),
                ),
            ]
        )
        self._table = TableView(
            [
                Column("plan.col.scenario", lambda row: row.name),
                Column("plan.col.cost", _cost, right=True),
                Column("plan.col.free", self._free),
                Column("plan.col.late", _late, right=True, tone=_late_tone),
                Column("plan.col.lowest", _lowest, right=True),
            ],
            name_key="plan.what_if",
            stretch=0,
        )
        self._table.setObjectName("plan_what_if_table")
        self._bars = CostBars("plan_what_if_bars", i18n.t("plan.what_if"))
        self.body.addWidget(self.form)
        row = cards.columns()
        row.addStretch(1)
        row.addWidget(cards.button(i18n.t("plan.what_add"), "what_add", self._add))
        self.body.addLayout(row)
        self.body.addWidget(self._table)
        self.body.addWidget(self._bars)

    def _add(self) -> None:
        try:
            what = read_what_if(self.form.values())
        except UserError as problem:
            self.form.show_error(problem)
            return
        self.form.clear_errors()
        self.asked.emit(what)

    def show_rows(self, case: Case, rows: list[Compared]) -> None:
        """The plan first, then the scenarios."""
        self._case = case
        self._table.set_rows(rows)
        self._table.fit()
        known = [row for row in rows if row.ledger is not None]
        self._bars.set_bars(
            [
                Bar(row.name, row.ledger.cost, number == 0, _late(row))
                for number, row in enumerate(known)
                if row.ledger is not None
            ]
        )

    def _free(self, row: Compared) -> str:
        if self._case is None or row.ledger is None:
            return ""
        return plan_words.free(self._case, row.ledger)


def read_what_if(values: dict[str, str]) -> WhatIf:
    """A scenario as typed.

    Raises:
        UserError: a number or an amount cannot be read.
    """
    change = Change(values["what_change"])
    low = 0 if change is Change.EXTRA else 1
    number = read_whole(values, "what_number", low, _MOST_NUMBER)
    amount = ZERO
    if change in _WITH_AMOUNT:
        amount = read_money(values["what_amount"], "what_amount")
    name = values["what_name"].strip() or i18n.t(f"plan.change.{change}")
    return WhatIf(name[:40], change, number, amount.fen)


def _cost(row: Compared) -> str:
    return i18n.t("plan.computing") if row.ledger is None else plan_words.fen(row.ledger.cost)


def _late(row: Compared) -> str:
    if row.ledger is None:
        return ""
    days = row.ledger.overdue_days
    return i18n.t("plan.late_days", n=days) if row.ledger.harm else i18n.t("plan.never_late")


def _late_tone(row: Compared) -> str | None:
    if row.ledger is None:
        return None
    return "danger" if row.ledger.harm else "ok"


def _lowest(row: Compared) -> str:
    return "" if row.ledger is None else plan_words.fen(row.ledger.lowest)
