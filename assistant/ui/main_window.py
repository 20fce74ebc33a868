"""The window: the overview first, then a tab per account, a menu, and what happens on closing."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QIcon, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMessageBox, QTabWidget, QVBoxLayout, QWidget

from assistant import i18n, resources
from assistant.domain.account import Account, PayingAccount
from assistant.domain.dues import Obligation
from assistant.domain.product import Family, Product
from assistant.domain.snapshot import Changes
from assistant.ui import cards, theme
from assistant.ui.context import Context
from assistant.ui.tabs.overview import OverviewTab

SMALLEST = (1024, 640)


class FirstPaint(QObject):
    """Tells once that a widget was painted; what the first screen does not need waits for it."""

    painted = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """After the first paint event is through."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.painted.emit)
        return False


class MainWindow(QMainWindow):
    """The program's window on one session."""

    painted = Signal()
    closing = Signal()
    demo_requested = Signal()
    demo_discarded = Signal()
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    quit_requested = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._may_close = False
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
        if context.session.is_demo:
            layout.addWidget(self._demo_banner())
        layout.addWidget(self.tabs)
        self.setCentralWidget(central)
        # Not on the banner's button: a space bar pressed too early must not discard anything.
        self.tabs.setFocus()
        self.overview = OverviewTab(context)
        self.overview.opened.connect(self.open_account)
        self.overview.pay_requested.connect(self._pay)
        self.overview.balance_requested.connect(self._balance)
        self.overview.account_requested.connect(self._add_account)
        self.overview.demo_requested.connect(self.demo_requested)
        self.tabs.addTab(self.overview, i18n.t("tab.overview"))
        self._menus = {
            name: self.menuBar().addMenu(i18n.t(f"menu.{name}"))
            for name in ("accounts", "edit", "view", "help")
        }
        self._arrange_tabs()
        context.bus.changed.connect(self._on_changed)
        FirstPaint(self.overview.page).painted.connect(self._complete)

    def open_account(self, account_id: int) -> None:
        """Bring an account's tab to the front."""
        for number in range(1, self.tabs.count()):
            if getattr(self.tabs.widget(number), "account_id", None) == account_id:
                self.tabs.setCurrentIndex(number)

    def _complete(self) -> None:
        """What the first paint does not need: the menus' entries, the list below, the icon."""
        self._fill_menu()
        self.overview.complete()
        self.setWindowIcon(QIcon(str(resources.path("icons/app.svg"))))
        self.painted.emit()

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
        accounts = {account.id: account for account in self._context.snapshot().accounts}
        for number in reversed(range(1, self.tabs.count())):
            widget = self.tabs.widget(number)
            account = accounts.pop(getattr(widget, "account_id", 0), None)
            if account is None or widget is None:
                self.tabs.removeTab(number)
                if widget is not None:
                    widget.deleteLater()
            else:
                self.tabs.setTabText(number, account.name)
        for account in accounts.values():
            self.tabs.addTab(_LateTab(partial(self._make_tab, account), account.id), account.name)

    def _make_tab(self, account: Account) -> QWidget:
        tab: QWidget
        if self._context.snapshot().product_of(account).family is Family.LOAN:
            from assistant.ui.tabs.loans import LoansTab  # late: hidden tabs cost no start-up time

            loans = LoansTab(self._context, account.id)
            loans.edit_requested.connect(self._edit_account)
            loans.remove_requested.connect(self._remove_account)
            tab = loans
        else:
            from assistant.ui.tabs.revolving import RevolvingTab  # late, as above

            revolving = RevolvingTab(self._context, account.id)
            revolving.edit_requested.connect(self._edit_account)
            revolving.remove_requested.connect(self._remove_account)
            tab = revolving
        return tab

    # Menu -------------------------------------------------------------------------------------

    def _fill_menu(self) -> None:
        t = i18n.t
        accounts = self._menus["accounts"]
        for product in self._context.session.products.values():
            name = t("menu.add", product=product.name(i18n.language()))
            self._action(accounts, name, f"add_{product.id}", self._adder(product))
        accounts.addSeparator()
        self._action(accounts, t("menu.add_cash"), "menu_add_cash", lambda: self._balance(None))
        self._action(accounts, t("menu.quit"), "quit", self.quit_requested.emit, "Ctrl+Q")
        edit = self._menus["edit"]
        self.undo_action = self._action(edit, t("menu.undo"), "undo", self._undo, "Ctrl+Z")
        self.redo_action = self._action(edit, t("menu.redo"), "redo", self._redo, "Ctrl+Shift+Z")
        edit.aboutToShow.connect(self._name_undo)
        view = self._menus["view"]
        chosen = self._context.snapshot().settings
        self._choices(view, theme.MODES, "theme", chosen.theme, self.theme_chosen.emit)
        view.addSeparator()
        self._choices(view, i18n.LANGUAGES, "language", i18n.language(), self.language_chosen.emit)
        guide = self._menus["help"]
        self._action(guide, t("menu.about"), "about", self._about)

    def _action(
        self, menu: QWidget, words: str, name: str, act: Callable[[], object], keys: str = ""
    ) -> QAction:
        action = QAction(words, self)
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: act())
        if keys:
            action.setShortcut(QKeySequence(keys))
        menu.addAction(action)
        return action

    def _choices(
        self,
        menu: QWidget,
        values: tuple[str, ...],
        kind: str,
        chosen: str,
        choose: Callable[[str], None],
    ) -> None:
        group = QActionGroup(self)
        for value in values:
            action = self._action(
                menu, i18n.t(f"{kind}.{value}"), f"{kind}_{value}", self._chooser(choose, value)
            )
            action.setCheckable(True)
            action.setChecked(value == chosen)
            group.addAction(action)

    @staticmethod
    def _chooser(choose: Callable[[str], None], value: str) -> Callable[[], None]:
        return lambda: choose(value)

    def _adder(self, product: Product) -> Callable[[], None]:
        return lambda: self._add_account(product.id)

    def _name_undo(self) -> None:
        for action, key, command in (
            (self.undo_action, "menu.undo", self._context.session.ledger.next_undo()),
            (self.redo_action, "menu.redo", self._context.session.ledger.next_redo()),
        ):
            words = i18n.t(key)
            action.setText(f"{words}: {i18n.t(f'command.{command}')}" if command else words)

    def _undo(self) -> None:
        self._context.bus.run(self._context.session.ledger.undo)

    def _redo(self) -> None:
        self._context.bus.run(self._context.session.ledger.redo)

    # Dialogs ----------------------------------------------------------------------------------

    def _add_account(self, product_id: str) -> None:
        from assistant.ui.dialogs.account import AccountDialog  # late: no part of the start

        before = {account.id for account in self._context.snapshot().accounts}
        product = self._context.session.products[product_id]
        if AccountDialog(self._context, product, None, self).exec():
            added = {account.id for account in self._context.snapshot().accounts} - before
            for account_id in added:
                self.open_account(account_id)

    def _edit_account(self, account_id: int) -> None:
        from assistant.ui.dialogs.account import AccountDialog  # late, as above

        snapshot = self._context.snapshot()
        account = snapshot.account(account_id)
        AccountDialog(self._context, snapshot.product_of(account), account, self).exec()

    def _remove_account(self, account_id: int) -> None:
        account = self._context.snapshot().account(account_id)
        asked = QMessageBox(self)
        asked.setWindowTitle(i18n.t("account.remove_title"))
        asked.setTextFormat(Qt.TextFormat.PlainText)  # a name is not markup
        asked.setText(i18n.t("account.remove_question", name=account.name))
        remove = asked.addButton(i18n.t("action.remove"), QMessageBox.ButtonRole.DestructiveRole)
        remove.setObjectName("confirm_remove")
        asked.addButton(i18n.t("form.cancel"), QMessageBox.ButtonRole.RejectRole)
        asked.exec()
        if asked.clickedButton() is remove:
            self._context.bus.run(self._context.session.ledger.remove_account, account_id)

    def _pay(self, due: Obligation) -> None:
        from assistant.ui.dialogs.payment import PaymentDialog  # late, as above

        PaymentDialog(self._context, due, due.to_pay + due.penalty, self).exec()

    def _balance(self, account: PayingAccount | None) -> None:
        from assistant.ui.dialogs.cash import PayingAccountDialog  # late, as above

        PayingAccountDialog(self._context, account, self).exec()

    def _about(self) -> None:
        from assistant import __version__

        QMessageBox.about(
            self,
            i18n.t("menu.about"),
            i18n.t("app.about", version=__version__, path=self._context.session.store_path),
        )

    def _demo_banner(self) -> QWidget:
        discard = cards.button(i18n.t("demo.discard"), "discard_demo", self.demo_discarded.emit)
        banner = cards.Banner(i18n.t("demo.banner"), [discard], "warning")
        banner.setProperty("page", True)
        return banner


class _LateTab(QWidget):
    """A tab that is built when it is first shown."""

    def __init__(self, make: Callable[[], QWidget], account_id: int) -> None:
        super().__init__()
        self.account_id = account_id
        self._make = make
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def showEvent(self, _event: object) -> None:
        """Build the tab."""
        if self._layout.count() == 0:
            tab = self._make()
            self._layout.addWidget(tab)
            tab.show()
