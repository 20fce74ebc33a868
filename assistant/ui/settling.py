"""After waking up or at login the desktop may not show notices yet: wait for it, but not for long."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

LONGEST_MS, STEP_MS = 20_000, 1_000


class Settling(QObject):
    """Asks once a second whether the desktop is ready, for at most twenty seconds.

    Args:
        ready: whether notices can be shown.
    """

    over = Signal()

    def __init__(self, ready: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._ready = ready
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._look)

    @property
    def active(self) -> bool:
        """Whether it still waits."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Wait from now on, unless the desktop is ready already."""
        if not self._ready():
            self._left = LONGEST_MS // STEP_MS
            self._timer.start()

    def stop(self) -> None:
        """Wait no more."""
        self._timer.stop()

    def _look(self) -> None:
        self._left -= 1
        if self._left <= 0 or self._ready():
            self._timer.stop()
            self.over.emit()
