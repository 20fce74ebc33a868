"""What runs while the store is locked: the unlock window, the tray, and reminders that name no amount."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from assistant import i18n
from assistant.domain.heartbeat import Heartbeat
from assistant.domain.locked import AT_LOGIN, LockedSchedule
from assistant.domain.settings import Settings
from assistant.errors import StorageError
from assistant.services.session import Session
from assistant.services.vault import Vault
from assistant.ui.alerts import PATIENCE_MS, locked_notification
from assistant.ui.logind import Logind
from assistant.ui.notify import Notifier
from assistant.ui.opener import Opener
from assistant.ui.ticker import Ticker
from assistant.ui.tray import Tray
from assistant.ui.unlock import UnlockWindow


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What is still known once the store is locked.

    Attributes:
        schedule: the coming times, or only the wish to ask once.
        settings: as they were; the defaults where they are locked away.
    """

    schedule: LockedSchedule
    settings: Settings


NOTHING_KNOWN = LeftBehind(AT_LOGIN, Settings())
"""A start without the key."""


def left_behind(session: Session) -> LeftBehind:
    """What to keep of a session that is about to be locked; nothing of the demo's dues, which are nobody's."""
    try:
        settings = session.queries.snapshot().settings
        if session.is_demo:
            return LeftBehind(LockedSchedule(()), settings)
        return LeftBehind(session.watch.locked_schedule(), settings)
    except StorageError:  # not to be read just now: as at a start without the key
        return NOTHING_KNOWN


class Locked(QObject):
    """From locking, or a start without the key, until the store is unlocked.

    Args:
        app: its vault asks for the key, its clock tells the time.
        left: what is still known.
    """

    unlocked = Signal()
    quit_requested = Signal()

    def __init__(self, app: Opener, left: LeftBehind) -> None:
        super().__init__()
        settings = left.settings
        self._clock = app.clock
        self._schedule = left.schedule
        self._stays = settings.close_to_tray == "yes"
        self._heartbeat = Heartbeat()
        self.window = self._unlock_window(app.vault)
        self.tray = Tray(self)
        self.tray.set_next(i18n.t("notice.locked"))
        self.tray.reminder_action.setVisible(False)
        for asked in (self.tray.open_requested, self.tray.next_requested):
            asked.connect(self.come_forward)
        self.tray.quit_requested.connect(self.quit_requested)
        self.tray.availability_changed.connect(self._on_tray_changed)
        self.notifier = Notifier(self.tray, self)
        self.notifier.obey(settings)
        self.notifier.acted.connect(lambda _tag, _action: self.come_forward())
        self._ticker = Ticker(app.clock, self)
        self._ticker.ticked.connect(self.tick)
        self._ticker.resumed.connect(self._heartbeat.wake)
        self._logind = Logind(self)
        self._logind.woke.connect(self._ticker.wake)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(PATIENCE_MS)
        self._again.timeout.connect(self.tick)
        self._trayless = QTimer(self)
        self._trayless.setSingleShot(True)
        self._trayless.timeout.connect(self._minimise_without_tray)

    def start(self, *, hidden: bool, patience_ms: int) -> None:
        """Ask for the passphrase, or ``hidden`` wait in the tray; remind at the kept times.

        A tray that is not there ``patience_ms`` after the start is not coming.
        """
        self.tray.start()
        if hidden:
            self._trayless.start(patience_ms)
        else:
            self.window.show()
        self._ticker.start()
        # Later: what locks must not be kept by a desktop that answers slowly.
        QTimer.singleShot(0, self, self._ticker.kick)

    def stop(self) -> None:
        """Close the window and be silent."""
        self._again.stop()
        self._trayless.stop()
        self._ticker.stop()
        self._logind.stop()
        # Told later of a tray that goes with it, it would ask a window that is gone.
        self.tray.availability_changed.disconnect(self._on_tray_changed)
        self.tray.stop()
        self.notifier.close()
        self.window.close_for_good()
        self.window.deleteLater()

    def tick(self) -> None:
        """Ask to unlock when a kept time has come; a desktop that just woke up is given some seconds."""
        now = self._clock()
        self._heartbeat.beat(now)
        self._heartbeat.settle()
        self._logind.start()
        asks, left = self._schedule.tick(now)
        if not asks:
            return
        if self._heartbeat.must_wait(now, desktop_ready=self.notifier.ready()):
            self._again.start()
        elif self.notifier.show(locked_notification()):
            self._schedule = left

    def come_forward(self) -> None:
        """Show the unlock window above the others."""
        self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()

    def _minimise_without_tray(self) -> None:
        """A window that is hidden where no icon calls it back would be lost."""
        if not self.tray.available and not self.window.isVisible():
            self.window.showMinimized()

    def _unlock_window(self, vault: Vault) -> UnlockWindow:
        window = UnlockWindow(vault)
        window.unlocked.connect(self.unlocked)
        window.quit_requested.connect(self.quit_requested)
        window.closing.connect(self._on_closing)
        return window

    def _on_closing(self) -> None:
        """As the main window does: stay for the reminders, unless the user wants to quit."""
        if not self._stays:
            self.quit_requested.emit()
        elif self.tray.available:
            self.window.hide()
        else:
            self.window.showMinimized()

    def _on_tray_changed(self, available: bool) -> None:
        if not available:
            self._minimise_without_tray()
