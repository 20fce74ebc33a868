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

WINDOW = "备付 · 花呗"
PICTURES = Path(os.environ.get("BEIFU_PICTURES", ""))


def typed_ten_days_ago(data: Path, due_in_days: int = 1) -> None:
    """A 花呗 bill due tomorrow, or on another day, typed ten days ago: older stages were missed."""
    now = datetime.now(UTC)  # noqa: TID251 - the desktop runs on the real clock
    session = build(data, fixed_clock(now - timedelta(days=10))).open()
    today = now.astimezone(BEIJING).date()
    session.ledger.open_account(
        AccountDraft("huabei", "花呗", (DatedTerm("limit", "8000"),)),
        PayingAccountDraft("余额宝", Money.of("2600")),
    )
    due = today + timedelta(days=due_in_days)
    session.ledger.record_bill(
        BillDraft(1, due - timedelta(days=11), due, Money.of("2386.50"), Money.of("238.65"))
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


def put_off(data: Path) -> bool:
    """Whether the store knows of a reminder that was put off."""
    session = build(data).open()
    try:
        return bool(session.watch.put_off())
    finally:
        session.close()


def press(desktop: Any, button: str, picture: str) -> None:
    """Press one of the three buttons of the notice, which stand in a row at its lower edge."""
    desktop.wait_until(lambda: desktop.windows("xfce4-notifyd"))
    desktop.run("sleep", "1")
    if PICTURES.name:
        desktop.screenshot(PICTURES / picture)
    (window, *_) = desktop.windows("xfce4-notifyd")
    shape = dict(
        line.split("=")
        for line in desktop.run("xdotool", "getwindowgeometry", "--shell", window).split()
        if "=" in line
    )
    x, y, width, height = (int(shape[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))
    percent = {"paid": 21, "snooze": 51, "open": 81}[button]
    desktop.click(x + width * percent // 100, y + height - 31)


def test_a_press_on_paid_in_the_notice_pays_the_bill_in_the_store(
    make_desktop: Callable[..., Any], tmp_path: Path
) -> None:
    desktop = make_desktop()
    typed_ten_days_ago(tmp_path)
    assert due(tmp_path)[0]["state"] == "due"
    desktop.start_program("--data-dir", str(tmp_path))
    desktop.wait_until(lambda: desktop.windows("备付"))
    press(desktop, "paid", "notice.png")
    desktop.wait_until(lambda: not due(tmp_path), seconds=10)
    assert due(tmp_path) == []


def test_later_in_the_notice_puts_it_off_and_nothing_is_paid(
    make_desktop: Callable[..., Any], tmp_path: Path
) -> None:
    desktop = make_desktop()
    typed_ten_days_ago(tmp_path)
    desktop.start_program("--data-dir", str(tmp_path))
    press(desktop, "snooze", "snooze.png")
    desktop.wait_until(lambda: put_off(tmp_path), seconds=10)
    assert len(due(tmp_path)) == 1


def test_hidden_it_warns_without_a_window_until_it_is_opened_from_the_notice(
    make_desktop: Callable[..., Any], tmp_path: Path
) -> None:
    desktop = make_desktop()
    typed_ten_days_ago(tmp_path)
    program = desktop.start_program("--data-dir", str(tmp_path), "--hidden")
    desktop.wait_until(lambda: desktop.windows("xfce4-notifyd"))
    assert not desktop.windows(WINDOW)
    second = desktop.start_program("--data-dir", str(tmp_path), "--hidden")
    assert second.wait(timeout=20) == 0
    assert not desktop.windows(WINDOW)  # a second login raises nothing
    press(desktop, "open", "hidden.png")
    desktop.wait_until(lambda: desktop.windows(WINDOW))
    assert program.poll() is None


def test_a_locked_store_asks_after_login_to_unlock_and_names_nothing(
    make_desktop: Callable[..., Any], tmp_path: Path
) -> None:
    desktop = make_desktop()
    typed_ten_days_ago(tmp_path)
    build(tmp_path).vault.encrypt("four plain words here")
    program = desktop.start_program("--data-dir", str(tmp_path), "--hidden")
    desktop.wait_until(lambda: desktop.windows("xfce4-notifyd"))
    assert not desktop.windows("备付")
    second = desktop.start_program("--data-dir", str(tmp_path))
    assert second.wait(timeout=20) == 0
    desktop.wait_until(lambda: desktop.windows("备付"))
    if PICTURES.name:
        desktop.run("sleep", "1")
        desktop.screenshot(PICTURES / "locked.png")
    desktop.run("xdotool", "type", "--delay", "60", "four plain words here")
    desktop.run("xdotool", "key", "Return")
    desktop.wait_until(lambda: desktop.windows(WINDOW))
    assert program.poll() is None


def test_overdue_changes_the_icon_in_the_tray(
    make_desktop: Callable[..., Any], tmp_path: Path
) -> None:
    desktop = make_desktop()
    typed_ten_days_ago(tmp_path, due_in_days=-1)
    desktop.start_program("--data-dir", str(tmp_path), "--hidden")
    desktop.wait_until(lambda: desktop.windows("xfce4-notifyd"))
    picture = tmp_path / "tray.png"

    def red() -> float:
        # The tray stands at the lower right; only the icon of something overdue is red.
        desktop.screenshot(picture)
        share = desktop.run(
            *("convert", str(picture), "-crop", "40x34+1240+766", "-fill", "black"),
            *("-fuzz", "12%", "+opaque", "#b3261e", "-format", "%[fx:mean]", "info:"),
        )
        return float(share)

    desktop.wait_until(lambda: red() > 0.02)
    if PICTURES.name:
        desktop.screenshot(PICTURES / "overdue.png")


def test_closing_the_window_keeps_the_program_and_a_second_start_brings_it_back(
    make_desktop: Callable[..., Any], tmp_path: Path
) -> None:
    desktop = make_desktop()
    program = desktop.start_program("--data-dir", str(tmp_path))
    desktop.wait_until(lambda: desktop.windows(WINDOW))
    (window, *_) = desktop.windows(WINDOW)
    desktop.run("sleep", "4")  # the tray icon comes after the first paint

    def is_closed() -> bool:
        # Asked several times: a search says nothing too while windows come and go.
        if not any(desktop.windows(WINDOW) for _ in range(8)):
            return True
        desktop.run("xdotool", "windowactivate", "--sync", window, "sleep", "0.5", "key", "alt+F4")
        return False

    desktop.wait_until(is_closed)
    assert program.poll() is None
    second = desktop.start_program("--data-dir", str(tmp_path))
    assert second.wait(timeout=20) == 0
    desktop.wait_until(lambda: desktop.windows(WINDOW))
    assert program.poll() is None


def test_without_a_tray_and_without_a_notification_service_the_list_on_top_warns(
    make_desktop: Callable[..., Any], tmp_path: Path
) -> None:
    desktop = make_desktop(tray=False, notifications=False)
    typed_ten_days_ago(tmp_path)
    desktop.start_program("--data-dir", str(tmp_path))
    desktop.wait_until(lambda: desktop.windows(WINDOW))
    # The desktop is given twenty seconds to bring up a service of its own.
    desktop.wait_until(lambda: desktop.windows("待确认的提醒"), seconds=40)
    desktop.run("sleep", "1")
    if PICTURES.name:
        desktop.screenshot(PICTURES / "popup.png")
