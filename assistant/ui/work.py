"""Long work off the window's thread: it tells how far it is, can be ended, and hands its result back.

A thread never touches a Qt object that the window's thread may delete: a signal emitted in the moment
in which its sender dies damages memory. What a thread says lies in a queue that lives as long as the
application; the window's thread says it, or nobody where the one who asked is gone.
"""

import weakref
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from threading import Event
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, Signal
from shiboken6 import isValid

from assistant.errors import Cancelled

Say = Callable[..., None]
"""Emits a signal, by its name and what it carries, in the window's thread."""


class Step:
    """What a task is given: to be called with how much is done, and to be asked whether to end."""

    def __init__(self, ended: Event, say: Say) -> None:
        self.is_ended = ended.is_set
        self._say = say

    def __call__(self, done: int) -> None:
        """Tell how much is done.

        Raises:
            Cancelled: the work was ended.
        """
        if self.is_ended():
            raise Cancelled
        self._say("progressed", done)


class Work(QObject):
    """One piece of work; signals are emitted in the window's thread, none once this is deleted.

    Args:
        task: what is done; it must hold no Qt object.
    """

    progressed = Signal(int)
    done = Signal(object)
    failed = Signal(object)  # the exception
    cancelled = Signal()

    def __init__(self, task: Callable[[Step], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task = task
        self._ended = Event()
        self.destroyed.connect(self._ended.set)

    def start(self, *, on_thread: bool = True) -> None:
        """Begin; what must not leave the window's thread runs to its end at once."""
        if on_thread:
            off_thread(self, self._ended, partial(_carry_out, self._task, self._ended))
        else:
            _carry_out(self._task, self._ended, partial(_emit, self))

    def cancel(self) -> None:
        """End it at its next step; nothing of it is kept."""
        self._ended.set()


class Newest(QObject):
    """One piece of work at a time: a new one ends the one before, which is not heard any more."""

    progressed = Signal(int)
    done = Signal(object)
    failed = Signal(object)  # the exception

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Work | None = None

    def begin(self, task: Callable[[Step], object]) -> None:
        """Do this, in place of what is under way."""
        self.stop()
        work = Work(task, self)
        work.progressed.connect(self.progressed)
        work.done.connect(self.done)
        work.failed.connect(self.failed)
        self._work = work
        work.start()

    def stop(self) -> None:
        """End it at its next step, unheard."""
        if self._work is not None:
            self._work.blockSignals(True)  # what it has said already may still be on its way
            self._work.cancel()
            self._work.deleteLater()
            self._work = None


def raised(problem: Exception) -> None:
    """A mistake of a thread, raised where the crash report hears it.

    Raises:
        Exception: the mistake.
    """
    raise problem


def say_to(to: QObject) -> Say:
    """A way for threads to emit the signals of ``to``; to be asked for in the window's thread."""
    return partial(_mailbox().post, weakref.ref(to))


def off_thread(to: QObject, ended: Event, task: Callable[[Say], None]) -> None:
    """Run a task in Qt's thread pool; it is given a way to emit the signals of ``to``.

    Args:
        to: whose signals are emitted; where it is gone nothing is.
        ended: is set when the program ends, because Qt waits for its threads then.
        task: holds no Qt object, or the thread might be the one that deletes it.
    """
    mailbox, say = _mailbox(), say_to(to)

    def run() -> None:
        try:
            task(say)
        finally:
            mailbox.under_way.discard(ended)

    mailbox.under_way.add(ended)
    QThreadPool.globalInstance().start(QRunnable.create(run))


class _Mailbox(QObject):
    """Carries what threads say to the window's thread; a child of the application, so never gone."""

    _came = Signal()

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._letters: SimpleQueue[tuple[Callable[[], QObject | None], str, tuple[Any, ...]]] = (
            SimpleQueue()
        )
        self.under_way: set[Event] = set()
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        application.aboutToQuit.connect(self._end_all)

    def post(self, to: Callable[[], QObject | None], signal: str, *said: Any) -> None:
        """Called by threads."""
        self._letters.put((to, signal, said))
        with suppress(RuntimeError):  # the application has ended
            self._came.emit()

    def _deliver(self) -> None:
        while True:
            try:
                to, signal, said = self._letters.get_nowait()
            except Empty:
                return
            found = to()
            if found is not None and isValid(found):
                _emit(found, signal, *said)

    def _end_all(self) -> None:
        for ended in tuple(self.under_way):
            ended.set()


def _mailbox() -> _Mailbox:
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("no application")
    return application.findChild(_Mailbox) or _Mailbox(application)


def _carry_out(task: Callable[[Step], object], ended: Event, say: Say) -> None:
    try:
        result = task(Step(ended, say))
    except Cancelled:
        say("cancelled")
    except Exception as error:  # noqa: BLE001 the dialog or the crash report tells it
        say("failed", error)
    else:
        say("done", result)


def _emit(whose: QObject, signal: str, *said: Any) -> None:
    getattr(whose, signal).emit(*said)
