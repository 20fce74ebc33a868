"""All unanswered notices in one window above the others, for desktops with neither tray nor service."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from assistant import i18n, resources
from assistant.ui import cards, theme
from assistant.ui.notice_card import NoticeCard
from assistant.ui.notification import Notification

WIDTH, HIGHEST = 460, 520


class AlertList(QDialog):
    """A window that stays on top until every notice in it is answered or closed."""

    acted = Signal(str, str)  # tag, action

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Dialog | Qt.WindowType.WindowStaysOnTopHint)
        self.setObjectName("alert_list")
        self.setWindowTitle(i18n.t("alert_list.title"))
        self.setWindowIcon(QIcon(str(resources.path("icons/app.svg"))))
        # Who is typing elsewhere must not pay a bill by the space bar.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.cards: dict[str, NoticeCard] = {}
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setSpacing(theme.GAP_M)
        self._column.addWidget(cards.wrapped(cards.text(i18n.t("alert_list.why"), role="muted")))
        self._column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(cards.page(page))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def put(self, notification: Notification) -> None:
        """Show a notice, the newest on top; one of the same tag is replaced."""
        self.take(notification.tag)
        card = NoticeCard(notification)
        card.acted.connect(self._on_acted)
        card.closed.connect(self.take)
        self.cards[notification.tag] = card
        self._column.insertWidget(1, card)
        for button in card.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.resize(WIDTH, min(self._column.heightForWidth(WIDTH) + theme.GAP_L, HIGHEST))
        if not self.isVisible():
            self.setFocus()
        self.show()
        self.raise_()

    def take(self, tag: str) -> None:
        """Take a notice out; the window goes with the last one."""
        card = self.cards.pop(tag, None)
        if card is not None:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        if not self.cards:
            self.hide()

    def _on_acted(self, tag: str, action: str) -> None:
        self.take(tag)
        self.acted.emit(tag, action)


class AlertListWay:
    """Notices in the list on top."""

    def __init__(self, acted: SignalInstance) -> None:
        self._acted = acted
        self.window: AlertList | None = None

    def show(self, notification: Notification) -> bool:
        """Show it in the list; False where there is no screen."""
        if QGuiApplication.primaryScreen() is None:
            return False
        if self.window is None:
            self.window = AlertList()
            self.window.acted.connect(self._acted)
        self.window.put(notification)
        return True

    def withdraw(self, tag: str) -> None:
        """Take a notice out of the list."""
        if self.window is not None:
            self.window.take(tag)

    def close(self) -> None:
        """Take the window away."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None
