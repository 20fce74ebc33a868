"""Cards side by side where there is room, below each other in a narrow window or with big text."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from assistant.ui import theme

_ROOM = 860
"""Pixels at 100 % of text size below which two cards side by side would be cut."""


class Beside(QWidget):
    """Widgets with their stretch."""

    def __init__(self, *widgets: tuple[QWidget, int]) -> None:
        super().__init__()
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GAP_M)
        for widget, stretch in widgets:
            self._layout.addWidget(widget, stretch)
            widget.setMinimumWidth(1)  # the direction follows the room, not what they would like

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room asks for it."""
        wide = event.size().width() >= theme.scaled(_ROOM)
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        super().resizeEvent(event)
