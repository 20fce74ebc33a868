"""After the hour that ends a lender's day the window asks before which side of it a due was repaid."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, BillDraft, PayingAccountDraft
from assistant.domain.dues import obligations
from assistant.domain.money import Money
from assistant.services.session import Session
from assistant.ui.dialogs.payment import PaymentDialog
from assistant.ui.dialogs.split import SplitDialog
from tests.conftest import FakeClock
from tests.domain.facts import beijing, day

Drive = Callable[[Session], Any]


@pytest.fixture
def two(session: Session) -> Session:
    """花呗 whose days end at 17:00 and 信用购 whose days end at midnight, both due on 10 November."""
    for product, name, more in (
        ("huabei", "花呗", (DatedTerm("cutoff", "17:00"),)),
        ("credit_shopping", "信用购", ()),
    ):
        terms = (DatedTerm("limit", "5000"), *more)
        new = PayingAccountDraft("余额宝", Money.of(8000)) if product == "huabei" else None
        session.ledger.open_account(AccountDraft(product, name, terms), new)
    for number in (1, 2):
        session.ledger.record_bill(
            BillDraft(number, day("2026-11-01"), day("2026-11-10"), Money.of(500), Money.of(50))
        )
    return session


def ticked(driver: Any, answer: str) -> list[bool]:
    """Tick 花呗 on the overview and answer the box; whether each repayment came after the hour."""

    def act(box: QDialog) -> None:
        assert "17:00" in box.text()  # type: ignore[attr-defined]
        if answer:
            driver.press(answer, box)

    due = obligations(driver.session.queries.snapshot(), day("2026-11-30"))[0]
    driver.in_dialog(lambda: driver.context.mark_paid(due), act)
    return [row.after_cutoff for row in driver.session.queries.snapshot().payments]


@pytest.mark.parametrize(
    ("answer", "stored"), [("paid_before", [False]), ("paid_after", [True]), ("", [])]
)
def test_a_tick_after_the_hour_asks_once(
    two: Session, clock: FakeClock, drive: Drive, answer: str, stored: list[bool]
) -> None:
    clock.now = beijing("2026-11-10 20:00")
    assert ticked(drive(two), answer) == stored


def test_a_tick_before_the_hour_or_of_a_day_that_ends_at_midnight_is_one_click(
    two: Session, clock: FakeClock, drive: Drive
) -> None:
    driver = drive(two)
    early, plain = obligations(two.queries.snapshot(), day("2026-11-30"))
    clock.now = beijing("2026-11-10 16:00")
    driver.context.mark_paid(early)
    clock.now = beijing("2026-11-10 23:00")
    driver.context.mark_paid(plain)
    assert [row.after_cutoff for row in two.queries.snapshot().payments] == [False, False]


def test_the_form_asks_for_the_hour_where_a_day_ends_early(
    two: Session, clock: FakeClock, drive: Drive
) -> None:
    driver = drive(two)
    early, plain = obligations(two.queries.snapshot(), day("2026-11-30"))
    clock.now = beijing("2026-11-10 20:00")

    def act(dialog: QDialog) -> None:
        driver.fill(dialog, hour="after")
        driver.press("save", dialog)

    made = PaymentDialog(driver.context, early, Money.of(500), driver.window)
    driver.in_dialog(made.exec, act)
    (paid,) = two.queries.snapshot().payments
    assert paid.after_cutoff
    again = PaymentDialog(driver.context, early, paid.amount, driver.window, payment=paid)
    assert again.form.values()["hour"] == "after"
    none = PaymentDialog(driver.context, plain, Money.of(500), driver.window)
    assert none.findChild(QWidget, "hour") is None
    assert none.findChild(QPushButton, "save") is not None


def test_one_repayment_over_several_is_late_for_those_whose_day_ends_early(
    two: Session, drive: Drive
) -> None:
    driver = drive(two)
    dues = obligations(two.queries.snapshot(), day("2026-11-30"))
    made = SplitDialog(driver.context, dues, driver.window)
    made.form.set_values(
        made.form.values() | {"amount": "30", "part_0": "10", "part_1": "20", "hour": "after"}
    )
    made.submission.save()
    stored = {row.amount: row.after_cutoff for row in two.queries.snapshot().payments}
    assert stored == {Money.of(10): True, Money.of(20): False}
