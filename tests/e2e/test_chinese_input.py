"""Chinese typed with real keys: fcitx5's pinyin on X11, into the program as a user starts it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.app import build
from tests.e2e.test_reminder_from_the_tray import PICTURES, WINDOW

PROFILE = """
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""


def start_fcitx(desktop: Any) -> None:
    """The input method as it runs on many Chinese desktops, with pinyin as its choice."""
    if shutil.which("fcitx5") is None:
        pytest.fail("not installed: fcitx5, fcitx5-pinyin; make e2e installs them")
    folder = desktop.home / ".config" / "fcitx5"
    folder.mkdir(parents=True)
    (folder / "profile").write_text(PROFILE, "utf-8")
    # What im-config and the desktops set; the program has to make the best of it.
    desktop.environment |= {"XMODIFIERS": "@im=fcitx", "QT_IM_MODULE": "fcitx"}
    desktop.start("fcitx5", "--disable", "notifications")
    desktop.wait_until(lambda: desktop.run("fcitx5-remote").strip() in {"0", "1", "2"})


def names_of_paying_accounts(data: Path) -> list[str]:
    """What the store holds."""
    session = build(data).open()
    try:
        return [row.name for row in session.queries.snapshot().paying_accounts]
    finally:
        session.close()


def keys(desktop: Any, *names: str) -> None:
    """Press keys one after the other, as fast as a person."""
    for name in names:
        desktop.run("xdotool", "key", "--clearmodifiers", name)
        desktop.run("sleep", "0.15")


def type_pinyin(desktop: Any, letters: str, picture: str) -> None:
    """Type letters and take the first candidate with the space bar."""
    desktop.run("sleep", "0.5")
    desktop.run("fcitx5-remote", "-s", "pinyin")
    keys(desktop, *letters)
    desktop.run("sleep", "0.7")
    if PICTURES.name:
        desktop.screenshot(PICTURES / picture)
    keys(desktop, "space")
    desktop.run("sleep", "0.3")


def test_pinyin_becomes_chinese_in_a_field_and_in_the_store(
    make_desktop: Callable[..., Any],
) -> None:
    desktop = make_desktop(tray=False, notifications=False)
    start_fcitx(desktop)
    data = desktop.home / "data"
    desktop.start_program("--data-dir", str(data))
    desktop.wait_until(lambda: desktop.windows(WINDOW))
    desktop.run("sleep", "2")
    keys(desktop, "ctrl+k")
    desktop.wait_until(lambda: desktop.windows("去哪里"))
    type_pinyin(desktop, "koukuan", "pinyin-palette.png")  # 扣款: adds a paying account
    keys(desktop, "Return")
    desktop.wait_until(lambda: desktop.windows("添加扣款账户"))
    type_pinyin(desktop, "nihao", "pinyin-field.png")
    desktop.run("fcitx5-remote", "-s", "keyboard-us")
    keys(desktop, "Tab", "1", "0", "0", "Return")
    desktop.wait_until(lambda: names_of_paying_accounts(data))
    assert names_of_paying_accounts(data) == ["你好"]
