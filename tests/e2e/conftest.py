"""A whole small desktop on a virtual screen: bus, window manager, tray, notification service."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROGRAMS = ("Xvfb", "dbus-daemon", "openbox", "tint2", "xdotool", "import", "xdpyinfo")
NOTIFYD = sorted(Path("/usr/lib").glob("*/xfce4/notifyd/xfce4-notifyd"))


class Desktop:
    """One virtual screen and what runs on it; everything is stopped by its own process."""

    def __init__(self, *, tray: bool = True, notifications: bool = True) -> None:
        missing = [name for name in PROGRAMS if shutil.which(name) is None]
        if missing or not NOTIFYD:
            pytest.fail(f"not installed: {missing or 'xfce4-notifyd'}; make e2e installs them")
        self.home = Path(tempfile.mkdtemp(prefix="beifu-e2e-"))
        self.processes: list[subprocess.Popen[str]] = []
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.home),
            "XDG_DATA_HOME": str(self.home / "share"),
            "LANG": "zh_CN.UTF-8",
            "NO_AT_BRIDGE": "1",
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONUTF8": "1",
        }
        self._start_screen()
        self._start_bus()
        self._start_window_manager()
        if tray:
            self.start("tint2", "-c", str(HERE / "tint2rc"))
        if notifications:
            self.start(str(NOTIFYD[0]))
        time.sleep(1.5)  # none of the two says when it is ready

    def start(self, *command: str) -> "subprocess.Popen[str]":
        """Start a program on this desktop."""
        process = subprocess.Popen(
            command,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.processes.append(process)
        return process

    def start_program(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start Beifu."""
        return self.start(sys.executable, "-m", "assistant", *arguments)

    def run(self, *command: str) -> str:
        """Run a program on this desktop; what it printed."""
        done = subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            check=False,
            text=True,
            timeout=60,
        )
        return done.stdout + done.stderr

    def windows(self, name: str) -> list[str]:
        """Ids of the visible windows whose title has ``name``."""
        found = self.run("xdotool", "search", "--onlyvisible", "--name", name)
        return [line for line in found.split() if line.isdigit()]

    def screenshot(self, path: Path) -> None:
        """A picture of the whole screen."""
        self.run("import", "-window", "root", str(path))

    def click(self, x: int, y: int) -> None:
        """Click at a place of the screen."""
        self.run("xdotool", "mousemove", str(x), str(y), "sleep", "0.2", "click", "1")

    def wait_until(self, done: Callable[[], object], seconds: float = 20.0) -> None:
        """Wait until something is so; fail after a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if done():
                return
            time.sleep(0.1)
        pytest.fail("waited in vain")

    def stop(self) -> None:
        """Stop everything, the newest first."""
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout is not None:
                process.stdout.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def _start_screen(self) -> None:
        read, write = os.pipe()
        process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        os.close(write)
        self.processes.append(process)
        with os.fdopen(read) as stream:
            self.environment["DISPLAY"] = f":{stream.readline().strip()}"

    def _start_window_manager(self) -> None:
        self.start("openbox")
        self.wait_until(lambda: "window manager" not in self.run("xdotool", "getactivewindow"))

    def _start_bus(self) -> None:
        process = subprocess.Popen(
            [
                *("dbus-daemon", f"--config-file={HERE / 'session.conf'}"),
                *("--print-address=1", "--nofork", "--nopidfile"),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.processes.append(process)
        assert process.stdout is not None
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = process.stdout.readline().strip()


@pytest.fixture
def make_desktop() -> Iterator[Callable[..., Desktop]]:
    """Makes desktops; they are stopped at the end."""
    made: list[Desktop] = []

    def make(**parts: bool) -> Desktop:
        made.append(Desktop(**parts))
        return made[-1]

    yield make
    for desktop in made:
        desktop.stop()
