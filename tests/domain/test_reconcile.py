"""The lender's bill beside our own estimate."""

from typing import Any

import pytest

from assistant.domain.account import BookedEstimate, ItemKind
from assistant.domain.money import ZERO, Money
from assistant.domain.reconcile import Cause, Reconciliation, reconcile
from tests.domain.facts import bill, day, item, snapshot


def booked(**parts: str) -> BookedEstimate:
    names = ("spending", "refunds", "instalments", "rolled", "interest", "fees")
    return BookedEstimate(1, *(Money.of(parts.get(name, "0")) for name in names))


def against(shown: str, estimate: BookedEstimate, *items: Any) -> Reconciliation:
    one = bill(shown)
    seen = snapshot("2026-11-03 12:00", bills=(one,), estimates=(estimate,), items=items)
    found = reconcile(seen, one)
    assert found is not None
    return found


def test_a_bill_that_nobody_expected_is_not_compared() -> None:
    one = bill("100")
    assert reconcile(snapshot("2026-11-03 12:00", bills=(one,)), one) is None


def test_an_equal_bill_needs_no_reason() -> None:
    found = against("110", booked(spending="100", instalments="30", refunds="20"))
    assert (found.difference, [row.cause for row in found.reasons]) == (ZERO, [Cause.NONE])


@pytest.mark.parametrize(
    ("shown", "what", "cause"),
    [
        # Expected 100; an item of 30 of this bill is missing from it: not posted yet.
        ("70", item("30", "2026-10-20"), Cause.NOT_POSTED),
        # An item of 30 expected for the next bill, or not posted, stands on this one.
        ("130", item("30", "2026-11-05"), Cause.POSTED_EARLIER),
        ("130", item("30", None, spent="2026-10-30"), Cause.POSTED_EARLIER),
        # A refund of 30 that was expected on this bill comes later.
        ("130", item("30", "2026-10-20", kind=ItemKind.REFUND), Cause.REFUND_LATER),
    ],
)
def test_one_item_explains_the_whole_difference(shown: str, what: Any, cause: Cause) -> None:
    found = against(shown, booked(spending="100"), what)
    (reason,) = found.reasons
    assert (reason.cause, reason.amount, reason.item_id) == (cause, found.difference, what.id)
    assert reason.title == what.title


def test_interest_or_fees_that_were_not_charged_explain_it() -> None:
    (free,) = against("100", booked(spending="100", interest="4.50")).reasons
    assert (free.cause, free.amount) == (Cause.NO_INTEREST, Money.of("-4.50"))
    (waived,) = against("100", booked(spending="100", fees="10")).reasons
    assert waived.cause is Cause.NO_FEE


def test_a_few_fen_of_interest_are_rounding() -> None:
    (few,) = against("104.52", booked(spending="100", interest="4.50")).reasons
    assert (few.cause, few.amount) == (Cause.ROUNDING, Money(2))


def test_a_bill_whose_spending_was_not_typed_says_so_and_the_rest_is_an_adjustment() -> None:
    (typed,) = against("500", booked(instalments="100")).reasons
    assert (typed.cause, typed.amount) == (Cause.NOT_TYPED, Money.of(400))
    (rest,) = against("150", booked(spending="100")).reasons
    assert (rest.cause, rest.amount) == (Cause.ADJUSTMENT, Money.of(50))


def test_a_reason_that_explains_only_a_part_is_not_guessed() -> None:
    far = item("30", "2026-12-05")
    old = item("7", "2026-09-20", number=2)
    old_refund = item("8", "2026-09-20", number=3, kind=ItemKind.REFUND)
    found = against("150", booked(spending="100"), far, old, old_refund)
    assert [row.cause for row in found.reasons] == [Cause.ADJUSTMENT]


def test_an_earlier_bill_that_is_carried_is_left_out() -> None:
    one = bill("150", carried="50")
    seen = snapshot("2026-11-03 12:00", bills=(one,), estimates=(booked(spending="100"),), items=())
    found = reconcile(seen, one)
    assert found is not None
    assert (found.shown, found.expected) == (Money.of(100), Money.of(100))
    assert one.bill_date == day("2026-11-01")
