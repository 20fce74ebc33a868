"""From a due to words on the desktop, and from its buttons back to the store."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, BillDraft, PayingAccountDraft
from assistant.domain.money import Money
from assistant.domain.rule import ENABLED
from assistant.domain.rules import RULES
from assistant.domain.snapshot import Changes
from assistant.services.session import Session
from assistant.ui.alerts import GROUP, TEST, Alerts, locked_notification
from assistant.ui.bus import Bus
from assistant.ui.context import Context
from assistant.ui.notification import Notification
from tests.conftest import FakeClock
from tests.domain.facts import beijing, day

BILL = "bill:1:2026-11-01"


class FakeNotifier(QObject):
    """Keeps what was shown; can be told to refuse."""

    acted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Notification] = []
        self.works = True
        self.is_ready = True
        self.withdrawn: list[str] = []
        self.last_way = "desktop"

    def ready(self) -> bool:
        """As told."""
        return self.is_ready

    def withdraw(self, tag: str) -> None:
        """Keep that it was taken away."""
        self.withdrawn.append(tag)

    def show(self, notification: Notification) -> bool:
        """Keep it."""
        if self.works:
            self.shown.append(notification)
        return self.works


@pytest.fixture
def desk(session: Session, qtbot: QtBot) -> tuple[Alerts, FakeNotifier, Context]:
    """Alerts over two bills: 500 due on the 10th, 90 due on the 12th; all rules are off."""
    for rule in RULES:
        session.ledger.save_rules({(rule.id, ENABLED): "no"})
    cash = PayingAccountDraft("余额宝", Money.of("100"))
    session.ledger.open_account(AccountDraft("huabei", "花呗", ()), cash)
    session.ledger.open_account(AccountDraft("credit_card", "卡", (DatedTerm("limit", "9000"),)))
    session.ledger.record_bill(BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of("500")))
    session.ledger.record_bill(BillDraft(2, day("2026-10-25"), day("2026-11-12"), Money.of("90")))
    notifier = FakeNotifier()
    context = Context(session, Bus())
    alerts = Alerts(context, notifier)  # type: ignore[arg-type]
    alerts.tick()
    return alerts, notifier, context


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-07 09:00", ("¥500.00", "还有 3 天", "余额宝", "24:00 前（含当天）")),
        ("2026-11-09 18:00", ("明天 08:00", "余额宝", "够吗")),
        ("2026-11-10 07:30", ("就是今天", "08:00", "余额宝")),
        ("2026-11-10 21:00", ("3 小时",)),
        ("2026-11-11 09:00", ("¥500.25", "已过 1 天", "逾期")),
    ],
)
def test_a_notice_says_what_how_much_by_when_and_from_where(
    desk: tuple[Alerts, FakeNotifier, Context],
    clock: FakeClock,
    now: str,
    words: tuple[str, ...],
) -> None:
    alerts, notifier, _ = desk
    clock.now = beijing(now)
    clock.move(seconds=-30)
    alerts.tick()
    notifier.shown.clear()
    clock.move(seconds=30)
    alerts.tick()
    (notice,) = [row for row in notifier.shown if row.tag == "bill:1:2026-11-01"]
    said = f"{notice.title}\n{notice.body}"
    assert [word for word in words if word not in said] == []
    assert [key for key, _ in notice.actions] == ["paid", "snooze", "open"]


def test_what_was_missed_is_one_list(
    desk: tuple[Alerts, FakeNotifier, Context], clock: FakeClock
) -> None:
    alerts, notifier, _ = desk
    clock.now = beijing("2026-11-09 20:00")
    alerts.tick()
    (notice,) = notifier.shown
    assert notice.tag.startswith(GROUP)
    assert "2 项" in notice.title
    assert notice.body.count("\n") == 1
    assert "花呗 ¥500.00" in notice.body


def test_a_notice_that_could_not_be_shown_comes_again(
    desk: tuple[Alerts, FakeNotifier, Context], clock: FakeClock
) -> None:
    alerts, notifier, _ = desk
    clock.now = beijing("2026-11-07 09:00")
    notifier.works = False
    alerts.tick()
    notifier.works = True
    alerts.tick()
    assert len(notifier.shown) == 1


def test_paid_pays_and_announces_it(
    desk: tuple[Alerts, FakeNotifier, Context], qtbot: QtBot
) -> None:
    _, notifier, context = desk
    with qtbot.waitSignal(context.bus.changed) as changed:
        notifier.acted.emit("bill:1:2026-11-01", "paid")
    assert changed.args[0] & Changes.PAYMENTS
    assert context.snapshot().payments[0].amount == Money.of("500")


def test_later_brings_it_back_in_an_hour(
    desk: tuple[Alerts, FakeNotifier, Context], clock: FakeClock
) -> None:
    alerts, notifier, _ = desk
    clock.now = beijing("2026-11-07 09:00")
    alerts.tick()
    notifier.acted.emit("bill:1:2026-11-01", "snooze")
    for _ in range(60):
        clock.move(minutes=1)
        alerts.tick()
    # The card's older stage made the first notice a list; the snoozed one comes alone.
    assert [row.tag.partition(":")[0] for row in notifier.shown] == [GROUP, "bill"]


@pytest.mark.parametrize(
    ("tag", "action", "opened"),
    [
        ("bill:1:2026-11-01", "open", 1),
        ("bill:9:2026-11-01", "paid", None),  # paid or deleted meanwhile
    ],
)
def test_a_click_opens_the_item(
    desk: tuple[Alerts, FakeNotifier, Context],
    qtbot: QtBot,
    tag: str,
    action: str,
    opened: int | None,
) -> None:
    alerts, notifier, _ = desk
    with qtbot.waitSignal(alerts.opened) as signal:
        notifier.acted.emit(tag, action)
    assert signal.args == [opened]


def test_a_list_opens_the_reminder_centre(
    desk: tuple[Alerts, FakeNotifier, Context], qtbot: QtBot
) -> None:
    alerts, notifier, _ = desk
    with qtbot.waitSignal(alerts.centre_requested):
        notifier.acted.emit(f"{GROUP}:1", "open")


@pytest.mark.parametrize(
    ("choice", "until"),
    [
        ("snooze", "2026-11-07 10:00"),  # the medium offers no choice
        ("snooze:1h", "2026-11-07 10:00"),
        ("snooze:tonight", "2026-11-07 20:00"),
        ("snooze:tomorrow", "2026-11-08 09:00"),
    ],
)
def test_later_is_when_the_user_chose(
    desk: tuple[Alerts, FakeNotifier, Context], clock: FakeClock, choice: str, until: str
) -> None:
    _, notifier, context = desk
    clock.now = beijing("2026-11-07 09:00")
    notifier.acted.emit(BILL, choice)
    (row,) = context.session.watch.put_off()
    assert (row.key, row.snoozed_until) == (BILL, beijing(until))


@pytest.mark.parametrize(
    ("now", "choice"),
    [
        ("2026-11-07 09:00", "snooze:custom"),
        ("2026-11-10 23:30", "snooze:1h"),  # after the cut-off: too late
    ],
)
def test_another_time_is_asked_for(
    desk: tuple[Alerts, FakeNotifier, Context],
    clock: FakeClock,
    qtbot: QtBot,
    now: str,
    choice: str,
) -> None:
    alerts, notifier, _ = desk
    clock.now = beijing(now)
    with qtbot.waitSignal(alerts.snooze_requested) as asked:
        notifier.acted.emit(BILL, choice)
    assert asked.args[0].key == BILL


def test_the_notice_of_what_was_paid_elsewhere_goes_away(
    desk: tuple[Alerts, FakeNotifier, Context], clock: FakeClock
) -> None:
    alerts, notifier, context = desk
    clock.now = beijing("2026-11-07 08:59")
    alerts.tick()
    clock.move(minutes=1)
    alerts.tick()
    alerts.withdraw_answered()
    assert notifier.withdrawn == []
    due = context.session.watch.due(BILL)
    assert due is not None
    context.mark_paid(due)
    alerts.withdraw_answered()
    assert notifier.withdrawn == [BILL]


@pytest.mark.parametrize(
    ("ready_after", "told_after"),
    [(0, 0), (2, 2), (99, 20)],  # in seconds; nobody waits longer than twenty
)
def test_a_desktop_that_has_just_woken_up_is_waited_for_but_not_for_long(
    desk: tuple[Alerts, FakeNotifier, Context],
    clock: FakeClock,
    ready_after: int,
    told_after: int,
) -> None:
    alerts, notifier, _ = desk
    notifier.shown.clear()
    clock.now = beijing("2026-11-09 20:00")
    for second in range(told_after + 1):
        assert notifier.shown == []
        notifier.is_ready = second >= ready_after
        alerts.tick()
        clock.move(seconds=1)
    assert len(notifier.shown) == 1
    alerts.stop()


def test_the_test_reminder_takes_the_real_way(
    desk: tuple[Alerts, FakeNotifier, Context], qtbot: QtBot
) -> None:
    alerts, notifier, context = desk
    notifier.shown.clear()
    assert alerts.send_test() == "desktop"
    assert "测试" in notifier.shown[0].title
    with qtbot.waitSignal(alerts.centre_requested):
        notifier.acted.emit(TEST, "open")
    with qtbot.assertNotEmitted(context.bus.changed):
        notifier.acted.emit(TEST, "acknowledge")


def test_what_was_told_is_announced(
    desk: tuple[Alerts, FakeNotifier, Context], clock: FakeClock, qtbot: QtBot
) -> None:
    alerts, _, context = desk
    clock.now = beijing("2026-11-07 09:00")
    with qtbot.waitSignal(context.bus.changed) as changed:
        alerts.tick()
    assert changed.args == [Changes.REMINDERS]


def test_every_control_of_every_tab_has_a_name(
    session: Session, clock: FakeClock, drive: Callable[[Session], Any]
) -> None:
    from PySide6.QtWidgets import (
        QAbstractButton,
        QAbstractSpinBox,
        QComboBox,
        QLineEdit,
        QTableView,
    )

    from assistant.services.demo import fill

    fill(session.ledger, session.queries)
    driver = drive(session)
    for number in range(driver.window.tabs.count()):
        driver.window.tabs.setCurrentIndex(number)
        for kind in (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QTableView):
            for widget in driver.window.tabs.currentWidget().findChildren(kind):
                if widget.objectName().startswith("qt_") or not widget.isVisible():
                    continue
                name = widget.accessibleName() or getattr(widget, "text", lambda: "")()
                assert name, f"{kind.__name__} {widget.objectName()} in tab {number}"


def test_an_alert_is_a_notice_of_its_own_that_can_be_acknowledged(
    desk: tuple[Alerts, FakeNotifier, Context], clock: FakeClock
) -> None:
    alerts, notifier, context = desk
    context.session.ledger.save_rules({("not_funded", ENABLED): "yes"})
    for _ in range(2):  # the bills' own stages come first, an hour before
        clock.now = beijing("2026-11-07 09:00")
        alerts.tick()
    notifier.shown.clear()
    for minute in range(59, 61):
        clock.now = beijing("2026-11-07 09:00") + timedelta(minutes=minute)
        context.session.watch.tick()
    clock.now = beijing("2026-11-07 10:00:30")
    alerts.tick()
    (notice,) = notifier.shown
    assert notice.tag == "rule:not_funded:bill:1:2026-11-01"
    assert notice.title == "余额宝还差 ¥400.00：11月10日 周二要扣花呗"
    assert [key for key, _ in notice.actions] == ["open", "snooze", "acknowledge"]
    notifier.acted.emit(notice.tag, "acknowledge")
    for day_of_month in ("08", "09"):
        clock.now = beijing(f"2026-11-{day_of_month} 10:00:30")
        alerts.tick()
    assert not [row for row in notifier.shown[1:] if row.tag.startswith("rule:")]


def test_a_locked_store_names_no_amount_and_no_account() -> None:
    notice = locked_notification()
    assert notice.title == "请解锁查看待还"
    assert not any(sign.isdigit() for sign in notice.title + notice.body)
