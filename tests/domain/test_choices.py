"""这期怎么还: each way priced to the fen, beside the others."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.account import Account, DatedTerm, Item, ItemKind
from assistant.domain.accrual import settled
from assistant.domain.bill_interest import last_interest_day
from assistant.domain.choices import Choice, OnlyMinimums, Way, choices, only_minimums
from assistant.domain.money import ZERO, Money
from assistant.domain.record import Mark
from assistant.domain.standing import bill_standing
from assistant.domain.statement import NO_BILL, expected_bill, forecast_bills
from tests.domain.facts import LONG_AGO, account, bill, day, item, payment, plan, reading, snapshot


def priced(now: str, days: int = 5, there: str | None = None, **facts: Any) -> list[Choice]:
    """The ways to pay the first bill of these facts."""
    seen = snapshot(now, **facts)
    known = None if there is None else Money.of(there)
    return list(choices(seen, bill_standing(seen, seen.bills[0]), days, known))


def one(found: list[Choice], way: Way, periods: int = 0) -> Choice:
    (choice,) = [row for row in found if (row.way, row.periods) == (way, periods)]
    return choice


def test_the_minimum_costs_what_vector_hb_min_04_says() -> None:
    found = priced("2026-11-03 12:00", bills=(bill("3287.46"),), there="4000")
    full, least, late = one(found, Way.FULL), one(found, Way.MINIMUM), one(found, Way.LATE)
    assert (full.pay_now, full.cost, full.left) == (Money.of("3287.46"), ZERO, Money.of("712.54"))
    assert (least.pay_now, least.cost) == (Money.of("328.75"), Money.of("44.38"))
    assert (least.until, least.mark) == (day("2026-12-10"), Mark.MINIMUM)
    assert least.later == Money.of("3003.09")
    # Five days of 0.05 % on all of it.
    assert (late.cost, late.days, late.mark) == (Money.of("8.22"), 5, Mark.LATE_1)


@pytest.mark.parametrize(
    ("periods", "each", "fee", "nominal"),
    [(3, "341.66", "25.00", "0.1494"), (6, "174.16", "45.00", "0.1527")],
)
def test_an_instalment_costs_what_vectors_hb_ins_01_and_irr_01_say(
    periods: int, each: str, fee: str, nominal: str
) -> None:
    found = priced("2026-11-03 12:00", bills=(bill("1000"),))
    choice = one(found, Way.INSTALMENT, periods)
    assert (choice.each, choice.cost, choice.pay_now) == (Money.of(each), Money.of(fee), ZERO)
    assert choice.real is not None
    assert choice.real.nominal.quantize(Decimal("0.0001")) == Decimal(nominal)
    assert choice.until == (day("2027-02-10") if periods == 3 else day("2027-05-10"))


def test_every_term_that_the_lender_offers_stands_beside_the_others() -> None:
    found = priced("2026-11-03 12:00", bills=(bill("1000"),))
    assert [row.periods for row in found if row.way is Way.INSTALMENT] == [3, 6, 9, 12]


def test_parts_of_running_plans_are_paid_now_and_not_put_off_again() -> None:
    running = plan("1200", 12, "0", "2026-10-10")
    found = priced("2026-11-03 12:00", bills=(bill("1000"),), plans=(running,))
    choice = one(found, Way.INSTALMENT, 3)
    assert (choice.pay_now, choice.cost) == (Money.of(100), Money.of("22.50"))
    assert choice.later == Money.of("922.50")
    only = priced("2026-11-03 12:00", bills=(bill("100"),), plans=(running,))
    assert [row for row in only if row.way is Way.INSTALMENT] == []


def test_the_interest_subsidy_is_at_most_half_of_the_fee() -> None:
    dear = account(instalment_offers="12:0.088", subsidy="0.01")
    cheap = account(instalment_offers="12:0.005", subsidy="0.01")
    for owner, subsidy in ((dear, "5.42"), (cheap, "2.50")):
        found = priced("2026-11-03 12:00", accounts=(owner,), bills=(bill("1000"),))
        # 1,000 falling by 83.33 a month, a twelfth of one per cent on each balance.
        assert one(found, Way.INSTALMENT, 12).subsidy == Money.of(subsidy)


def test_the_interest_subsidy_ends_with_its_last_day() -> None:
    # Of 12 parts one falls due by the end of 2026: a twelfth of one per cent on 1,000.
    ends = DatedTerm("subsidy", "0", day("2027-01-01"))
    own = account(instalment_offers="12:0.088", subsidy="0.01")
    own = replace(own, terms=(*own.terms, ends))
    found = priced("2026-11-03 12:00", accounts=(own,), bills=(bill("1000"),))
    assert one(found, Way.INSTALMENT, 12).subsidy == Money.of("0.83")
    cheap = replace(own, terms=(DatedTerm("instalment_offers", "12:0.0012"), *own.terms[1:]))
    found = priced("2026-11-03 12:00", accounts=(cheap,), bills=(bill("1000"),))
    assert one(found, Way.INSTALMENT, 12).subsidy == Money.of("0.05")  # half of that part's fee


def test_a_part_paid_counts_towards_the_minimum() -> None:
    paid = payment("30", "2026-11-05")
    found = priced("2026-11-06 12:00", bills=(bill("1000", "100"),), payments=(paid,))
    least = one(found, Way.MINIMUM)
    assert (least.pay_now, least.later) == (Money.of("70"), Money.of("913.50"))


def test_once_overdue_neither_minimum_nor_instalment_is_offered() -> None:
    found = priced("2026-11-12 12:00", bills=(bill("1000", "100"),))
    assert [row.way for row in found] == [Way.FULL, Way.LATE]
    assert one(found, Way.FULL).cost == Money.of("1.00")


def test_a_paid_bill_has_no_ways_left() -> None:
    paid = payment("1000", "2026-11-05")
    assert priced("2026-11-06 12:00", bills=(bill("1000"),), payments=(paid,)) == []


def test_a_product_without_a_minimum_offers_none() -> None:
    own = account(product="douyin")
    found = priced("2026-11-03 12:00", accounts=(own,), bills=(bill("1000"),))
    assert {row.way for row in found} == {Way.FULL, Way.INSTALMENT, Way.LATE}


def card(method: str = "full", **terms: Any) -> dict[str, Any]:
    """Vector CC-INT-01's card and purchase: 1,000 posted on 30 March, bill 5 April, due 25 April."""
    own = account(
        product="credit_card", interest_method=method, bill_day="5", due_day="25", **terms
    )
    bought = Item(
        *(1, 1, ItemKind.PURCHASE, "外套", Money.of(1000), day("2026-03-30")),
        *(day("2026-03-30"), None, None, None, None, LONG_AGO),
    )
    return {
        "accounts": (own,),
        "bills": (bill("1000", "100", on="2026-04-05", due="2026-04-25"),),
        "items": (bought,),
    }


