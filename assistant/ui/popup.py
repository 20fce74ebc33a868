"""The program's own notice, where the desktop has none: on top, with the same buttons, until acted on."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assistant import i18n
from assistant.ui import cards, theme

WIDTH, MARGIN = 380, 20


class Popup(QWidget):
    """One notice; several stand above each other."""

    acted = Signal(str, str)  # tag, action
    gone = Signal(str)  # tag

    def __init__(
        self, tag: str, title: str, body: str, actions: tuple[tuple[str, str], ...]
    ) -> None:
        flags = (
            Qt.WindowType.Tool
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.FramelessWindowHint
        )
        super().__init__(None, flags)
        self.tag = tag
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAccessibleName(title)
        self.setWindowTitle(title)
        self.setFixedWidth(WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        card = cards.Card(name="popup_card")
        layout.addWidget(card)
        card.body.addWidget(cards.wrapped(cards.text(title, points=theme.POINTS_TITLE, bold=True)))
        card.body.addWidget(cards.wrapped(cards.text(body)))
        row = QHBoxLayout()
        row.addStretch(1)
        for key, words in (*actions, ("close", i18n.t("popup.close"))):
            row.addWidget(cards.button(words, f"popup_{key}", partial(self._act, key)))
        card.body.addLayout(row)

    def stand_at(self, place: int) -> None:
        """Stand in the screen's corner, ``place`` notices above the lowest."""
        self.adjustSize()
        area = QGuiApplication.primaryScreen().availableGeometry()
        top = area.bottom() - (self.height() + MARGIN) * (place + 1)
        self.move(area.right() - WIDTH - MARGIN, max(area.top(), top))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the place is free."""
        self.gone.emit(self.tag)
        event.accept()

    def _act(self, key: str) -> None:
        if key != "close":
            self.acted.emit(self.tag, key)
        self.close()
