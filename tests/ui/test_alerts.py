"""From a due to words on the desktop, and from its buttons back to the store."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, BillDraft, PayingAccountDraft
from assistant.domain.money import Money
from assistant.domain.snapshot import Changes
from assistant.services.session import Session
from assistant.ui.alerts import GROUP, Alerts
from assistant.ui.bus import Bus
from assistant.ui.context import Context
from assistant.ui.notify import Notification
from tests.conftest import FakeClock
from tests.domain.facts import beijing, day


class FakeNotifier(QObject):
    """Keeps what was shown; can be told to refuse."""

    acted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Notification] = []
        self.works = True

    def show(self, notification: Notification) -> bool:
        """Keep it."""
        if self.works:
            self.shown.append(notification)
        return self.works


@pytest.fixture
def desk(session: Session, qtbot: QtBot) -> tuple[Alerts, FakeNotifier, Context]:
    """Alerts over two bills: 500 due on the 10th, 90 due on the 12th."""
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
    assert [key for key, _ in notice.actions] == ["paid", "snooze"]


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
        (GROUP, "open", None),
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
