"""What every account's tab has: a scrolling page, the account's head, and when to refresh."""

from abc import abstractmethod
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.cycle import latest_bill, next_bill
from assistant.domain.dues import dues_of
from assistant.domain.snapshot import Changes, Snapshot
from assistant.ui import theme, words
from assistant.ui.account_head import AccountHead
from assistant.ui.bus import Refresher
from assistant.ui.calendar_strip import DAYS_AHEAD, CalendarStrip, DayMark
from assistant.ui.context import Context
from assistant.ui.scroll_page import ScrollPage

_INTEREST = Changes.EVERYTHING & ~Changes.REMINDERS


class AccountTab(ScrollPage):
    """One account; a family's tab fills ``column`` and shows the account from a snapshot."""

    edit_requested = Signal(int)
    remove_requested = Signal(int)
    archive_requested = Signal(int)
    days_requested = Signal(int)
    times_requested = Signal(int)

    def __init__(self, context: Context, account_id: int) -> None:
        super().__init__()
        self.context = context
        self.account_id = account_id
        self.head = AccountHead(self, account_id)
        self.column.addWidget(self.head)
        self._strip = CalendarStrip()
        self.column.addWidget(self._strip)
        self._refresher = Refresher(context.bus, self, _INTEREST, self._refresh)

    @abstractmethod
    def show_account(self, snapshot: Snapshot) -> None:
        """Show the account as it is in a snapshot."""

    def _refresh(self) -> None:
        snapshot = self.context.snapshot()
        if self.account_id in {account.id for account in snapshot.accounts}:
            self.head.show_account(snapshot)
            self._strip.set_marks(snapshot.today, _marks(snapshot, self.account_id))
            self.show_account(snapshot)


def _marks(snapshot: Snapshot, account_id: int) -> list[DayMark]:
    """Bill days and due days of an account; the due days carry their state."""
    account = snapshot.account(account_id)
    marks = [
        DayMark(
            due.due_date,
            i18n.t("strip.due_letter"),
            i18n.t("strip.due", amount=words.money(due.whole), state=words.due_state(due)),
            words.TONES[due.state] or "accent",
        )
        for due in dues_of(snapshot, account)
    ]
    last = snapshot.today + timedelta(days=DAYS_AHEAD)
    day = latest_bill(snapshot, account, snapshot.today)
    while day is not None and day <= last:
        marks.append(DayMark(day, i18n.t("strip.bill_letter"), i18n.t("strip.bill"), "muted"))
        day = next_bill(snapshot, account, day)
    return marks


def stacked(*widgets: QWidget) -> QWidget:
    """Widgets above each other, as high as they need to be."""
    made = QWidget()
    stack = QVBoxLayout(made)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(theme.GAP_M)
    for widget in widgets:
        stack.addWidget(widget)
    stack.addStretch(1)
    return made
