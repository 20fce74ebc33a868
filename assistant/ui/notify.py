"""Ways to tell the user, in order of preference; the first that works is taken.

The desktop's own notifications, else the program's pop-up with the same buttons, else the tray's
balloon. With neither tray nor notification service the program's own list on top of all windows
comes first, because nobody would find a small pop-up of a program without an icon. A way that
fails is passed over for this notice and asked again at the next one.
"""

import logging
import sys
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, SignalInstance

from assistant.domain.settings import Settings
from assistant.ui.alert_list import AlertListWay
from assistant.ui.notification import DesktopWay, Notification, Reach, Way
from assistant.ui.popup import PopupWay
from assistant.ui.tray import Tray

_LOG = logging.getLogger(__name__)


class Notifier(QObject):
    """Shows notices and says which button was pressed.

    Attributes:
        own_popup: the program's pop-up is taken for all, whatever the desktop offers.
        sound: notices may be heard.
        last_way: which way showed the last notice: ``desktop``, ``popup``, ``balloon``, ``alert_list``;
            ``none`` where none did.
    """

    acted = Signal(str, str)  # tag, action key

    def __init__(self, tray: Tray, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.own_popup = False
        self.sound = True
        self.last_way = "none"
        self._tray = tray
        self.desktop = _desktop_way(self.acted, self)
        self.popup = PopupWay(self.acted)
        self.balloon = TrayWay(tray, self.acted)
        self.alert_list = AlertListWay(self.acted)

    def obey(self, settings: Settings) -> None:
        """Take the user's wishes over."""
        self.own_popup = settings.own_popup == "yes"
        self.sound = settings.sound == "yes"

    def reach(self) -> Reach:
        """Ask what the desktop offers; at most a second."""
        return Reach(self._tray.available, self.desktop.reachable(), self.desktop.has_buttons())

    def ready(self) -> bool:
        """Whether notices can be shown as they should be; not yet, while the desktop still starts."""
        return self.own_popup or self.desktop.reachable()

    def ways(self) -> Sequence[tuple[str, Way]]:
        """All ways by name, in the order in which they are tried now."""
        popup, desktop = ("popup", self.popup), ("desktop", self.desktop)
        balloon = ("balloon", self.balloon)
        if not self._tray.available and not self.desktop.reachable():
            return (("alert_list", self.alert_list), popup)
        return (popup, desktop, balloon) if self.own_popup else (desktop, popup, balloon)

    def show(self, notification: Notification) -> bool:
        """Show a notice by the first way that works; False when none did."""
        notification = replace(notification, sound=self.sound)
        self.last_way = "none"
        for name, way in self.ways():
            try:
                if way.show(notification):
                    self.last_way = name
                    return True
            except Exception as error:  # noqa: BLE001 - any back end may fail; the timer goes on
                _LOG.warning("%s failed: %s", type(way).__name__, type(error).__name__)
        return False

    def withdraw(self, tag: str) -> None:
        """Take a notice away, however it was shown."""
        for way in (self.desktop, self.popup, self.alert_list):
            way.withdraw(tag)

    def close(self) -> None:
        """Take away the program's own notices; the session that they speak of is left."""
        for way in (self.desktop, self.popup, self.alert_list):
            way.close()


def _desktop_way(acted: SignalInstance, parent: QObject) -> DesktopWay:
    if sys.platform.startswith("linux"):
        from assistant.ui.dbus_notify import DBusWay  # late: Linux only

        return DBusWay(acted, parent)
    from assistant.ui.native_notify import NativeWay  # late: Windows and macOS only

    return NativeWay(acted, parent)


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

    def withdraw(self, tag: str) -> None:
        """A balloon goes by itself; a later click on it says nothing."""
        if self._last == tag:
            self._last = ""

    def close(self) -> None:
        """Nothing is held."""

    def _on_clicked(self) -> None:
        self._acted.emit(self._last, "open")
