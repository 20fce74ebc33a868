"""Reminders while the store is locked: only the coming times are known, no amounts, no names.

Before it locks, ``Watch.locked_schedule`` gives the times of all coming stages; while it is locked
``tick`` says when one has come, and the notice only asks to unlock (请解锁查看待还). At login without
the key not even the times are known: ``AT_LOGIN`` asks once. Nothing is recorded meanwhile: after
unlocking, the reminder ledger decides, and ``Watch.woke`` gathers what came into one notice.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from assistant.domain.dues import Obligation
from assistant.domain.quiet import can_wait
from assistant.domain.reminders import LedgerRow
from assistant.domain.stages import OVERDUE, instants, local_instant
from assistant.domain.wishes import Wishes

DAYS_KEPT = 62


@dataclass(frozen=True, slots=True)
class LockedSchedule:
    """The coming times, ascending; ``ask`` to unlock once at the next tick whatever the time."""

    coming: tuple[datetime, ...]
    ask: bool = False

    def tick(self, now: datetime) -> "tuple[bool, LockedSchedule]":
        """Whether to ask to unlock now, once for all times that have come; and what is left."""
        left = tuple(at for at in self.coming if at > now)
        return self.ask or len(left) < len(self.coming), LockedSchedule(left)


AT_LOGIN = LockedSchedule((), ask=True)
"""No key at login: nothing is known but that there may be something to pay."""


def locked_schedule(
    dues: Iterable[Obligation],
    ledger: Collection[LedgerRow],
    wishes: Wishes,
    now: datetime,
    zone: tzinfo,
) -> LockedSchedule:
    """The coming times of ``DAYS_KEPT`` days: stages and snoozes, and each morning after a cut-off.

    Whether a due was paid meanwhile cannot be known, so its mornings stay until it is unlocked.
    """
    shown = {(row.obligation, row.due_date, row.stage) for row in ledger}
    times = {row.snoozed_until for row in ledger if row.snoozed_until is not None}
    for due in dues:
        if wishes.is_muted(due) or not due.to_pay:
            continue
        for stage, at in _stages(due, wishes, now, zone):
            if (due.key, due.due_date, stage) not in shown:
                times.add(_held(at, due.cutoff, wishes, zone))
    last = now + timedelta(days=DAYS_KEPT)
    return LockedSchedule(tuple(sorted(at for at in times if now < at <= last)))


def _stages(
    due: Obligation, wishes: Wishes, now: datetime, zone: tzinfo
) -> Iterator[tuple[str, datetime]]:
    plan = wishes.plan_of(due)
    yield from instants(plan, due.due_date, due.cutoff, zone)
    if plan.overdue_at is None:
        return
    first = max(due.cutoff, now).astimezone(zone).date()
    for day in _days(first, now.astimezone(zone).date() + timedelta(days=DAYS_KEPT)):
        at = local_instant(day, plan.overdue_at, zone)
        if at >= due.cutoff:
            yield f"{OVERDUE}-{day.isoformat()}", at


def _days(first: date, last: date) -> Iterator[date]:
    for count in range((last - first).days + 1):
        yield first + timedelta(days=count)


def _held(at: datetime, cutoff: datetime, wishes: Wishes, zone: tzinfo) -> datetime:
    release = None if wishes.quiet is None else wishes.quiet.release(at, zone)
    return release if release is not None and can_wait(release, cutoff, at) else at
