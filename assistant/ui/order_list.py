"""Names in an order that is changed by drag, by Alt+Up and Alt+Down, or by two buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assistant import i18n
from assistant.ui import cards, plain, theme
from assistant.ui.flow import flow

_ROW_HEIGHT, _MOST_ROWS = 30, 6
_KEY = Qt.ItemDataRole.UserRole


class OrderList(QWidget):
    """A numbered list; ``name`` is the object name of the list and begins that of the buttons."""

    reordered = Signal()  # by the user, never by ``set_items``

    def __init__(self, name: str, caption: str, *more: QPushButton) -> None:
        super().__init__()
        self._list = _Movable()
        self._list.setObjectName(name)
        self._list.setAccessibleName(caption)
        self._list.moved.connect(self._move)
        self._list.model().rowsMoved.connect(self._on_dragged)
        buttons = flow(
            cards.button(i18n.t("plan.up"), f"{name}_up", lambda: self._move(-1)),
            cards.button(i18n.t("plan.down"), f"{name}_down", lambda: self._move(1)),
            *more,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_S)
        layout.addWidget(self._list)
        layout.addWidget(buttons)

    def order(self) -> tuple[str, ...]:
        """The keys as they stand."""
        items = [self._list.item(row) for row in range(self._list.count())]
        return tuple(str(item.data(_KEY)) for item in items)

    def set_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Show (key, words) in this order; the chosen one stays chosen."""
        current = self._list.currentRow()
        chosen = self.order()[current] if current >= 0 else ""
        self._list.clear()
        for key, words in items:
            item = QListWidgetItem()
            item.setData(_KEY, key)
            item.setData(_KEY + 1, words)
            plain.set_tip(item, words)
            self._list.addItem(item)
        self._number()
        keys = [key for key, _words in items]
        self._list.setCurrentRow(keys.index(chosen) if chosen in keys else 0)
        rows = min(max(len(items), 1), _MOST_ROWS)
        self._list.setFixedHeight(rows * theme.scaled(_ROW_HEIGHT) + 8)

    def _number(self) -> None:
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setText(f"{row + 1}. {item.data(_KEY + 1)}")

    def _move(self, step: int) -> None:
        row = self._list.currentRow()
        if row < 0 or not 0 <= row + step < self._list.count():
            return
        item = self._list.takeItem(row)
        self._list.insertItem(row + step, item)
        self._list.setCurrentRow(row + step)
        self._on_dragged()

    def _on_dragged(self, *_: object) -> None:
        self._number()
        self.reordered.emit()


class _Movable(QListWidget):
    """A list whose rows are dragged, or moved by the keys that editors use for lines."""

    moved = Signal(int)  # -1 up, 1 down

    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the row."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)
