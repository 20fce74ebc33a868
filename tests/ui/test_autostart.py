"""Start at login: the three systems' own entries, written, read back and taken away."""

import plistlib
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.paths import APP_ID, Paths, default_paths
from assistant.ui.autostart import (
    RUN_KEY,
    RUN_NAME,
    FileEntry,
    RegistryEntry,
    desktop_entry,
    entry,
    launch_agent,
    run_value,
    start_command,
)

COMMAND = ["/opt/备付 app/beifu", "--data-dir", '/home/a "b" $c\\d 50%', "--hidden"]


def test_the_command_starts_hidden_on_the_same_data(tmp_path: Path) -> None:
    assert start_command(default_paths()) == [sys.executable, "-m", "assistant", "--hidden"]
    own = start_command(Paths(tmp_path))
    assert own[-3:] == ["--data-dir", str(tmp_path), "--hidden"]


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert start_command(default_paths()) == [sys.executable, "--hidden"]


def test_the_xdg_entry_carries_odd_paths_unharmed() -> None:
    text = desktop_entry(COMMAND)
    (line,) = [row for row in text.splitlines() if row.startswith("Exec=")]
    # First the escapes of a string value, then the quoting of Exec, which is that of the shell.
    value = line.removeprefix("Exec=").replace("\\\\", "\\").replace("%%", "%")
    # In double quotes it also knows \\$, which Python's shlex does not.
    assert shlex.split(value.replace("\\$", "$")) == COMMAND
    assert text.startswith("[Desktop Entry]\nType=Application\n")


def test_the_run_key_quotes_what_has_spaces() -> None:
    value = run_value([r"C:\Program Files\Beifu\beifu.exe", "--hidden"])
    assert value == r'"C:\Program Files\Beifu\beifu.exe" --hidden'


def test_the_launch_agent_is_a_property_list_that_runs_at_login() -> None:
    found = plistlib.loads(launch_agent(COMMAND))
    assert found["Label"] == APP_ID
    assert found["ProgramArguments"] == COMMAND
    assert found["RunAtLoad"] is True


@pytest.mark.parametrize(
    ("platform", "place"),
    [
        ("linux", f".config/autostart/{APP_ID}.desktop"),
        ("darwin", f"Library/LaunchAgents/{APP_ID}.plist"),
    ],
)
def test_the_switch_writes_a_file_and_takes_it_away(
    tmp_path: Path, platform: str, place: str
) -> None:
    made = entry(Paths(tmp_path / "data"), platform, {"HOME": str(tmp_path)})
    assert not made.is_on()
    made.turn(on=True)
    assert made.is_on()
    assert "--hidden" in (tmp_path / place).read_text("utf-8")
    made.turn(on=False)
    made.turn(on=False)  # a second time is no mistake
    assert not (tmp_path / place).exists()
    assert not made.is_on()


def test_xdg_config_home_is_kept(tmp_path: Path) -> None:
    environment = {"HOME": "/nowhere", "XDG_CONFIG_HOME": str(tmp_path)}
    entry(Paths(tmp_path), "linux", environment).turn(on=True)
    assert (tmp_path / "autostart" / f"{APP_ID}.desktop").exists()


def test_an_entry_that_the_desktop_switched_off_is_off(tmp_path: Path) -> None:
    file = tmp_path / "x.desktop"
    made = FileEntry(file, desktop_entry(COMMAND).encode())
    made.turn(on=True)
    file.write_text(file.read_text("utf-8").replace("enabled=true", "enabled=false"), "utf-8")
    assert not made.is_on()
    made.turn(on=True)
    assert made.is_on()


class FakeRegistry:
    """As much of the Windows registry as is used."""

    HKEY_CURRENT_USER, KEY_SET_VALUE, REG_SZ = "HKCU", 2, 1

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, str]] = {}

    @contextmanager
    def OpenKey(self, key: Any, sub_key: str) -> Iterator[dict[str, str]]:
        if sub_key not in self.keys:
            raise FileNotFoundError
        yield self.keys[sub_key]

    @contextmanager
    def CreateKeyEx(
        self, key: Any, sub_key: str, reserved: int, access: int
    ) -> Iterator[dict[str, str]]:
        assert (key, access) == ("HKCU", 2)
        yield self.keys.setdefault(sub_key, {})

    def QueryValueEx(self, key: dict[str, str], name: str) -> tuple[str, int]:
        if name not in key:
            raise FileNotFoundError
        return key[name], 1

    def SetValueEx(
        self, key: dict[str, str], name: str, reserved: int, kind: int, value: str
    ) -> None:
        assert kind == self.REG_SZ
        key[name] = value

    def DeleteValue(self, key: dict[str, str], name: str) -> None:
        if name not in key:
            raise FileNotFoundError
        del key[name]


def test_the_switch_sets_and_takes_the_value_of_the_run_key() -> None:
    registry = FakeRegistry()
    made = RegistryEntry(registry, run_value(["beifu.exe", "--hidden"]))
    assert not made.is_on()
    made.turn(on=True)
    assert made.is_on()
    assert registry.keys == {RUN_KEY: {RUN_NAME: "beifu.exe --hidden"}}
    made.turn(on=False)
    made.turn(on=False)
    assert not made.is_on()
