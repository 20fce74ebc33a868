"""The worst day of the month: what to do now stands on the first screen, in order, without scrolling."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, BillDraft, PageDraft, PayingAccountDraft
from assistant.domain.money import Money
from assistant.domain.snapshot import Changes
from assistant.services.session import Session
from assistant.ui.main_window import SMALLEST
from tests.conftest import FakeClock
from tests.ui.conftest import Driver

Drive = Callable[[Session], Driver]


@pytest.fixture
def worst_day(session: Session, clock: FakeClock) -> Session:
    """A bill that is three days late, one due at 20:00 today, one due at midnight, and too little money."""
    today = session.queries.snapshot().today
    ledger = session.ledger
    ledger.save_paying_account(PayingAccountDraft("余额宝", Money.of("1000")))
    ledger.save_paying_account(PayingAccountDraft("工资卡", Money.of("300")))
    for number, (days, cutoff, minimum) in enumerate(
        ((-3, "24:00", "100"), (0, "20:00", "300"), (0, "24:00", "5000")), start=1
    ):
        due = today + timedelta(days=days)
        days_and_limit = {"cutoff": cutoff, "due_day": str(due.day), "limit": "9000"}
        terms = tuple(DatedTerm(key, value) for key, value in days_and_limit.items())
        ledger.open_account(AccountDraft("huabei", f"花呗{number}", terms, (1,)))
        amounts = Money.of("1100" if number == 1 else "6000"), Money.of(minimum)
        bill = BillDraft(number, due - timedelta(days=9), due, *amounts)
        ledger.record_page(number, PageDraft(bill=bill))
    clock.move(hours=5)  # 17:00
    return session


def words(driver: Driver) -> str:
    """All that the card says."""
    card = driver.find(QWidget, "steps")
    shown = [label for label in card.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in shown)


def test_it_says_what_to_do_in_order_with_amounts_hours_and_accounts(
    drive: Drive, worst_day: Session
) -> None:
    driver = drive(worst_day)
    said = words(driver)
    assert "手上共有 ¥1,300.00" in said
    assert "还差" in said
    assert "1. 花呗1" in said  # late already: the dearest
    assert "已逾期 3 天" in said
    assert "余额宝 ¥1,000.00 和 工资卡 ¥" in said
    assert "今天 20:00 前，还有 3 小时" in said
    assert "最少要 ¥300.00，今天就联系对方商量" in said
    assert driver.find(QWidget, "next").isHidden()


def test_it_stands_on_one_screen_of_the_smallest_window(drive: Drive, worst_day: Session) -> None:
    driver = drive(worst_day)
    driver.window.resize(*SMALLEST)
    driver.qtbot.wait(1)
    card = driver.find(QWidget, "steps")
    low = card.mapTo(driver.window, card.rect().bottomLeft()).y()
    assert low < driver.window.height() - driver.window.statusBar().height()


def test_what_was_done_leaves_the_list_and_undo_brings_it_back(
    drive: Drive, worst_day: Session
) -> None:
    driver = drive(worst_day)

    def pay(dialog: QDialog) -> None:
        driver.press("save", dialog)

    button = driver.find(QPushButton, "step_1_pay")
    driver.in_dialog(button.click, pay)
    driver.qtbot.waitUntil(lambda: "花呗1" not in words(driver))
    worst_day.ledger.undo()
    driver.context.bus.changed.emit(Changes.EVERYTHING)
    driver.qtbot.waitUntil(lambda: "花呗1" in words(driver))


def test_the_hours_follow_the_clock(drive: Drive, worst_day: Session, clock: FakeClock) -> None:
    driver = drive(worst_day)
    clock.move(hours=2, minutes=30)
    driver.context.bus.changed.emit(Changes.CLOCK)
    driver.qtbot.waitUntil(lambda: "不到 1 小时" in words(driver))


def test_it_leads_to_the_plan_and_to_the_letter(drive: Drive, worst_day: Session) -> None:
    driver = drive(worst_day)
    card = driver.find(QWidget, "steps")
    for name, page in (("steps_plan", "plan"), ("steps_talk", "collection")):
        driver.press(name, card)
        assert driver.window.page_keys[driver.window.pages.currentIndex()] == page


def test_on_a_good_day_the_next_payment_stands_there(drive: Drive, demo: Session) -> None:
    driver = drive(demo)
    assert driver.find(QWidget, "next").isVisible()
    assert driver.window.findChild(QWidget, "steps") is None
