"""Commands on loans: off their schedule, and back."""

from decimal import Decimal

import pytest

from assistant.domain.account import PaymentKind
from assistant.domain.draft import LoanDraft, PaymentDraft
from assistant.domain.drafts import loan_draft, prepayment_draft
from assistant.domain.dues import dues_of
from assistant.domain.loan import FrozenRow
from assistant.domain.loan_standing import LoanStanding, loan_standing
from assistant.domain.money import ZERO, Money
from assistant.domain.standing import State
from assistant.errors import UserError
from assistant.services.session import Session
from tests.conftest import FakeClock
from tests.domain.facts import day


def draft() -> LoanDraft:
    """Vector JB-S1 as typed in, three terms paid."""
    values = {
        "title": "旅行",
        "principal": "10000",
        "daily_rate": "0.04%",
        "start": "2026-01-15",
        "first_due": "2026-02-15",
        "repay_day": "15",
        "terms": "12",
        "method": "LEVEL_ACTUAL",
        "paid_terms": "3",
    }
    return loan_draft(1, values)


@pytest.fixture
def lent(jiebei: Session, clock: FakeClock) -> Session:
    """The loan of JB-S1, seen on 1 May 2026."""
    clock.now = clock.now.replace(year=2026, month=5, day=1)
    jiebei.ledger.add_loan(draft())
    return jiebei


def standing(session: Session) -> LoanStanding:
    seen = session.queries.snapshot()
    return loan_standing(seen, seen.loan(1))


def prepaid(principal: str, on: str = "2026-05-01") -> PaymentDraft:
    values = {"principal": principal, "interest": "19.20", "paid_on": on, "effect": "shorten"}
    return prepayment_draft(values, today=day("2026-05-01"), loan_id=1)


def test_a_part_prepaid_shortens_the_loan_and_can_be_undone(lent: Session) -> None:
    lent.ledger.prepay_loan(prepaid("3000"))
    found = standing(lent)
    assert found.outstanding == Money.of("4630.56")
    assert len(found.terms) == 9
    lent.ledger.undo()
    assert len(standing(lent).terms) == 12


def test_taking_a_term_back_leaves_the_prepayment_and_opens_the_term(lent: Session) -> None:
    seen = lent.queries.snapshot()
    (fourth,) = (due for due in dues_of(seen, seen.account(1)) if due.key == "loan:1:4")
    lent.ledger.mark_paid(fourth)
    before = lent.queries.snapshot()
    lent.ledger.prepay_loan(prepaid("3000"))
    lent.ledger.take_back(fourth)
    (left,) = lent.queries.snapshot().payments
    assert left.kind is PaymentKind.PREPAYMENT
    assert standing(lent).terms[3].state is State.DUE
    with pytest.raises(UserError, match=r"payment\.none"):
        lent.ledger.take_back(fourth)
    lent.ledger.undo()
    lent.ledger.take_back_prepayment(1)
    assert lent.queries.snapshot().payments == before.payments
    with pytest.raises(UserError, match=r"payment\.none"):
        lent.ledger.take_back_prepayment(1)


def test_more_than_is_owed_cannot_be_prepaid(lent: Session) -> None:
    with pytest.raises(UserError, match=r"prepay\.too_much"):
        lent.ledger.prepay_loan(prepaid("7630.56"))
    assert lent.queries.snapshot().payments == ()


def test_a_new_rate_changes_the_terms_after_it_and_is_taken_back(lent: Session) -> None:
    before = standing(lent).terms
    lent.ledger.change_rate(1, day("2026-06-01"), Decimal("0.0003"))
    after = standing(lent).terms
    assert after[3].row == before[3].row
    assert after[5].row.payment < before[5].row.payment
    lent.ledger.change_rate(1, day("2026-06-01"), None)
    assert standing(lent).terms == before
    with pytest.raises(UserError, match=r"loan\.rate_before_start"):
        lent.ledger.change_rate(1, day("2026-01-15"), Decimal("0.0003"))


def test_a_term_as_the_app_shows_it_is_frozen_until_it_is_let_go(lent: Session) -> None:
    lent.ledger.freeze_term(1, FrozenRow(4, Money.of(800), Money.of("99")))
    row = standing(lent).terms[3].row
    assert (row.payment, row.frozen) == (Money.of("899"), True)
    with pytest.raises(UserError, match=r"prepay\.too_much"):
        lent.ledger.freeze_term(1, FrozenRow(4, Money.of(8000), ZERO))
    lent.ledger.thaw_term(1, 4)
    assert not standing(lent).terms[3].row.frozen


def test_a_settled_loan_is_not_settled_again(lent: Session) -> None:
    lent.ledger.settle_loan(1, Money.of("7679.40"), day("2026-05-01"))
    assert standing(lent).settled
    with pytest.raises(UserError, match=r"loan\.settled_already"):
        lent.ledger.settle_loan(1, Money.of("1"), day("2026-05-01"))
