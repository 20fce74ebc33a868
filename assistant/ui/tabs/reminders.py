"""The reminder centre: what was told and not answered yet, what is put off or silent, and the history."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.history import Fate, HistoryRow
from assistant.domain.snapshot import Changes, Snapshot
from assistant.ui import cards, reminder_words, theme
from assistant.ui.bus import Refresher
from assistant.ui.context import Context
from assistant.ui.delivery_card import DeliveryCard
from assistant.ui.fields import ChoiceField
from assistant.ui.flow import flow
from assistant.ui.notice_card import snooze_menu
from assistant.ui.pages import Shell
from assistant.ui.table import Column, TableView

FILTERS = ("unanswered", "all", "snoozed", "muted", "acknowledged", "over")
_FATES = {
    "unanswered": {Fate.OPEN},
    "snoozed": {Fate.SNOOZED},
    "muted": {Fate.MUTED},
    "acknowledged": {Fate.ACKNOWLEDGED},
    "over": {Fate.OVER},
}
_ORDER = (Fate.OPEN, Fate.SNOOZED, Fate.MUTED, Fate.ACKNOWLEDGED, Fate.OVER)


class RemindersPage(QWidget):
    """The state of the delivery above, the reminders below, unanswered ones first."""

    def __init__(self, context: Context, shell: Shell) -> None:
        super().__init__()
        self._context = context
        self._shell = shell
        self._snapshot: Snapshot | None = None
        self._rows: tuple[HistoryRow, ...] = ()
        self._newest: set[int] = set()
        cards.held(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        column.setSpacing(theme.GAP_M)
        column.addWidget(DeliveryCard(context, shell))
        column.addWidget(self._list_card(), 1)
        self._refresher = Refresher(context.bus, self, Changes.EVERYTHING, self._refresh)

    def _list_card(self) -> cards.Card:
        card = cards.Card(i18n.t("reminders.title"), "reminders")
        self._filter = ChoiceField([(key, "") for key in FILTERS])
        self._filter.setObjectName("reminder_filter")
        self._filter.setAccessibleName(i18n.t("reminders.filter"))
        self._filter.setMinimumWidth(150)
        self._filter.currentIndexChanged.connect(lambda _number: self._show_rows())
        card.head.addWidget(self._filter)
        self._table = TableView(
            [
                Column("reminders.told", self._told),
                Column("column.what", self._title, tip=self._title),
                Column("column.due_date", lambda row: i18n.day(row.due_date), whole=True),
                Column("reminders.stage", reminder_words.stage),
                Column(
                    "column.state",
                    self._fate,
                    tone=self._tone,
                ),
            ],
            name_key="reminders.title",
            stretch=1,
        )
        self._table.setObjectName("reminder_table")
        self._table.acted.connect(self._open)
        self._table.chosen.connect(self._on_chosen)
        self._empty = cards.EmptyState(
            i18n.t("reminders.empty"), i18n.t("reminders.empty_hint"), [], inside=True
        )
        self._empty.setObjectName("reminders_empty")
        card.body.addWidget(self._empty, 1)
        card.body.addWidget(self._table, 1)
        card.body.addWidget(self._buttons())
        return card

    def _buttons(self) -> QWidget:
        t, make = i18n.t, cards.button
        self._paid = make(t("notice.paid"), "reminder_paid", self._mark_paid, primary=True)
        self._later = make(t("notice.snooze"), "reminder_snooze", lambda: None)
        snooze_menu(self._later, self._snooze)
        self._known = make(t("notice.acknowledge"), "reminder_acknowledge", self._acknowledge)
        self._mute = make(t("reminders.mute"), "reminder_mute", self._toggle_mute)
        self._look = make(t("notice.open"), "reminder_open", self._open_current)
        self._acts = flow(self._paid, self._later, self._known, self._mute, self._look)
        return self._acts

    def _refresh(self) -> None:
        watch = self._context.session.watch
        self._snapshot = self._context.snapshot()
        told = watch.history()
        untold = {(row.key, row.due_date): row for row in (*watch.silent(), *watch.put_off())}
        for row in told:
            untold.pop((row.key, row.due_date), None)
        self._rows = in_order((*told, *untold.values()))
        self._newest = set(map(id, newest_rows(self._rows)))
        for number, key in enumerate(FILTERS):
            count = len(list(shown(self._rows, key)))
            self._filter.setItemText(number, i18n.t(f"reminders.{key}", count=count))
        self._show_rows()

    def _show_rows(self) -> None:
        rows = list(shown(self._rows, self._filter.text_value()))
        self._table.set_rows(rows, _same)
        self._table.setVisible(bool(rows))
        self._acts.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._on_chosen(self._table.current())

    def _on_chosen(self, row: HistoryRow | None) -> None:
        alive = row is not None and row.fate is not Fate.OVER
        self._paid.setEnabled(row is not None and row.due is not None and row.due.open)
        self._later.setEnabled(alive)
        self._known.setEnabled(row is not None and row.fate in (Fate.OPEN, Fate.SNOOZED))
        self._mute.setEnabled(alive)
        self._look.setEnabled(row is not None)
        muted = row is not None and row.fate is Fate.MUTED
        words = i18n.t("reminders.unmute" if muted else "reminders.mute")
        self._mute.setText(words)
        self._mute.setAccessibleName(words)

    def _told(self, row: HistoryRow) -> str:
        return i18n.moment(row.shown_at, self._context.session.zone)

    def _title(self, row: HistoryRow) -> str:
        return "" if self._snapshot is None else reminder_words.title(self._snapshot, row)

    def _fate(self, row: HistoryRow) -> str:
        if id(row) not in self._newest:
            return i18n.t("reminders.told_again")
        until = row.snoozed_until
        zone = self._context.session.zone
        return reminder_words.fate(row, "" if until is None else i18n.moment(until, zone))

    def _tone(self, row: HistoryRow) -> str | None:
        if id(row) not in self._newest:
            return "muted"
        return reminder_words.FATE_TONES[row.fate]

    def _mark_paid(self) -> None:
        row = self._table.current()
        if row is not None and row.due is not None:
            self._context.mark_paid(row.due)

    def _snooze(self, choice: str) -> None:
        row = self._table.current()
        subject = row and (row.due or row)
        if subject is not None and not self._context.snooze(subject, choice):
            self._shell.ask_snooze(subject)

    def _acknowledge(self) -> None:
        row = self._table.current()
        if row is not None:
            self._context.bus.run(self._context.session.ledger.acknowledge, row)

    def _toggle_mute(self) -> None:
        row, ledger = self._table.current(), self._context.session.ledger
        if row is not None:
            command = ledger.unmute if row.fate is Fate.MUTED else ledger.mute
            self._context.bus.run(command, row)

    def _open_current(self) -> None:
        row = self._table.current()
        if row is not None:
            self._open(row)

    def _open(self, row: HistoryRow) -> None:
        subject = row.due or row.alert
        if subject is not None and subject.account_id is not None:
            self._shell.open_account(subject.account_id)
        else:
            self._shell.open_page("accounts")


def _same(before: HistoryRow, after: HistoryRow) -> bool:
    return (before.key, before.due_date, before.stage) == (after.key, after.due_date, after.stage)


def newest_rows(rows: Iterable[HistoryRow]) -> Iterator[HistoryRow]:
    """The newest row of each subject, of rows that are newest first."""
    seen: set[tuple[str, date]] = set()
    for row in rows:
        if (row.key, row.due_date) not in seen:
            seen.add((row.key, row.due_date))
            yield row


def in_order(rows: Sequence[HistoryRow]) -> tuple[HistoryRow, ...]:
    """The newest of each subject by what became of it, unanswered first; then what was told before."""
    newest = list(newest_rows(rows))
    before = [row for row in rows if row not in newest]
    return (*sorted(newest, key=lambda row: _ORDER.index(row.fate)), *before)


def shown(rows: Sequence[HistoryRow], chosen: str) -> Iterator[HistoryRow]:
    """The rows of a filter; only the whole history has more than the newest one of each subject."""
    if chosen == "all":
        return iter(rows)
    return (row for row in newest_rows(rows) if row.fate in _FATES[chosen])
