"""A bill that was ticked before the lender's was typed, through the real window."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, PayingAccountDraft, ReadingDraft
from assistant.domain.dues import obligations
from assistant.domain.money import Money
from assistant.services.session import Session
from assistant.ui.table import TableView
from tests.conftest import FakeClock
from tests.domain.facts import beijing, day

Drive = Callable[[Session], Any]


@pytest.fixture
def ticked(session: Session, clock: FakeClock, drive: Drive) -> Any:
    """The page of 花呗 on 3 November; its bill of the 1st was ticked as the expected 1,000."""
    clock.now = beijing("2026-10-20 12:00")
    draft = AccountDraft("huabei", "花呗", (DatedTerm("limit", "5000"),))
    session.ledger.open_account(draft, PayingAccountDraft("余额宝", Money.of(8000)))
    session.ledger.record_reading(ReadingDraft(1, day("2026-10-20"), Money.of(1000)))
    clock.now = beijing("2026-11-03 12:00")
    (due,) = obligations(session.queries.snapshot(), day("2027-01-01"))
    session.ledger.mark_paid(due)
    driver = drive(session)
    driver.window.tabs.setCurrentIndex(1)
    return driver


def states(driver: Any) -> list[str]:
    """The state of each bill in the table."""
    model = driver.find(TableView, "bill_table").model()
    return [model.index(row, 5).data() for row in range(model.rowCount())]


def test_it_is_said_to_be_expected_and_no_field_shows_it_as_the_lenders(ticked: Any) -> None:
    assert states(ticked) == ["✓ 已还清 · 预计"]
    assert ticked.find(QLabel, "assumed_note").isVisible()
    numbers = ticked.find(QWidget, "numbers")
    assert ticked.find(QWidget, "amount", numbers).text() == ""

    def look(dialog: QDialog) -> None:
        assert ticked.find(QWidget, "amount", dialog).text() == ""
        dialog.reject()

    ticked.in_dialog(lambda: ticked.press("edit_bill"), look)
    ticked.fill(numbers, unbilled="20")
    ticked.press("save", numbers)
    assert ticked.session.queries.snapshot().bills[0].assumed


def test_the_real_bill_takes_the_repayment_in(ticked: Any) -> None:
    numbers = ticked.find(QWidget, "numbers")
    ticked.fill(numbers, amount="1200", minimum="120")
    ticked.press("save", numbers)
    assert states(ticked) == ["◑ 最低已还"]
    assert not ticked.find(QLabel, "assumed_note").isVisible()
    ticked.window.tabs.setCurrentIndex(0)
    assert ticked.text("next_amount") == "¥200.00"


def test_a_smaller_one_asks_whether_it_is_what_is_left(ticked: Any) -> None:
    numbers = ticked.find(QWidget, "numbers")
    ticked.fill(numbers, amount="150")
    ticked.press("save", numbers)
    question = ticked.text("question", numbers)
    assert "已记还款 ¥1,000.00" in question
    assert "请改填 ¥1,150.00" in question


def test_the_sheet_shows_no_estimate_as_the_lenders_figure(ticked: Any) -> None:
    def act(dialog: QDialog) -> None:
        assert ticked.find(QWidget, "amount_1", dialog).text() == ""
        ticked.fill(dialog, amount_1="1000")
        ticked.press("save", dialog)

    ticked.in_dialog(lambda: ticked.trigger("sheet"), act)
    assert states(ticked) == ["✓ 已还清"]
    assert not ticked.session.queries.snapshot().bills[0].assumed
