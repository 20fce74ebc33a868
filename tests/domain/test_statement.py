"""The bill that comes: spending, plans, what rolls, and what that costs."""

from dataclasses import replace
from typing import Any

from assistant.domain.account import BookedEstimate, DatedTerm, Destination, ItemKind, Payment
from assistant.domain.money import ZERO, Money
from assistant.domain.standing import bill_standing
from assistant.domain.statement import Forecast, forecast_bills
from assistant.domain.terms import Terms
from tests.domain.facts import (
    LONG_AGO,
    account,
    bill,
    card,
    day,
    item,
    payment,
    plan,
    reading,
    snapshot,
)


def coming(now: str, **facts: Any) -> list[Forecast]:
    seen = snapshot(now, **facts)
    return list(forecast_bills(seen, seen.accounts[0]))


def test_items_enter_the_bill_after_their_posting_day() -> None:
    items = (
        item("100", "2026-10-31", number=1),
        item("20", "2026-11-01", number=2),
        item("3", None, number=3),
        item("0.50", "2026-11-20", number=4, bill_date=day("2026-11-01")),
    )
    found = coming("2026-10-25 12:00", items=items)
    assert [(row.bill_date, row.unbilled) for row in found] == [
        (day("2026-11-01"), Money.of("100.50")),
        (day("2026-12-01"), Money.of(20)),
    ]


def test_a_reading_holds_the_items_posted_before_it() -> None:
    items = (item("100", "2026-11-02"), item("20", "2026-11-08", number=2))
    found = coming("2026-11-09 12:00", items=items, readings=(reading("130", "2026-11-05"),))
    assert [row.unbilled for row in found] == [Money.of(150)]
    # Posted on the very day of the reading and typed in before it: held by it too.
    same = (item("100", "2026-11-05"),)
    found = coming("2026-11-09 12:00", items=same, readings=(reading("130", "2026-11-05"),))
    assert [row.unbilled for row in found] == [Money.of(130)]


def test_a_reading_of_the_cycle_before_the_last_bill_is_over() -> None:
    old = reading("130", "2026-10-20")
    assert coming("2026-11-09 12:00", bills=(bill("500"),), readings=(old,)) == []


def test_a_reading_after_the_bill_day_leaves_the_bill_before_it_due() -> None:
    before, after = reading("500", "2026-10-20"), reading("80", "2026-11-05")
    found = coming("2026-11-06 12:00", readings=(before, replace(after, id=2)))
    assert [(row.due_date, row.amount) for row in found] == [
        (day("2026-11-10"), Money.of(500)),
        (day("2026-12-10"), Money.of(80)),
    ]


def test_refunds_lower_the_coming_bill_and_never_make_it_negative() -> None:
    back = item("30", "2026-11-05", number=2, kind=ItemKind.REFUND)
    (found,) = coming("2026-11-09 12:00", items=(item("100", "2026-11-02"), back))
    assert (found.unbilled, found.refunds, found.amount) == (
        *(Money.of(100), Money.of(30)),
        Money.of(70),
    )
    more = replace(back, amount=Money.of(300))
    (found,) = coming("2026-11-09 12:00", items=(item("100", "2026-11-02"), more))
    assert found.amount == ZERO
    for went in (Destination.LIMIT, Destination.CASH):
        elsewhere = replace(back, destination=went)
        (found,) = coming("2026-11-09 12:00", items=(item("100", "2026-11-02"), elsewhere))
        assert found.amount == Money.of(100)


def ahead(amount: str, on: str, bill_date: str = "2026-12-01", number: int = 1) -> Payment:
    """A repayment of a bill that is not out yet."""
    target = {"bill_id": None, "account_id": 1, "bill_date": day(bill_date)}
    return payment(amount, on, number=number, **target)


def test_what_was_paid_ahead_lowers_the_bill_until_a_reading_holds_it() -> None:
    facts: dict[str, Any] = {
        "items": (item("500", "2026-11-02"), item("800", "2026-11-08", number=2)),
        "payments": (ahead("500", "2026-11-05"),),
    }
    (found,) = coming("2026-11-09 12:00", **facts)
    assert (found.amount, found.whole, found.left.spending) == (
        *(Money.of(800), Money.of(1300)),
        Money.of(800),
    )
    (found,) = coming("2026-11-10 12:00", **facts, readings=(reading("810", "2026-11-09"),))
    assert (found.amount, found.whole) == (Money.of(810), Money.of(1310))


