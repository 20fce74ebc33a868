"""Projected cash below the floor."""

from dataclasses import replace
from datetime import date

from assistant.domain.cash_rules import CashRules
from assistant.domain.money import Money
from assistant.domain.rules.cash_floor import RULE
from assistant.domain.snapshot import Snapshot
from tests.domain.facts import beijing, bill, paying, snapshot
from tests.domain.rules.seen import told

NOW = "2026-11-05 12:00"


def seen(floor: str) -> Snapshot:
    """350 in cash, 300 to pay on the 10th, and a floor."""
    facts = {"bills": (bill("300"),), "paying_accounts": (paying("350"),)}
    return snapshot(NOW, cash_rules=CashRules(floor=Money.of(floor)), **facts)


def test_the_first_day_below_the_floor_is_told_with_what_is_missing() -> None:
    (alert,) = told(RULE, seen("100"))
    assert alert.facts["day"] == date(2026, 11, 10)
    assert alert.facts["balance"] == Money.of("50")
    assert alert.facts["missing"] == Money.of("50")
    assert alert.due_date == date(2026, 11, 9)  # the Monday of that week: one occurrence a week


def test_at_the_floor_or_beyond_the_days_asked_for_nothing_is_told() -> None:
    assert told(RULE, seen("50")) == ()
    assert told(RULE, seen("100"), {"days": "4"}) == ()
    assert told(RULE, seen("100"), {"days": "5"}) != ()


def test_without_any_account_todays_morning_counts() -> None:
    empty = snapshot(NOW, accounts=())
    (alert,) = told(RULE, empty, balances=((date(2026, 11, 10), -Money.of("1")),))
    assert alert.at == beijing("2026-11-05 10:00")


def test_a_new_week_waits_for_its_morning() -> None:
    below = replace(seen("100"), now=beijing("2026-11-09 00:00"))
    (alert,) = told(RULE, below, balances=((date(2026, 11, 9), -Money.of("1")),))
    assert alert.at == beijing("2026-11-09 10:00")
