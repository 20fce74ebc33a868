"""The window's pages beside the accounts, in the order of the rail; each is built when first shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.dues import Obligation
from assistant.domain.snapshot import Changes, Snapshot
from assistant.ui import cards
from assistant.ui.bus import Refresher
from assistant.ui.context import Context

if TYPE_CHECKING:  # no part of the first screen
    from assistant.domain.account import Account
    from assistant.domain.wishes import Subject

ACCOUNTS = "accounts"
"""The page with the overview and a tab per account; it comes first and is always there."""


class Shell(Protocol):
    """What a page may ask of the window around it."""

    def open_account(self, account_id: int) -> None:
        """Bring an account's tab to the front."""

    def open_page(self, key: str) -> None:
        """Bring a page to the front."""

    def pay(self, due: Obligation) -> None:
        """Ask how a due was paid."""

    def ask_snooze(self, subject: "Subject") -> None:
        """Ask when a reminder is to come back."""

    def ask_times(self, about: "Account | Obligation") -> None:
        """Ask when an account's dues, or one due, are to be reminded of."""

    def edit_preferences(self) -> None:
        """Change how reminders reach the user, and how the program starts."""


def to_accounts(shell: Shell, name: str) -> QPushButton:
    """What to do on a page that has nothing to show yet: the way to where accounts are added."""
    words = i18n.t("plan.to_accounts")
    return cards.button(words, name, lambda: shell.open_page(ACCOUNTS), primary=True)


@dataclass(frozen=True, slots=True)
class Page:
    """One entry of the rail.

    Attributes:
        key: names the page; its words are ``page.<key>``.
        icon: a file of ``resources/icons`` without its ending.
        make: builds the page; imports its module only then.
        apart: it begins a group of its own: a line stands before it.
    """

    key: str
    icon: str
    make: Callable[[Context, Shell], QWidget]
    apart: bool = False


class Led(QWidget):
    """A page that has nothing to say yet: while ``blank`` it says what it is for and leads to it."""

    def __init__(
        self,
        context: Context,
        words: tuple[str, str],
        lead: QPushButton,
        blank: Callable[[Snapshot], bool],
        make: Callable[[], QWidget],
    ) -> None:
        super().__init__()
        self._context = context
        self._blank, self._make = blank, make
        self._page: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        said = cards.EmptyState(*words, [lead])
        self._empty = QWidget()
        column = cards.column_in(self._empty)
        column.addWidget(said)
        column.addStretch(1)
        self._layout.addWidget(self._empty)
        self._refresher = Refresher(context.bus, self, Changes.EVERYTHING, self._refresh)

    def _refresh(self) -> None:
        blank = self._blank(self._context.snapshot())
        if self._page is None and not blank:
            self._page = self._make()
            self._layout.addWidget(self._page)
        self._empty.setVisible(blank)
        if self._page is not None:
            self._page.setVisible(not blank)


def _calendar(context: Context, shell: Shell) -> QWidget:
    from assistant.ui.tabs.calendar import CalendarPage  # late: built when first shown

    return CalendarPage(context, shell)


def _reminders(context: Context, shell: Shell) -> QWidget:
    from assistant.ui.tabs.reminders import RemindersPage  # late, as above

    return RemindersPage(context, shell)


def _cash(context: Context, _shell: Shell) -> QWidget:
    from assistant.ui.tabs.cash import CashPage

    return CashPage(context)


def _reserve(context: Context, shell: Shell) -> QWidget:
    from assistant.ui.tabs.reserve import ReservePage

    def blank(snapshot: Snapshot) -> bool:
        return not (snapshot.accounts or snapshot.reserve)

    lead = to_accounts(shell, "reserve_to_accounts")
    words = i18n.t("reserve.empty_title"), i18n.t("reserve.empty")
    return Led(context, words, lead, blank, lambda: ReservePage(context))


def _capacity(context: Context, shell: Shell) -> QWidget:
    from assistant.ui.tabs.capacity import CapacityPage

    def blank(snapshot: Snapshot) -> bool:
        return not (snapshot.accounts or snapshot.cash_items)

    lead = to_accounts(shell, "capacity_to_accounts")
    words = i18n.t("capacity.empty_title"), i18n.t("capacity.empty")
    return Led(context, words, lead, blank, lambda: CapacityPage(context))


def _collection(context: Context, _shell: Shell) -> QWidget:
    from assistant.ui.tabs.collection import CollectionPage  # late: pages cost no start-up time

    return CollectionPage(context)


def _estate(context: Context, _shell: Shell) -> QWidget:
    from assistant.ui.tabs.estate import EstatePage  # late, as above

    return EstatePage(context)


def _knowledge(context: Context, _shell: Shell) -> QWidget:
    from assistant.ui.tabs.knowledge import KnowledgePage  # late, as above

    return KnowledgePage(context)


def _record(context: Context, shell: Shell) -> QWidget:
    from assistant.ui.tabs.record import RecordTab  # late: built when first shown

    return RecordTab(context, shell)


def _linkage(context: Context, _shell: Shell) -> QWidget:
    from assistant.ui.tabs.linkage import LinkageTab  # late, as above

    return LinkageTab(context)


def _late(context: Context, shell: Shell) -> QWidget:
    from assistant.ui.tabs.late import LateTab  # late, as above

    return LateTab(context, shell)


def _plan(context: Context, shell: Shell) -> QWidget:
    from assistant.ui.tabs.plan import PlanPage

    return PlanPage(context, shell)


# What is done every day, the money, what lateness does, and what is rare.
PAGES: tuple[Page, ...] = (
    Page("calendar", "calendar", _calendar),
    Page("reminders", "bell", _reminders),
    Page("cash", "cash", _cash, apart=True),
    Page("reserve", "reserve", _reserve),
    Page("plan", "plan", _plan),
    Page("capacity", "capacity", _capacity),
    Page("record", "record", _record, apart=True),
    Page("linkage", "linkage", _linkage),
    Page("late", "late", _late),
    Page("collection", "collection", _collection, apart=True),
    Page("estate", "estate", _estate),
    Page("knowledge", "knowledge", _knowledge),
)
