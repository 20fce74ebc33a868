"""The running program: one window, the tray, the ticker; opens, switches and closes sessions."""

import gc
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from assistant import i18n
from assistant.errors import StorageError, StorageTrouble, UserError
from assistant.services.session import Session
from assistant.ui import qt_words, theme, words
from assistant.ui.bus import Bus
from assistant.ui.context import Context
from assistant.ui.given_file import GivenFile
from assistant.ui.main_window import MainWindow
from assistant.ui.opener import Opener

if TYPE_CHECKING:
    from assistant.ui.background import Background
    from assistant.ui.idle import Idle
    from assistant.ui.locked import LeftBehind, Locked
    from assistant.ui.safety import Safety
    from assistant.ui.unlock import UnlockWindow
    from assistant.ui.updates import Updates


TRAY_PATIENCE_MS = 20_000
"""So long after login a tray may take to appear."""


class Program(QObject):
    """Owns the window and what outlives it."""

    painted = Signal()

    def __init__(self, app: Opener, qt: QApplication) -> None:
        super().__init__()
        self._app = app
        self._qt = qt
        self._session: Session | None = None
        self._window: MainWindow | None = None
        self.background: Background | None = None
        self.locked: Locked | None = None
        self._idle: Idle | None = None
        self._given = GivenFile()
        self._updates: Updates | None = None

    def run(self, *, hidden: bool = False) -> int:
        """Show the first window, or only the tray's icon, and run Qt's loop."""
        from assistant.ui import crash, hard_crash  # late: only a real run catches crashes

        self._top = crash.install(self._app.paths)
        with suppress(OSError):  # a folder that cannot be written is told when the store is opened
            hard_crash.gather(self._app.paths)
            self._hard = hard_crash.Watch(self._app.paths)
        self._qt.setQuitOnLastWindowClosed(False)
        # At the end of the desktop's session the window must not ask to stay.
        self._qt.commitDataRequest.connect(lambda _session: self._allow_closing())
        # Ctrl+C in a terminal ends the program at once; what was stored is safe.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if not self.start(hidden=hidden):
            return 3
        return self._qt.exec()

    def start(self, *, hidden: bool = False) -> bool:
        """Open the user's store, or the demo while the user has nothing of his own yet."""
        session = self._open(self._app.open, hidden=hidden)
        if session is None:
            return self.locked is not None
        if not session.queries.snapshot().accounts and self._app.paths.demo.exists():
            demo = self._open(self._app.open_demo)
            if demo is not None:
                session.close()
                session = demo
        self.show_session(session, hidden=hidden)
        return True

    @property
    def window(self) -> MainWindow:
        """The window that is shown."""
        if self._window is None:
            raise RuntimeError("no window yet")
        return self._window

    @property
    def unlock_window(self) -> "UnlockWindow | None":
        """The window of a locked store."""
        return None if self.locked is None else self.locked.window

    def come_forward(self) -> None:
        """Show the window above the others."""
        if self.locked is not None:
            self.locked.come_forward()
        elif self._window is not None:  # none while the store is written anew
            self._window.come_forward()

    def open_file(self, path: Path) -> None:
        """Show what a file holds: a bill file's rows, a backup's changes; once a window is there."""
        self._given.path = path
        self.come_forward()
        if self.background is not None:
            self._given.show_in(self._window)

    def show_session(self, session: Session, *, hidden: bool = False) -> None:
        """Show a session in a new window, in place of the present one; ``hidden``: only in the tray."""
        self.leave()
        settings = session.queries.snapshot().settings
        i18n.use(settings.language or i18n.preferred())
        qt_words.load(self._qt)
        theme.apply_theme(self._qt, settings.theme, int(settings.font_scale))
        words.hide_amounts(hidden=settings.hide_amounts == "yes")
        context = Context(session, Bus())
        window = MainWindow(context)
        self._session, self._window = session, window
        window.demo_requested.connect(self._load_demo)
        window.demo_discarded.connect(self._discard_demo)
        window.theme_chosen.connect(lambda value: self._set(context, "theme", value))
        window.scale_chosen.connect(lambda value: self._set(context, "font_scale", value))
        window.language_chosen.connect(lambda value: self._set(context, "language", value))
        window.hiding_chosen.connect(lambda value: self._set(context, "hide_amounts", value))
        window.safety_requested.connect(lambda name: self._safety(context).act(name))
        window.takes_own = lambda path: self._safety(context).open_file(path)
        window.quit_requested.connect(self.quit)
        window.closing.connect(self._on_closing)
        context.bus.storage_failed.connect(self._on_storage_failed)
        window.painted.connect(lambda: self._begin(context))
        if hidden:
            QTimer.singleShot(0, self, lambda: self._begin(context))
            QTimer.singleShot(TRAY_PATIENCE_MS, self, self._minimise_without_tray)
        else:
            window.show()

    def quit(self) -> None:
        """End the program."""
        self.leave()
        QApplication.quit()

    def _begin(self, context: Context) -> None:
        from assistant.ui.background import Background  # late: tray, D-Bus, timers, threads
        from assistant.ui.calls import answer
        from assistant.ui.daily_copy import leave_copies
        from assistant.ui.updates import Updates

        if self._session is not context.session or self.background is not None:
            return  # left meanwhile, or begun already in the tray
        gc.enable()
        if self._app.paths.crash_unread.exists():
            from assistant.ui.crash import tell_of_last_run  # late, as above

            tell_of_last_run(self._app.paths, self.window)
        self.painted.emit()
        background = Background(context, self._app.paths)
        self.background = background
        answer(background, self)
        background.tray_lost.connect(self._minimise_without_tray)
        background.quit_requested.connect(self.quit)
        background.storage_failed.connect(self._on_storage_failed)
        # Later: what told of the sleep is still under way in what locking takes down.
        background.to_lock.connect(lambda: QTimer.singleShot(0, self, self.lock))
        background.start()
        self._watch_idle(context)
        leave_copies(background, context, self._app.vault, self._app.clock)
        # Later: a dialog must not hold up what told that the window is painted.
        QTimer.singleShot(0, self, lambda: self._given.show_in(self._window))
        self._updates = Updates(context, self._app.clock, self.window)
        background.ticked.connect(self._updates.tick)
        self._updates.tick()

    def lock(self) -> None:
        """Close an encrypted store, forget its key, and ask for the passphrase; else do nothing."""
        if self._app.vault.key is None or self._session is None:
            return
        from assistant.ui.locked import left_behind  # late: only encrypted stores need it

        left = left_behind(self._session)
        self.leave()
        self._app.vault.lock()
        self._show_unlock(left)

    def _show_unlock(self, left: "LeftBehind", *, hidden: bool = False) -> None:
        from assistant.ui.locked import Locked

        if not self._qt.styleSheet():  # at the start: the user's own choice is still locked away
            theme.apply_theme(self._qt, left.settings.theme)
        self.leave()
        locked = Locked(self._app, left)
        # Later: the button that unlocked it is still pressed in the window that goes.
        locked.unlocked.connect(lambda: QTimer.singleShot(0, self, self._open_own))
        locked.quit_requested.connect(self.quit)
        self.locked = locked
        locked.start(hidden=hidden, patience_ms=TRAY_PATIENCE_MS)
        self.painted.emit()  # a second start calls the window forward from now on

    def _open_own(self) -> None:
        self._switch(self._app.open)

    def _watch_idle(self, context: Context) -> None:
        minutes = context.snapshot().settings.lock_after
        if context.session.store.key is None or not minutes.isdecimal() or minutes == "0":
            return
        from assistant.ui.idle import Idle  # late, as above

        self._idle = Idle(self._app.clock, int(minutes), self)
        self._idle.idled.connect(self.lock)
        self._idle.start()

    def _safety(self, context: Context) -> "Safety":
        from assistant.ui.safety import Safety  # late: no part of the start

        safety = Safety(self._app, context, self.window, self._while_closed)
        safety.lock_requested.connect(self.lock)
        return safety

    def _while_closed(self, act: Callable[[], None]) -> None:
        """Run what needs the store closed once the dialogs are gone, then open it anew."""

        def run() -> None:
            self.leave()
            try:
                act()
            except StorageError as error:
                self._say(i18n.t(f"storage.{error.trouble}", path=error.path))
            self._open_own()

        QTimer.singleShot(0, self, run)

    def leave(self) -> None:
        """Close the window, its tray and its session."""
        if self.locked is not None:
            self.locked.stop()
            self.locked = None
        if self._idle is not None:
            self._idle.stop()
            self._idle.deleteLater()
            self._idle = None
        if self._updates is not None:
            self._updates.stop()
            self._updates = None
        if self.background is not None:
            self.background.stop()
            self.background = None
        if self._window is not None:
            self._remember(self._window)
            self._window.close_for_good()
            self._window.deleteLater()
            self._window = None
        if self._session is not None:
            self._session.close()
            self._session = None

    def _remember(self, window: MainWindow) -> None:
        from assistant.ui.window_state import remembered  # late: only at the end

        if self._session is not None:
            # The place of a window is not worth a message when the disk is full.
            with suppress(StorageError):
                self._session.ledger.set_setting("window", remembered(window))

    def _set(self, context: Context, name: str, value: str) -> None:
        context.bus.run(context.session.ledger.set_setting, name, value)
        if context.session is not self._session or not context.session.store_path:
            return
        reopen = self._app.open_demo if context.session.is_demo else self._app.open
        QTimer.singleShot(0, self, lambda: self._switch(reopen))

    def _load_demo(self) -> None:
        self._switch(self._app.open_demo)

    def _discard_demo(self) -> None:
        from assistant.services.demo import discard  # late: once in a lifetime

        self.leave()
        discard(self._app.paths.demo)
        self._open_own()

    def _switch(self, opening: Callable[[], Session]) -> None:
        session = self._open(opening)
        if session is not None:
            self.show_session(session)
        elif self._window is None and self.locked is None:
            QApplication.quit()

    def _open(self, opening: Callable[[], Session], *, hidden: bool = False) -> Session | None:
        try:
            return opening()
        except UserError as error:  # a product file of the user's own
            self._say(f"{error.field}\n{words.error(error)}")
            return None
        except StorageError as error:
            if error.trouble is StorageTrouble.ENCRYPTED:
                from assistant.ui.locked import NOTHING_KNOWN

                self._show_unlock(NOTHING_KNOWN, hidden=hidden)
                return None
            from assistant.ui import trouble  # late: a message box is no part of the start

            if not trouble.offer_backup(self._app, error):
                return None
        try:
            return opening()
        except StorageError as error:
            self._say(i18n.t(f"storage.{error.trouble}", path=error.path))
            return None

    def _on_storage_failed(self, error: StorageError) -> None:
        from assistant.ui import trouble  # late, as above

        backup = trouble.meet(self._app, error, self._window)
        if backup is not None:
            self._while_closed(lambda: self._app.restore(backup))

    def _say(self, message: str) -> None:
        from assistant.ui import trouble  # late, as above

        trouble.say(self._window, message)

    def _allow_closing(self) -> None:
        shown = self._window if self.locked is None else self.locked.window
        if shown is not None:
            shown.allow_closing()

    def _minimise_without_tray(self) -> None:
        """A window that is hidden where no icon calls it back would be lost."""
        lost = self.background is not None and not self.background.tray_available
        if lost and self._window is not None and not self._window.isVisible():
            self._window.showMinimized()

    def _on_closing(self) -> None:
        """Stay in the tray, unless the user wants to quit; without a tray, minimise instead of vanishing."""
        if self._session is not None:
            settings = self._session.queries.snapshot().settings
            if settings.close_to_tray != "yes":
                self.quit()
                return
        if self.background is not None and self.background.tray_available:
            self.window.hide()
            self.background.tell_once_about_tray()
        else:
            self.window.showMinimized()
