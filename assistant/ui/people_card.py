"""Several people's accounts side by side on the overview; hidden while there is only one person."""

from assistant import i18n
from assistant.domain.overview import Overview
from assistant.domain.people import Person, people
from assistant.domain.snapshot import Snapshot
from assistant.ui import cards, words
from assistant.ui.table import Column, TableView


class PeopleCard(cards.Card):
    """One row a person."""

    def __init__(self) -> None:
        super().__init__(i18n.t("people.title"), "people")
        self._table = TableView(
            [
                Column("people.name", _name),
                Column("people.accounts", lambda row: str(row.accounts), right=True),
                Column("people.owed", lambda row: words.money(row.owed), right=True),
                Column("people.used", _used, right=True),
                Column("people.coming", lambda row: words.money(row.coming), right=True),
                Column("people.overdue", _overdue, right=True, tone=_tone),
                Column("people.next", _next),
            ],
            name_key="people.title",
        )
        self._table.setObjectName("people_table")
        self.body.addWidget(self._table)
        self.hide()

    def show_people(self, snapshot: Snapshot, view: Overview) -> None:
        """Show everyone's sums."""
        rows = people(snapshot, view)
        self._table.set_rows(rows, lambda before, after: before.name == after.name)
        self._table.fit()
        self.setVisible(len(rows) > 1)


def _name(row: Person) -> str:
    return row.name or i18n.t("people.me")


def _used(row: Person) -> str:
    return "—" if row.utilisation is None else words.percent(row.utilisation)


def _overdue(row: Person) -> str:
    return words.money(row.overdue) if row.overdue else i18n.t("people.no_overdue")


def _tone(row: Person) -> str | None:
    return "danger" if row.overdue else None


def _next(row: Person) -> str:
    due = row.next_due
    return "—" if due is None else f"{i18n.day(due.due_date)} {words.money(due.to_pay)}"
