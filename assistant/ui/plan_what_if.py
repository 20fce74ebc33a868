"""What if: named scenarios beside the plan, in one table and one picture."""

from dataclasses import dataclass

from assistant import i18n
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.planning.plan import Ledger
from assistant.domain.planning.what_if import SavedWhatIf
from assistant.ui import cards, plan_words
from assistant.ui.context import Context
from assistant.ui.cost_bars import Bar, CostBars
from assistant.ui.dialogs.what_if import RenameWhatIfDialog, WhatIfDialog
from assistant.ui.flow import flow
from assistant.ui.table import Column, TableView


@dataclass(frozen=True, slots=True)
class Compared:
    """One row: a scenario and its outcome, which is None while it is being computed.

    Without a scenario the row is the plan itself.
    """

    name: str
    ledger: Ledger | None
    saved: SavedWhatIf | None = None


class WhatIfCard(cards.Card):
    """All scenarios compared with the plan; new ones are asked for in a dialog."""

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("plan.what_if"), "plan_what_if")
        self._context = context
        self._case: Case | None = None
        self._running = False
        self._rename = cards.button(i18n.t("plan.what_rename"), "what_rename", self._on_rename)
        self._remove = cards.button(i18n.t("action.remove"), "what_remove", self._on_remove)
        add = cards.button(i18n.t("plan.what_new"), "what_new", self._on_new)
        self._hint = cards.wrapped(cards.text(i18n.t("plan.what_hint"), role="muted"))
        self._table = TableView(
            [
                Column("plan.col.scenario", lambda row: row.name, tip=self._tip),
                Column("plan.col.cost", self._cost, right=True),
                Column("plan.col.free", self._free),
                Column("plan.col.late", _late, right=True, tone=_late_tone),
                Column("plan.col.lowest", _lowest, right=True),
            ],
            name_key="plan.what_if",
            stretch=0,
        )
        self._table.setObjectName("plan_what_if_table")
        self._table.acted.connect(lambda _row: self._on_rename())
        self._table.chosen.connect(self._on_chosen)
        self._bars = CostBars("plan_what_if_bars", i18n.t("plan.what_if"))
        self.body.addWidget(self._hint)
        self.body.addWidget(flow(add, self._rename, self._remove))
        self.body.addWidget(self._table)
        self.body.addWidget(self._bars)

    def show_rows(self, case: Case, rows: list[Compared], *, running: bool) -> None:
        """The plan first, then the scenarios; ``running`` says whether more is still computed."""
        self._case, self._running = case, running
        self._table.set_rows(rows, lambda one, other: _id(one) == _id(other))
        self._table.fit()
        known = [row for row in rows if row.ledger is not None]
        self._bars.set_bars(
            [
                Bar(row.name, row.ledger.cost, number == 0, _late(row))
                for number, row in enumerate(known)
                if row.ledger is not None
            ]
        )
        for part in (self._table, self._bars):
            part.setVisible(len(rows) > 1)

    def _current(self) -> SavedWhatIf | None:
        row: Compared | None = self._table.current()
        return None if row is None else row.saved

    def _on_chosen(self, row: Compared | None) -> None:
        for button in (self._rename, self._remove):
            button.setEnabled(row is not None and row.saved is not None)

    def _on_new(self) -> None:
        WhatIfDialog(self._context, self).exec()

    def _on_rename(self) -> None:
        saved = self._current()
        if saved is not None:
            RenameWhatIfDialog(self._context, saved, self).exec()

    def _on_remove(self) -> None:
        saved = self._current()
        if saved is not None:
            self._context.bus.run(self._context.session.ledger.remove_what_if, saved.id)

    def _tip(self, row: Compared) -> str:
        if row.saved is None:
            return row.name
        return plan_words.what_if(self._context.snapshot(), row.saved.what)

    def _cost(self, row: Compared) -> str:
        if row.ledger is None:
            return i18n.t("plan.computing" if self._running else "plan.not_computed")
        return plan_words.fen(row.ledger.cost)

    def _free(self, row: Compared) -> str:
        if self._case is None or row.ledger is None:
            return ""
        return plan_words.free(self._case, row.ledger)


def job_of(saved: SavedWhatIf) -> str:
    """A scenario's name among the jobs: by its id, so that no typed name is taken for another job."""
    return f"scenario {saved.id}"


def _id(row: Compared) -> int | None:
    return None if row.saved is None else row.saved.id


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
