"""The one path of a change: a command is run, and every view hears what it touched."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from assistant.domain.snapshot import Changes
from assistant.errors import StorageError


class NotSaved(Exception):
    """The store refused a command and the user was told so: nothing changed, nothing is to be said."""


class Bus(QObject):
    """Runs commands and announces their changes."""

    changed = Signal(object)  # Changes
    storage_failed = Signal(object)  # StorageError

    def run(self, command: Callable[..., Changes], *args: object, **kwargs: object) -> Changes:
        """Run a service command and announce what it touched.

        Raises:
            UserError: the input was refused; the caller's form shows it.
            NotSaved: the store failed, which was announced; the caller's form keeps what was typed.
        """
        try:
            changes = command(*args, **kwargs)
        except StorageError as error:
            self.storage_failed.emit(error)
            raise NotSaved from error
        if changes:
            self.changed.emit(changes)
        return changes


class Refresher(QObject):
    """Refreshes a view when a change touches its interest, at once or when it is next shown."""

    def __init__(
        self, bus: Bus, view: QWidget, interest: Changes, refresh: Callable[[], None]
    ) -> None:
        super().__init__(view)
        self._view = view
        self._interest = interest
        self._refresh = refresh
        self._stale = True
        bus.changed.connect(self._on_changed)
        view.installEventFilter(self)

    def refresh(self) -> None:
        """Refresh now if the view can be seen, else when it is shown."""
        self._stale = not self._view.isVisible()
        if not self._stale:
            self._refresh()

    def fill(self) -> None:
        """Refresh before the first showing: what is not dressed yet is laid out and dressed once."""
        self._stale = False
        self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A stale view is filled before it is painted."""
        if watched is self._view and event.type() is QEvent.Type.Show and self._stale:
            self._stale = False
            self._refresh()
        return False

    def _on_changed(self, changes: Changes) -> None:
        if changes & self._interest:
            self.refresh()
