"""What runs behind the window once it is painted: tray, reminders, the daily backup, the file's check."""

from contextlib import suppress
from datetime import date
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from assistant import i18n
from assistant.domain.overview import overview
from assistant.domain.passing import passed
from assistant.domain.snapshot import Changes
from assistant.errors import StorageError, StorageTrouble
from assistant.paths import Paths
from assistant.services.files import Key, check_store
from assistant.ui.alerts import Alerts, next_line, next_reminder_line
from assistant.ui.alive import Alive
from assistant.ui.context import Context
from assistant.ui.logind import Logind
from assistant.ui.notification import Notification
from assistant.ui.notify import Notifier
from assistant.ui.ticker import Ticker
from assistant.ui.tray import Tray
from assistant.ui.work import Step, Work

if TYPE_CHECKING:
    from assistant.ui.autostart import Entry


class Background(QObject):
    """One session's tray, timer and notices."""

    open_requested = Signal(object)  # an account's id, None for the overview
    centre_requested = Signal()
    snooze_requested = Signal(object)  # a Subject whose time is to be asked for
    tray_lost = Signal()
    quit_requested = Signal()
    storage_failed = Signal(object)  # StorageError
    ticked = Signal()
    to_lock = Signal()

    def __init__(self, context: Context, paths: Paths) -> None:
        super().__init__()
        self._context = context
        self._paths = paths
        self._next_account: int | None = None
        self._copying = Lock()
        self._copied: set[date] = set()  # days of which the copy is known to be there
        self._zone = context.session.zone
        self._version = context.session.queries.version()
        self._shown_at = context.session.queries.now()
        self._tray = Tray(self)
        self._notifier = Notifier(self._tray, self)
        self._alerts = Alerts(context, self._notifier)
        self._ticker = Ticker(context.session.queries.now, self)
        self._alive = Alive(context, self)
        self._alive.found.connect(self._alerts.tick)
        self._tray.open_requested.connect(lambda: self.open_requested.emit(None))
        self._tray.next_requested.connect(lambda: self.open_requested.emit(self._next_account))
        self._tray.quit_requested.connect(self.quit_requested)
        self._tray.centre_requested.connect(self.centre_requested)
        self._tray.availability_changed.connect(self._on_tray_changed)
        self._alerts.opened.connect(self.open_requested)
        self._alerts.centre_requested.connect(self.centre_requested)
        self._alerts.snooze_requested.connect(self.snooze_requested)
        context.delivery.autostart = partial(_autostart, paths)
        context.delivery.test_requested.connect(self._send_test)
        self._ticker.ticked.connect(self.tick)
        self._ticker.resumed.connect(context.session.watch.woke)
        self._logind = Logind(self)
        self._logind.woke.connect(self._ticker.wake)
        self._logind.unlocked.connect(self._ticker.kick)
        self._logind.zone_changed.connect(self._ticker.kick)
        # About to sleep, or its screen locked; where nobody tells of sleep, as soon as it is found out.
        for told in (self._logind.sleeping, self._logind.locked, self._ticker.resumed):
            told.connect(self.to_lock)
        context.bus.changed.connect(self._on_changed)

    @property
    def tray_available(self) -> bool:
        """Whether the window may hide: there is a tray to call it back from."""
        return self._tray.available

    def start(self) -> None:
        """Show the tray, tell what was missed, keep the file safe."""
        self._tray.start()
        self._take_settings()
        self._show_next()
        self._ticker.start()
        self._ticker.kick()
        self._check_file()
        self._alive.start()

    def stop(self) -> None:
        """Take the tray icon away and stop the timer."""
        self._ticker.stop()
        self._alive.stop()
        self._alerts.stop()
        self._logind.stop()
        self._tray.stop()
        self._notifier.close()
        with self._copying:
            pass  # the store may be closed, or written anew, as soon as this returns
        self._context.bus.changed.disconnect(self._on_changed)
        self._context.delivery.test_requested.disconnect(self._send_test)

    def tell_once_about_tray(self) -> None:
        """Say once that closing the window keeps the reminders."""
        session = self._context.session
        if session.queries.snapshot().settings.tray_hint_shown == "yes":
            return
        hint = Notification("tray", i18n.t("tray.hint_title"), i18n.t("tray.hint"))
        if self._notifier.show(hint):
            self._context.bus.run(session.ledger.set_setting, "tray_hint_shown", "yes")

    def tell_that_machines_differ(self) -> None:
        """The second place has what this machine has not; only the user can choose."""
        notice = Notification("second", i18n.t("second.notice"), i18n.t("second.notice_text"))
        self._notifier.show(notice)

    def tick(self) -> None:
        """Hear what others wrote, tell what is due, show what is next, make the daily backup."""
        version = self._context.session.queries.version()
        if version != self._version:
            # Another process wrote: the command line, or a second machine's copy.
            self._version = version
            self._context.bus.changed.emit(Changes.EVERYTHING)
        self._tell_time()
        self._logind.start()  # the system's bus may have come up, or gone and come again
        self._alerts.tick()
        self._version = self._context.session.queries.version()
        self._show_next()
        self._back_up()
        self._alive.tick()
        self.ticked.emit()

    def _tell_time(self) -> None:
        """Let the views say what is true now: a window may stand open for days."""
        snapshot = self._context.snapshot()
        changes = passed(snapshot, self._shown_at)
        if changes:
            self._shown_at = snapshot.now
            self._context.bus.changed.emit(changes)

    def _on_changed(self, changes: Changes) -> None:
        self._version = self._context.session.queries.version()
        if changes & Changes.SETTINGS:
            self._take_settings()
        if changes & ~Changes.SETTINGS:
            self._alerts.withdraw_answered()
            self._alerts.tick()
            self._show_next()

    def _send_test(self) -> None:
        self._context.delivery.tell_test(self._alerts.send_test())

    def _on_tray_changed(self, available: bool) -> None:
        if not available:
            self.tray_lost.emit()

    def _take_settings(self) -> None:
        self._notifier.obey(self._context.snapshot().settings)

    def _show_next(self) -> None:
        snapshot = self._context.snapshot()
        view = overview(snapshot)
        self._next_account = None if view.next_due is None else view.next_due.account_id
        self._tray.set_next(next_line(snapshot, view.next_due))
        self._tray.set_alert(bool(view.overdue))
        reminder = self._alerts.next_reminder
        self._tray.set_next_reminder(next_reminder_line(snapshot, reminder, self._zone))
        self._context.delivery.tell(self._notifier.reach(), reminder)

    def _back_up(self) -> None:
        """The daily backup, off the window's thread; ``stop`` waits for one that is being made.

        A day whose copy is known to be there costs no thread.
        """
        session, folder = self._context.session, self._paths.backups
        now = session.queries.now().astimezone(self._zone)
        if session.is_demo or now.date() in self._copied:
            return
        if not self._copying.acquire(blocking=False):
            return
        # Not self: the thread must not be the one that deletes it.
        copying, copied = self._copying, self._copied

        def run() -> None:
            try:
                # A full disk must not stop the reminders: the next tick tries again.
                with suppress(StorageError, OSError):
                    session.store.back_up(folder, now)
                    copied.add(now.date())
            finally:
                copying.release()

        QThreadPool.globalInstance().start(QRunnable.create(run))

    def _check_file(self) -> None:
        path = self._context.session.store.path
        if path is None:
            return
        # A failure is one to read it just now, being locked or so: it says nothing about the content.
        self._checking = Work(partial(_checked, str(path), self._context.session.store.key), self)
        self._checking.done.connect(self._on_checked)
        self._checking.start()

    def _on_checked(self, sound: bool) -> None:
        if not sound:
            path = str(self._context.session.store.path)
            self.storage_failed.emit(StorageError(StorageTrouble.DAMAGED, path))


def _autostart(paths: Paths) -> "Entry":
    from assistant.ui.autostart import entry  # late: only the preferences ask

    return entry(paths)


def _checked(path: str, key: Key | None, _step: Step) -> bool:
    return check_store(path, key) == ["ok"]
