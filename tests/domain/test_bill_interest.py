"""What a bill that was not paid in full leaves to the next one as interest."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.account import BookedEstimate, ItemKind
from assistant.domain.bill_interest import interest_after_due, interest_from_posting
from assistant.domain.money import ZERO, Money
from assistant.domain.standing import BillStanding, State, bill_standing
from assistant.domain.statement import Forecast, forecast_bills
from tests.domain.facts import (
    PRODUCTS,
    account,
    bill,
    card,
    day,
    item,
    on_a_card,
    payment,
    plan,
    snapshot,
)


@pytest.mark.parametrize(("method", "interest"), [("full", "17.50"), ("unpaid_only", "16.20")])
def test_a_card_paid_in_part_has_interest_on_its_next_bill(method: str, interest: str) -> None:
    # Vectors CC-INT-01 and CC-INT-02.
    owner = card(interest_method=method)
    seen = on_a_card("2026-04-26 12:00", owner, "100")
    (found,) = forecast_bills(seen, owner)
    assert (found.rolled, found.interest, found.fees) == (Money.of(900), Money.of(interest), ZERO)
    assert found.bill_date == day("2026-05-05")


def test_a_cards_missed_minimum_brings_the_late_fee_with_the_next_bill() -> None:
    owner = card()
    seen = on_a_card("2026-05-01 12:00", owner, "40")
    standing = bill_standing(seen, seen.bills[0])
    # CC-PEN-01: 5 % of the unpaid minimum.
    assert (standing.state, standing.penalty, standing.next_charges) == (
        *(State.OVERDUE, ZERO),
        Money.of("3.00"),
    )
    (found,) = forecast_bills(seen, owner)
    assert found.fees == Money.of("3.00")
    capped = on_a_card("2026-05-01 12:00", card(late_fee_cap="2.00"), "40")
    assert bill_standing(capped, capped.bills[0]).next_charges == Money.of("2.00")


def test_a_late_minimum_cures_where_the_card_says_so() -> None:
    cured = on_a_card("2026-05-01 12:00", card(late_minimum_cures="yes"), "100", "2026-04-28")
    assert bill_standing(cured, cured.bills[0]).state is State.MINIMUM_PAID
    strict = on_a_card("2026-05-01 12:00", card(late_minimum_cures="no"), "100", "2026-04-28")
    assert bill_standing(strict, strict.bills[0]).state is State.OVERDUE


def test_within_the_tolerance_a_bill_counts_as_paid_and_the_rest_moves_on() -> None:
    owner = card(tolerance="10.00")
    seen = on_a_card("2026-05-01 12:00", owner, "990.01")
    standing = bill_standing(seen, seen.bills[0])
    assert (standing.state, standing.remaining, standing.tolerated) == (
        *(State.SETTLED, ZERO),
        Money.of("9.99"),
    )
    (found,) = forecast_bills(seen, owner)
    assert (found.rolled, found.interest) == (Money.of("9.99"), ZERO)
    over = on_a_card("2026-05-01 12:00", owner, "989.99")
    assert bill_standing(over, over.bills[0]).tolerated == ZERO


def test_a_bill_paid_in_full_in_time_costs_nothing() -> None:
    owner = card()
    seen = on_a_card("2026-05-01 12:00", owner, "1000")
    assert forecast_bills(seen, owner) == ()
    standing = bill_standing(seen, seen.bills[0])
    credits_ = [(day("2026-04-25"), Money.of(1000))]
    found = interest_from_posting(seen, standing, credits_, day("2026-05-05"))
    assert found == (Decimal(0), Decimal(0))


@pytest.mark.parametrize(
    ("paid", "interest"),
    [
        # 900 rolled in on 5 May; all paid on its due day, 25 May: 20 days on 900.
        ("917.50", "9.00"),
        # 900 − 82.50 rolls on: 20 days on 900, then 11 days on 817.50 to the bill of 5 June.
        ("100", "13.50"),
    ],
)
def test_what_a_card_rolls_bears_interest_until_it_is_paid(paid: str, interest: str) -> None:
    owner = card()
    rolled = bill("917.50", "100", number=2, on="2026-05-05", due="2026-05-25")
    before = on_a_card("2026-06-01 12:00", owner, "100")
    seen = replace(
        before,
        bills=(*before.bills, rolled),
        payments=(*before.payments, payment(paid, "2026-05-25", number=2, bill_id=2)),
        estimates=(BookedEstimate(2, ZERO, ZERO, ZERO, Money.of(900), Money.of("17.50"), ZERO),),
    )
    (found,) = forecast_bills(seen, owner)
    assert found.interest == Money.of(interest)


def test_interest_without_item_days_has_a_low_and_a_high_figure() -> None:
    owner = card()
    seen = replace(on_a_card("2026-04-26 12:00", owner, "100"), items=())
    standing = bill_standing(seen, seen.bills[0])
    low, high = interest_from_posting(
        seen, standing, [(day("2026-04-25"), Money.of(100))], day("2026-05-05")
    )
    assert ZERO.fen < low < high


def test_a_missed_minimum_bears_penalty_and_no_interest() -> None:
    seen = snapshot("2026-11-20 12:00", bills=(bill("5000", "500"),))
    standing = bill_standing(seen, seen.bills[0])
    assert interest_after_due(seen, standing, day("2026-12-01")) == 0


@pytest.mark.parametrize(("on", "asked"), [("2026-11-12", "0"), ("2026-11-14", "2.00")])
def test_a_bill_paid_in_full_inside_the_grace_costs_nothing(on: str, asked: str) -> None:
    owner = account(grace_days="3", allocation="principal_first")
    facts: dict[str, Any] = {"accounts": (owner,), "bills": (bill("1000", "100"),)}
    seen = snapshot("2026-11-20 12:00", **facts, payments=(payment("1000", on),))
    standing = bill_standing(seen, seen.bills[0])
    assert standing.penalty + standing.next_charges == Money.of(asked)
    assert interest_after_due(seen, standing, day("2026-12-01")) == 0


def test_a_bill_that_counts_as_paid_within_the_tolerance_bears_no_penalty() -> None:
    owner = card(tolerance="10.00", late_fee_floor="5.00", overdue_daily_rate="0.0005")
    small = replace(on_a_card("2026-05-01 12:00", owner), bills=(bill("9", "9"),))
    standing = bill_standing(small, replace(small.bills[0], due_date=day("2026-04-25")))
    assert (standing.tolerated, standing.next_charges) == (Money.of(9), ZERO)


def with_cash(now: str, paid: str | None) -> Forecast:
    """A cash advance of 1,000 on 10 April, its bill of 5 May, and what the bill of 5 June then holds."""
    owner = card(min_ratio="0.10")
    # 1 % as fee, and 25 days of interest until the bill day.
    expected = BookedEstimate(
        *(1, Money.of(1000), ZERO, ZERO, ZERO), Money.of("12.50"), Money.of(10)
    )
    seen = snapshot(
        now,
        accounts=(owner,),
        items=(item("1000", "2026-04-10", kind=ItemKind.CASH),),
        bills=(bill("1022.50", "122.50", on="2026-05-05", due="2026-05-25"),),
        estimates=(expected,),
        payments=() if paid is None else (payment(paid, "2026-05-25"),),
    )
    (found,) = forecast_bills(seen, owner)
    return found


def test_cash_goes_on_bearing_interest_from_the_bill_day_when_the_bill_is_paid_in_full() -> None:
    # Cash has no free days: twenty days on 1,000 until it was paid.
    found = with_cash("2026-05-27 12:00", "1022.50")
    assert (found.rolled, found.interest) == (ZERO, Money.of("10.00"))


def test_interest_of_cash_that_was_billed_is_not_charged_again() -> None:
    # 122.50 pay 22.50 of interest and fee and 100 of the cash: 20 days on 1,000, 11 on 900.
    found = with_cash("2026-05-27 12:00", "122.50")
    assert (found.rolled, found.interest) == (Money.of(900), Money.of("14.95"))
    # Nothing paid yet: as if it stayed so until the bill of 5 June.
    assert with_cash("2026-05-20 12:00", None).interest == Money.of("15.50")


def test_what_pays_fees_and_instalments_of_a_card_does_not_lower_what_was_spent() -> None:
    owner = card(min_ratio="0.10")
    parts = plan("1200", 12, "12", "2026-04-25")
    seen = replace(
        on_a_card("2026-04-26 12:00", owner, "201"),
        bills=(bill("1101", "201", on="2026-04-05", due="2026-04-25"),),
        plans=(parts,),
    )
    (found,) = (row for row in forecast_bills(seen, owner) if row.interest)
    # 101.00 are the part with its fee, 100 reach the 1,000 of CC-INT-01: 17.50 as there.
    assert found.interest == Money.of("17.50")


@pytest.mark.parametrize(("inclusive", "days"), [("yes", (30, 60)), ("no", (31, 61))])
def test_what_is_not_known_was_posted_on_a_day_that_enters_the_bill(
    inclusive: str, days: tuple[int, int]
) -> None:
    owner = card(bill_day_inclusive=inclusive)
    seen = snapshot(
        "2026-11-06 12:00",
        accounts=(owner,),
        bills=(bill("10000", "1000", on="2026-11-05", due="2026-11-25"),),
    )
    standing = bill_standing(seen, seen.bills[0])
    low, high = interest_from_posting(seen, standing, [], day("2026-12-05"))
    # 5.00 a day; the last day is the bill day itself where that one is inclusive.
    assert (low, high) == (Decimal(days[0] * 500), Decimal(days[1] * 500))


def next_month(
    product: str, paid: int, after: int, **terms: Any
) -> tuple[BillStanding, Forecast | None]:
    """A bill of 1,000 of 花呗's days, ``paid`` fen of it so many days after its bill day."""
    own = account(product=product, bill_day="1", due_day="10", **terms)
    one = bill("1000", "100")
    on = (one.bill_date + timedelta(days=after)).isoformat()
    payments = () if not paid else (payment(str(Money(paid)), on),)
    bought = (item("1000", "2026-10-20"),)
    facts: dict[str, Any] = {"accounts": (own,), "bills": (one,), "items": bought}
    seen = snapshot("2026-11-30 12:00", **facts, payments=payments)
    found = forecast_bills(seen, own)
    return bill_standing(seen, one), found[0] if found else None