def test_what_was_paid_ahead_of_instalments_is_in_no_reading() -> None:
    facts: dict[str, Any] = {
        "items": (item("500", "2026-11-02"),),
        "plans": (plan("200", 2, "0", "2026-12-10"),),
        "payments": (ahead("600", "2026-11-05"),),
        "readings": (reading("0", "2026-11-09"),),
    }
    first, second = coming("2026-11-10 12:00", **facts)
    assert (first.amount, first.paid_ahead) == (ZERO, Money.of(600))
    assert second.amount == Money.of(100)
    # Beyond all that was known: the reading says that nothing of it is left over.
    more = facts | {"payments": (ahead("700", "2026-11-05"),)}
    assert coming("2026-11-10 12:00", **more)[1].amount == Money.of(100)


def test_what_was_paid_ahead_of_other_parts_is_not_taken_for_later_spending() -> None:
    facts: dict[str, Any] = {
        "items": (item("100", "2026-11-02"), item("200", "2026-11-07", number=2)),
        "plans": (plan("1800", 2, "0", "2026-12-10"),),
        "payments": (ahead("500", "2026-11-05"),),
        "readings": (reading("200", "2026-11-09"),),
    }
    # 100 of the 500 met the spending of then, 400 the 900 of the part that falls due.
    assert coming("2026-11-10 12:00", **facts)[0].amount == Money.of(200 + 900 - 400)


def test_what_came_back_or_was_paid_beyond_a_coming_bill_lowers_the_one_after_it() -> None:
    back = item("30", "2026-11-06", number=2, kind=ItemKind.REFUND)
    later = item("90", "2026-12-02", number=3)
    facts: dict[str, Any] = {
        "items": (item("100", "2026-11-02"), back, later),
        "payments": (ahead("100", "2026-11-05"),),
    }
    first, second = coming("2026-12-03 12:00", **facts)
    assert (first.amount, first.spare) == (ZERO, Money.of(30))
    assert (second.amount, second.whole) == (Money.of(60), Money.of(60))


def test_what_is_paid_ahead_lowers_spending_first_then_instalments_and_the_minimum() -> None:
    seen = snapshot(
        "2026-11-09 12:00",
        items=(item("500", "2026-11-02"),),
        plans=(plan("200", 2, "0", "2026-12-10"),),
        payments=(ahead("550", "2026-11-05"),),
    )
    first = forecast_bills(seen, seen.accounts[0])[0]
    assert first.left[:2] == (ZERO, Money.of(50))
    assert first.minimum(seen.terms_of(seen.accounts[0])) == Money.of(50)


def test_what_is_repaid_beyond_a_bill_is_taken_off_the_next_one() -> None:
    facts: dict[str, Any] = {
        "bills": (bill("1000", "100"),),
        "readings": (reading("500", "2026-11-05"),),
        "payments": (payment("1200", "2026-11-06"),),
    }
    (found,) = coming("2026-11-07 12:00", **facts)
    assert (found.amount, found.paid_ahead) == (Money.of(300), ZERO)
    # The newest reading holds it: the lender shows what is left.
    facts["readings"] = (reading("290", "2026-11-07"),)
    assert coming("2026-11-07 12:00", **facts)[0].amount == Money.of(290)


def test_what_comes_back_beyond_what_is_left_of_a_bill_is_taken_off_the_next_one() -> None:
    one = bill("1000", "100")
    back = item(
        *("300", "2026-11-07"),
        number=2,
        kind=ItemKind.REFUND,
        bill_date=one.bill_date,
        spent="2026-11-07",
    )
    facts: dict[str, Any] = {
        "bills": (one,),
        "payments": (payment("800", "2026-11-06"),),
        "items": (item("400", "2026-11-05"), back),
    }
    (found,) = coming("2026-11-08 12:00", **facts)
    assert found.amount == Money.of(300)


def test_what_is_beyond_a_late_bill_is_what_its_penalty_did_not_take() -> None:
    # Ten days late: 1,000 × 0.05% × 10 = 5.00 of penalty are in the 1,100.
    facts: dict[str, Any] = {
        "bills": (bill("1000", "100"),),
        "items": (item("400", "2026-11-05"),),
        "payments": (payment("1100", "2026-11-20"),),
    }
    (found,) = coming("2026-11-21 12:00", **facts)
    assert found.amount == Money.of(305)


def test_what_is_beyond_a_bill_of_nothing_goes_on_to_the_one_after_it() -> None:
    nothing = bill("0", on="2026-12-01", due="2026-12-10", number=2)
    expected = BookedEstimate(2, Money.of(50), ZERO, ZERO, ZERO, ZERO, ZERO, Money.of(200))
    facts: dict[str, Any] = {
        "bills": (bill("1000", "100"), nothing),
        "estimates": (expected,),
        "items": (item("400", "2026-12-05"),),
    }
    (found,) = coming("2026-12-06 12:00", **facts)
    assert found.amount == Money.of(250)


