"""The heartbeat: ticks on the wall clock at most every 30 seconds, at once when something changed."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal

TICK_MS = 30_000
SLEEP_GAP = timedelta(seconds=150)


class Ticker(QObject):
    """Says when it is time to look; knows nothing of dues.

    A timer alone would count the time asleep wrongly: each tick compares the wall clock, on every
    system. Where the desktop tells of waking up and unlocking (Linux), it ticks at that moment.
    """

    ticked = Signal()
    resumed = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.kick)

    def start(self) -> None:
        """Begin to tick."""
        self._timer.start()

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()

    def kick(self) -> None:
        """Tick now; after a gap in the wall clock say that the machine slept."""
        now = self._clock()
        slept = self._last is not None and abs(now - self._last) > SLEEP_GAP
        self._last = now
        if slept:
            self.resumed.emit()
        self.ticked.emit()

    def wake(self) -> None:
        """The system says that it was asleep, however short that was: tick now."""
        self._last = self._clock()
        self.resumed.emit()
        self.ticked.emit()
