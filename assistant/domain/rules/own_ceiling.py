"""More is owed than the user allowed himself (自设上限), on one account or on all together.

Told once a week while it is so, the morning after something was typed last.
"""

from collections.abc import Iterator
from datetime import timedelta

from assistant.domain.alert import Alert, Fact
from assistant.domain.capacity import Breach, breaches
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit, morning_in_sight


def _find(facts: Facts, limits: Limits) -> Iterator[Alert]:
    slack = limits.money("slack")
    for breach in breaches(facts.snapshot):
        if breach.owed - breach.ceiling > slack:
            yield _alert(facts, breach)


def _alert(facts: Facts, breach: Breach) -> Alert:
    one = None if breach.account_id is None else facts.snapshot.account(breach.account_id)
    week = facts.today - timedelta(days=facts.today.weekday())
    said: dict[str, Fact] = {
        "owed": breach.owed,
        "ceiling": breach.ceiling,
        "above": breach.owed - breach.ceiling,
    }
    return Alert(
        RULE.id,
        "all" if one is None else f"account:{one.id}",
        week,
        morning_in_sight(facts, week),
        said if one is None else said | {"account": one.name},
        account_id=None if one is None else one.id,
        variant="all" if one is None else "",
    )


RULE = Rule("own_ceiling", _find, (Threshold("slack", Unit.MONEY, "0.00", 0, 1_000_000),), ("all",))
