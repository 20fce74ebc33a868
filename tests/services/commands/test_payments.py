"""Commands on repayments: split, correct, write off, from the source that has the money."""

import pytest

from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, BillDraft, PayingAccountDraft, PaymentDraft
from assistant.domain.dues import Obligation, obligations
from assistant.domain.money import ZERO, Money
from assistant.domain.standing import State, bill_standing
from assistant.errors import UserError
from assistant.services.session import Session
from tests.conftest import FakeClock
from tests.domain.facts import day

FAR = day("2027-01-01")


@pytest.fixture
def two(huabei: Session) -> Session:
    """花呗 with 500 and 信用购 with 300, both due on the tenth."""
    huabei.ledger.open_account(
        AccountDraft("credit_shopping", "信用购", (DatedTerm("limit", "900"),))
    )
    for account, amount in ((1, "500"), (2, "300")):
        huabei.ledger.record_bill(
            BillDraft(
                account, day("2026-11-01"), day("2026-11-10"), Money.of(amount), Money.of("50")
            )
        )
    return huabei


def dues(session: Session) -> tuple[Obligation, ...]:
    return obligations(session.queries.snapshot(), FAR)


def test_one_repayment_covers_two_debts_in_one_step(two: Session) -> None:
    first, second = dues(two)
    paid = day("2026-11-03")
    parts = [
        (first, PaymentDraft(Money.of("500"), paid)),
        (second, PaymentDraft(Money.of("100"), paid)),
    ]
    two.ledger.pay_split(parts)
    seen = two.queries.snapshot()
    states = [bill_standing(seen, bill).state for bill in seen.bills]
    assert states == [State.SETTLED, State.MINIMUM_PAID]
    two.ledger.undo()
    assert two.queries.snapshot().payments == ()


def test_a_part_above_its_due_stores_none_of_them(two: Session) -> None:
    first, second = dues(two)
    paid = day("2026-11-03")
    with pytest.raises(UserError, match=r"payment\.above_due"):
        two.ledger.pay_split(
            [
                (first, PaymentDraft(Money.of("500"), paid)),
                (second, PaymentDraft(Money.of("300.01"), paid)),
            ]
        )
    assert two.queries.snapshot().payments == ()


def test_a_discount_covers_the_due_and_does_not_leave_the_paying_account(two: Session) -> None:
    due = dues(two)[0]
    draft = PaymentDraft(
        Money.of("495"), day("2026-11-03"), paying_account_id=1, discount=Money.of("5")
    )
    two.ledger.pay(due, draft)
    seen = two.queries.snapshot()
    assert bill_standing(seen, seen.bills[0]).state is State.SETTLED
    assert seen.payments[0].amount == Money.of("495")


def test_a_repayment_is_corrected_in_place(two: Session) -> None:
    due = dues(two)[0]
    two.ledger.pay(due, PaymentDraft(Money.of("400"), day("2026-11-03"), paying_account_id=1))
    (payment,) = two.queries.snapshot().payments
    fixed = PaymentDraft(Money.of("450"), day("2026-11-02"), bill_id=payment.bill_id)
    two.ledger.edit_payment(payment.id, fixed)
    (again,) = two.queries.snapshot().payments
    assert (again.id, again.amount, again.paid_on, again.paying_account_id) == (
        *(payment.id, Money.of("450")),
        *(day("2026-11-02"), None),
    )


def test_what_the_app_no_longer_shows_is_written_off_with_its_penalty(
    two: Session, clock: FakeClock
) -> None:
    two.ledger.mark_paid(dues(two)[1])
    clock.move(days=10)
    due = dues(two)[0]
    two.ledger.pay(due, PaymentDraft(Money.of("500"), day("2026-11-13")))
    left = dues(two)[0]
    assert left.amount == Money.of("0.75")  # three days of penalty went first
    two.ledger.write_off(left)
    seen = two.queries.snapshot()
    assert bill_standing(seen, seen.bills[0]).state is State.SETTLED
    assert seen.payments[-1].amount == ZERO


def test_ticking_takes_the_first_source_that_holds_enough(two: Session) -> None:
    two.ledger.save_paying_account(PayingAccountDraft("储蓄卡", Money.of("5000")))
    two.ledger.save_paying_account(PayingAccountDraft("余额宝", Money.of("100")), 1)
    two.ledger.edit_account(1, AccountDraft("huabei", "花呗", (), (1, 2)))
    two.ledger.mark_paid(dues(two)[0])
    assert two.queries.snapshot().payments[-1].paying_account_id == 2
    two.ledger.undo()
    two.ledger.save_paying_account(PayingAccountDraft("储蓄卡", Money.of("1")), 2)
    two.ledger.mark_paid(dues(two)[0])
    assert two.queries.snapshot().payments[-1].paying_account_id == 1


def test_paying_a_forecast_keeps_what_was_expected_of_its_bill(two: Session) -> None:
    from assistant.domain.draft import ReadingDraft

    two.ledger.record_reading(ReadingDraft(1, day("2026-11-03"), Money.of("80")))
    forecast = next(due for due in dues(two) if due.estimated)
    two.ledger.mark_paid(forecast)
    (estimate,) = two.queries.snapshot().estimates
    assert estimate.spending == Money.of("80")
