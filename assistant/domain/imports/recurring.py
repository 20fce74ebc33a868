"""Incomes and expenses that come every month (工资, 房租, 固定还款), proposed from history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median_low
from typing import NamedTuple

from assistant.domain.imports.movement import Flow
from assistant.domain.money import Money

MONTHS, SPREAD_DAYS = 3, 4
_PER_CENT = {Flow.OUT: 10, Flow.IN: 35}
"""How far an amount may lie from the usual one: a rent hardly moves, a salary does."""


class Past(NamedTuple):
    """One income or expense of the past."""

    on: date
    flow: Flow
    party: str
    fen: int


@dataclass(frozen=True, slots=True)
class Recurring:
    """A monthly income or expense as it usually is.

    Attributes:
        amount: the usual amount; ``day`` the usual day of the month.
        months: in how many months it was seen; ``last`` when it was seen last.
    """

    flow: Flow
    party: str
    amount: Money
    day: int
    months: int
    last: date


def recurring(history: Iterable[Past], today: date) -> tuple[Recurring, ...]:
    """What came in at least three months one after the other and has not stopped, largest first.

    Once a month, about the same day (spread of 4 days; the end of a month counts as near its
    beginning), about the same amount.
    """
    groups: dict[tuple[Flow, str], list[Past]] = {}
    for past in history:
        if past.party and past.fen:
            groups.setdefault((past.flow, past.party), []).append(past)
    found = [_usual(sorted(group), today) for group in groups.values()]
    return tuple(sorted((row for row in found if row is not None), key=lambda row: -row.amount.fen))


def _usual(group: list[Past], today: date) -> Recurring | None:
    flow, party = group[0].flow, group[0].party
    usual = median_low(past.fen for past in group)
    limit = usual * _PER_CENT[flow]
    fitting = [past for past in group if abs(past.fen - usual) * 100 <= limit]
    months = [past.on.year * 12 + past.on.month for past in fitting]
    if len(set(months)) < MONTHS or len(months) != len(set(months)):
        return None
    run = [month for month in months if month > months[-1] - MONTHS]
    if len(run) < MONTHS or months[-1] < today.year * 12 + today.month - 2:
        return None
    day = median_low(past.on.day for past in fitting)
    if any(_apart(past.on.day, day) > SPREAD_DAYS for past in fitting):
        return None
    return Recurring(flow, party, Money(usual), day, len(months), fitting[-1].on)


def _apart(one: int, other: int) -> int:
    gap = abs(one - other)
    return min(gap, 31 - gap)
