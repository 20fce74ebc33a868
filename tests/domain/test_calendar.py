"""Days 1–31 clamped to the month's end; bill days, due days, cut-offs."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.calendar import (
    add_months,
    clamped,
    cutoff_instant,
    due_date,
    latest_bill_date,
    monthly,
    next_bill_date,
)

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
month_days = st.integers(1, 31)


@pytest.mark.parametrize(
    ("year", "month", "on", "found"),
    [(2026, 2, 31, 28), (2028, 2, 30, 29), (2026, 4, 31, 30), (2026, 1, 31, 31)],
)
def test_a_day_that_a_month_lacks_is_its_last(year: int, month: int, on: int, found: int) -> None:
    assert clamped(year, month, on) == date(year, month, found)


def test_a_clamped_day_comes_back_in_longer_months() -> None:
    assert list(monthly(date(2026, 1, 31), 4, 31)) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert add_months(date(2026, 1, 15), -2) == date(2025, 11, 15)


@given(days, month_days)
def test_bill_days_stand_on_both_sides_of_any_day(on: date, bill_day: int) -> None:
    before, after = latest_bill_date(on, bill_day), next_bill_date(on, bill_day)
    assert before <= on < after
    assert next_bill_date(before, bill_day) == after
    assert (after - before).days in range(28, 32)


def test_a_due_day_is_fixed_or_so_many_days_later() -> None:
    assert due_date(date(2026, 11, 25), due_day=10) == date(2026, 12, 10)
    assert due_date(date(2026, 2, 5), due_offset_days=20) == date(2026, 2, 25)
    with pytest.raises(ValueError, match="due_day"):
        due_date(date(2026, 1, 1))


def test_a_due_day_ends_at_midnight_in_beijing() -> None:
    assert cutoff_instant(date(2026, 11, 10), 1440) == datetime(2026, 11, 10, 16, tzinfo=UTC)
    assert cutoff_instant(date(2026, 11, 10), 480) == datetime(2026, 11, 10, tzinfo=UTC)
