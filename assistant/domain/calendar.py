"""Days: bill days and due days clamped to the month's end, and the instant a due day ends."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "CST")


def clamped(year: int, month: int, day: int) -> date:
    """Day 1–31 of a month, the last day where the month is shorter (products.md 9, JB-S3)."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day, (following - timedelta(days=1)).day))


def add_months(on: date, months: int, day: int | None = None) -> date:
    """The same day (or ``day``) so many months later, clamped to the month's end."""
    index = on.year * 12 + on.month - 1 + months
    return clamped(index // 12, index % 12 + 1, on.day if day is None else day)


def monthly(first: date, count: int, day: int) -> Iterator[date]:
    """``first`` and the following months' ``day``, each clamped anew."""
    yield first
    for months in range(1, count):
        yield add_months(first, months, day)


def latest_bill_date(on: date, bill_day: int) -> date:
    """The last bill day on or before ``on``."""
    this = clamped(on.year, on.month, bill_day)
    return this if this <= on else add_months(on.replace(day=1), -1, bill_day)


def next_bill_date(after: date, bill_day: int) -> date:
    """The first bill day after ``after``."""
    this = clamped(after.year, after.month, bill_day)
    return this if this > after else add_months(after.replace(day=1), 1, bill_day)


def due_date(
    bill_date: date, *, due_day: int | None = None, due_offset_days: int | None = None
) -> date:
    """The due day of a bill: a fixed day after it, or so many days later; never shifted (products.md 9).

    Raises:
        ValueError: neither a day nor an offset was given.
    """
    if due_offset_days is not None:
        return bill_date + timedelta(days=due_offset_days)
    if due_day is None:
        raise ValueError("due_day or due_offset_days")
    return next_bill_date(bill_date, due_day)


def cutoff_instant(on: date, minutes: int) -> datetime:
    """The instant in UTC when Beijing time is ``minutes`` after midnight of ``on``; 1440 is its end."""
    midnight = datetime.combine(on, time(), BEIJING)
    return (midnight + timedelta(minutes=minutes)).astimezone(UTC)
