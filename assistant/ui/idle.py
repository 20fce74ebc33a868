"""Tells when nobody has touched the program for a while."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

LOOK_MS = 15_000
_TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class Idle(QObject):
    """Watches keys and mouse of the whole program; by the wall clock, so that sleep counts."""

    idled = Signal()

    def __init__(self, clock: Callable[[], datetime], minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._longest = timedelta(minutes=minutes)
        self._touched = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch."""
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def look(self) -> None:
        """Say so when the time is up."""
        if self._clock() - self._touched >= self._longest:
            self.idled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A touch begins the wait anew; nothing is swallowed."""
        if event.type() in _TOUCHES:
            self._touched = self._clock()
        return False
