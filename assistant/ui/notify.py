"""Ways to tell the user, in order of preference; the first that works is taken.

Desktop notifications with buttons, else the tray's balloon, else the program's own pop-up. A way
that fails is passed over for this notice and asked again at the next one.
"""

import logging
import sys
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from assistant.ui.popup import Popup
from assistant.ui.tray import Tray

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Notification:
    """What is shown. A notice of the same tag is replaced, others never.

    Attributes:
        actions: (key, words) of the buttons; a click on the notice itself is ``open``.
        critical: stays until acted on, where the desktop can do that.
    """

    tag: str
    title: str
    body: str
    actions: tuple[tuple[str, str], ...] = ()
    critical: bool = False


class Way(Protocol):
    """One way to tell the user."""

    def show(self, notification: Notification) -> bool:
        """Show it; False when this way is not to be had now."""


class Notifier(QObject):
    """Shows notices and says which button was pressed."""

    acted = Signal(str, str)  # tag, action key

    def __init__(self, tray: Tray, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ways: list[Way] = [TrayWay(tray, self.acted), PopupWay(self.acted)]
        if sys.platform.startswith("linux"):
            from assistant.ui.dbus_notify import DBusWay  # late: Linux only

            self.ways.insert(0, DBusWay(self.acted, self))

    def close(self) -> None:
        """Take away the program's own pop-ups; the session that they speak of is left."""
        for way in self.ways:
            if isinstance(way, PopupWay):
                way.close()

    def show(self, notification: Notification) -> bool:
        """Show a notice by the first way that works; False when none did."""
        for way in self.ways:
            try:
                if way.show(notification):
                    return True
            except Exception as error:  # noqa: BLE001 - any back end may fail; the timer goes on
                _LOG.warning("%s failed: %s", type(way).__name__, type(error).__name__)
        return False


class TrayWay:
    """The tray's balloon; it has no buttons, a click opens."""

    def __init__(self, tray: Tray, acted: SignalInstance) -> None:
        self._tray = tray
        self._acted = acted
        self._last = ""
        tray.message_clicked.connect(self._on_clicked)

    def show(self, notification: Notification) -> bool:
        """Show a balloon where there is a tray."""
        shown = self._tray.show_message(notification.title, notification.body)
        if shown:
            self._last = notification.tag
        return shown

    def _on_clicked(self) -> None:
        self._acted.emit(self._last, "open")


class PopupWay:
    """The program's own pop-ups, stacked."""

    def __init__(self, acted: SignalInstance) -> None:
        self._acted = acted
        self.open: dict[str, Popup] = {}

    def show(self, notification: Notification) -> bool:
        """Show a pop-up; always works."""
        if notification.tag in self.open:
            self.open[notification.tag].close()  # which takes it out of the pile
        actions = notification.actions or (("open", ""),)
        popup = Popup(notification.tag, notification.title, notification.body, actions)
        popup.acted.connect(self._acted)
        popup.gone.connect(self._on_gone)
        popup.stand_at(len(self.open))
        self.open[notification.tag] = popup
        popup.show()
        return True

    def close(self) -> None:
        """Take all away."""
        for popup in list(self.open.values()):
            popup.close()

    def _on_gone(self, tag: str) -> None:
        popup = self.open.pop(tag, None)
        if popup is not None:
            popup.deleteLater()
        for place, other in enumerate(self.open.values()):
            other.stand_at(place)
