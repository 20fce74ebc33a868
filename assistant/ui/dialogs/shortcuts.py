"""The sheet of keys (F1 or ?): every shortcut of the window, read from the window itself."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QMainWindow, QVBoxLayout

from assistant import i18n
from assistant.ui import cards
from assistant.ui.palette import plain
from assistant.ui.table import Column, TableView

FIXED_KEYS = ("save", "cancel", "copy", "copy_table", "reorder", "calendar", "act", "next", "menu")


def shortcuts_of(window: QMainWindow) -> list[tuple[str, str]]:
    """What each key does, as (keys, words): the menus' keys, the pages', and what holds everywhere."""
    found = [
        (_shown(action.shortcut()), plain(action.text()))
        for action in window.findChildren(QAction)
        if not action.shortcut().isEmpty()
    ]
    found += [
        (_shown(shortcut.key()), shortcut.whatsThis())
        for shortcut in window.findChildren(QShortcut)
        if shortcut.whatsThis()
    ]
    found += [(i18n.t(f"keys.{name}"), i18n.t(f"keys_do.{name}")) for name in FIXED_KEYS]
    return found


def _shown(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


class ShortcutsDialog(QDialog):
    """Two columns: the key and what it does."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(i18n.t("keys.title"))
        self.resize(460, 520)
        table = TableView(
            [
                Column("keys.key", lambda row: row[0]),
                Column("keys.does", lambda row: row[1]),
            ],
            name_key="keys.title",
            stretch=1,
        )
        table.setObjectName("shortcut_table")
        table.set_rows(shortcuts_of(window))
        close = cards.button(i18n.t("learn.close"), "close", self.reject, primary=True)
        layout = QVBoxLayout(self)
        layout.addWidget(table)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
