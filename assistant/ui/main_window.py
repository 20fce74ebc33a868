"""The window: the overview first, then a tab per account, a menu, and what happens on closing."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from assistant import i18n, resources
from assistant.domain.account import Account, PayingAccount
from assistant.domain.dues import Obligation
from assistant.domain.money import Money
from assistant.domain.product import Family
from assistant.domain.snapshot import Changes
from assistant.ui import cards
from assistant.ui.account_dialogs import AccountDialogs
from assistant.ui.context import Context
from assistant.ui.first_paint import FirstPaint
from assistant.ui.menus import Menus
from assistant.ui.pages import ACCOUNTS, PAGES
from assistant.ui.rail import Rail
from assistant.ui.tabs.overview import OverviewTab

if TYPE_CHECKING:  # hidden tabs cost no start-up time
    from assistant.domain.wishes import Subject
    from assistant.ui.account_tab import AccountTab

SMALLEST = (1024, 640)


class MainWindow(QMainWindow):
    """The program's window on one session."""

    painted = Signal()
    closing = Signal()
    demo_requested = Signal()
    demo_discarded = Signal()
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    scale_chosen = Signal(str)
    hiding_chosen = Signal(str)
    safety_requested = Signal(str)
    quit_requested = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._may_close = False
        self._arranging = False
        self._wanted_page = ""
        self.takes_own: Callable[[Path], bool] = lambda _path: False
        """Restores a backup or an export of ours; set by what can, and False for any other file."""
        title = i18n.t("app.demo_title" if context.session.is_demo else "app.title")
        self.setWindowTitle(title)
        self.setMinimumSize(900, 560)
        self.resize(*SMALLEST)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("tabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._banners = QVBoxLayout()
        layout.addLayout(self._banners)
        if context.session.is_demo:
            self._banners.addWidget(self._demo_banner())
        layout.addLayout(self._paged(), 1)
        self.setCentralWidget(central)
        # Not on the banner's button: a space bar pressed too early must not discard anything.
        self.tabs.setFocus()
        self.accounts = AccountDialogs(context, self)
        self.overview = self._overview(context)
        self.overview.fill()
        self.tabs.addTab(self.overview, i18n.t("tab.overview"))
        self.menus = Menus(self, context)
        self._arrange_tabs()
        self.tabs.tabBar().tabMoved.connect(self._on_moved)
        context.bus.changed.connect(self._on_changed)
        FirstPaint(self.overview.page).painted.connect(self._complete)

    def ask_encryption(self) -> None:
        """Ask for all about encryption."""
        self.safety_requested.emit("encryption")

    def open_account(self, account_id: int) -> None:
        """Bring an account's tab to the front."""
        number = self._tab_of(account_id)
        if number is not None:
            self.open_page(ACCOUNTS)
            self.tabs.setCurrentIndex(number)

    def open_card(self, card_id: str) -> None:
        """Bring the knowledge page to the front with a card."""
        from assistant.ui.tabs.knowledge import KnowledgePage  # late, as above

        self.open_page("knowledge")
        page = self.findChild(KnowledgePage)
        if page is not None:
            page.open_card(card_id)

    def open_overview(self) -> None:
        """Bring the overview to the front."""
        self.open_page(ACCOUNTS)
        self.tabs.setCurrentIndex(0)

    def open_page(self, key: str) -> None:
        """Bring a page to the front."""
        place = self.page_keys.index(key)
        if place < self.pages.count():
            self.rail.show_chosen(key)
            self.pages.setCurrentIndex(place)
        else:
            self._wanted_page = key  # not painted yet: started in the tray

    def _overview(self, context: Context) -> OverviewTab:
        made = OverviewTab(context)
        made.opened.connect(self.open_account)
        made.pay_requested.connect(self.pay)
        made.step_requested.connect(self.pay)
        made.page_requested.connect(self.open_page)
        made.balance_requested.connect(self.ask_balance)
        made.account_requested.connect(self.accounts.begin)
        made.demo_requested.connect(self.demo_requested)
        made.encryption_requested.connect(self.ask_encryption)
        made.import_requested.connect(self._import_file)
        return made

    def _paged(self) -> QHBoxLayout:
        """The rail and the pages, of which the first one holds the accounts' tabs."""
        self.page_keys = [ACCOUNTS, *(page.key for page in PAGES)]
        self.rail = Rail()
        self.rail.chosen.connect(self.open_page)
        self.pages = QStackedWidget()
        self.pages.setObjectName("pages")
        self.pages.addWidget(self.tabs)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.pages, 1)
        return row

    def _complete(self) -> None:
        """What the first paint does not need: the menus' entries, the list below, the icon."""
        from PySide6.QtGui import QIcon  # late: PySide makes a class's enums with it

        from assistant.ui.bill_files import BillFiles  # late: no part of the first screen
        from assistant.ui.status_line import StatusLine  # late, as above
        from assistant.ui.window_state import recall

        self.bills = BillFiles(self._context, self, self.takes_own)
        self.menus.fill()
        for page in PAGES:
            self.pages.addWidget(_LateTab(partial(page.make, self._context, self)))
        entries = [(page.key, page.icon, page.apart) for page in PAGES]
        self.rail.fill([(ACCOUNTS, ACCOUNTS, False), *entries], self)
        self.tabs.setMovable(True)
        self.overview.complete()
        self.setWindowIcon(QIcon(str(resources.path("icons/app.svg"))))
        if line := self._context.snapshot().settings.window:
            recall(self, line)
        if self._wanted_page:
            self.open_page(self._wanted_page)
        self._status = StatusLine(self._context, self)
        self.painted.emit()

    def add_banner(self, banner: cards.Banner) -> None:
        """Say something about the whole program, above all pages."""
        banner.setProperty("page", True)
        self._banners.addWidget(banner)

    def come_forward(self) -> None:
        """Show the window above the others."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()

    def allow_closing(self) -> None:
        """Let the next close end the window."""
        self._may_close = True

    def close_for_good(self) -> None:
        """Close without asking anybody."""
        self.allow_closing()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is the program's to decide: it stays in the tray, or minimises where there is none."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.closing.emit()

    def _on_changed(self, changes: Changes) -> None:
        if changes & Changes.ACCOUNTS:
            self._arrange_tabs()

    def _arrange_tabs(self) -> None:
        """One tab per account in use, in the accounts' order; tabs that are built stay built."""
        accounts = self._context.snapshot().accounts
        kept = {account.id for account in accounts}
        for number in reversed(range(1, self.tabs.count())):
            widget = self.tabs.widget(number)
            if widget is not None and getattr(widget, "account_id", 0) not in kept:
                self.tabs.removeTab(number)
                widget.deleteLater()
        for place, account in enumerate(accounts, start=1):
            found = self._tab_of(account.id)
            if found is None:
                tab = _LateTab(partial(self._make_tab, account), account.id)
                self.tabs.insertTab(place, tab, account.name)
            else:
                self.tabs.setTabText(found, account.name)
                if found != place:
                    self._arranging = True
                    self.tabs.tabBar().moveTab(found, place)
                    self._arranging = False

    def _tab_of(self, account_id: int) -> int | None:
        for number in range(1, self.tabs.count()):
            if getattr(self.tabs.widget(number), "account_id", None) == account_id:
                return number
        return None

    def _on_moved(self, _from: int, _to: int) -> None:
        """Keep the order that the user dragged the tabs into; the overview stays first."""
        if self._arranging:
            return
        if self.tabs.widget(0) is not self.overview:
            self._arranging = True
            self.tabs.tabBar().moveTab(self.tabs.indexOf(self.overview), 0)
            self._arranging = False
        order = [
            int(getattr(self.tabs.widget(number), "account_id", 0))
            for number in range(1, self.tabs.count())
        ]
        # Later: the bar is still moving the tab, and the command makes it look at the tabs again.
        QTimer.singleShot(0, self, lambda: self._keep_order(order))

    def _keep_order(self, order: list[int]) -> None:
        if order != [account.id for account in self._context.snapshot().accounts]:
            self._context.bus.run(self._context.session.ledger.arrange_accounts, order)

    def _make_tab(self, account: Account) -> "AccountTab":
        tab: AccountTab
        if self._context.snapshot().product_of(account).family is Family.REVOLVING:
            from assistant.ui.tabs.revolving import (
                RevolvingTab,  # late: hidden tabs cost no start-up time
            )

            tab = RevolvingTab(self._context, account.id)
        else:
            from assistant.ui.tabs.loans import LoansTab  # late, as above

            tab = LoansTab(self._context, account.id)
        self.accounts.serve(tab)
        return tab

    def _import_file(self) -> None:
        self.bills.choose()

    # Dialogs ----------------------------------------------------------------------------------

    def pay(self, due: Obligation, amount: Money | None = None) -> None:
        """Ask how a due was paid; ``amount`` is proposed, all of it where none is given."""
        from assistant.ui.dialogs.payment import PaymentDialog  # late, as above

        PaymentDialog(self._context, due, amount or due.to_pay + due.penalty, self).exec()

    def edit_preferences(self) -> None:
        """Change how reminders reach the user, and how the program starts."""
        from assistant.ui.dialogs.preferences import PreferencesDialog  # late, as above

        PreferencesDialog(self._context, self).exec()

    def ask_snooze(self, subject: "Subject") -> None:
        """Ask when a reminder is to come back."""
        from assistant.ui.dialogs.snooze import SnoozeDialog  # late, as above

        SnoozeDialog(self._context, subject, self).exec()

    def ask_times(self, about: Account | Obligation) -> None:
        """Ask when an account's dues, or one due, are to be reminded of."""
        from assistant.ui.dialogs.reminder_times import ReminderTimesDialog  # late, as above

        ReminderTimesDialog(self._context, about, self).exec()

    def ask_balance(self, account: PayingAccount | None) -> None:
        """Add a paying account, or type the balance of one."""
        from assistant.ui.dialogs.cash import PayingAccountDialog  # late, as above

        PayingAccountDialog(self._context, account, self).exec()

    def _demo_banner(self) -> QWidget:
        discard = cards.button(i18n.t("demo.discard"), "discard_demo", self.demo_discarded.emit)
        banner = cards.Banner(i18n.t("demo.banner"), [discard], "warning")
        banner.setProperty("page", True)
        return banner


class _LateTab(QWidget):
    """A tab or page that is built when it is first shown."""

    def __init__(self, make: Callable[[], QWidget], account_id: int = 0) -> None:
        super().__init__()
        self.account_id = account_id
        self._make = make
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def showEvent(self, _event: object) -> None:
        """Build the tab."""
        if self._layout.count() == 0:
            # In an area that scrolls: else a page would be squeezed where the text is large.
            area = cards.page(self._make())
            self._layout.addWidget(area)
            area.show()
