"""The window's menus: accounts, edit, view, help; filled after the first paint."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from assistant import i18n
from assistant.domain.product import Product
from assistant.domain.settings import SCALES
from assistant.ui import theme
from assistant.ui.context import Context

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from assistant.ui.main_window import MainWindow

_NAMES = ("accounts", "edit", "data", "view", "help")


class Menus:
    """The menu bar of one window."""

    def __init__(self, window: "MainWindow", context: Context) -> None:
        self._window = window
        self._context = context
        self._menus = {name: window.menuBar().addMenu(i18n.t(f"menu.{name}")) for name in _NAMES}

    def fill(self) -> None:
        """Make the entries; the first paint shows only the titles."""
        from PySide6.QtGui import (
            QKeySequence,
            QShortcut,
        )  # late: PySide makes a class's enums with it

        self._fill_accounts()
        t, window = i18n.t, self._window
        edit = self._menus["edit"]
        self.undo_action = self._action(edit, t("menu.undo"), "undo", self._undo, "Ctrl+Z")
        self.redo_action = self._action(edit, t("menu.redo"), "redo", self._redo, "Ctrl+Shift+Z")
        edit.aboutToShow.connect(self._name_undo)
        self._fill_data()
        view = self._menus["view"]
        chosen = self._context.snapshot().settings
        self._choices(view, theme.MODES, "theme", chosen.theme, window.theme_chosen.emit)
        view.addSeparator()
        self._choices(
            view, i18n.LANGUAGES, "language", i18n.language(), window.language_chosen.emit
        )
        self._choices(
            view.addMenu(t("menu.font_scale")),
            SCALES,
            "font_scale",
            chosen.font_scale,
            window.scale_chosen.emit,
        )
        help_ = self._menus["help"]
        self._action(help_, t("menu.palette"), "palette_action", self._palette, "Ctrl+K")
        self._action(help_, t("menu.keys"), "keys", self._keys, "F1")
        question = QShortcut(QKeySequence("?"), window)
        question.activated.connect(self._keys)
        help_.addSeparator()
        crash = self._action(help_, t("menu.crash_report"), "crash_report", self._crash_report)
        report = self._context.paths.crash_report
        help_.aboutToShow.connect(lambda: crash.setEnabled(report.exists()))
        self._action(help_, t("menu.about"), "about", self._about, "Ctrl+F1")

    def _fill_data(self) -> None:
        t, window, data = i18n.t, self._window, self._menus["data"]
        for name, keys in (
            ("export", "Ctrl+E"),
            ("backups", ""),
            ("second", ""),
            ("encryption", ""),
        ):
            self._action(data, t(f"menu.{name}"), name, self._safety(name), keys)
        data.addSeparator()
        hidden = self._context.snapshot().settings.hide_amounts == "yes"
        turned = "no" if hidden else "yes"
        hide = self._action(
            data, t("menu.hide"), "hide", lambda: window.hiding_chosen.emit(turned), "Ctrl+H"
        )
        hide.setCheckable(True)
        hide.setChecked(hidden)
        if self._context.session.store.key is not None:
            self._action(data, t("menu.lock"), "lock", self._safety("lock"), "Ctrl+L")

    def _safety(self, name: str) -> Callable[[], None]:
        return lambda: self._window.safety_requested.emit(name)

    def _fill_accounts(self) -> None:
        t, window = i18n.t, self._window
        accounts = self._menus["accounts"]
        self._action(accounts, t("menu.sheet"), "sheet", self._sheet, "Ctrl+M")
        self._action(accounts, t("menu.split"), "split", self._split)
        self._action(accounts, t("menu.rules"), "rules", self._rules)
        accounts.addSeparator()
        self._action(accounts, t("menu.import"), "import", window.bills.choose, "Ctrl+I")
        self._action(accounts, t("menu.paste"), "paste", window.bills.paste)
        self._action(accounts, t("menu.recurring"), "recurring", window.bills.propose)
        self._action(accounts, t("menu.waiting"), "waiting", window.bills.show_waiting)
        self._action(accounts, t("menu.import_rules"), "import_rules", window.bills.show_rules)
        accounts.addSeparator()
        self._adding = accounts.addMenu(t("menu.add_account"))
        self._adding.setObjectName("adding")
        self._adding.aboutToShow.connect(self._list_products)
        self._action(
            accounts, t("menu.add_cash"), "menu_add_cash", lambda: window.ask_balance(None)
        )
        self._archived = accounts.addMenu(t("menu.archived"))
        self._archived.setObjectName("archived")
        accounts.aboutToShow.connect(self._list_archived)
        accounts.addSeparator()
        self._action(accounts, t("menu.calendar_export"), "calendar_export", self._export_calendar)
        self._action(
            accounts, t("menu.preferences"), "preferences", window.edit_preferences, "Ctrl+,"
        )
        accounts.addSeparator()
        self._action(accounts, t("menu.quit"), "quit", window.quit_requested.emit, "Ctrl+Q")

    def _list_products(self) -> None:
        """The product files are read when somebody wants to see them all."""
        self._adding.clear()
        for product in self._context.session.products.values():
            name = product.name(i18n.language())
            self._action(self._adding, name, f"add_{product.id}", self._adder(product))

    def ask_product(self) -> None:
        """Ask for one product more, by the first steps' short form."""
        menu = QMenu(self._window)
        menu.setObjectName("first_products")
        for product in self._context.session.products.values():
            name = product.name(i18n.language())
            self._action(
                menu, name, f"begin_{product.id}", partial(self._window.accounts.begin, product.id)
            )
        menu.exec(self._window.mapToGlobal(self._window.rect().center()))

    def _list_archived(self) -> None:
        self._archived.clear()
        archived = self._context.snapshot().archived
        self._archived.setEnabled(bool(archived))
        for account in archived:
            words = i18n.t("menu.restore", account=account.name)
            self._action(self._archived, words, f"restore_{account.id}", self._restorer(account.id))

    def _action(
        self, menu: QMenu, words: str, name: str, act: Callable[[], object], keys: str = ""
    ) -> "QAction":
        from PySide6.QtGui import QAction, QKeySequence  # late, as above

        action = QAction(words, self._window)
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: act())
        if keys:
            action.setShortcut(QKeySequence(keys))
        menu.addAction(action)
        return action

    def _choices(
        self,
        menu: QMenu,
        values: tuple[str, ...],
        kind: str,
        chosen: str,
        choose: Callable[[str], None],
    ) -> None:
        from PySide6.QtGui import QActionGroup  # late, as above

        group = QActionGroup(self._window)
        for value in values:
            action = self._action(
                menu, i18n.t(f"{kind}.{value}"), f"{kind}_{value}", _chooser(choose, value)
            )
            action.setCheckable(True)
            action.setChecked(value == chosen)
            group.addAction(action)

    def _adder(self, product: Product) -> Callable[[], None]:
        return lambda: self._window.accounts.add(product.id)

    def _restorer(self, account_id: int) -> Callable[[], object]:
        ledger = self._context.session.ledger
        return lambda: self._context.bus.run(ledger.restore_account, account_id)

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

    def _sheet(self) -> None:
        from assistant.ui.dialogs.sheet import SheetDialog  # late: no part of the start

        SheetDialog(self._context, self._window).exec()

    def _rules(self) -> None:
        from assistant.ui.dialogs.rules import RulesDialog  # late, as above

        RulesDialog(self._context, self._window).exec()

    def _split(self) -> None:
        from datetime import timedelta

        from assistant.domain.dues import obligations
        from assistant.ui.dialogs.split import SplitDialog  # late, as above

        snapshot = self._context.snapshot()
        dues = obligations(snapshot, snapshot.today + timedelta(days=31))
        SplitDialog(self._context, dues, self._window).exec()

    def _export_calendar(self) -> None:
        from assistant.ui.dialogs.calendar_export import export_calendar  # late, as above

        export_calendar(self._context, self._window)

    def _palette(self) -> None:
        from assistant.ui.doings import doings  # late, as above
        from assistant.ui.palette import Palette, menu_entries
        from assistant.ui.places import cards_found, places

        context, window = self._context, self._window
        menus = menu_entries(window.menuBar())
        entries = [*places(context, window), *doings(context, window), *menus]
        Palette(entries, window, partial(cards_found, context, window)).exec()

    def _keys(self) -> None:
        from assistant.ui.dialogs.shortcuts import ShortcutsDialog  # late, as above

        ShortcutsDialog(self._window).exec()

    def _crash_report(self) -> None:
        from assistant.ui.dialogs.crash_report import CrashReportDialog  # late, as above

        CrashReportDialog(self._context.paths.crash_report, self._window).exec()

    def _about(self) -> None:
        from assistant.ui.dialogs.about import AboutDialog  # late, as above

        AboutDialog(self._context, self._window).exec()


def _chooser(choose: Callable[[str], None], value: str) -> Callable[[], None]:
    return lambda: choose(value)
