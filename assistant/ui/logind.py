"""Sleep, the locked screen and a changed time zone as the Linux desktop tells them (logind, timedated)."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from assistant.ui.dbus_link import BusLink

_LOGIN = "org.freedesktop.login1"
_CHANGED = {"interface": "org.freedesktop.DBus.Properties", "member": "PropertiesChanged"}
_RULES = (
    {"interface": f"{_LOGIN}.Manager", "member": "PrepareForSleep"},
    {"interface": f"{_LOGIN}.Session", "member": "Unlock"},
    {"interface": f"{_LOGIN}.Session", "member": "Lock"},
    _CHANGED | {"path_namespace": "/org/freedesktop/login1/session"},
    _CHANGED | {"path": "/org/freedesktop/timedate1"},
)


class Logind(QObject):
    """Tells when the machine goes to sleep or woke, the screen is locked or unlocked, the zone changed.

    Where there is no system bus it says nothing; the ticker's look at the wall clock stays.
    """

    sleeping = Signal()
    woke = Signal()
    locked = Signal()
    unlocked = Signal()
    zone_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._link = BusLink("SYSTEM", _RULES, self)
        self._link.received.connect(self._on_received)

    def start(self) -> bool:
        """Listen; False where there is no system bus. May be called again to try again."""
        return self._link.open()

    def stop(self) -> None:
        """Listen no more."""
        self._link.close()

    def _on_received(self, interface: str, member: str, arguments: Any) -> None:
        if member == "PrepareForSleep":
            (self.sleeping if arguments[0] else self.woke).emit()
        elif member in ("Lock", "Unlock"):
            (self.locked if member == "Lock" else self.unlocked).emit()
        elif member == "PropertiesChanged":
            whose, changed = str(arguments[0]), arguments[1]
            if whose.endswith("timedate1"):
                self.zone_changed.emit()
            # Screen lockers that are not told by logind tell logind afterwards.
            elif "LockedHint" in changed:
                (self.locked if changed["LockedHint"][1] else self.unlocked).emit()
