"""Start at login, hidden in the tray: XDG autostart, the Windows Run key, a macOS LaunchAgent.

The system's own entry is the only truth; no setting keeps a second copy of it.
"""

import os
import plistlib
import sys
from collections.abc import MutableMapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, cast

from assistant.paths import APP_ID, Paths, default_paths

HIDDEN = "--hidden"
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
RUN_NAME = "Beifu"


class Entry(Protocol):
    """The system's entry for a program that starts at login."""

    def is_on(self) -> bool:
        """Whether the program starts at login."""

    def turn(self, *, on: bool) -> None:
        """Start at login from now on, or no more.

        Raises:
            OSError: the entry cannot be written.
        """


def start_command(paths: Paths) -> list[str]:
    """The program and arguments that start it hidden on these data: installed, frozen or from source."""
    module = [] if getattr(sys, "frozen", False) else ["-m", "assistant"]
    command = [sys.executable, *module]
    if paths != default_paths():
        command += ["--data-dir", str(paths.data)]
    return [*command, HIDDEN]


def desktop_entry(command: Sequence[str]) -> str:
    """The file of XDG autostart (Desktop Entry Specification 1.5, Autostart 0.5)."""
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            "Name=备付",
            "Name[en]=Beifu",
            f"Exec={' '.join(_exec_quoted(part) for part in command)}",
            f"Icon={APP_ID}",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
            "",
        )
    )


def _exec_quoted(part: str) -> str:
    """One argument as the specification wants it in ``Exec``: quoted, then escaped as a string value."""
    for mark in ("\\", '"', "`", "$"):
        part = part.replace(mark, "\\" + mark)
    return '"' + part.replace("\\", "\\\\").replace("%", "%%") + '"'


def run_value(command: Sequence[str]) -> str:
    """The command line of the Windows Run key, quoted as the C runtime reads it."""
    from subprocess import list2cmdline  # late: Windows only

    return list2cmdline(command)


def launch_agent(command: Sequence[str]) -> bytes:
    """The property list of a LaunchAgent (launchd.plist(5)): at login, in the user's own session."""
    return plistlib.dumps(
        {
            "Label": APP_ID,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
    )


class FileEntry:
    """An entry that is a file of its own."""

    def __init__(self, path: Path, content: bytes) -> None:
        self._path = path
        self._content = content

    def is_on(self) -> bool:
        """Whether the file is there; a file that the desktop's own settings switched off is not."""
        try:
            found = self._path.read_bytes()
        except OSError:
            return False
        return b"Hidden=true" not in found and b"X-GNOME-Autostart-enabled=false" not in found

    def turn(self, *, on: bool) -> None:
        """Write the file anew, or take it away."""
        if on:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_bytes(self._content)
        else:
            self._path.unlink(missing_ok=True)


class Registry(Protocol):
    """What is used of ``winreg``."""

    HKEY_CURRENT_USER: Any
    KEY_SET_VALUE: int
    REG_SZ: int

    def OpenKey(self, key: Any, sub_key: str) -> AbstractContextManager[Any]:
        """Open a key for reading."""

    def CreateKeyEx(
        self, key: Any, sub_key: str, reserved: int, access: int
    ) -> AbstractContextManager[Any]:
        """Open a key for writing; it is made where there is none."""

    def QueryValueEx(self, key: Any, name: str) -> tuple[Any, int]:
        """A value and its kind."""

    def SetValueEx(self, key: Any, name: str, reserved: int, kind: int, value: str) -> None:
        """Set a value."""

    def DeleteValue(self, key: Any, name: str) -> None:
        """Take a value away."""


class RegistryEntry:
    """The value under the Run key of the user."""

    def __init__(self, registry: Registry, value: str) -> None:
        self._registry = registry
        self._value = value

    def is_on(self) -> bool:
        """Whether there is a value of ours."""
        try:
            with self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, RUN_KEY) as key:
                return bool(self._registry.QueryValueEx(key, RUN_NAME)[0])
        except OSError:
            return False

    def turn(self, *, on: bool) -> None:
        """Set the value, or take it away."""
        registry = self._registry
        user, access = registry.HKEY_CURRENT_USER, registry.KEY_SET_VALUE
        with registry.CreateKeyEx(user, RUN_KEY, 0, access) as key:
            if on:
                registry.SetValueEx(key, RUN_NAME, 0, registry.REG_SZ, self._value)
                return
            try:
                registry.DeleteValue(key, RUN_NAME)
            except FileNotFoundError:
                return


def entry(
    paths: Paths,
    platform: str = sys.platform,
    environment: MutableMapping[str, str] = os.environ,
) -> Entry:
    """The entry of this system."""
    command = start_command(paths)
    if platform == "win32":
        import winreg  # late: Windows only

        return RegistryEntry(cast("Registry", winreg), run_value(command))
    home = Path(environment.get("HOME") or Path.home())
    if platform == "darwin":
        place = home / "Library" / "LaunchAgents" / f"{APP_ID}.plist"
        return FileEntry(place, launch_agent(command))
    config = environment.get("XDG_CONFIG_HOME") or home / ".config"
    return FileEntry(
        Path(config) / "autostart" / f"{APP_ID}.desktop", desktop_entry(command).encode()
    )