@pytest.mark.parametrize(("method", "interest"), [("full", "17.50"), ("unpaid_only", "16.20")])
def test_a_cards_minimum_costs_what_vectors_cc_int_01_and_02_say(
    method: str, interest: str
) -> None:
    # Paid on the due day: 26 days on 1,000, then 10 on 900 to the bill of 5 May.
    paid = payment("100", "2026-04-25")
    facts = card(method) | {"payments": (paid,)}
    least = one(priced("2026-04-25 12:00", **facts), Way.MINIMUM)
    twenty_days = Money.of("9.00")  # 900 from the bill of 5 May to its due day, 25 May
    assert least.cost == Money.of(interest) + twenty_days
    assert least.cost == least.cost_most


def test_a_card_whose_purchases_are_unknown_has_a_price_from_and_to() -> None:
    facts = card() | {"items": ()}
    least = one(priced("2026-04-20 12:00", **facts), Way.MINIMUM)
    assert least.cost < least.cost_most


@pytest.mark.parametrize(
    ("terms", "fee"),
    [({}, "5.00"), ({"late_fee_floor": "10.00"}, "10.00"), ({"late_fee_cap": "3.00"}, "3.00")],
)
def test_a_card_paid_late_pays_interest_and_the_late_fee(terms: dict[str, str], fee: str) -> None:
    own = {"late_fee_floor": "0.00"} | terms
    late = one(priced("2026-04-20 12:00", **card("full", **own)), Way.LATE)
    # Thirty-one days of 0.05 % on 1,000 from the posting day, and 5 % of the minimum of 100.
    assert late.cost == Money.of("15.50") + Money.of(fee)


def test_late_inside_the_grace_costs_nothing_and_leaves_no_mark() -> None:
    own = account(grace_days="3")
    late = one(priced("2026-11-03 12:00", 3, accounts=(own,), bills=(bill("1000"),)), Way.LATE)
    assert (late.cost, late.mark) == (ZERO, Mark.NORMAL)


