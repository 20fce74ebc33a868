"""One connection to a D-Bus bus on Qt's event loop: calls, and the signals that were asked for.

jeepney carries it, because PySide6's QtDBus cannot send unsigned numbers. A connection that broke is
opened anew by the next ``open``; nothing here waits longer than ``ANSWER_SECONDS``.
"""

from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

ANSWER_SECONDS = 1.0


class BusLink(QObject):
    """A link to the ``SESSION`` or the ``SYSTEM`` bus.

    Args:
        bus: ``SESSION`` or ``SYSTEM``.
        rules: the signals wanted, as keywords of jeepney's ``MatchRule``.
    """

    received = Signal(str, str, object)  # interface, member, arguments

    def __init__(self, bus: str, rules: tuple[dict[str, str], ...], parent: QObject) -> None:
        super().__init__(parent)
        self._bus = bus
        self._rules = rules
        self._connection: Any = None
        self._socket: QSocketNotifier | None = None
        self._waiting: list[Any] = []

    @property
    def is_open(self) -> bool:
        """Whether there is a connection now."""
        return self._connection is not None

    def open(self) -> bool:
        """Connect and ask for the signals; False where there is no such bus."""
        if self._connection is not None:
            return True
        try:
            from jeepney import MatchRule, message_bus  # late: only when first needed
            from jeepney.io.blocking import open_dbus_connection

            self._connection = open_dbus_connection(self._bus)
            for rule in self._rules:
                self._connection.send(message_bus.AddMatch(MatchRule(type="signal", **rule)))
        except (ImportError, OSError, KeyError, TimeoutError, EOFError, ValueError):
            # No jeepney: not Linux. No bus in the environment is a KeyError there.
            self.close()
            return False
        self._socket = QSocketNotifier(
            self._connection.sock.fileno(), QSocketNotifier.Type.Read, self
        )
        self._socket.activated.connect(self._drain)
        return True

    def close(self) -> None:
        """Let the connection go."""
        if self._socket is not None:
            self._socket.setEnabled(False)
            self._socket.deleteLater()
            self._socket = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._waiting.clear()

    def call(
        self,
        where: tuple[str, str, str],
        method: str,
        signature: str = "",
        arguments: tuple[object, ...] = (),
    ) -> tuple[Any, ...] | None:
        """The answer's values; None for an error, or when the bus does not answer.

        Args:
            where: object path, bus name and interface.
            method: the member to call.
            signature: D-Bus types of the arguments.
            arguments: what is sent.
        """
        if self._connection is None:
            return None
        try:
            return self._answer(where, method, signature, arguments)
        except (OSError, TimeoutError, EOFError):
            self.close()
            return None

    def _answer(
        self,
        where: tuple[str, str, str],
        method: str,
        signature: str,
        arguments: tuple[object, ...],
    ) -> tuple[Any, ...] | None:
        from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call

        message = new_method_call(DBusAddress(*where), method, signature or None, arguments)
        serial = next(self._connection.outgoing_serial)
        self._connection.send(message, serial=serial)
        # What arrives meanwhile, and what was read from the socket with it, is told afterwards: a
        # button must not act in the middle of a call.
        QTimer.singleShot(0, self, self._drain)
        while True:
            answer = self._connection.receive(timeout=ANSWER_SECONDS)
            if answer.header.fields.get(HeaderFields.reply_serial) == serial:
                failed = answer.header.message_type is MessageType.error
                return None if failed else tuple(answer.body)
            self._waiting.append(answer)

    def _drain(self) -> None:
        while self._connection is not None:
            try:
                self._waiting.append(self._connection.receive(timeout=0))
            except TimeoutError:
                break
            except (OSError, EOFError):
                self.close()
                return
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            self._tell(message)

    def _tell(self, message: Any) -> None:
        from jeepney import HeaderFields, MessageType

        if message.header.message_type is MessageType.signal:
            fields = message.header.fields
            interface = str(fields.get(HeaderFields.interface, ""))
            self.received.emit(interface, str(fields.get(HeaderFields.member)), message.body)
