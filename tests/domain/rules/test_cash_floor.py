"""Projected cash below the floor."""

from datetime import date

from assistant.domain.money import Money
from assistant.domain.rules.cash_floor import RULE
from tests.domain.facts import bill, paying, snapshot
from tests.domain.rules.seen import told

NOW = "2026-11-05 12:00"


def test_the_first_day_below_the_floor_is_told_with_what_is_missing() -> None:
    seen = snapshot(NOW, bills=(bill("300"),), paying_accounts=(paying("350"),))
    (alert,) = told(RULE, seen, {"floor": "100"})
    assert alert.facts["day"] == date(2026, 11, 10)
    assert alert.facts["balance"] == Money.of("50")
    assert alert.facts["missing"] == Money.of("50")
    assert alert.due_date == date(2026, 11, 9)  # the Monday of that week: one occurrence a week


def test_at_the_floor_or_beyond_the_days_asked_for_nothing_is_told() -> None:
    seen = snapshot(NOW, bills=(bill("300"),), paying_accounts=(paying("350"),))
    assert told(RULE, seen, {"floor": "50"}) == ()
    assert told(RULE, seen, {"floor": "100", "days": "4"}) == ()
    assert told(RULE, seen, {"floor": "100", "days": "5"}) != ()
