"""Saved lateness scenarios side by side."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal

from assistant import i18n
from assistant.domain.late_outlook import LateOutlook, LateScenario, outlook_of
from assistant.domain.snapshot import Snapshot
from assistant.ui import cards, words
from assistant.ui.context import Context
from assistant.ui.table import Column, TableView


@dataclass(frozen=True, slots=True)
class Row:
    """A scenario as it comes out today; ``found`` None once its due is paid or gone."""

    saved: LateScenario
    title: str
    found: LateOutlook | None


class ScenariosCard(cards.Card):
    """One row a scenario; the chosen one can be shown above or deleted."""

    shown = Signal(object)  # the LateScenario

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("late.saved"), "scenarios")
        self._context = context
        t = i18n.t
        self._table = TableView(
            [
                Column("late.name", lambda row: row.saved.name),
                Column("links.due", lambda row: row.title),
                Column("late.days", lambda row: str(row.saved.days), right=True),
                Column(
                    "late.cost",
                    lambda row: _of(row, lambda f: words.money(f.last.cost)),
                    right=True,
                ),
                Column(
                    "late.total",
                    lambda row: _of(row, lambda f: words.money(f.last.total)),
                    right=True,
                ),
                Column("late.worst", lambda row: _of(row, lambda f: f.worst), tone=_tone),
                Column("record.entry_until", lambda row: _of(row, until)),
            ],
            name_key="late.saved",
        )
        self._table.setObjectName("scenario_table")
        self._table.acted.connect(lambda row: self.shown.emit(row.saved))
        self._none = cards.wrapped(cards.text(t("late.none_saved"), role="muted"))
        self._remove = cards.button(t("late.remove"), "remove_scenario", self._on_remove)
        self.head.addWidget(self._remove)
        self.body.addWidget(self._table)
        self.body.addWidget(self._none)

    def show_scenarios(self, snapshot: Snapshot) -> None:
        """Compute all saved scenarios anew."""
        session = self._context.session
        rows = []
        for saved in session.queries.late_scenarios():
            found = outlook_of(snapshot, saved, session.record_rules, session.phases)
            account = snapshot.account(saved.account_id)
            title = account.name if found is None else words.title(snapshot, found.due)
            rows.append(Row(saved, title, found))
        self._table.set_rows(rows, lambda one, other: one.saved.id == other.saved.id)
        self._table.fit()
        for widget in (self._table, self._remove):
            widget.setVisible(bool(rows))
        self._none.setVisible(not rows)

    def _on_remove(self) -> None:
        row = self._table.current()
        if row is not None:
            ledger = self._context.session.ledger
            self._context.bus.run(ledger.remove_scenario, row.saved.id)


def until(found: LateOutlook) -> str:
    """Until when a bad entry would be kept; that there is none."""
    if found.expires is None:
        return i18n.t("late.no_entry")
    return i18n.t("record.until", day=i18n.full_day(found.expires))


def _of(row: Row, text: Callable[[LateOutlook], str]) -> str:
    return i18n.t("late.over") if row.found is None else text(row.found)


def _tone(row: Row) -> str | None:
    return "danger" if row.found is not None and row.found.worst.isdigit() else None
