"""A table as text: the current row, or all of it with its headings, as spreadsheets and chats take it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QTableView

from assistant import i18n

_ALL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def table_text(view: QTableView) -> str:
    """Headings and all rows, a line each, cells apart by tabs; columns that are hidden are left out."""
    columns, model = _columns(view), view.model()
    heads = [_cell(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]
    rows = [row_text(view, row) for row in range(model.rowCount())]
    named = view.verticalHeader().isVisibleTo(view)
    return "\n".join(["\t".join([""] * named + heads), *rows])


def row_text(view: QTableView, row: int) -> str:
    """One row, its cells apart by tabs."""
    model = view.model()
    cells = [_cell(model.index(row, column).data()) for column in _columns(view)]
    if view.verticalHeader().isVisibleTo(view):
        cells.insert(0, _cell(model.headerData(row, Qt.Orientation.Vertical)))
    return "\t".join(cells)


def copied(view: QTableView, event: QKeyEvent) -> bool:
    """Whether a key copied the row (Ctrl+C) or the table (Ctrl+Shift+C)."""
    from PySide6.QtGui import QKeySequence  # late: PySide makes a class's enums with it

    if event.matches(QKeySequence.StandardKey.Copy):
        return _copy_row(view)
    if event.key() == Qt.Key.Key_C and event.modifiers() == _ALL:
        return _copy_table(view)
    return False


def offer(view: QTableView, place: QPoint) -> None:
    """A menu with both, at a global position."""
    from PySide6.QtWidgets import QMenu  # late: no part of the start

    menu = QMenu(view)
    menu.setObjectName("table_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for name, words, keys, act in (
        ("copy_row", i18n.t("table.copy_row"), i18n.t("keys.copy"), _copy_row),
        ("copy_table", i18n.t("table.copy_table"), i18n.t("keys.copy_table"), _copy_table),
    ):
        action = menu.addAction(f"{words}\t{keys}")
        action.setObjectName(name)
        action.setEnabled(name == "copy_table" or view.currentIndex().isValid())
        action.triggered.connect(lambda _checked=False, do=act: do(view))
    menu.popup(place)


def _copy_row(view: QTableView) -> bool:
    if not view.currentIndex().isValid():
        return False
    QGuiApplication.clipboard().setText(row_text(view, view.currentIndex().row()))
    return True


def _copy_table(view: QTableView) -> bool:
    QGuiApplication.clipboard().setText(table_text(view))
    return True


def _columns(view: QTableView) -> Sequence[int]:
    return [n for n in range(view.model().columnCount()) if not view.isColumnHidden(n)]


def _cell(shown: Any) -> str:
    """A cell on one line: a tab or a line's end would begin another one."""
    return " ".join(str(shown or "").split())
