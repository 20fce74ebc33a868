"""Interest from the posting day: cards that were not paid in full, cash, products without free days."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from assistant.domain.accrual import interest
from assistant.domain.money import ZERO, Money

Event = tuple[date, Money]
"""A day, and by how much the balance rises (posted) or falls (paid, negative)."""


def balances(
    events: Iterable[Event], until: date, since: date = date.min
) -> Iterator[tuple[Money, int]]:
    """The running balance from ``since`` until ``until``, each with how many days it stood.

    The day of an event counts for the balance before it (算头不算尾).
    """
    balance, last = ZERO, since
    for day, change in sorted(events):
        if day >= until:
            break
        if day > last and change:
            yield balance, (day - last).days
            last = day
        balance += change
    if until > last:
        yield balance, (until - last).days


def balance_interest(
    events: Iterable[Event], daily_rate: Decimal, until: date, since: date = date.min
) -> Decimal:
    """Unrounded 分 on the running balance from ``since`` until ``until``.

    A balance in the user's favour bears nothing. 全额计息 of one bill is this over its postings and
    payments (products.md 4.1, vector CC-INT-01).
    """
    accrued = Decimal(0)
    for balance, days in balances(events, until, since):
        accrued += interest(max(balance, ZERO), daily_rate, days)
    return accrued


def unpaid_part(postings: Iterable[Event], paid: Money) -> list[Event]:
    """The postings less what was paid, the oldest first: 未清偿部分计息 (vector CC-INT-02)."""
    left: list[Event] = []
    for day, amount in sorted(postings):
        covered = min(amount, paid)
        paid -= covered
        if amount > covered:
            left.append((day, amount - covered))
    return left


def first_to(
    credits_: Iterable[Event], before: Money, part: Money
) -> tuple[list[Event], list[Event]]:
    """Split payments by day: what reaches ``part`` once ``before`` is covered, and what goes past both."""
    reached: list[Event] = []
    past: list[Event] = []
    for day, amount in sorted(credits_):
        covered = min(amount, before)
        before -= covered
        taken = min(amount - covered, part)
        part -= taken
        reached.append((day, taken))
        past.append((day, amount - covered - taken))
    return reached, past
