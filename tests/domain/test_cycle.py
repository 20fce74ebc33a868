"""Bill days under an account's own history."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.account import Account, DatedTerm
from assistant.domain.cycle import (
    bill_of_due,
    due_of,
    entered_bill,
    latest_bill,
    next_bill,
    next_change,
)
from tests.domain.facts import account, day, snapshot


def changed(*, on: str = "2026-12-01", **terms: str) -> Account:
    """花呗 whose terms change on a day."""
    later = [DatedTerm(key, value, day(on)) for key, value in terms.items()]
    return replace(account(), terms=tuple(later))


def seen(owner: Account, now: str = "2026-11-03 12:00") -> Any:
    return snapshot(now, accounts=(owner,))


def test_a_new_pair_of_days_begins_with_the_bill_after_the_change() -> None:
    owner = changed(bill_day="5", due_day="15")
    facts = seen(owner)
    assert next_bill(facts, owner, day("2026-10-01")) == day("2026-11-01")
    assert next_bill(facts, owner, day("2026-11-01")) == day("2026-12-05")
    assert next_bill(facts, owner, day("2026-12-05")) == day("2027-01-05")


def test_an_issued_bill_keeps_its_due_day() -> None:
    owner = changed(bill_day="5", due_day="15")
    facts = seen(owner)
    assert due_of(facts, owner, day("2026-11-01")) == day("2026-11-10")
    assert due_of(facts, owner, day("2026-12-05")) == day("2026-12-15")


def test_a_change_to_an_earlier_day_of_the_month_skips_no_bill() -> None:
    owner = changed(on="2026-11-20", bill_day="1", due_day="10")
    owner = replace(owner, terms=(DatedTerm("bill_day", "25"), *owner.terms))
    facts = seen(owner)
    assert next_bill(facts, owner, day("2026-10-25")) == day("2026-12-01")


def test_the_last_bill_day_is_found_also_on_the_day_itself() -> None:
    owner = account()
    facts = seen(owner)
    assert latest_bill(facts, owner, day("2026-11-01")) == day("2026-11-01")
    assert latest_bill(facts, owner, day("2026-10-31")) == day("2026-10-01")


def test_a_bill_day_of_31_is_the_last_day_of_a_shorter_month() -> None:
    owner = account(bill_day="31", due_day="20")
    facts = seen(owner)
    found = [next_bill(facts, owner, day(text)) for text in ("2027-01-31", "2027-02-28")]
    assert found == [day("2027-02-28"), day("2027-03-31")]


def test_a_due_day_by_days_after_the_bill() -> None:
    owner = account(product="credit_card", bill_day="5", due_offset_days="20")
    assert due_of(seen(owner), owner, day("2026-11-05")) == day("2026-11-25")


def test_a_product_without_bills_has_none() -> None:
    owner = account(product="jiebei")
    facts = seen(owner)
    assert next_bill(facts, owner, day("2026-11-01")) is None
    assert latest_bill(facts, owner, day("2026-11-01")) is None
    assert bill_of_due(facts, owner, day("2026-11-10")) is None
    assert due_of(facts, owner, day("2026-11-01")) == day("2026-11-01")


month_days = st.integers(1, 31).map(str)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), month_days, month_days)
def test_a_posting_enters_a_later_bill_with_a_later_due_day(
    posted: date, bill_day: str, due_day: str
) -> None:
    owner = account(bill_day=bill_day, due_day=due_day)
    facts = seen(owner)
    entered = entered_bill(facts, owner, posted)
    later = entered_bill(facts, owner, posted + timedelta(days=1))
    assert entered is not None
    assert later is not None
    assert posted < entered < due_of(facts, owner, entered)
    assert entered <= later
    inclusive = account(bill_day=bill_day, due_day=due_day, bill_day_inclusive="yes")
    same = entered_bill(seen(inclusive), inclusive, posted)
    assert same is not None
    assert posted <= same <= entered


def test_a_due_day_is_in_the_bill_before_it() -> None:
    owner = account()
    assert bill_of_due(seen(owner), owner, day("2026-11-10")) == day("2026-11-01")


def test_the_next_change_is_allowed_a_year_after_the_last() -> None:
    owner = changed(on="2026-10-01", bill_day="5")
    assert next_change(seen(owner), owner) == day("2027-10-01")
    assert next_change(seen(owner, "2027-10-01 12:00"), owner) is None
    assert next_change(seen(account()), account()) is None
    free = replace(owner, terms=(*owner.terms, DatedTerm("day_change_months", "0")))
    assert next_change(seen(free), free) is None
