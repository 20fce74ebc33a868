"""A deduction falls on a day on which the paying bank is closed: move the money the working day before.

The working days are those of the State Council's calendar. Of a year that it has not announced
(未公布) nothing is guessed: that is said once for the year. A due that is covered needs no move.
Told once for each due.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from assistant.domain.alert import Alert, morning_of
from assistant.domain.calendar import BEIJING
from assistant.domain.cash import Cover
from assistant.domain.dues import Obligation
from assistant.domain.rule import Facts, Limits, Rule, Threshold, Unit

_LONGEST_HOLIDAY = 15
_YEAR_LEAD = timedelta(days=14)


def _working_day_before(facts: Facts, day: date) -> date | None:
    """The last working day before ``day``; None where its year is not announced."""
    for days in range(1, _LONGEST_HOLIDAY):
        earlier = day - timedelta(days=days)
        works = facts.is_workday(earlier)
        if works is None:
            return None
        if works:
            return earlier
    return None


def _closed(facts: Facts, due: Obligation, day: date, lead: int) -> Iterator[Alert]:
    move_on = _working_day_before(facts, day)
    if move_on is None or facts.funding[due.key].cover is Cover.FUNDED:
        return
    account = facts.snapshot.account(due.account_id)
    yield Alert(
        RULE.id,
        due.key,
        due.due_date,
        morning_of(move_on - timedelta(days=lead), facts.zone),
        {
            "account": account.name,
            "day": day,
            "move_on": move_on,
            "amount": due.to_pay + due.penalty,
        },
        act_by=due.deduct_at,
        account_id=account.id,
    )


def _find(facts: Facts, limits: Limits) -> Iterator[Alert]:
    unknown: set[int] = set()
    for due in facts.dues:
        day = due.deduct_at.astimezone(BEIJING).date()
        if day < facts.today:
            continue
        works = facts.is_workday(day)
        if works is None and day.year not in unknown:
            unknown.add(day.year)
            at = morning_of(day - _YEAR_LEAD, facts.zone)
            first = date(day.year, 1, 1)
            yield Alert(
                RULE.id, f"year:{day.year}", first, at, {"year": day.year}, variant="unknown"
            )
        elif works is False:
            yield from _closed(facts, due, day, limits.number("days"))


RULE = Rule("holiday", _find, (Threshold("days", Unit.DAYS, "0", 0, 7),), ("unknown",))