def test_a_refund_onto_an_issued_bill_lowers_what_is_left_of_it() -> None:
    one = bill("300")
    back = item(
        "120", "2026-11-05", kind=ItemKind.REFUND, bill_date=one.bill_date, spent="2026-11-05"
    )
    seen = snapshot("2026-11-06 12:00", bills=(one,), items=(back,))
    standing = bill_standing(seen, one)
    assert (standing.credited, standing.remaining) == (Money.of(120), Money.of(180))


def test_vector_hb_min_05_bill_by_bill() -> None:
    first = bill("5000", "500", on="2026-11-01", due="2026-11-10")
    paid = payment("500", "2026-11-10")
    (second,) = coming("2026-12-01 12:00", bills=(first,), payments=(paid,))
    assert (second.rolled, second.interest, second.amount) == (
        *(Money.of(4500), Money.of("45.00")),
        Money.of(4545),
    )
    terms = snapshot("2026-12-01 12:00").terms_of(account())
    assert second.minimum(terms) == Money.of(495)
    # The lender's next bill: 4,545 with 45.00 of interest inside, 495 paid on its due day.
    next_bill = bill("4545", "495", number=2, on="2026-12-01", due="2026-12-10")
    both = (paid, payment("495", "2026-12-10", number=2, bill_id=2))
    (third,) = coming("2027-01-01 12:00", bills=(first, next_bill), payments=both)
    # 4,500 for the ten days to the due day and 4,050 for twenty-one after it.
    assert (third.rolled, third.interest) == (Money.of(4050), Money.of("65.03"))
    assert third.minimum(terms) == Money.of("470.03")
    # Before the second due day only the ten days on 4,500 are certain.
    facts = {"bills": (first, next_bill), "payments": (paid,)}
    (open_,) = coming("2026-12-05 12:00", **facts)
    assert (open_.rolled, open_.interest) == (ZERO, Money.of("22.50"))


def test_a_bill_missed_altogether_rolls_nothing_and_charges_no_interest_twice() -> None:
    found = coming("2026-11-20 12:00", bills=(bill("5000", "500"),))
    assert [row.interest for row in found if row.rolled] == []


def test_a_product_whose_rest_does_not_roll_again_asks_for_all_of_it() -> None:
    forecast = Forecast(
        *(day("2026-12-01"), day("2026-12-10"), LONG_AGO),
        unbilled=Money.of(1000),
        rolled=Money.of(500),
    )
    ratio = Terms(min_ratio=account_ratio("0.10"))
    assert forecast.minimum(ratio) == Money.of(150)
    assert forecast.minimum(replace(ratio, rolls_again=False)) == Money.of(600)
    assert forecast.minimum(Terms()) == Money.of(1500)  # no minimum: all of it
    assert replace(forecast, cash=Money.of(400)).minimum(
        replace(ratio, cash_min_ratio=account_ratio("1"))
    ) == Money.of(60 + 400 + 50)


def account_ratio(text: str) -> Any:
    """A ratio as a term."""
    from decimal import Decimal

    return Decimal(text)


def test_a_cash_advance_bears_a_fee_and_interest_from_its_posting_day() -> None:
    owner = card(cash_fee_rate="0.01", cash_fee_floor="10.00")
    cash = item("500", "2026-04-06", kind=ItemKind.CASH)
    seen = snapshot("2026-04-10 12:00", accounts=(owner,), items=(cash,))
    (found,) = forecast_bills(seen, owner)
    # 29 days from 6 April to the bill of 5 May at 0.05 %.
    assert (found.unbilled, found.cash, found.fees, found.interest) == (
        *(Money.of(500), Money.of(500)),
        *(Money.of(10), Money.of("7.25")),
    )
    free = snapshot("2026-04-10 12:00", accounts=(card(),), items=(cash,))
    assert forecast_bills(free, card())[0].fees == ZERO
    unposted = snapshot(
        "2026-04-10 12:00", accounts=(owner,), items=(replace(cash, posted_on=None),)
    )
    assert forecast_bills(unposted, owner) == ()


def test_instalment_parts_fall_into_the_bill_with_their_due_day() -> None:
    parts = plan("1200", 3, "30", "2026-12-10", since="2026-11-02")
    found = coming("2026-11-03 12:00", plans=(parts,))
    assert [(row.bill_date, row.instalments) for row in found] == [
        (day("2026-12-01"), Money.of(410)),
        (day("2027-01-01"), Money.of(410)),
        (day("2027-02-01"), Money.of(410)),
    ]


