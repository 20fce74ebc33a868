"""What only Windows or macOS does, as far as it can be tried on another system."""

import ctypes
import io
import json
import plistlib
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import keyring
import pytest
from keyring.backend import KeyringBackend

from assistant import i18n
from assistant.cli.console import open_console
from assistant.clock import SystemZone
from assistant.services import keychain
from assistant.ui import instance


@pytest.fixture
def no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that tells no language, as in a program that was double-clicked."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("number", "language"), [(0x0409, "en"), (0x0809, "en"), (0x0804, "zh_CN"), (0x0411, "zh_CN")]
)
def test_windows_is_asked_for_the_language_of_its_windows(
    no_language: None, monkeypatch: pytest.MonkeyPatch, number: int, language: str
) -> None:
    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: number)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert i18n.preferred() == language


@pytest.mark.parametrize(
    ("kept", "language"),
    [
        ({"AppleLanguages": ["en-GB", "zh-Hans-CN"]}, "en"),
        ({"AppleLanguages": ["zh-Hans-CN", "en"]}, "zh_CN"),
        ({"AppleLanguages": []}, "zh_CN"),
        ({"AppleLanguages": 5}, "zh_CN"),
        ({}, "zh_CN"),
        (None, "zh_CN"),
    ],
)
def test_a_mac_is_asked_for_its_first_language(
    no_language: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    kept: dict[str, object] | None,
    language: str,
) -> None:
    if kept is not None:
        file = tmp_path / "Library" / "Preferences" / ".GlobalPreferences.plist"
        file.parent.mkdir(parents=True)
        file.write_bytes(plistlib.dumps(kept, fmt=plistlib.FMT_BINARY))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "darwin")
    assert i18n.preferred() == language


def test_the_environment_still_decides_where_it_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert i18n.preferred() == "en"
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert i18n.preferred() == "zh_CN"


def piped(encoding: str) -> tuple[io.BytesIO, io.TextIOWrapper]:
    """A stream into a pipe."""
    raw = io.BytesIO()
    return raw, io.TextIOWrapper(raw, encoding=encoding)


def test_a_pipe_on_windows_carries_utf_8_whatever_the_code_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw, stream = piped("cp1252")
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "platform", "win32")
    console = open_console()
    console.json({"花呗": "−¥1"})
    stream.flush()
    assert json.loads(raw.getvalue().decode("utf-8")) == {"花呗": "−¥1"}


def test_what_an_output_cannot_show_is_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    raw, stream = piped("ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    open_console().line("花呗 1")
    stream.flush()
    assert raw.getvalue() == b"?? 1\n"


def test_a_program_without_a_console_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    console = open_console()
    console.line("花呗")
    assert console.stdin.read() == ""
    for stream in (console.stdin, console.stdout, console.stderr):
        stream.close()


class Broken(KeyringBackend):
    """Windows' store raises errors of a class of its own."""

    priority = 5.0

    def get_password(self, service: str, username: str) -> str | None:
        raise LookupError(1312, "CredRead", "no logon session")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise LookupError(1312, "CredWrite", "no logon session")

    def delete_password(self, service: str, username: str) -> None:
        raise LookupError(1312, "CredDelete", "no logon session")


def test_a_keyring_that_fails_in_its_own_way_is_none() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(Broken())
    try:
        assert keychain.recall("name") is None
        assert not keychain.keep("name", "secret")
        keychain.forget("name")
    finally:
        keyring.set_keyring(before)


@pytest.mark.parametrize("year", [1, 1960, 2026, 9999])
def test_a_year_that_the_system_knows_nothing_of_has_the_standard_offset(year: int) -> None:
    zone = SystemZone()
    local = datetime(year, 12, 31, 23, 59, tzinfo=zone)
    offset = local.utcoffset()
    assert offset is not None
    assert abs(offset) <= timedelta(hours=15)
    assert zone.tzname(local)


def test_where_the_system_refuses_the_standard_offset_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Old(datetime):
        """What Windows answers for 1960."""

        def astimezone(self, tz: object = None) -> "Old":
            raise OSError(22, "Invalid argument")

    monkeypatch.setattr(time, "timezone", -8 * 3600)
    monkeypatch.setattr(time, "tzname", ("CST", "CST"))
    zone = SystemZone()
    assert zone.utcoffset(Old(1960, 1, 1)) == timedelta(hours=8)
    assert zone.tzname(Old(1960, 1, 1)) == "CST"
    told = zone.fromutc(Old(1960, 1, 1, 20, tzinfo=zone))
    assert (told.day, told.hour) == (2, 4)
    assert zone.utcoffset(datetime(2026, 1, 1, tzinfo=UTC)) is not None


MAC = """
import sys
from PySide6.QtCore import QCoreApplication, QUrl, Qt
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QWidget
from assistant.ui.mac import MacApplication
said = []
app = MacApplication(["beifu"])
app.file_requested.connect(lambda path: said.append(path.name))
app.raise_requested.connect(lambda: said.append("raise"))
QCoreApplication.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile("/tmp/账单.csv")))
active = Qt.ApplicationState.ApplicationActive
app.applicationStateChanged.emit(active)
app.listen()
app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
app.applicationStateChanged.emit(active)
window = QWidget()
window.show()
app.applicationStateChanged.emit(active)
sys.stdout.buffer.write(" ".join(said).encode())
"""


def test_finder_and_dock_are_heard(run_python: Callable[[str], str]) -> None:
    assert run_python(MAC) == "账单.csv raise"


@pytest.fixture
def run_python() -> Callable[[str], str]:
    """Runs a script in a Python of its own, where it may be the application."""

    def run(script: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, check=True, timeout=120
        )
        return done.stdout.decode("utf-8")

    return run


def test_a_second_start_on_windows_lets_the_first_come_to_the_front(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int] = []
    user = SimpleNamespace(AllowSetForegroundWindow=given.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(instance, "TRIES", 0)
    instance._knock("beifu-nobody", None)  # noqa: SLF001 - a whole second start takes a process
    assert given == [-1]
