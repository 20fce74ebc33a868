"""Nothing of an account was typed for so many days: its figures may be wrong by now.

Told once for each such stretch, and once more when another one has passed.
"""

from collections.abc import Iterator
from datetime import timedelta

from assistant.domain.activity import last_touched
from assistant.domain.alert import Alert, morning_of
from assistant.domain.calendar import BEIJING
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit


def _find(facts: Facts, limits: Limits) -> Iterator[Alert]:
    days = limits.number("days")
    for account in facts.snapshot.accounts:
        last = last_touched(facts.snapshot, account).astimezone(BEIJING).date()
        stretches = max((facts.today - last).days // days, 1)
        stale_on = last + timedelta(days=days * stretches)
        yield Alert(
            RULE.id,
            f"account:{account.id}",
            stale_on,
            morning_of(stale_on, facts.zone),
            {"account": account.name, "day": last, "days": (stale_on - last).days},
            account_id=account.id,
        )


RULE = Rule("not_updated", _find, (Threshold("days", Unit.DAYS, "35", 7, 365),))
