"""Linux desktop notifications with buttons (org.freedesktop.Notifications)."""

import html
from typing import Any

from PySide6.QtCore import QObject, SignalInstance

from assistant.paths import APP_ID
from assistant.ui.dbus_link import BusLink
from assistant.ui.notification import Notification

SERVICE, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_WHERE = (PATH, SERVICE, SERVICE)
_CRITICAL, _NORMAL = 2, 1
_RULES = (
    {"interface": SERVICE, "member": "ActionInvoked", "path": PATH},
    {"interface": SERVICE, "member": "NotificationClosed", "path": PATH},
    {"interface": "org.freedesktop.DBus", "member": "NameOwnerChanged"},
)


class DBusWay:
    """The desktop's own notifications; connects when first asked, and anew after the bus went away."""

    def __init__(self, acted: SignalInstance, parent: QObject) -> None:
        self._acted = acted
        self._link = BusLink("SESSION", _RULES, parent)
        self._link.received.connect(self._on_received)
        self._capabilities: frozenset[str] | None = None
        self._ids: dict[str, int] = {}

    def reachable(self) -> bool:
        """Whether a notification service answers; a desktop may start one by being asked."""
        if not self._link.is_open:
            self._ids.clear()
            self._capabilities = None
            if not self._link.open():
                return False
        if self._capabilities is None:
            answer = self._link.call(_WHERE, "GetCapabilities")
            self._capabilities = None if answer is None else frozenset(answer[0])
        return self._capabilities is not None

    def has_buttons(self) -> bool:
        """Whether the service draws buttons."""
        return self.reachable() and "actions" in (self._capabilities or ())

    def show(self, notification: Notification) -> bool:
        """Show a notice; False where there is no service, or none that draws the buttons wanted."""
        if not self.reachable() or (notification.actions and not self.has_buttons()):
            return False
        answer = self._link.call(_WHERE, "Notify", "susssasa{sv}i", self._arguments(notification))
        if answer is None:
            # Gone or changed meanwhile: the next notice asks anew what it can do.
            self._capabilities = None
            return False
        self._ids[notification.tag] = int(answer[0])
        return True

    def withdraw(self, tag: str) -> None:
        """Take a notice away that is answered."""
        number = self._ids.pop(tag, None)
        if number is not None and self._link.is_open:
            self._link.call(_WHERE, "CloseNotification", "u", (number,))

    def close(self) -> None:
        """Let the bus go."""
        self._link.close()

    def _arguments(self, notification: Notification) -> tuple[object, ...]:
        actions: list[str] = ["default", ""]
        for key, words in notification.actions:
            actions += [key, words]
        capabilities = self._capabilities or frozenset()
        markup = "body-markup" in capabilities
        body = html.escape(notification.body, quote=False) if markup else notification.body
        hints: dict[str, tuple[str, object]] = {
            "urgency": ("y", _CRITICAL if notification.critical else _NORMAL),
            "desktop-entry": ("s", APP_ID),
            "category": ("s", "x-beifu.due"),
            "suppress-sound": ("b", not notification.sound),
        }
        if notification.sound:
            hints["sound-name"] = ("s", "message-new-instant")
        return (
            "备付",
            self._ids.get(notification.tag, 0),
            "",
            notification.title,
            body,
            actions if "actions" in capabilities else [],
            hints,
            0 if notification.critical else -1,
        )

    def _on_received(self, _interface: str, member: str, arguments: Any) -> None:
        if member == "NameOwnerChanged":
            if arguments[0] == SERVICE:
                # Another service: it knows none of the old numbers, and may draw other things.
                self._ids.clear()
                self._capabilities = None
            return
        tags = {number: tag for tag, number in self._ids.items()}
        tag = tags.get(arguments[0])
        if tag is None:
            return
        if member == "ActionInvoked":
            key = str(arguments[1])
            self._acted.emit(tag, "open" if key == "default" else key)
        elif member == "NotificationClosed":
            self._ids.pop(tag, None)
