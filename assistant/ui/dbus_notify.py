"""Linux desktop notifications with buttons, over jeepney on Qt's event loop.

PySide6's QtDBus cannot send the unsigned ids that ``Notify`` wants, so every strict daemon refuses it.
"""

import html
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier

from assistant.paths import APP_ID
from assistant.ui.notify import Notification

SERVICE, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
ANSWER_SECONDS = 1.0
_CRITICAL, _NORMAL = 2, 1


class DBusWay:
    """The desktop's own notifications; connects when first asked, and anew after the bus went away."""

    def __init__(self, acted: Any, parent: QObject) -> None:
        self._acted = acted
        self._parent = parent
        self._connection: Any = None
        self._socket: QSocketNotifier | None = None
        self._capabilities: frozenset[str] = frozenset()
        self._ids: dict[str, int] = {}

    def show(self, notification: Notification) -> bool:
        """Show a notice; False where there is no session bus or no notification service."""
        if self._connection is None and not self._connect():
            return False
        try:
            answer = self._call("Notify", "susssasa{sv}i", self._arguments(notification))
        except (OSError, TimeoutError, EOFError):
            self._disconnect()
            return False
        if answer is None:
            self._disconnect()
            return False
        self._ids[notification.tag] = int(answer[0])
        return True

    def _arguments(self, notification: Notification) -> tuple[object, ...]:
        actions: list[str] = ["default", ""]
        for key, words in notification.actions:
            actions += [key, words]
        markup = "body-markup" in self._capabilities
        body = html.escape(notification.body, quote=False) if markup else notification.body
        hints: dict[str, tuple[str, object]] = {
            "urgency": ("y", _CRITICAL if notification.critical else _NORMAL),
            "desktop-entry": ("s", APP_ID),
            "category": ("s", "x-beifu.due"),
        }
        if notification.critical:
            hints["resident"] = ("b", False)
        return (
            "备付",
            self._ids.get(notification.tag, 0),
            "",
            notification.title,
            body,
            actions if "actions" in self._capabilities else [],
            hints,
            0 if notification.critical else -1,
        )

    def _connect(self) -> bool:
        from jeepney import MatchRule, message_bus  # late: only when a notice is shown
        from jeepney.io.blocking import open_dbus_connection

        try:
            self._connection = open_dbus_connection("SESSION")
            answer = self._call("GetCapabilities", "", ())
            if answer is None:
                self._disconnect()
                return False
            self._capabilities = frozenset(answer[0])
            for member in ("ActionInvoked", "NotificationClosed"):
                rule = MatchRule(type="signal", interface=SERVICE, member=member, path=PATH)
                self._connection.send(message_bus.AddMatch(rule))
        except (OSError, KeyError, TimeoutError, EOFError, ValueError):
            # No bus in the environment is a KeyError there.
            self._disconnect()
            return False
        self._socket = QSocketNotifier(
            self._connection.sock.fileno(), QSocketNotifier.Type.Read, self._parent
        )
        self._socket.activated.connect(self._drain)
        return True

    def _disconnect(self) -> None:
        if self._socket is not None:
            self._socket.setEnabled(False)
            self._socket.deleteLater()
            self._socket = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._ids.clear()

    def _call(self, method: str, signature: str, arguments: tuple[object, ...]) -> Any:
        """The answer's values, None for an error; signals that arrive meanwhile are carried out."""
        from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call

        address = DBusAddress(PATH, SERVICE, SERVICE)
        message = new_method_call(address, method, signature or None, arguments)
        serial = next(self._connection.outgoing_serial)
        self._connection.send(message, serial=serial)
        while True:
            answer = self._connection.receive(timeout=ANSWER_SECONDS)
            if answer.header.fields.get(HeaderFields.reply_serial) == serial:
                failed = answer.header.message_type is MessageType.error
                return None if failed else answer.body
            self._on_message(answer)

    def _drain(self) -> None:
        while self._connection is not None:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            except (OSError, EOFError):
                self._disconnect()
                return
            self._on_message(message)

    def _on_message(self, message: Any) -> None:
        from jeepney import HeaderFields, MessageType

        if message.header.message_type is not MessageType.signal:
            return
        member = message.header.fields.get(HeaderFields.member)
        tags = {number: tag for tag, number in self._ids.items()}
        if member == "ActionInvoked" and message.body[0] in tags:
            key = message.body[1]
            self._acted.emit(tags[message.body[0]], "open" if key == "default" else key)
        elif member == "NotificationClosed" and message.body[0] in tags:
            del self._ids[tags[message.body[0]]]
