"""The loan page: its terms, and what was repaid of the principal before it was due."""

from typing import Any

from PySide6.QtWidgets import QPushButton

from assistant.domain.account import DatedTerm, PaymentKind
from assistant.domain.draft import AccountDraft, PaymentDraft
from assistant.domain.money import Money
from assistant.services.session import Session
from tests.services.test_ledger import a_loan


def test_a_prepayment_is_taken_back_by_its_own_button(session: Session, drive: Any) -> None:
    session.ledger.open_account(AccountDraft("jiebei", "借呗", (DatedTerm("limit", "20000"),)))
    session.ledger.add_loan(a_loan())
    driver = drive(session)
    driver.window.open_account(1)
    button = driver.find(QPushButton, "take_back_prepayment")
    assert not button.isVisible()
    made = PaymentDraft(
        Money.of("2010"),
        session.queries.snapshot().today,
        loan_id=1,
        kind=PaymentKind.PREPAYMENT,
        principal=Money.of("2000"),
        interest=Money.of("10"),
    )
    driver.context.bus.run(session.ledger.prepay_loan, made)
    assert button.isVisible()
    assert "2,010.00" in button.toolTip()
    assert not driver.find(QPushButton, "take_back").isEnabled()
    button.click()
    assert session.queries.snapshot().payments == ()
    assert not button.isVisible()
