"""What the window knows of how reminders reach the user; the background fills it in."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from assistant.domain.reminders import Reminder
    from assistant.ui.autostart import Entry
    from assistant.ui.notification import Reach


class Delivery(QObject):
    """The state of tray and notification service, the next reminder, and the wish for a test.

    Attributes:
        reach: what the desktop offers; None before the background has looked.
        next_reminder: the earliest coming stage of a due.
        autostart: gives the system's entry for programs that start at login.
        tested: the way that showed the last test notice, ``none`` where none did; empty before.
    """

    changed = Signal()
    test_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.reach: Reach | None = None
        self.next_reminder: Reminder | None = None
        self.tested = ""
        self.autostart: Callable[[], Entry] = _default_entry

    def tell(self, reach: "Reach", next_reminder: "Reminder | None") -> None:
        """Hear what the background found."""
        if (reach, next_reminder) != (self.reach, self.next_reminder):
            self.reach, self.next_reminder = reach, next_reminder
            self.changed.emit()

    def tell_test(self, way: str) -> None:
        """Hear which way showed the test."""
        self.tested = way
        self.changed.emit()


def _default_entry() -> "Entry":
    from assistant.paths import default_paths
    from assistant.ui.autostart import entry  # late: only the preferences ask

    return entry(default_paths())
