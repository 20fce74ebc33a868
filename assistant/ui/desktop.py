"""What this desktop offers: tray, notification service; and the environment that Qt needs on it."""

import os
import sys

PROBE_SECONDS = 2.0


def prepare_environment() -> None:
    """Let fcitx users type Chinese: the Qt wheel has no fcitx plug-in, but ibus's portal reaches it.

    To be called before the application object is made.
    """
    if not sys.platform.startswith("linux"):
        return
    methods = os.environ.get("QT_IM_MODULE", "") + os.environ.get("XMODIFIERS", "")
    if "fcitx" in methods:
        os.environ["QT_IM_MODULE"] = "ibus"
        os.environ["IBUS_USE_PORTAL"] = "1"


def probe() -> dict[str, object]:
    """Tray and notification support of this desktop; for ``beifu doctor``, in a process of its own."""
    if sys.platform.startswith("linux") and not _has_display():
        return {"display": None, "tray": False, "notifications": _notification_service()}
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication, QSystemTrayIcon

    application = QApplication(["beifu-probe"])
    found: dict[str, object] = {
        "display": QGuiApplication.platformName(),
        "session": os.environ.get("XDG_SESSION_TYPE") or None,
        "desktop": os.environ.get("XDG_CURRENT_DESKTOP") or None,
        "tray": QSystemTrayIcon.isSystemTrayAvailable(),
        "notifications": _notification_service(),
    }
    application.quit()
    return found


def _has_display() -> bool:
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(chosen or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _notification_service() -> dict[str, object] | None:
    if not sys.platform.startswith("linux"):
        return None
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import DBusErrorResponse, unwrap_msg

    address = DBusAddress(
        "/org/freedesktop/Notifications",
        "org.freedesktop.Notifications",
        "org.freedesktop.Notifications",
    )
    try:
        with open_dbus_connection("SESSION") as connection:
            answers = [
                unwrap_msg(
                    connection.send_and_get_reply(
                        new_method_call(address, method), timeout=PROBE_SECONDS
                    )
                )
                for method in ("GetServerInformation", "GetCapabilities")
            ]
    except (OSError, KeyError, TimeoutError, EOFError, ValueError, DBusErrorResponse):
        return None
    (name, vendor, version, _), (capabilities,) = answers
    return {"name": name, "vendor": vendor, "version": version, "capabilities": capabilities}


if __name__ == "__main__":
    import json  # late: the window needs only the environment

    json.dump(probe(), sys.stdout)
