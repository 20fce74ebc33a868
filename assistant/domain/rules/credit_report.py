"""The free credit report (个人征信报告): two a year, so twice a year it is time to read it.

Told once for each half-year; a new user is asked two weeks after his first account.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from assistant.domain.alert import Alert, morning_after, morning_of
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit

_SETTLING_IN = timedelta(days=14)


def _find(facts: Facts, limits: Limits) -> Iterator[Alert]:
    if not facts.snapshot.accounts:
        return
    months = limits.number("count")
    first = date(facts.today.year, (facts.today.month - 1) // months * months + 1, 1)
    began = min(account.created_at for account in facts.snapshot.accounts)
    at = max(morning_of(first, facts.zone), morning_after(began + _SETTLING_IN, facts.zone))
    yield Alert(RULE.id, "person", first, at)


RULE = Rule("credit_report", _find, (Threshold("count", Unit.COUNT, "6", 1, 12),))
