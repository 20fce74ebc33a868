"""The command palette (Ctrl+K): pages, accounts and actions by a few letters of their name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QMenu, QMenuBar, QVBoxLayout, QWidget

from assistant import i18n
from assistant.ui import cards, theme
from assistant.ui.table import AnyIndex

_WIDTH, _HEIGHT = 520, 380


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be done: its words, where it stands or its keys, and the doing."""

    words: str
    hint: str
    act: Callable[[], object]


Search = Callable[[str], Sequence[Entry]]
"""Finds further entries for what was typed, such as knowledge."""


def matching(entries: Iterable[Entry], typed: str) -> list[Entry]:
    """The entries that hold every typed word; those that begin with the first one come first."""
    parts = typed.casefold().split()
    found = [row for row in entries if all(part in _text(row) for part in parts)]
    if parts:
        found.sort(key=lambda row: not row.words.casefold().startswith(parts[0]))
    return found


def _text(entry: Entry) -> str:
    return f"{entry.words} {entry.hint}".casefold()


def menu_entries(bar: QMenuBar) -> list[Entry]:
    """Every action of a menu bar, submenus too, with its menu and its keys as hint."""
    return [entry for menu in _menus(bar) for entry in _entries(menu, plain(menu.title()))]


def plain(words: str) -> str:
    """A menu's words without the mark of its key: 「账户(&A)」, 「&Accounts」."""
    head, mark, tail = words.partition("(&")
    return head + tail[2:] if mark and tail[1:2] == ")" else words.replace("&", "")


def _menus(bar: QMenuBar) -> list[QMenu]:
    return [menu for action in bar.actions() if isinstance(menu := action.menu(), QMenu)]


def _entries(menu: QMenu, where: str) -> list[Entry]:
    menu.aboutToShow.emit()
    found = []
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            found += _entries(inner, f"{where} › {plain(action.text())}")
        elif action.isEnabled() and action.isVisible() and not action.isSeparator():
            found.append(Entry(plain(action.text()), _hint(where, action), action.trigger))
    return found


def _hint(where: str, action: QAction) -> str:
    keys = action.shortcut().toString()
    return f"{where}  {keys}" if keys else where


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            entry = self.entries[index.row()]
            return f"{entry.words}    {entry.hint}"
        return None


class Palette(QDialog):
    """Type, choose with the arrows, Enter does it, Esc leaves."""

    def __init__(self, entries: Sequence[Entry], parent: QWidget, search: Search) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setWindowTitle(i18n.t("palette.title"))
        self.resize(_WIDTH, _HEIGHT)
        self._entries = entries
        self._search = search
        self._field = QLineEdit()
        self._field.setObjectName("palette_field")
        self._field.setPlaceholderText(i18n.t("palette.hint"))
        self._field.setAccessibleName(i18n.t("palette.hint"))
        self._model = _Model(self)
        self._list = QListView()
        self._list.setObjectName("palette_list")
        self._list.setAccessibleName(i18n.t("palette.title"))
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._none = cards.text(i18n.t("palette.none"), role="muted")
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP_S)
        layout.addWidget(self._field)
        layout.addWidget(self._none)
        layout.addWidget(self._list, 1)
        self._field.textChanged.connect(self._on_typed)
        self._field.installEventFilter(self)
        self._list.activated.connect(lambda _index: self._do())
        self._on_typed("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the field is typed into; Enter does what is chosen."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8}
            moves[Qt.Key.Key_PageUp] = -8
            key = Qt.Key(event.key())
            if key in moves:
                self._choose(self._list.currentIndex().row() + moves[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do()
                return True
        return super().eventFilter(watched, event)

    def _on_typed(self, typed: str) -> None:
        found = matching(self._entries, typed)
        if typed.strip():
            found += self._search(typed)
        self._model.show_entries(found)
        self._none.setVisible(not found)
        self._choose(0)

    def _choose(self, row: int) -> None:
        count = self._model.rowCount()
        if count:
            self._list.setCurrentIndex(self._model.index(max(0, min(row, count - 1))))

    def _do(self) -> None:
        index: QModelIndex = self._list.currentIndex()
        if index.isValid():
            entry = self._model.entries[index.row()]
            self.accept()
            entry.act()
