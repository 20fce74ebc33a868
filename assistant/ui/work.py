"""Long work off the window's thread: it tells how far it is, can be ended, and hands its result back."""

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal

from assistant.services.imports.reading import Cancelled


class Work(QObject):
    """One piece of work; signals arrive on the thread that made it.

    Args:
        task: gets a function to call with how much is done; that call raises ``Cancelled`` once
            the work was ended.
    """

    progressed = Signal(int)
    done = Signal(object)
    failed = Signal(object)  # the exception
    cancelled = Signal()

    def __init__(
        self, task: Callable[[Callable[[int], None]], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._task = task
        self._ended = Event()

    def start(self, *, on_thread: bool = True) -> None:
        """Begin; what must not leave the window's thread runs to its end at once."""
        if on_thread:
            application = QCoreApplication.instance()
            if application is not None:  # Qt waits for its threads when the program ends
                application.aboutToQuit.connect(self.cancel)
            QThreadPool.globalInstance().start(QRunnable.create(self._run))
        else:
            self._run()

    def cancel(self) -> None:
        """End it at its next step; nothing of it is kept."""
        self._ended.set()

    def _run(self) -> None:
        try:
            result = self._task(self._step)
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:  # noqa: BLE001 the dialog or the crash report tells it
            self.failed.emit(error)
        else:
            self.done.emit(result)

    def _step(self, done: int) -> None:
        if self._ended.is_set():
            raise Cancelled
        self.progressed.emit(done)
