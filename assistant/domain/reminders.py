"""Reminders as a state machine: (obligations, ledger, now) -> what to show, what to record, next wake-up.

Delivery rule: a notice is shown first and recorded afterwards. A crash between the two shows it once
more at the next start; in every other case a stage is shown exactly once, also after a restart, a
sleep or a clock set back, because only the ledger decides what was shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from assistant.domain.dues import Obligation
from assistant.domain.standing import State

OVERDUE = "overdue"
CUTOFF = "cutoff"
CUTOFF_LEAD = timedelta(hours=3)
OVERDUE_HOUR = time(9)
LONGEST_LEAD_DAYS = 7
# Overdue notices older than this are superseded by the newest one anyway.
_OVERDUE_LOOKBACK_DAYS = 2


@dataclass(frozen=True, slots=True)
class Stage:
    """A reminder before the due day: so many days before it, at a local hour."""

    key: str
    days_before: int
    at: time


DAY_STAGES = (
    Stage("d7", 7, time(9)),
    Stage("d3", 3, time(9)),
    Stage("eve", 1, time(18)),
    Stage("day", 0, time(7, 30)),
)
STAGE_KEYS = (*(stage.key for stage in DAY_STAGES), CUTOFF, OVERDUE)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One stage of one due that was shown; ``snoozed_until`` asks for it once more."""

    obligation: str
    due_date: date
    stage: str
    shown_at: datetime
    snoozed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """One stage of one due whose time has come; ``at`` is when."""

    obligation: Obligation
    stage: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """What is shown in one piece: one reminder, or all that was missed together.

    ``covers`` are the ledger rows to record once it was shown, superseded stages included.
    """

    reminders: tuple[Reminder, ...]
    covers: tuple[LedgerRow, ...]

    @property
    def is_grouped(self) -> bool:
        """Whether it speaks of several dues."""
        return len(self.reminders) > 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a tick found."""

    notices: tuple[Notice, ...]
    next_wake: datetime | None


def stage_instant(due: Obligation, stage: Stage, zone: tzinfo) -> datetime:
    """When a stage before the due day is to be shown.

    The hour is the user's local one, on the calendar day counted back from the (Beijing) due day;
    where that would not be before the cut-off, the latest earlier local day at that hour.
    """
    on = due.due_date - timedelta(days=stage.days_before)
    instant = _local(on, stage.at, zone)
    while instant >= due.cutoff:
        on -= timedelta(days=1)
        instant = _local(on, stage.at, zone)
    return instant


def _local(on: date, at: time, zone: tzinfo) -> datetime:
    """A local wall-clock time as an instant; of two equal ones (clocks set back) the first."""
    return datetime.combine(on, at, zone).astimezone(UTC)


def stages(due: Obligation, zone: tzinfo, until: datetime) -> Iterator[tuple[str, datetime]]:
    """The stages of a due up to ``until`` by key and instant, earliest first; void ones are left out.

    A stage is void when its time was before the due came to exist.
    """
    found = [(stage.key, stage_instant(due, stage, zone)) for stage in DAY_STAGES]
    found.append((CUTOFF, due.cutoff - CUTOFF_LEAD))
    if due.state is State.OVERDUE:
        found.extend(_overdue_stages(due, zone, until))
    return iter(
        sorted(
            ((key, at) for key, at in found if due.since <= at <= until),
            key=lambda row: row[1],
        )
    )


def _overdue_stages(
    due: Obligation, zone: tzinfo, until: datetime
) -> Iterator[tuple[str, datetime]]:
    last = until.astimezone(zone).date()
    first = max(due.cutoff.astimezone(zone).date(), last - timedelta(days=_OVERDUE_LOOKBACK_DAYS))
    for days in range((last - first).days + 1):
        on = first + timedelta(days=days)
        at = _local(on, OVERDUE_HOUR, zone)
        if at >= due.cutoff:
            yield f"{OVERDUE}-{on.isoformat()}", at


def evaluate(
    obligations: Iterable[Obligation],
    ledger: Iterable[LedgerRow],
    chosen: frozenset[str],
    now: datetime,
    zone: tzinfo,
    awake_since: datetime | None,
) -> Outcome:
    """What is to be shown at ``now``.

    Args:
        obligations: all open dues of the coming weeks and all overdue ones.
        ledger: what was shown before.
        chosen: the stage keys that the user wants.
        now: the present instant.
        zone: the user's own time zone.
        awake_since: since when the program has ticked without a gap; None at its start. What came
            due before is told in one grouped notice, with the newest missed stage of each due.
    """
    shown: dict[tuple[str, date], _Shown] = {}
    for row in ledger:
        shown.setdefault((row.obligation, row.due_date), {})[row.stage] = row
    horizon = now.astimezone(UTC).date() + timedelta(days=LONGEST_LEAD_DAYS + 2)
    missed: list[Notice] = []
    fresh: list[Notice] = []
    wakes: list[datetime] = []
    for due in obligations:
        if due.due_date > horizon or not due.to_pay:
            continue
        mine = shown.get((due.key, due.due_date), {})
        notice = _notice_of(due, mine, chosen, now, zone)
        if notice is not None:
            came_awake = awake_since is not None and notice.reminders[0].at > awake_since
            (fresh if came_awake else missed).append(notice)
        wakes.extend(_wakes(due, mine, chosen, now, zone))
    if missed:
        fresh.insert(0, _grouped(missed))
    return Outcome(tuple(fresh), min(wakes, default=None))


_Shown = dict[str, LedgerRow]
"""What was shown of one due, by stage."""


def _notice_of(
    due: Obligation, shown: _Shown, chosen: frozenset[str], now: datetime, zone: tzinfo
) -> Notice | None:
    open_stages = [
        (key, at)
        for key, at in stages(due, zone, now)
        if key.split("-")[0] in chosen and key not in shown
    ]
    snoozed = [
        row for row in shown.values() if row.snoozed_until is not None and row.snoozed_until <= now
    ]
    covers = [LedgerRow(due.key, due.due_date, key, now) for key, _ in open_stages]
    covers += [LedgerRow(due.key, due.due_date, row.stage, now) for row in snoozed]
    if open_stages:
        key, at = open_stages[-1]
        return Notice((Reminder(due, key, at),), tuple(covers))
    if snoozed:
        row = max(snoozed, key=lambda row: row.snoozed_until or row.shown_at)
        at = row.snoozed_until or now
        return Notice((Reminder(due, row.stage, at),), tuple(covers))
    return None


def _wakes(
    due: Obligation, shown: _Shown, chosen: frozenset[str], now: datetime, zone: tzinfo
) -> Iterator[datetime]:
    for key, at in stages(due, zone, now + timedelta(days=LONGEST_LEAD_DAYS + 2)):
        if at > now and key.split("-")[0] in chosen:
            yield at
    for row in shown.values():
        if row.snoozed_until is not None and row.snoozed_until > now:
            yield row.snoozed_until


def _grouped(notices: list[Notice]) -> Notice:
    return Notice(
        tuple(reminder for notice in notices for reminder in notice.reminders),
        tuple(row for notice in notices for row in notice.covers),
    )


def snooze_until(choice: str, now: datetime, zone: tzinfo) -> datetime:
    """The instant of a snooze: ``1h``, ``tonight`` (20:00 local) or ``tomorrow`` (9:00 local).

    Tonight after 19:00 is an hour from now.

    Raises:
        ValueError: another choice.
    """
    hour_from_now = now + timedelta(hours=1)
    today = now.astimezone(zone).date()
    if choice == "1h":
        return hour_from_now
    if choice == "tonight":
        return max(_local(today, time(20), zone), hour_from_now)
    if choice == "tomorrow":
        return _local(today + timedelta(days=1), time(9), zone)
    raise ValueError(choice)
