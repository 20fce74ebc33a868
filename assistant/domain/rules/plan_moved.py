"""The plan that the user keeps to has become dearer, or ends later, or does not meet all dues any more.

Told once a week while it is so, not before the morning after the newest entry. That it became better
stands on the overview: nobody is called for that.
"""

from collections.abc import Iterator
from datetime import timedelta

from assistant.domain.alert import Alert, Fact
from assistant.domain.planning.kept_now import KeptNow
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit, morning_in_sight


def _variant(plan: KeptNow, limits: Limits) -> str | None:
    """Which of its words say it; None where it is not worth a notice."""
    if plan.missed:
        return "missed"
    if plan.days >= limits.number("days"):
        return "later" if plan.debt_free is not None else "never"
    return "" if plan.dearer >= limits.money("dearer") else None


def _find(facts: Facts, limits: Limits) -> Iterator[Alert]:
    plan = facts.plan
    variant = None if plan is None else _variant(plan, limits)
    if plan is None or variant is None:
        return
    about: dict[str, Fact] = {"dearer": plan.dearer, "days": plan.days, "count": plan.missed}
    if plan.debt_free is not None:
        about["day"] = plan.debt_free
    yield Alert(
        RULE.id,
        "plan",
        facts.today - timedelta(days=facts.today.weekday()),
        morning_in_sight(facts, facts.today),
        about,
        variant=variant,
    )


RULE = Rule(
    "plan_moved",
    _find,
    (
        Threshold("days", Unit.DAYS, "7", 1, 3660),
        Threshold("dearer", Unit.MONEY, "20.00", 1, 1_000_000),
    ),
    ("missed", "later", "never"),
)
