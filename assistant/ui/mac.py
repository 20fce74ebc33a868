"""What macOS tells a program by events, where other systems give arguments: a file, a click in the Dock."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

LAUNCH_MS = 3_000
"""So long an activation is the launch itself, which may be a hidden one at login."""


class MacApplication(QApplication):
    """An application that the Finder and the Dock speak to."""

    file_requested = Signal(object)  # the Path that was double-clicked or dropped on the icon
    raise_requested = Signal()  # came to the front without any window

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(arguments)
        QTimer.singleShot(LAUNCH_MS, self, self.listen)

    def listen(self) -> None:
        """Take an activation for the user's wish from now on."""
        self.applicationStateChanged.connect(self._on_state)

    def event(self, event: QEvent) -> bool:
        """Qt's own; a file to open comes as one."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_requested.emit(Path(event.file()))
            return True
        return super().event(event)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        shown = any(window.isVisible() for window in self.topLevelWindows())
        if state is Qt.ApplicationState.ApplicationActive and not shown:
            self.raise_requested.emit()
