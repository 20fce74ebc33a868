"""A due that is likely to be short by the simulation."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.domain.money import Money
from assistant.domain.rules.likely_short import RULE
from assistant.domain.shortfall import DueRisk, Shortfall
from tests.domain.facts import snapshot
from tests.domain.rules.seen import told

SEEN = snapshot("2026-11-05 12:00")


def risk(day: date, chance: str) -> DueRisk:
    money = Money.of(100)
    return DueRisk(day, money, Decimal(chance), Decimal(0), money, money)


def chances(*risks: DueRisk) -> Shortfall:
    return Shortfall(risks, (), False, (), 10_000, Decimal("0.05"))


FOUND = chances(
    risk(date(2026, 11, 10), "0.19"),
    risk(date(2026, 11, 12), "0.2"),
    risk(date(2026, 11, 14), "0.9"),
    risk(date(2026, 12, 10), "0.9"),
)


def test_the_first_due_day_above_the_chance_is_told() -> None:
    (alert,) = told(RULE, SEEN, chances=FOUND)
    assert alert.due_date == date(2026, 11, 12)
    assert alert.facts["chance"] == Decimal("0.2")
    (early,) = told(RULE, SEEN, {"percent": "10"}, chances=FOUND)
    assert early.due_date == date(2026, 11, 10)


def test_far_days_low_chances_certain_cash_and_no_simulation_say_nothing() -> None:
    assert told(RULE, SEEN, {"percent": "95"}, chances=FOUND) == ()
    assert told(RULE, SEEN, {"days": "4"}, chances=FOUND) == ()
    assert told(RULE, SEEN, chances=replace(FOUND, certain=True)) == ()
    assert told(RULE, SEEN, chances=chances()) == ()
    assert told(RULE, SEEN) == ()
