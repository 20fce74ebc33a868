"""Without X: a Wayland desktop that has neither a tray nor a notification service."""

import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.app import build
from assistant.resources import root
from tests.e2e.conftest import Desktop
from tests.e2e.test_reminder_from_the_tray import PICTURES, typed_ten_days_ago

SOCKET = "beifu-e2e"
ACCENT = tomllib.loads((root() / "theme/light.toml").read_text(encoding="utf-8"))["accent"]


class Wayland(Desktop):
    """A compositor without a screen; its pictures are what it would show."""

    def _start_screen(self) -> None:
        if shutil.which("weston") is None:
            pytest.fail("not installed: weston; make e2e installs it")
        self.environment |= {"QT_QPA_PLATFORM": "wayland", "WAYLAND_DISPLAY": SOCKET}
        self.start(
            *("weston", "--backend=headless-backend.so", "--use-pixman", "--debug"),
            *(f"--socket={SOCKET}", "--width=1280", "--height=800", "--idle-time=0"),
        )
        self.wait_until((self.home / SOCKET).exists)

    def _start_window_manager(self) -> None:
        """The compositor is its own."""

    def screenshot(self, path: Path) -> None:
        """A picture of the whole screen."""
        folder = path.parent / "shots"
        folder.mkdir(exist_ok=True)
        subprocess.run(
            ["weston-screenshooter"], env=self.environment, cwd=folder, check=True, timeout=60
        )
        (picture,) = folder.iterdir()
        picture.replace(path)


@pytest.fixture
def desktop() -> Iterator[Wayland]:
    """A Wayland desktop; it is stopped at the end."""
    made = Wayland(tray=False, notifications=False)
    yield made
    made.stop()


def told(data: Path) -> list[Any]:
    """What the store says was shown."""
    session = build(data).open()
    try:
        return list(session.watch.history())
    finally:
        session.close()


def test_the_window_opens_and_the_list_on_top_warns(desktop: Wayland, tmp_path: Path) -> None:
    data, picture = tmp_path / "data", tmp_path / "screen.png"
    typed_ten_days_ago(data)
    program = desktop.start_program("--data-dir", str(data))

    def accent() -> float:
        """The share of the screen that has the colour of the program's buttons."""
        desktop.screenshot(picture)
        share = desktop.run(
            *("convert", str(picture), "-fill", "black", "+opaque", ACCENT),
            *("-format", "%[fx:mean]", "info:"),
        )
        return float(share)

    before = accent()
    desktop.wait_until(lambda: accent() > before)
    # The desktop is given twenty seconds to bring up a service of its own.
    desktop.wait_until(lambda: told(data), seconds=40)
    desktop.run("sleep", "1")
    if PICTURES.name:
        desktop.screenshot(PICTURES / "wayland.png")
    assert program.poll() is None
