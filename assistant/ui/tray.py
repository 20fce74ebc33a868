"""The tray icon: shows what is next, and says what the user asked for; it acts on nothing itself."""

import sys

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from assistant import i18n, resources

RECHECK_MS = 5_000


class Tray(QObject):
    """An icon with a menu; a tray host that starts after the program is found too."""

    open_requested = Signal()
    next_requested = Signal()
    centre_requested = Signal()
    quit_requested = Signal()
    message_clicked = Signal()
    availability_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_available = False
        self._normal = QIcon(str(resources.path("icons/tray.svg")))
        self._alert = QIcon(str(resources.path("icons/tray-alert.svg")))
        self._menu = QMenu()
        self.next_action = self._action("tray_next", i18n.t("tray.nothing"), self.next_requested)
        self.reminder_action = self._action(
            "tray_reminder", i18n.t("next_reminder.none"), self.centre_requested
        )
        self._menu.addSeparator()
        self._action("tray_open", i18n.t("tray.open"), self.open_requested)
        self._action("tray_quit", i18n.t("tray.quit"), self.quit_requested)
        self._icon = QSystemTrayIcon(self._normal, self)
        self._icon.setContextMenu(self._menu)
        self._icon.setToolTip(i18n.t("app.title"))
        self._icon.activated.connect(self._on_activated)
        self._icon.messageClicked.connect(self.message_clicked)
        self._recheck = QTimer(self)
        self._recheck.setInterval(RECHECK_MS)
        self._recheck.timeout.connect(self.look)

    @property
    def available(self) -> bool:
        """Whether the desktop has a tray now; Qt's icon says yes even where nobody sees it."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def start(self) -> None:
        """Show the icon as soon as there is a tray."""
        self.look()
        self._recheck.start()

    def stop(self) -> None:
        """Take the icon away."""
        self._recheck.stop()
        self._icon.hide()

    def look(self) -> None:
        """Look again whether there is a tray."""
        now = self.available
        if now != self._was_available:
            self._was_available = now
            self._icon.setVisible(now)
            self.availability_changed.emit(now)

    def set_next(self, words: str) -> None:
        """Show the next due in the menu and on hover."""
        self.next_action.setText(words.replace("&", "&&"))
        self._icon.setToolTip(f"{i18n.t('app.title')}\n{words}")

    def set_next_reminder(self, words: str) -> None:
        """Show in the menu when the next reminder comes."""
        self.reminder_action.setText(words.replace("&", "&&"))

    def set_alert(self, alert: bool) -> None:
        """Show another icon while something is overdue."""
        self._icon.setIcon(self._alert if alert else self._normal)

    def show_message(self, title: str, body: str) -> bool:
        """A balloon at the icon; False where nobody would see it."""
        if not (self.available and QSystemTrayIcon.supportsMessages()):
            return False
        self._icon.showMessage(title, body, self._alert)
        return True

    def _action(self, name: str, words: str, signal: SignalInstance) -> QAction:
        action = QAction(words, self)
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: signal.emit())
        self._menu.addAction(action)
        return action

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # On macOS each click shows the menu, which has an entry for it.
        if reason is not QSystemTrayIcon.ActivationReason.Context and sys.platform != "darwin":
            self.open_requested.emit()
