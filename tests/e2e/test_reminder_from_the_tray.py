"""The promise, on a real desktop: the window shows what is due, closes, and the tray warns."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.app import build
from assistant.clock import fixed_clock
from assistant.domain.account import DatedTerm
from assistant.domain.calendar import BEIJING
from assistant.domain.draft import AccountDraft, BillDraft, PayingAccountDraft
from assistant.domain.money import Money

PICTURES = Path(os.environ.get("BEIFU_PICTURES", ""))


def typed_ten_days_ago(data: Path) -> None:
    """A 花呗 bill that is due tomorrow, typed in ten days ago: its older stages were missed."""
    now = datetime.now(UTC)  # noqa: TID251 - the desktop runs on the real clock
    session = build(data, fixed_clock(now - timedelta(days=10))).open()
    today = now.astimezone(BEIJING).date()
    session.ledger.open_account(
        AccountDraft("huabei", "花呗", (DatedTerm("limit", "8000"),)),
        PayingAccountDraft("余额宝", Money.of("2600")),
    )
    due = today + timedelta(days=1)
    session.ledger.record_bill(
        BillDraft(1, due - timedelta(days=9), due, Money.of("2386.50"), Money.of("238.65"))
    )
    session.close()


def due(data: Path) -> list[dict[str, Any]]:
    """What the command line says is to pay."""
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "--data-dir", str(data), "due", "--json"],
        capture_output=True,
        check=True,
        text=True,
    )
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def test_a_press_on_paid_in_the_notice_pays_the_bill_in_the_store(
    make_desktop: Callable[..., Any], tmp_path: Path
) -> None:
    desktop = make_desktop()
    typed_ten_days_ago(tmp_path)
    assert due(tmp_path)[0]["state"] == "due"
    desktop.start_program("--data-dir", str(tmp_path))
    desktop.wait_until(lambda: desktop.windows("备付"))
    desktop.wait_until(lambda: desktop.windows("xfce4-notifyd"))
    picture = tmp_path / "notice.png"
    desktop.run("sleep", "1")
    desktop.screenshot(picture)
    if PICTURES.name:
        desktop.screenshot(PICTURES / "notice.png")
    # The buttons stand at the notice's lower right, 已还 first: its middle is at half the width.
    (window, *_) = desktop.windows("xfce4-notifyd")
    shape = dict(
        line.split("=")
        for line in desktop.run("xdotool", "getwindowgeometry", "--shell", window).split()
        if "=" in line
    )
    x, y, width, height = (int(shape[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))
    desktop.click(x + width // 2, y + height - 31)
    desktop.wait_until(lambda: not due(tmp_path), seconds=10)
    assert due(tmp_path) == []


def test_closing_the_window_keeps_the_program_and_a_second_start_brings_it_back(
    make_desktop: Callable[..., Any], tmp_path: Path
) -> None:
    desktop = make_desktop()
    program = desktop.start_program("--data-dir", str(tmp_path))
    desktop.wait_until(lambda: desktop.windows("备付"))
    (window, *_) = desktop.windows("备付")
    desktop.run("sleep", "2")  # the tray icon comes after the first paint
    desktop.run("xdotool", "windowactivate", "--sync", window, "key", "--window", window, "alt+F4")
    desktop.wait_until(lambda: not desktop.windows("备付 · 花呗"))
    assert program.poll() is None
    second = desktop.start_program("--data-dir", str(tmp_path))
    assert second.wait(timeout=20) == 0
    desktop.wait_until(lambda: desktop.windows("备付 · 花呗"))
    assert program.poll() is None


def test_without_a_tray_and_without_a_notification_service_the_own_pop_up_warns(
    make_desktop: Callable[..., Any], tmp_path: Path
) -> None:
    desktop = make_desktop(tray=False, notifications=False)
    typed_ten_days_ago(tmp_path)
    desktop.start_program("--data-dir", str(tmp_path))
    desktop.wait_until(lambda: desktop.windows("备付 · 花呗"))
    # The pop-up has a title of its own, the due in words.
    desktop.wait_until(lambda: desktop.windows("2,386.50"))
    if PICTURES.name:
        desktop.screenshot(PICTURES / "popup.png")
