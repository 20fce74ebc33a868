"""A deduction on a day on which banks are closed."""

from assistant.domain.rules.holiday import RULE
from tests.domain.facts import beijing, bill, day, paying, snapshot
from tests.domain.rules.seen import closed_on, told

NOW = "2026-11-03 12:00"
SEEN = snapshot(NOW, bills=(bill("300"),), paying_accounts=(paying("10"),))


def test_the_money_is_to_be_moved_on_the_working_day_before() -> None:
    (alert,) = told(RULE, SEEN, is_workday=closed_on("2026-11-08", "2026-11-09", "2026-11-10"))
    assert alert.facts["move_on"] == day("2026-11-07")
    assert alert.at == beijing("2026-11-07 10:00")
    assert alert.act_by == beijing("2026-11-10 08:00")
    (earlier,) = told(RULE, SEEN, {"days": "2"}, is_workday=closed_on("2026-11-10"))
    assert earlier.at == beijing("2026-11-07 10:00")


def test_on_a_working_day_or_with_the_money_there_nothing_is_told() -> None:
    assert told(RULE, SEEN, is_workday=closed_on("2026-11-11")) == ()
    funded = snapshot(NOW, bills=(bill("300"),), paying_accounts=(paying("300"),))
    assert told(RULE, funded, is_workday=closed_on("2026-11-10")) == ()


def test_a_year_that_is_not_announced_is_said_once_and_never_guessed() -> None:
    bills = tuple(
        bill("10", number=number, on=f"2026-12-0{number}", due=f"2027-01-0{number}")
        for number in (1, 2)
    )
    seen = snapshot("2026-12-20 12:00", bills=bills, paying_accounts=(paying("1"),))
    (alert,) = told(RULE, seen, is_workday=closed_on())
    assert (alert.about, alert.variant) == ("year:2027", "unknown")
    assert alert.due_date == day("2027-01-01")


def test_a_holiday_that_began_in_an_unannounced_year_is_not_guessed_either() -> None:
    seen = snapshot(
        "2026-12-20 12:00",
        bills=(bill("10", on="2026-12-01", due="2027-01-01"),),
        paying_accounts=(paying("1"),),
    )
    assert told(RULE, seen, is_workday=closed_on("2027-01-01", known=2027)) == ()


def test_an_endless_holiday_names_no_day() -> None:
    assert told(RULE, SEEN, is_workday=lambda _day: False) == ()


def test_a_late_due_was_deducted_already() -> None:
    late = snapshot("2026-11-12 12:00", bills=(bill("300"),), paying_accounts=(paying("10"),))
    assert told(RULE, late, is_workday=closed_on("2026-11-10")) == ()
