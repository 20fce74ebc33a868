"""The State Council's calendar."""

from assistant.services.workdays import is_workday
from tests.domain.facts import day


def test_holidays_weekends_and_make_up_days_are_known() -> None:
    assert is_workday(day("2026-02-17")) is False  # Spring Festival
    assert is_workday(day("2026-11-07")) is False  # a Saturday
    assert is_workday(day("2026-10-10")) is True  # a Saturday worked for the National Day
    assert is_workday(day("2026-11-09")) is True


def test_a_year_that_is_not_announced_is_not_guessed() -> None:
    assert is_workday(day("2099-01-04")) is None