kinds = st.sampled_from(
    [
        ("huabei", {}),
        ("credit_card", {"interest_method": "full"}),
        ("credit_card", {"interest_method": "unpaid_only"}),
        ("fenfu", {}),
        ("baitiao", {}),
    ]
)


@given(kinds, st.integers(0, 100_000), st.integers(0, 100_000), st.integers(0, 9))
def test_paying_more_never_raises_what_is_asked_for_next(
    kind: tuple[str, dict[str, str]], paid: int, more: int, after: int
) -> None:
    def asked(fen: int) -> int:
        standing, coming = next_month(kind[0], min(fen, 100_000), after, **kind[1])
        terms = PRODUCTS[kind[0]].terms_on(day("2026-11-30"))
        least = 0 if coming is None else coming.minimum(terms).fen
        late = standing.state is State.OVERDUE
        now = standing.remaining if late else standing.minimum_remaining
        return least + now.fen + standing.penalty.fen

    assert asked(paid + more) <= asked(paid) + 1


@given(kinds, st.integers(1, 100_000), st.integers(0, 20), st.integers(1, 8))
def test_paying_earlier_never_costs_more(
    kind: tuple[str, dict[str, str]], paid: int, after: int, more: int
) -> None:
    def cost(days: int) -> int:
        standing, coming = next_month(kind[0], paid, days, **kind[1])
        charged = 0 if coming is None else (coming.interest + coming.fees).fen
        # What a part paid late took for the penalty is missing from the amount.
        missing = standing.remaining.fen - max(100_000 - paid, 0) if standing.remaining else 0
        return charged + standing.penalty.fen + missing

    # One fen per settlement for rounding: the part, and the bill.
    assert cost(after) <= cost(after + more) + 2