@given(
    st.sampled_from(["huabei", "credit_card"]),
    st.integers(1_000, 900_000),
    st.integers(0, 60),
    st.integers(0, 8),
    st.sampled_from(["0.00", "10.00"]),
    st.sampled_from(["full", "unpaid_only"]),
)
def test_what_the_minimum_is_said_to_cost_is_what_the_next_bill_holds(
    product: str, fen: int, share: int, paid_after: int, tolerance: str, method: str
) -> None:
    """The choice against the engine: the minimum paid on that day, the next bill seen on its eve."""
    own = account(
        product=product,
        bill_day="1",
        due_day="10",
        bill_day_inclusive="no",
        tolerance=tolerance,
        interest_method=method,
    )
    on = day("2026-11-02") + timedelta(days=paid_after)
    early = payment(str(Money(fen * share // 100 + 1)), on.isoformat())
    facts: dict[str, Any] = {
        "accounts": (own,),
        "bills": (bill(str(Money(fen)), str(Money(fen // 10))),),
        "items": (item(str(Money(fen)), "2026-10-15"),),
    }
    seen = snapshot(f"{on.isoformat()} 12:00", **facts, payments=(early,) if share else ())
    standing = bill_standing(seen, seen.bills[0])
    (least,) = [row for row in choices(seen, standing, 5, None) if row.way is Way.MINIMUM]
    assert least.pay_now == standing.minimum_remaining
    made = payment(str(least.pay_now), on.isoformat(), number=2)
    then = snapshot("2026-11-30 12:00", **facts, payments=(*seen.payments, made))
    after = bill_standing(then, then.bills[0])
    (coming,) = forecast_bills(then, own)
    rest = standing.remaining - least.pay_now
    assert coming.rolled == after.remaining + after.tolerated == rest
    # From the last day that the next bill shows until its own due day.
    terms = seen.terms_of(own)
    days = (day("2026-12-10") - last_interest_day(day("2026-12-01"), terms)).days
    more = ZERO if after.tolerated else settled(rest.fen * terms.daily_rate * days)
    assert abs((least.cost - coming.interest - coming.fees - more).fen) <= 1
    assert (least.later, least.mark) == (rest + least.cost, Mark.MINIMUM)


def only(amount: str, own: Account | None = None, **terms: Any) -> OnlyMinimums:
    """What only minimums of a bill of ``amount`` come to."""
    seen = snapshot("2026-11-03 12:00", accounts=(own or account(**terms),), bills=(bill(amount),))
    standing = bill_standing(seen, seen.bills[0])
    return only_minimums(standing, seen.terms_of(seen.accounts[0], day("2026-11-01")))


@pytest.mark.parametrize("product", ["huabei", "credit_card", "credit_shopping"])
@pytest.mark.parametrize("amount", ["100", "1000", "5000", "50000"])
def test_a_minimum_always_covers_its_interest_and_leaves_a_tenth_after_22_bills(
    product: str, amount: str
) -> None:
    found = only(amount, account(product=product, bill_day="1", due_day="10"))
    # 0.9 to the power of 22 is 0.0985; the interest of every month is in the minimum.
    assert found.bills == 22
    assert Decimal("0.097") < Decimal(found.left.fen) / Money.of(amount).fen <= Decimal("0.1")


def test_a_floor_ends_the_minimums() -> None:
    # 50.00 leave 50, whose month costs 0.75: of the next 50.00 only 49.25 repay, then 0.75 and 0.01.
    assert only("100", min_floor="50.00") == OnlyMinimums(3, Money.of("0.76"))


def test_what_may_not_roll_again_ends_with_the_second_bill() -> None:
    assert only("1000", rolls_again="no") == OnlyMinimums(2, Money.of("13.50"))
    assert only("1000", account(product="baitiao")).bills == 2


def test_a_cards_minimums_bear_interest_from_the_first_bill_on() -> None:
    card_ = account(product="credit_card", bill_day="1", due_day="20", rolls_again="no")
    # A month on 1,000 of what was posted, then a month on the 900 that rolled.
    assert only("1000", card_) == OnlyMinimums(2, Money.of("28.50"))


def test_minimums_that_hardly_repay_anything_are_said_to_take_lifetimes() -> None:
    assert only("1000", min_ratio="0").bills is None
    assert only("1000", min_ratio="0.001").bills is None


def test_a_product_without_bill_days_has_neither_minimum_nor_instalments() -> None:
    own = account(product="jiebei", min_ratio="0.10", instalment_offers="3:0.025")
    found = priced("2026-11-03 12:00", accounts=(own,), bills=(bill("1000", "100"),))
    assert [row.way for row in found] == [Way.FULL, Way.LATE]


def test_a_bill_that_is_only_expected_is_priced_like_the_typed_one() -> None:
    own = account()
    seen = snapshot("2026-11-20 12:00", accounts=(own,), readings=(reading("1000", "2026-11-20"),))
    expected = expected_bill(seen, own, day("2026-12-01"))
    assert expected is not None
    assert expected.id == NO_BILL
    assert expected.amount == Money.of(1000)
    typed = bill("1000", str(expected.minimum), on="2026-12-01", due="2026-12-10")
    with_bill = snapshot("2026-11-20 12:00", accounts=(own,), bills=(typed,))
    priced_now = choices(seen, bill_standing(seen, expected), 5, None)
    priced_then = choices(with_bill, bill_standing(with_bill, typed), 5, None)
    assert [(row.way, row.periods, row.cost) for row in priced_now] == [
        (row.way, row.periods, row.cost) for row in priced_then
    ]


def test_no_bill_is_expected_on_another_day() -> None:
    own = account()
    known = (reading("1000", "2026-11-20"),)
    seen = snapshot("2026-11-20 12:00", accounts=(own,), readings=known)
    assert expected_bill(seen, own, day("2026-12-02")) is None
