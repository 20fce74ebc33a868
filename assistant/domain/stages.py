"""When a due is spoken of: the stages before its due day, before its cut-off, and once it is late.

A plan is written as text, which the store keeps and the forms edit: ``d7@09:00,eve@18:00,cutoff@3,
overdue@09:00``. A stage's key is its day, so that another hour on the same day never repeats it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from assistant.errors import UserError

OVERDUE = "overdue"
CUTOFF = "cutoff"
NO_STAGES = "none"
ASKED = "asked"
"""A stage of its own: the user asked to be reminded of a due of which nothing was told yet."""
MOST_DAYS_BEFORE = 60
MOST_CUTOFF_HOURS = 48
# Overdue notices older than this are superseded by the newest one anyway.
_OVERDUE_LOOKBACK_DAYS = 2
_NAMED = {"day": 0, "eve": 1}
STAGE_KINDS = ("lead", *reversed(_NAMED), CUTOFF, OVERDUE)
"""The kinds of stages, each with words of its own; ``lead`` is any day before the eve."""
_MORNING = time(9)
_USUAL_TIMES = {"day": time(7, 30), "eve": time(18)}
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Stage:
    """A reminder before the due day: so many days before it, at a local hour."""

    key: str
    days_before: int
    at: time


@dataclass(frozen=True, slots=True)
class Plan:
    """The stages of a due.

    Attributes:
        leads: those on days before and on the due day, earliest first; one a day at most.
        cutoff_lead: how long before the cut-off the last warning comes; None for none.
        overdue_at: the local hour of the daily notice while it is late; None for none.
    """

    leads: tuple[Stage, ...]
    cutoff_lead: timedelta | None = None
    overdue_at: time | None = None

    @property
    def longest_lead_days(self) -> int:
        """How many days before the due day the first stage is."""
        return max((stage.days_before for stage in self.leads), default=0)


def parse_plan(text: str) -> Plan:
    """The plan of a text; a stage without its ``@`` part is at its usual time.

    Raises:
        UserError: a stage that cannot be read, or that stands twice (``field`` is ``stages``).
    """
    leads: dict[int, Stage] = {}
    cutoff_lead: timedelta | None = None
    overdue_at: time | None = None
    for part in [] if text.strip() in ("", NO_STAGES) else text.split(","):
        key, _, at = part.strip().partition("@")
        if key == CUTOFF:
            cutoff_lead = _hours(at or "3", part)
        elif key == OVERDUE:
            overdue_at = parse_clock(at, _MORNING)
        else:
            days = _days_before(key, part)
            if days in leads:
                raise UserError("reminder.stage_twice", "stages", stage=part.strip())
            name = stage_key(days)
            leads[days] = Stage(name, days, parse_clock(at, _USUAL_TIMES.get(name, _MORNING)))
    return Plan(tuple(leads[days] for days in sorted(leads, reverse=True)), cutoff_lead, overdue_at)


def plan_text(plan: Plan) -> str:
    """The text that ``parse_plan`` reads."""
    parts = [f"{stage.key}@{stage.at:%H:%M}" for stage in plan.leads]
    if plan.cutoff_lead is not None:
        parts.append(f"{CUTOFF}@{plan.cutoff_lead // timedelta(hours=1)}")
    if plan.overdue_at is not None:
        parts.append(f"{OVERDUE}@{plan.overdue_at:%H:%M}")
    return ",".join(parts) or NO_STAGES


def stage_key(days_before: int) -> str:
    """The ledger's name of a stage: ``day``, ``eve``, ``d3``."""
    return next((key for key, days in _NAMED.items() if days == days_before), f"d{days_before}")


def stage_kind(key: str) -> str:
    """A stage's kind for words and choices: ``lead`` for any day that has no name of its own."""
    kind = key.partition("-")[0]
    return kind if kind in STAGE_KINDS else "lead"


def parse_clock(text: str, usual: time | None = None) -> time:
    """A local time of the day, ``HH:MM``; ``usual`` for an empty text.

    Raises:
        UserError: the text is no time of the day (``field`` is ``stages``).
    """
    if not text and usual is not None:
        return usual
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise UserError("reminder.bad_time", "stages", time=text)
    return time(int(found[1]), int(found[2]))


def _days_before(key: str, part: str) -> int:
    if key in _NAMED:
        return _NAMED[key]
    days = int(key[1:]) if re.fullmatch(r"d\d{1,2}", key) else MOST_DAYS_BEFORE + 1
    if days > MOST_DAYS_BEFORE:
        raise UserError("reminder.bad_stage", "stages", stage=part.strip(), most=MOST_DAYS_BEFORE)
    return days


def _hours(text: str, part: str) -> timedelta:
    hours = int(text) if re.fullmatch(r"\d{1,2}", text) else 0
    if not 1 <= hours <= MOST_CUTOFF_HOURS:
        raise UserError("reminder.bad_cutoff", "stages", stage=part.strip(), most=MOST_CUTOFF_HOURS)
    return timedelta(hours=hours)


DEFAULT_PLAN = parse_plan("d7,d3,eve,day,cutoff,overdue")


def readable_plan(text: str) -> Plan:
    """The plan of a stored text; the usual one where it cannot be read: silence would be worse."""
    try:
        return parse_plan(text)
    except UserError:
        return DEFAULT_PLAN


def local_instant(on: date, at: time, zone: tzinfo) -> datetime:
    """A local wall-clock time as an instant; of two equal ones (clocks set back) the first."""
    return datetime.combine(on, at, zone).astimezone(UTC)


def stage_instant(stage: Stage, due_date: date, cutoff: datetime, zone: tzinfo) -> datetime:
    """When a stage before the due day is to be shown.

    The hour is the user's local one, on the calendar day counted back from the (Beijing) due day;
    where that would not be before the cut-off, the latest earlier local day at that hour.
    """
    on = due_date - timedelta(days=stage.days_before)
    instant = local_instant(on, stage.at, zone)
    while instant >= cutoff:
        on -= timedelta(days=1)
        instant = local_instant(on, stage.at, zone)
    return instant


def instants(
    plan: Plan, due_date: date, cutoff: datetime, zone: tzinfo
) -> tuple[tuple[str, datetime], ...]:
    """The stages up to the cut-off by key and instant, earliest first."""
    found = [(stage.key, stage_instant(stage, due_date, cutoff, zone)) for stage in plan.leads]
    if plan.cutoff_lead is not None:
        found.append((CUTOFF, cutoff - plan.cutoff_lead))
    return tuple(sorted(found, key=lambda row: row[1]))


def late_instants(
    plan: Plan, cutoff: datetime, zone: tzinfo, now: datetime
) -> Iterator[tuple[str, datetime]]:
    """The daily stages of a late due: those of the last days and the coming one, earliest first."""
    if plan.overdue_at is None:
        return
    last = now.astimezone(zone).date() + timedelta(days=2)
    newest = last - timedelta(days=2 + _OVERDUE_LOOKBACK_DAYS)
    first = max(cutoff.astimezone(zone).date(), newest)
    for days in range((last - first).days + 1):
        on = first + timedelta(days=days)
        at = local_instant(on, plan.overdue_at, zone)
        if at >= cutoff:
            yield f"{OVERDUE}-{on.isoformat()}", at
