"""Work that may take long: off the window's thread, with a way to stop it; the window waits."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, QThread
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressDialog, QWidget

from assistant import i18n
from assistant.services.session import Session

_SHOWN_AFTER_MS = 300
Work = Callable[[Callable[[], bool]], Any]
"""Gets a function that says whether to stop; must not touch the store, which is the window's thread's."""


class _Worker(QThread):
    def __init__(self, work: Work, stopped: Callable[[], bool]) -> None:
        super().__init__()
        self._work = work
        self._stopped = stopped
        self.result: Any = None
        self.problem: BaseException | None = None

    def run(self) -> None:
        """Do the work; what it raises is raised in the window's thread."""
        try:
            self.result = self._work(self._stopped)
        except BaseException as problem:  # noqa: BLE001 - raised again by ``run_busy``
            self.problem = problem


class _Waiting(QProgressDialog):
    """Says what is being done; without 取消 it stays until that is over."""

    def __init__(self, words: str, parent: QWidget | None, *, stoppable: bool) -> None:
        super().__init__(words, i18n.t("form.cancel"), 0, 0, parent)
        self.setObjectName("busy")
        self.setWindowTitle(i18n.t("app.title"))
        self._stoppable = stoppable
        if not stoppable:
            self.setCancelButton(None)

    def reject(self) -> None:
        """Esc."""
        if self._stoppable:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own button."""
        if self._stoppable:
            super().closeEvent(event)
        else:
            event.ignore()


def run_busy(parent: QWidget | None, words: str, work: Work, *, stoppable: bool = True) -> Any:
    """What ``work`` gives or raises; a dialog with 取消 shows when it takes longer than a moment.

    What is whole or not at all, such as a store written anew, is not ``stoppable``.
    """
    stop = threading.Event()
    worker = _Worker(work, stop.is_set)
    dialog = _Waiting(words, parent, stoppable=stoppable)
    dialog.setMinimumDuration(_SHOWN_AFTER_MS)
    dialog.setModal(True)
    dialog.setValue(0)  # only this starts the moment: without it Qt waits four seconds
    dialog.canceled.connect(stop.set)
    loop = QEventLoop()
    worker.finished.connect(loop.quit)
    worker.start()
    loop.exec()
    worker.wait()
    dialog.canceled.disconnect(stop.set)
    dialog.reset()  # its timer would still show it, in the next dialog's loop
    dialog.hide()
    dialog.deleteLater()
    if worker.problem is not None:
        raise worker.problem
    return worker.result


def run_on_store(
    parent: QWidget | None,
    words: str,
    session: Session,
    work: Callable[[Session, Callable[[], bool]], Any],
    *,
    stoppable: bool = True,
) -> Any:
    """As ``run_busy``, on the session's store opened once more; one in memory has only this thread."""
    if session.store.path is None:
        return work(session, lambda: False)

    def on_twin(stopped: Callable[[], bool]) -> Any:
        twin = session.again()
        try:
            return work(twin, stopped)
        finally:
            twin.close()

    return run_busy(parent, words, on_twin, stoppable=stoppable)
