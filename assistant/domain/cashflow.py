"""Money that comes and goes apart from the dues: incomes and expenses, one-off and recurring."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from assistant.domain.calendar import add_months, clamped
from assistant.domain.money import ZERO, Money

_DAY = timedelta(days=1)


class Direction(StrEnum):
    """Income (收入) or expense (支出)."""

    INCOME = "income"
    EXPENSE = "expense"


class Repeat(StrEnum):
    """How often it comes; ``evenly`` is an amount a month that goes in equal parts every day."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    EVENLY = "evenly"


class Spread(StrEnum):
    """How sure the amount is: fixed, between two bounds, or as it was in the past (按过去)."""

    FIXED = "fixed"
    RANGE = "range"
    HISTORY = "history"


NOON = 12
"""Nobody tells the hour at which something comes or goes: by this one of its day it is there, or gone."""

_WEEKS = {Repeat.WEEKLY: 1, Repeat.FORTNIGHTLY: 2}
_MONTHS = {Repeat.MONTHLY: 1, Repeat.QUARTERLY: 3, Repeat.YEARLY: 12, Repeat.EVENLY: 1}
_SOON = 45
"""Days: what is typed today with its next time, the month's last day say, runs already."""
_PER_YEAR = {Repeat.WEEKLY: 52, Repeat.FORTNIGHTLY: 26, Repeat.QUARTERLY: 4, Repeat.YEARLY: 1}


@dataclass(frozen=True, slots=True)
class CashItemDraft:
    """An income or an expense as typed.

    Attributes:
        amount: what is expected each time (a month for ``evenly``); always positive.
        low: the least and ``high`` the most of it for ``range``; None otherwise.
        first_on: the first day it comes, and the day of the month or week it comes on.
        last_on: the last day it may come; None: without end. Of a one-off it means nothing.
        paying_account_id: where it arrives or leaves; None: not told, the first paying account.
        essential: an expense that cannot be cut soon (固定支出: rent, insurance); false for incomes.
    """

    direction: Direction
    title: str
    amount: Money
    repeat: Repeat
    first_on: date
    last_on: date | None = None
    spread: Spread = Spread.FIXED
    low: Money | None = None
    high: Money | None = None
    paying_account_id: int | None = None
    essential: bool = False


@dataclass(frozen=True, slots=True)
class CashItem:
    """An income or an expense in the store; fields as in ``CashItemDraft``."""

    id: int
    direction: Direction
    title: str
    amount: Money
    repeat: Repeat
    first_on: date
    last_on: date | None
    spread: Spread
    low: Money | None
    high: Money | None
    paying_account_id: int | None
    essential: bool
    created_at: datetime

    @property
    def cautious(self) -> Money:
        """The amount to count on when it must not fail: the least income, the most expense."""
        if self.spread is not Spread.RANGE or self.low is None or self.high is None:
            return self.amount
        return self.low if self.direction is Direction.INCOME else self.high

    def per_month(self, today: date) -> Money:
        """What it comes to in a month on average, as things stand today.

        Nothing for a one-off, for what has ended, and for what only begins after the next time that
        it would come if it ran already (a new job in spring pays no bill of this month).
        """
        ended = self.last_on is not None and self.last_on < today
        soon = today + timedelta(days=max(_SOON, 366 // _PER_YEAR.get(self.repeat, 12)))
        if self.repeat is Repeat.ONCE or ended or self.first_on > soon:
            return ZERO
        if self.repeat in _PER_YEAR:
            return Money((self.amount.fen * _PER_YEAR[self.repeat] + 6) // 12)
        return self.amount


@dataclass(frozen=True, slots=True)
class CashActual:
    """What an item really came to once (实际): the history that ``Spread.HISTORY`` draws from."""

    id: int
    item_id: int
    happened_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that an item comes: its day, its share of the item's amount as ``part`` of ``whole``."""

    day: date
    part: int = 0
    whole: int = 1

    def of(self, amount: Money) -> Money:
        """This occurrence's part of ``amount``; the parts of a month add up to it exactly."""
        return amount if self.whole == 1 else amount.split(self.whole)[self.part]


def occurrences(item: CashItem | CashItemDraft, start: date, end: date) -> Iterator[Occurrence]:
    """When ``item`` comes between ``start`` and ``end``, both included, earliest first.

    A monthly item on the 31st comes on the last day of a shorter month.
    """
    last = end if item.last_on is None else min(end, item.last_on)
    if item.repeat is Repeat.EVENLY:
        yield from _every_day(max(start, item.first_on), last)
        return
    for day in _days(item, start):
        if day > (end if item.repeat is Repeat.ONCE else last):
            return
        if day >= start:
            yield Occurrence(day)


def _days(item: CashItem | CashItemDraft, start: date) -> Iterator[date]:
    """The item's days without end, from one on or before ``start``, or from its first."""
    first = item.first_on
    if item.repeat is Repeat.ONCE:
        yield first
        return
    if item.repeat in _WEEKS:
        step = timedelta(weeks=_WEEKS[item.repeat])
        day = first + step * max((start - first) // step, 0)
        while True:
            yield day
            day += step
    months = _MONTHS[item.repeat]
    gone = max((start.year - first.year) * 12 + start.month - first.month - 1, 0) // months
    while True:
        yield add_months(first, gone * months)
        gone += 1


def _every_day(day: date, last: date) -> Iterator[Occurrence]:
    while day <= last:
        yield Occurrence(day, day.day - 1, clamped(day.year, day.month, 31).day)
        day += _DAY