def test_a_changed_bill_and_due_day_moves_the_parts_of_a_plan_with_their_bills() -> None:
    new = day("2027-01-01")
    owner = account()
    changed = (DatedTerm("bill_day", "10", new), DatedTerm("due_day", "20", new))
    owner = replace(owner, terms=(*owner.terms, *changed))
    facts: dict[str, Any] = {
        "accounts": (owner,),
        "plans": (plan("1200", 12, "0", "2026-11-10", "2026-11-02"),),
        "bills": (bill("100"),),
        "payments": (payment("100", "2026-11-09"),),
    }
    found = coming("2026-12-02 12:00", **facts)
    assert [(row.due_date, row.amount) for row in found[:3]] == [
        (day("2026-12-10"), Money.of(100)),
        (day("2027-01-20"), Money.of(100)),
        (day("2027-02-20"), Money.of(100)),
    ]
    december = bill("100", number=2, on="2026-12-01", due="2026-12-10")
    left = coming("2026-12-02 12:00", **(facts | {"bills": (bill("100"), december)}))
    assert sum((row.amount for row in left), ZERO) == Money.of(1000)


def test_a_product_without_free_days_bears_interest_from_the_purchase() -> None:
    own = account(product="fenfu", daily_rate="0.0004")
    (found,) = coming("2026-11-10 12:00", accounts=(own,), items=(item("1000", "2026-11-05"),))
    # 25 days until the day before the bill of 1 December.
    assert (found.unbilled, found.interest) == (Money.of(1000), Money.of("10.00"))
    assert coming("2026-11-10 12:00", accounts=(own,)) == []
    (read,) = coming("2026-11-10 12:00", accounts=(own,), readings=(reading("1000", "2026-11-10"),))
    assert read.interest == Money.of("8.00")


def test_a_product_without_free_days_bears_interest_on_the_bill_that_is_not_paid() -> None:
    own = account(product="fenfu", daily_rate="0.0004")
    back = item("200", "2026-11-06", number=2, kind=ItemKind.REFUND)
    facts: dict[str, Any] = {
        "accounts": (own,),
        "bills": (bill("1000", "100"),),
        "payments": (payment("1000", "2026-11-10"),),
        "items": (item("500", "2026-11-05"), back),
    }
    (found,) = coming("2026-11-12 12:00", **facts)
    # 1,000 for nine days; 500 for 25 days less 200 for 24 days.
    assert found.interest == Money.of("6.68")
    nothing = replace(own, terms=(*own.terms, DatedTerm("bill_day", "1")))
    assert coming("2026-11-12 12:00", **(facts | {"accounts": (nothing,)}))


def test_interest_from_the_first_day_stays_on_a_bill_that_is_out_and_was_not_typed() -> None:
    own = account(product="fenfu", daily_rate="0.0004")
    facts: dict[str, Any] = {"accounts": (own,), "items": (item("1000", "2026-11-05"),)}
    (before,) = coming("2026-11-30 12:00", **facts)
    out, following = coming("2026-12-06 12:00", **facts)
    assert (out.amount, out.minimum(Terms(min_ratio=None))) == (before.amount, before.amount)
    assert out.amount == Money.of(1010)
    # The bill that is out bears interest on until the next one: 1,010 for 30 days.
    assert (following.bill_date, following.amount) == (day("2027-01-01"), Money.of("12.12"))


def test_a_reading_bears_interest_from_the_days_of_the_items_that_it_holds() -> None:
    own = account(product="fenfu", daily_rate="0.0004")
    facts: dict[str, Any] = {
        "accounts": (own,),
        "items": (item("1000", "2026-11-05"),),
        "readings": (reading("1500", "2026-11-10"),),
    }
    (found,) = coming("2026-11-11 12:00", **facts)
    # 1,000 for 25 days, the other 500 from the day they were read: 20 days.
    assert found.interest == Money.of("14.00")


def test_a_product_without_bill_days_has_no_forecast() -> None:
    for own in (account(product="jiebei"), account(product="jiebei", interest_free="no")):
        facts = {"accounts": (own,), "bills": (bill("1000", "100"),)}
        assert coming("2026-11-03 12:00", **facts) == []


def test_cash_where_nothing_is_free_bears_interest_once() -> None:
    own = account(product="fenfu", daily_rate="0.0004")
    cash = item("1000", "2026-11-05", kind=ItemKind.CASH)
    (found,) = coming("2026-11-10 12:00", accounts=(own,), items=(cash,))
    assert (found.cash, found.interest) == (Money.of(1000), Money.of("10.00"))
