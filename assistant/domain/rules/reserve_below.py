"""The repayment reserve (备付金) is below what its required curve asks for today.

Told once a week while it is so.
"""

from collections.abc import Iterator
from datetime import timedelta

from assistant.domain.alert import Alert, morning_of
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit


def _find(facts: Facts, limits: Limits) -> Iterator[Alert]:
    reserve = facts.reserve
    if reserve is None or reserve.balance + limits.money("slack") >= reserve.required:
        return
    yield Alert(
        RULE.id,
        "reserve",
        facts.today - timedelta(days=facts.today.weekday()),
        morning_of(facts.today, facts.zone),
        {
            "balance": reserve.balance,
            "required": reserve.required,
            "missing": reserve.required - reserve.balance,
        },
    )


RULE = Rule("reserve_below", _find, (Threshold("slack", Unit.MONEY, "0.00", 0, 1_000_000),))
