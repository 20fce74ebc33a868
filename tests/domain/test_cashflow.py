"""When incomes and expenses come, and how much of them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.cashflow import Repeat, Spread, occurrences
from assistant.domain.money import ZERO, Money, total
from tests.domain.facts import day, expense, income

YEAR = day("2026-01-01"), day("2026-12-31")


@pytest.mark.parametrize(
    ("repeat", "times", "last"),
    [
        (Repeat.ONCE, 1, "2026-01-31"),
        (Repeat.WEEKLY, 48, "2026-12-26"),
        (Repeat.FORTNIGHTLY, 24, "2026-12-19"),
        (Repeat.MONTHLY, 12, "2026-12-31"),
        (Repeat.QUARTERLY, 4, "2026-10-31"),
        (Repeat.YEARLY, 1, "2026-01-31"),
        (Repeat.EVENLY, 335, "2026-12-31"),
    ],
)
def test_an_item_comes_as_often_as_it_says(repeat: Repeat, times: int, last: str) -> None:
    found = list(occurrences(income("100", "2026-01-31", repeat), *YEAR))
    assert len(found) == times
    assert found[-1].day == day(last)


def test_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    days = [row.day for row in occurrences(income("100", "2026-01-31"), *YEAR)]
    assert days[1] == day("2026-02-28")
    assert days[2] == day("2026-03-31")


def test_it_ends_on_its_last_day_and_a_one_off_has_none() -> None:
    ended = income("100", "2026-01-10", last_on=day("2026-02-10"))
    assert [row.day.month for row in occurrences(ended, *YEAR)] == [1, 2]
    evenly = income("100", "2026-01-10", Repeat.EVENLY, last_on=day("2026-01-12"))
    assert len(list(occurrences(evenly, *YEAR))) == 3


@given(st.integers(0, 800), st.sampled_from(list(Repeat)))
def test_asking_from_a_later_day_gives_the_same_days(offset: int, repeat: Repeat) -> None:
    item = income("100", "2025-12-31", repeat)
    end = day("2028-06-30")
    start = day("2026-01-01").fromordinal(day("2026-01-01").toordinal() + offset)
    whole = [row.day for row in occurrences(item, item.first_on, end)]
    assert [row.day for row in occurrences(item, start, end)] == [d for d in whole if d >= start]


@given(st.integers(1, 10**7))
def test_what_goes_evenly_adds_up_to_the_months_amount_exactly(fen: int) -> None:
    amount = Money(fen)
    days = occurrences(
        expense("1", "2026-02-01", Repeat.EVENLY), day("2026-02-01"), day("2026-02-28")
    )
    assert total(row.of(amount) for row in days) == amount


def test_the_cautious_amount_is_the_least_income_and_the_most_expense() -> None:
    span: dict[str, Any] = {"spread": Spread.RANGE, "low": Money.of(80), "high": Money.of(130)}
    assert income("100", "2026-01-01", **span).cautious == Money.of(80)
    assert expense("100", "2026-01-01", **span).cautious == Money.of(130)
    assert income("100", "2026-01-01").cautious == Money.of(100)


@pytest.mark.parametrize(
    ("repeat", "month"),
    [
        (Repeat.ONCE, "0"),
        (Repeat.WEEKLY, "520"),
        (Repeat.FORTNIGHTLY, "260"),
        (Repeat.MONTHLY, "120"),
        (Repeat.QUARTERLY, "40"),
        (Repeat.YEARLY, "10"),
        (Repeat.EVENLY, "120"),
    ],
)
def test_what_an_item_comes_to_in_a_month(repeat: Repeat, month: str) -> None:
    assert income("120", "2026-01-01", repeat).per_month(day("2026-02-01")) == Money.of(month)


def test_what_has_ended_or_begins_much_later_comes_to_nothing_in_a_month() -> None:
    gone = income("120", "2025-01-01", Repeat.MONTHLY, last_on=day("2026-06-30"))
    assert gone.per_month(day("2026-06-30")) == Money.of(120)
    assert gone.per_month(day("2026-07-01")) == ZERO
    spring = income("120", "2027-03-10", Repeat.MONTHLY)
    assert spring.per_month(day("2026-11-15")) == ZERO
    assert spring.per_month(day("2027-02-05")) == Money.of(120)
    yearly = income("120", "2027-10-01", Repeat.YEARLY)
    assert yearly.per_month(day("2026-11-15")) == Money.of(10)
