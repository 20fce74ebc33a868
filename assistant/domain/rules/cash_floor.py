"""Projected cash falls below the floor for living (生活底线) within so many days.

Told once for the week in which it falls below first; another week is another occurrence.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from assistant.domain.activity import last_touched
from assistant.domain.alert import Alert, morning_after, morning_of
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit


def _when(facts: Facts, seen_from: date) -> datetime:
    """The morning it came into sight, not before the one after the newest entry.

    Nor before today's: what midnight alone changes (a new week, an income that did not come) waits.
    """
    snapshot = facts.snapshot
    typed = [last_touched(snapshot, account) for account in snapshot.accounts]
    typed += [row.balance_at for row in snapshot.paying_accounts if row.balance_at is not None]
    sight = morning_of(seen_from, facts.zone)
    today = morning_of(snapshot.now.astimezone(facts.zone).date(), facts.zone)
    return max(sight, today, morning_after(max(typed, default=sight), facts.zone))


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
            _when(facts, day - timedelta(days=limits.number("days"))),
            {"day": day, "balance": balance, "missing": floor - balance, "floor": floor},
        )
        return


RULE = Rule("cash_floor", _find, (Threshold("days", Unit.DAYS, "14", 1, 60),))
