"""Projected cash falls below the floor for living (生活底线) within so many days.

Told once for the week in which it falls below first; another week is another occurrence.
"""

from collections.abc import Iterator
from datetime import timedelta

from assistant.domain.alert import Alert
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit, morning_in_sight


def _find(facts: Facts, limits: Limits) -> Iterator[Alert]:
    floor = facts.snapshot.cash_rules.floor
    last = facts.today + timedelta(days=limits.number("days"))
    for day, balance in facts.balances:
        if balance >= floor or day > last:
            continue
        yield Alert(
            RULE.id,
            "cash",
            day - timedelta(days=day.weekday()),
            morning_in_sight(facts, day - timedelta(days=limits.number("days"))),
            {"day": day, "balance": balance, "missing": floor - balance, "floor": floor},
        )
        return


RULE = Rule("cash_floor", _find, (Threshold("days", Unit.DAYS, "14", 1, 60),))
