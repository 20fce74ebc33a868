"""Which bill a purchase or refund enters, and why."""

from dataclasses import replace

import pytest

from assistant.domain.account import Destination, ItemKind
from assistant.domain.entries import Why, entry_of, entry_on, refund_route
from tests.domain.facts import account, bill, day, item, payment, snapshot


@pytest.mark.parametrize(
    ("posted", "bill_day", "due", "why"),
    [
        # products.md 7, calendar vectors: bill on the 1st, due on the 10th.
        ("2026-10-31", "2026-11-01", "2026-11-10", Why.BEFORE_BILL_DAY),
        ("2026-11-01", "2026-12-01", "2026-12-10", Why.ON_BILL_DAY_NEXT),
        ("2026-11-02", "2026-12-01", "2026-12-10", Why.BEFORE_BILL_DAY),
    ],
)
def test_a_posting_on_the_bill_day_enters_the_next_bill(
    posted: str, bill_day: str, due: str, why: Why
) -> None:
    found = entry_on(snapshot("2026-11-03 12:00"), account(), day(posted))
    assert (found.bill_date, found.due_date, found.why) == (day(bill_day), day(due), why)


def test_an_inclusive_bill_day_takes_its_own_purchases() -> None:
    own = account(product="credit_card", bill_day="5", due_day="25")
    seen = snapshot("2026-11-03 12:00", accounts=(own,))
    found = entry_on(seen, own, day("2026-11-05"))
    assert (found.bill_date, found.why) == (day("2026-11-05"), Why.ON_BILL_DAY_THIS)
    assert entry_on(seen, own, day("2026-11-06")).bill_date == day("2026-12-05")


def test_a_product_without_a_bill_day_says_so() -> None:
    own = account(product="jiebei")
    seen = snapshot("2026-11-03 12:00", accounts=(own,))
    assert entry_on(seen, own, day("2026-11-05")).why is Why.NO_BILL_DAY


def test_what_is_not_posted_enters_no_bill_and_what_the_user_says_wins() -> None:
    seen = snapshot("2026-11-03 12:00")
    assert entry_of(seen, item("10", None)).why is Why.NOT_POSTED
    assert entry_of(seen, item("10", "2026-10-31")).bill_date == day("2026-11-01")
    shown = entry_of(seen, item("10", "2026-10-31", bill_date=day("2026-12-01")))
    assert (shown.bill_date, shown.due_date, shown.why) == (
        *(day("2026-12-01"), day("2026-12-10")),
        Why.AS_SHOWN,
    )


def test_a_refund_goes_to_the_limit_the_bill_or_as_cash() -> None:
    own, one = account(), bill("300")
    unpaid = snapshot("2026-11-05 12:00", bills=(one,))
    paid = replace(unpaid, payments=(payment("300", "2026-11-05"),))
    bought = item("300", "2026-10-20")
    on = day("2026-11-05")
    assert refund_route(unpaid, own, on, None).destination is Destination.BILL
    assert refund_route(unpaid, own, on, item("300", None)).destination is Destination.LIMIT
    off = refund_route(unpaid, own, on, bought)
    assert (off.destination, off.bill_date) == (Destination.BILL, one.bill_date)
    assert refund_route(paid, own, on, bought).destination is Destination.CASH
    # Bought after the bill: off the coming one.
    coming = refund_route(unpaid, own, on, item("300", "2026-11-03"))
    assert (coming.destination, coming.bill_date) == (Destination.BILL, None)
    # A refund before the bill was issued also comes off the coming one.
    early = refund_route(unpaid, own, day("2026-10-25"), bought)
    assert (early.destination, early.bill_date) == (Destination.BILL, None)
    again = item("5", None, kind=ItemKind.REFUND)
    assert refund_route(unpaid, own, on, again).destination is Destination.BILL
