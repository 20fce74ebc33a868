"""What is repaid beyond a bill (溢缴款) once a newer one is out comes off the newer one, as lenders do."""

from datetime import timedelta

import pytest

from assistant.domain.account import Bill, Item, ItemKind, Payment
from assistant.domain.dues import obligations
from assistant.domain.money import ZERO, Money
from assistant.domain.overview import owed
from assistant.domain.standing import BillStanding, State, bill_credits, bill_standing
from assistant.domain.statement import forecast_bills, forecast_of
from tests.domain.facts import account, bill, card, day, item, payment, reading, snapshot

OLD = bill("1000", "100", on="2026-10-01", due="2026-10-10")
NEW = bill("800", "80", number=2, on="2026-11-01", due="2026-11-10")
FAR = day("2027-03-01")


def standings(
    *payments: Payment, now: str = "2026-11-05 12:00", bills: tuple[Bill, ...] = (OLD, NEW)
) -> list[BillStanding]:
    seen = snapshot(now, bills=bills, payments=payments)
    return [bill_standing(seen, row) for row in bills]


def in_time() -> Payment:
    return payment("1000", "2026-10-09")


def test_what_is_beyond_an_older_bill_comes_off_the_newer_one() -> None:
    old, new = standings(in_time(), payment("300", "2026-11-03", number=2))
    assert (old.state, old.beyond) == (State.SETTLED, Money.of(300))
    assert (new.credited, new.paid, new.remaining, new.state) == (
        *(Money.of(300), ZERO),
        *(Money.of(500), State.MINIMUM_PAID),
    )
    seen = snapshot(
        "2026-11-05 12:00",
        bills=(OLD, NEW),
        payments=(in_time(), payment("300", "2026-11-03", number=2)),
    )
    assert [row.amount for row in obligations(seen, FAR)] == [Money.of(500)]
    assert owed(seen, account()).total == Money.of(500)


def test_what_came_before_the_newer_bill_is_inside_it_already() -> None:
    _, new = standings(in_time(), payment("300", "2026-10-31", number=2))
    assert (new.credited, new.remaining) == (ZERO, Money.of(800))
    _, new = standings(in_time(), payment("300", "2026-11-01", number=2))
    assert new.remaining == Money.of(500)


def test_on_a_card_whose_bill_day_counts_what_comes_on_it_is_inside_the_bill() -> None:
    for inclusive, left in (("yes", "500"), ("no", "200")):
        bills = (
            bill("400", on="2026-04-05", due="2026-04-25"),
            bill("500", number=2, on="2026-05-05", due="2026-05-25"),
        )
        paid = (payment("400", "2026-04-20"), payment("300", "2026-05-05", number=2))
        owner = card(bill_day_inclusive=inclusive)
        seen = snapshot("2026-05-06 12:00", accounts=(owner,), bills=bills, payments=paid)
        assert bill_standing(seen, bills[1]).remaining == Money.of(left)


def test_it_goes_on_through_several_bills_and_at_last_into_the_one_to_come() -> None:
    last = bill("200", number=3, on="2026-12-01", due="2026-12-10")
    bills = (OLD, NEW, last)
    paid = (in_time(), payment("1300", "2026-12-03", number=2))
    old, new, newest = standings(*paid, now="2026-12-05 12:00", bills=bills)
    assert [old.beyond, new.remaining + new.penalty, newest.state] == [
        *(Money.of(1300), ZERO),
        State.SETTLED,
    ]
    # 800 and its late fee of 23 days (10 November until 3 December) first, then 200.
    late = Money.of("9.20")
    assert newest.beyond == Money.of(1300 - 800 - 200) - late
    seen = snapshot(
        "2026-12-05 12:00", bills=bills, payments=paid, readings=(reading("500", "2026-12-04"),)
    )
    (coming,) = forecast_bills(seen, account())
    assert coming.amount == Money.of(500)  # read after the repayment: it is in it
    early = reading("500", "2026-12-02")
    (coming,) = forecast_bills(
        snapshot("2026-12-05 12:00", bills=bills, payments=paid, readings=(early,)), account()
    )
    assert coming.amount == Money.of(500) - newest.beyond


def test_an_older_bill_paid_late_with_more_than_it_asks_counts_late_for_the_newer_one() -> None:
    paid = payment("1500", "2026-11-12")
    old, new = standings(paid, now="2026-11-15 12:00")
    assert (old.state, new.state) == (State.SETTLED, State.OVERDUE)
    seen = snapshot("2026-11-15 12:00", bills=(OLD, NEW), payments=(paid,))
    assert [on for on, _ in bill_credits(seen, NEW)] == [day("2026-11-12")]
    soon = payment("1500", "2026-11-09")
    assert standings(soon, now="2026-11-15 12:00")[1].state is State.MINIMUM_PAID


def test_a_refund_onto_an_older_bill_that_is_paid_comes_off_the_newer_one() -> None:
    back: Item = item("120", "2026-11-04", kind=ItemKind.REFUND, bill_date=day("2026-10-01"))
    seen = snapshot("2026-11-05 12:00", bills=(OLD, NEW), payments=(in_time(),), items=(back,))
    assert bill_standing(seen, NEW).remaining == Money.of(680)


@pytest.mark.parametrize("paid_on", ["2026-11-03", "2026-10-20"])
def test_a_bill_that_is_out_and_not_typed_says_what_the_lenders_will(paid_on: str) -> None:
    paid = (in_time(), payment("300", paid_on, number=2))
    seen = snapshot(
        "2026-11-05 12:00",
        bills=(OLD,),
        payments=paid,
        readings=(reading("800", "2026-10-15"),),
    )
    coming = forecast_of(seen, account(), day("2026-11-01"))
    assert coming is not None
    over = Money.of(300) if paid_on >= "2026-11-01" else ZERO
    assert (coming.amount, coming.come_over, coming.issued) == (
        *(Money.of(500), over),
        Money.of(500) + over,
    )


def test_days_may_come_in_any_order_and_facts_stay_facts_at_another_instant() -> None:
    paid = (payment("300", "2026-11-03"), payment("1000", "2026-10-09", number=2))
    seen = snapshot("2026-11-05 12:00", bills=(OLD, NEW), payments=paid)
    later = seen.at(seen.now + timedelta(days=30))
    assert bill_standing(seen, NEW).credited == bill_standing(later, NEW).credited
