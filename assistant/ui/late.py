"""What the first screen does not need waits: for the first paint, or until it is shown."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget


class FirstPaint(QObject):
    """Tells once that a widget was painted; what the first screen does not need waits for it."""

    painted = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """After the first paint event is through."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.painted.emit)
        return False


class LateTab(QWidget):
    """A tab or page that is built when it is first shown."""

    def __init__(self, make: Callable[[], QWidget], account_id: int = 0) -> None:
        super().__init__()
        self.account_id = account_id
        self._make = make
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def showEvent(self, _event: object) -> None:
        """Build the tab."""
        if self._layout.count() == 0:
            tab = self._make()
            self._layout.addWidget(tab)
            tab.show()
