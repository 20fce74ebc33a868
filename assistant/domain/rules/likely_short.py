"""A due is likely not to be paid in full, by the simulation over what is uncertain (预计收支的波动).

Told once for each due day, so many days ahead, not before the morning after the newest entry. Where
nothing is uncertain the rules of the expected cash speak instead.
"""

from collections.abc import Iterator
from datetime import timedelta

from assistant.domain.alert import Alert
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit, morning_in_sight


def _find(facts: Facts, limits: Limits) -> Iterator[Alert]:
    if facts.chances is None or facts.chances.certain:
        return
    ahead = timedelta(days=limits.number("days"))
    for risk in facts.chances.risks:
        if risk.day > facts.today + ahead:
            return
        if risk.probability < limits.share("percent"):
            continue
        yield Alert(
            RULE.id,
            "cash",
            risk.day,
            morning_in_sight(facts, risk.day - ahead),
            {
                "day": risk.day,
                "chance": risk.probability,
                "missing": risk.mean_missing,
                "extra": risk.extra,
            },
        )
        return


RULE = Rule(
    "likely_short",
    _find,
    (
        Threshold("percent", Unit.PERCENT, "20", 1, 99),
        Threshold("days", Unit.DAYS, "14", 1, 60),
    ),
)
