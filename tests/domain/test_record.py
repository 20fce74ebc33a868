"""The codes of the credit record and how long they stay."""

from datetime import date

import pytest

from assistant.domain.money import Money
from assistant.domain.record import (
    Category,
    Mark,
    first_of,
    late_mark,
    months_until,
    worst,
)
from tests.domain.histories import RULES


@pytest.mark.parametrize(
    ("days", "code"),
    [
        *((0, "N"), (1, "1"), (30, "1"), (31, "2"), (60, "2"), (61, "3"), (90, "3"), (91, "4")),
        *((120, "4"), (121, "5"), (150, "5"), (151, "6"), (180, "6"), (181, "7"), (4000, "7")),
    ],
)
def test_days_give_their_step(days: int, code: str) -> None:
    assert late_mark(days).value == code


def test_every_mark_of_lateness_has_its_meaning_and_grows_worse() -> None:
    steps = [str(number) for number in range(1, 8)]
    assert [mark.value for mark in Mark if mark.value.isdigit()] == steps
    severities = [RULES.severity(code) for code in steps]
    assert severities == sorted(set(severities))
    assert all(RULES.codes[code].category is Category.OVERDUE for code in steps)


def test_late_in_its_month_is_worse_than_normal_and_no_bad_entry() -> None:
    assert RULES.severity("N") < RULES.severity("M") < RULES.severity("1")
    assert not RULES.is_bad("M")
    assert RULES.is_bad("G")
    assert not RULES.is_bad(None)
    assert RULES.severity(None) == 0


def test_a_bad_entry_stays_five_years_from_its_end_and_an_unpaid_one_for_ever() -> None:
    assert RULES.expiry(date(2024, 2, 29)) == date(2029, 2, 28)
    assert RULES.expiry(None) is None


def test_of_harmless_codes_the_one_that_says_most_is_shown() -> None:
    assert worst(RULES, ["*", None, "N", "C"]) == "N"
    assert worst(RULES, ["C", "*"]) == "*"
    assert worst(RULES, ["N", "2", "1"]) == "2"
    assert worst(RULES, [None]) is None


def test_months_end_with_the_present_one() -> None:
    assert months_until(date(2026, 2, 14), 3) == (
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    )
    assert first_of(date(2026, 2, 14)) == date(2026, 2, 1)


def test_what_the_repair_covers_has_its_bounds_included() -> None:
    last = date(2025, 12, 1)
    assert RULES.repaired(last, Money.of("10000"), date(2026, 3, 31))
    assert not RULES.repaired(last, Money.of("10000.01"), date(2026, 3, 31))
    assert not RULES.repaired(date(2019, 12, 1), Money.of("1"), date(2020, 1, 1))
    assert not RULES.repaired(last, Money.of("0"), date(2026, 1, 1))  # not known
