"""The program's own notice, where the desktop has none: on top, with the same buttons, until acted on."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant.ui.notice_card import NoticeCard
from assistant.ui.notification import Notification

WIDTH, MARGIN = 400, 20


class Popup(QWidget):
    """One notice; several stand above each other."""

    acted = Signal(str, str)  # tag, action
    gone = Signal(str)  # tag

    def __init__(self, notification: Notification) -> None:
        flags = (
            Qt.WindowType.Tool
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.FramelessWindowHint
        )
        super().__init__(None, flags)
        self.tag = notification.tag
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAccessibleName(notification.title)
        self.setWindowTitle(notification.title)
        self.setFixedWidth(WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        card = NoticeCard(notification)
        card.acted.connect(self._act)
        card.closed.connect(self.close)
        layout.addWidget(card)

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

    def _act(self, tag: str, action: str) -> None:
        self.close()
        self.acted.emit(tag, action)


class PopupWay:
    """The program's own pop-ups, stacked."""

    def __init__(self, acted: SignalInstance) -> None:
        self._acted = acted
        self.open: dict[str, Popup] = {}

    def show(self, notification: Notification) -> bool:
        """Show a pop-up; False where there is no screen to stand on."""
        if QGuiApplication.primaryScreen() is None:
            return False
        self.withdraw(notification.tag)  # which takes it out of the pile
        popup = Popup(notification)
        popup.acted.connect(self._acted)
        popup.gone.connect(self._on_gone)
        popup.stand_at(len(self.open))
        self.open[notification.tag] = popup
        popup.show()
        return True

    def withdraw(self, tag: str) -> None:
        """Close a notice's pop-up."""
        if tag in self.open:
            self.open[tag].close()

    def close(self) -> None:
        """Take all away."""
        for popup in list(self.open.values()):
            popup.close()

    def _on_gone(self, tag: str) -> None:
        popup = self.open.pop(tag, None)
        if popup is not None:
            popup.deleteLater()
        for place, other in enumerate(self.open.values()):
            other.stand_at(place)
