"""Commands on repayments: split, correct, write off, from the source that has the money."""

from collections.abc import Callable

import pytest

from assistant.domain.account import DatedTerm, ItemKind
from assistant.domain.draft import (
    AccountDraft,
    BillDraft,
    ItemDraft,
    PayingAccountDraft,
    PaymentDraft,
    ReadingDraft,
)
from assistant.domain.dues import Obligation, every_due, obligations
from assistant.domain.money import ZERO, Money
from assistant.domain.overview import owed
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


@pytest.fixture
def read(huabei: Session) -> Session:
    """花呗 with 500 of 未出账 read on 3 November; the bill comes on 1 December."""
    huabei.ledger.record_reading(ReadingDraft(1, day("2026-11-03"), Money.of(500)))
    return huabei


def spend(session: Session, amount: str, on: str) -> None:
    item = ItemDraft(1, ItemKind.PURCHASE, "手机", Money.of(amount), day(on), day(on))
    session.ledger.add_item(item)


def test_repaying_what_is_not_billed_yet_makes_no_bill_and_lowers_what_is_expected(
    read: Session,
) -> None:
    (due,) = dues(read)
    read.ledger.pay(due, PaymentDraft(Money.of(200), day("2026-11-03")))
    (due,) = dues(read)
    assert (due.estimated, due.whole, due.paid, due.amount) == (
        *(True, Money.of(500)),
        *(Money.of(200), Money.of(300)),
    )
    seen = read.queries.snapshot()
    assert (seen.bills, owed(seen, seen.accounts[0]).total) == ((), Money.of(300))


def test_what_is_spent_after_a_tick_is_still_due_and_asked_for(
    read: Session, clock: FakeClock
) -> None:
    read.ledger.mark_paid(dues(read)[0])
    assert dues(read) == ()
    (paid,) = every_due(read.queries.snapshot(), FAR)
    assert (paid.state, paid.open, paid.paid) == (State.SETTLED, False, Money.of(500))
    clock.move(days=5)
    spend(read, "800", "2026-11-08")
    (due,) = dues(read)
    assert (due.amount, due.due_date) == (Money.of(800), day("2026-12-10"))
    # The app shows what is left of 未出账: the repayment is in it.
    read.ledger.record_reading(ReadingDraft(1, day("2026-11-08"), Money.of(800)))
    (due,) = dues(read)
    assert (due.amount, due.paid) == (Money.of(800), Money.of(500))


def test_a_tick_that_is_taken_back_leaves_nothing_behind(read: Session, clock: FakeClock) -> None:
    before = read.queries.snapshot().facts()
    (due,) = dues(read)
    read.ledger.mark_paid(due)
    read.ledger.take_back(every_due(read.queries.snapshot(), FAR)[0])
    assert read.queries.snapshot().facts() == before
    read.ledger.mark_paid(due)
    read.ledger.undo()
    assert read.queries.snapshot().facts() == before
    clock.move(days=5)
    spend(read, "300", "2026-11-08")
    assert dues(read)[0].amount == Money.of(800)


def test_a_repayment_ahead_is_corrected_like_any_other(read: Session) -> None:
    read.ledger.mark_paid(dues(read)[0])
    (paid,) = read.queries.snapshot().payments
    read.ledger.edit_payment(paid.id, PaymentDraft(Money.of(450), day("2026-11-03")))
    assert dues(read)[0].amount == Money.of(50)


def test_a_bill_that_is_out_holds_what_was_paid_before_it(read: Session, clock: FakeClock) -> None:
    read.ledger.pay(dues(read)[0], PaymentDraft(Money.of(200), day("2026-11-03")))
    clock.move(days=29)
    draft = BillDraft(1, day("2026-12-01"), day("2026-12-10"), Money.of(310))
    read.ledger.record_bill(draft)
    (due,) = dues(read)
    assert (due.amount, due.estimated) == (Money.of(310), False)
    (estimate,) = read.queries.snapshot().estimates
    assert (estimate.prepaid, estimate.amount) == (Money.of(200), Money.of(300))


def test_on_a_card_whose_bill_day_counts_the_bill_is_not_out_on_that_day(
    open_store: Callable[[], Session], clock: FakeClock
) -> None:
    session = open_store()
    days = (DatedTerm("limit", "9000"), DatedTerm("bill_day", "5"), DatedTerm("due_day", "25"))
    session.ledger.open_account(AccountDraft("credit_card", "卡", days))
    session.ledger.record_reading(ReadingDraft(1, day("2026-11-03"), Money.of(500)))
    clock.move(days=2)
    session.ledger.mark_paid(dues(session)[0])
    assert session.queries.snapshot().bills == ()
    spend(session, "60", "2026-11-05")
    assert [(due.amount, due.due_date) for due in dues(session)] == [
        (Money.of(60), day("2026-11-25"))
    ]


def test_paying_a_forecast_whose_bill_day_has_come_keeps_what_was_expected_of_its_bill(
    two: Session, clock: FakeClock
) -> None:
    two.ledger.record_reading(ReadingDraft(1, day("2026-11-03"), Money.of("80")))
    clock.move(days=28)
    forecast = next(due for due in dues(two) if due.estimated)
    two.ledger.mark_paid(forecast)
    (estimate,) = two.queries.snapshot().estimates
    assert estimate.spending == Money.of("80")
