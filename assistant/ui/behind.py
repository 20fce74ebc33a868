"""What is computed behind the window in a moment after a change: several are one, only the newest counts."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from assistant.domain.snapshot import Changes
from assistant.ui.context import Context
from assistant.ui.work import Newest, Step, raised

AFTER_CHANGE_MS = 1_500
INTEREST = Changes.EVERYTHING & ~Changes.REMINDERS

Task = Callable[[Step], object]
"""What a thread does; it holds no Qt object and reads no store."""


class Behind(QObject):
    """Computes after changes, and when a new day has come; the first time when it is told to.

    Args:
        context: the session and its bus.
        prepare: gives what is to be computed from the present facts; None where there is nothing.
        parent: with whom it ends.
    """

    found = Signal(object)

    def __init__(
        self, context: Context, prepare: Callable[[], Task | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._prepare = prepare
        self._day: date | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._begin)
        self._work = Newest(self)
        self._work.done.connect(self.found)
        self._work.failed.connect(raised)
        context.bus.changed.connect(self._on_changed)

    def start(self, after_ms: int) -> None:
        """Compute in a moment."""
        self._later.start(after_ms)

    def tick(self) -> None:
        """Look whether a new day has come."""
        if self._day is not None and self._day != self._context.snapshot().today:
            self.start(0)

    def stop(self) -> None:
        """Compute nothing any more; what is under way is ended, unheard."""
        self._later.stop()
        self._work.stop()
        self._context.bus.changed.disconnect(self._on_changed)

    def _on_changed(self, changes: Changes) -> None:
        if changes & INTEREST:
            self._later.start(AFTER_CHANGE_MS)

    def _begin(self) -> None:
        self._day = self._context.snapshot().today
        task = self._prepare()
        if task is None:
            self._work.stop()
        else:
            self._work.begin(task)
