"""What was handed to a phone's calendar: when an event changed, and when it is cancelled.

RFC 5545 3.8.7.4: a calendar that gets the same UID again takes the event of the higher SEQUENCE.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

KEPT_DAYS = 400
"""So long after its day a cancelled event is told again, for calendars that were not updated before."""


@dataclass(frozen=True, slots=True)
class ExportedEvent:
    """One due as it was exported last.

    Attributes:
        uid: its name in every calendar, never given twice.
        obligation: the due's key.
        due_date: the day that it stands on.
        summary: its line in the calendar, also when it is cancelled.
        content: a digest of all that a calendar shows of it; another digest is another event.
        sequence: how often it changed since the first export.
        cancelled: the due is gone.
        changed_at: when it got this sequence.
    """

    uid: str
    obligation: str
    due_date: date
    summary: str
    content: str
    sequence: int
    cancelled: bool
    changed_at: datetime


def revise(
    before: Iterable[ExportedEvent], wanted: Iterable[ExportedEvent], now: datetime
) -> tuple[ExportedEvent, ...]:
    """The events to export now, by day and name: what changed gets the next sequence number.

    Args:
        before: what was exported last, cancelled ones included.
        wanted: what there is now, with sequence 0.
        now: the present instant.
    """
    known = {row.uid: row for row in before}
    found = {row.uid: _changed(known.get(row.uid), row) for row in wanted}
    oldest = now.date() - timedelta(days=KEPT_DAYS)
    gone = [row for uid, row in known.items() if uid not in found and row.due_date >= oldest]
    found |= {row.uid: _cancelled(row, now) for row in gone}
    return tuple(sorted(found.values(), key=lambda row: (row.due_date, row.uid)))


def _cancelled(row: ExportedEvent, now: datetime) -> ExportedEvent:
    if row.cancelled:
        return row
    return replace(row, cancelled=True, sequence=row.sequence + 1, changed_at=now)


def _changed(before: ExportedEvent | None, row: ExportedEvent) -> ExportedEvent:
    if before is None:
        return row
    if before.content == row.content and not before.cancelled:
        return before
    return replace(row, sequence=before.sequence + 1)
