"""Reminders as a state machine: (dues, alerts, ledger, wishes, now) -> what to show, what is to come.

Delivery rule: a notice is shown first and recorded afterwards. A crash between the two shows it once
more at the next start; in every other case a stage is shown exactly once, also after a restart, a
sleep, a clock or zone that was changed, a failed write or a new balance, because only the ledger
decides what was shown. So: at least once after a crash between shown and recorded, never twice
otherwise.

What ends a due's reminders: it is paid, closed or muted. Acknowledging (知道了) ends a snooze, and an
alert's daily repetition; a due's next stage comes all the same. Quiet hours hold a notice back only
while enough time is left after them (``quiet.can_wait``); a snooze was asked for and is not held.

The seam: ``services.watch.Watch`` feeds this and records; ``Subject`` names a due or an alert by
``key`` and ``due_date``, which is all that snoozing, muting and acknowledging need.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from assistant.domain.alert import Alert, Repeat, alert_stages
from assistant.domain.dues import Obligation
from assistant.domain.quiet import can_wait
from assistant.domain.stages import OVERDUE, STAGE_KINDS, instants, late_instants, stage_kind
from assistant.domain.standing import State
from assistant.domain.wishes import Subject, Wishes

LATE = timedelta(seconds=150)
"""What is told later than this after its time was missed, and is told together with the others."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One stage of one due or alert that was shown.

    Attributes:
        snoozed_until: it is asked for once more at this instant.
        acknowledged_at: the user said that he knows.
        superseded: it was not told itself, because a newer stage was told with it.
    """

    obligation: str
    due_date: date
    stage: str
    shown_at: datetime
    snoozed_until: datetime | None = None
    acknowledged_at: datetime | None = None
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Reminder:
    """One stage of one due; ``at`` is its time."""

    obligation: Obligation
    stage: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AlertReminder:
    """One stage of one alert; ``at`` is its time."""

    alert: Alert
    stage: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """What is shown in one piece: one reminder, or all that was missed together, or some alerts.

    Dues always stand before alerts. ``covers`` are the ledger rows to record once it was shown,
    superseded stages included.
    """

    reminders: tuple[Reminder, ...]
    covers: tuple[LedgerRow, ...]
    alerts: tuple[AlertReminder, ...] = ()

    @property
    def is_grouped(self) -> bool:
        """Whether it speaks of several things."""
        return len(self.reminders) + len(self.alerts) > 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a tick found.

    Attributes:
        notices: to be shown now, what was missed first.
        coming: the instants of all coming stages of the horizon, ascending, without what they are of.
        next_reminder: the earliest coming stage of a due, for the tray and the status bar.
    """

    notices: tuple[Notice, ...]
    coming: tuple[datetime, ...] = ()
    next_reminder: Reminder | None = None


def evaluate(
    obligations: Iterable[Obligation],
    ledger: Iterable[LedgerRow],
    wishes: Wishes,
    now: datetime,
    zone: tzinfo,
    awake_since: datetime | None,
    *,
    alerts: Iterable[Alert] = (),
) -> Outcome:
    """What is to be shown at ``now``.

    Args:
        obligations: all open dues of the coming weeks and all overdue ones.
        ledger: what was shown before.
        wishes: stages, mutes and quiet hours that the user wants.
        now: the present instant.
        zone: the user's own time zone.
        awake_since: since when the program has ticked without a gap; None at its start. What came
            due before is told in one grouped notice, with the newest missed stage of each due.
        alerts: what the rules found.
    """
    machine = _Machine(_by_subject(ledger), wishes, now, zone, awake_since)
    for due in obligations:
        machine.hear_due(due)
    for alert in alerts:
        machine.hear_alert(alert)
    return machine.outcome()


_Stages = tuple[tuple[str, datetime], ...]
_Shown = Mapping[str, LedgerRow]
"""What was shown of one subject, by stage."""
_NOTHING: _Shown = {}


def _by_subject(ledger: Iterable[LedgerRow]) -> dict[tuple[str, date], dict[str, LedgerRow]]:
    shown: dict[tuple[str, date], dict[str, LedgerRow]] = {}
    for row in ledger:
        shown.setdefault((row.obligation, row.due_date), {})[row.stage] = row
    return shown


class _Machine:
    """One evaluation: collects what is to be told and what is to come."""

    def __init__(
        self,
        shown: Mapping[tuple[str, date], _Shown],
        wishes: Wishes,
        now: datetime,
        zone: tzinfo,
        awake_since: datetime | None,
    ) -> None:
        self._shown = shown
        self._wishes = wishes
        self._now = now
        self._zone = zone
        self._fresh_after = None if awake_since is None else max(awake_since, now - LATE)
        self._release = None if wishes.quiet is None else wishes.quiet.release(now, zone)
        lead = timedelta(days=wishes.longest_lead_days + 2)
        self._horizon = now.astimezone(UTC).date() + lead
        self._has_plans = bool(wishes.by_account or wishes.by_item)
        self._stages: dict[tuple[date, datetime, int, bool], _Stages] = {}
        self._coming: set[datetime] = set()
        self._next: Reminder | None = None
        self._missed: list[Notice] = []
        self._fresh: list[Notice] = []
        self._fresh_alerts: list[Notice] = []

    def hear_due(self, due: Obligation) -> None:
        """Take up what one due has to say."""
        if due.due_date > self._horizon or not due.to_pay:
            return
        subject = (due.key, due.due_date)
        if subject in self._wishes.muted:
            return
        mine = self._shown.get(subject, _NOTHING)
        open_stages = self._open_stages(due, mine)
        if open_stages or mine:
            told = self._told(due, mine, open_stages, due.cutoff)
            if told is not None:
                key, at, covers = told
                fresh = self._is_fresh(at)
                notice = Notice((Reminder(due, key, at),), covers)
                (self._fresh if fresh else self._missed).append(notice)

    def _open_stages(self, due: Obligation, mine: _Shown) -> list[tuple[str, datetime]]:
        """The stages whose time has come and that are newer than what was told; notes coming ones."""
        found: list[tuple[str, datetime]] = []
        for key, at in self._stages_of(due):
            if key in mine:
                # A stage before one that was told is out of date, also where the clock was ahead
                # then; not the cut-off's, which hangs on Beijing time and may stand before a day's
                # stage once the user is far west of it.
                found = [row for row in found if _rank(row[0]) > _rank(key)]
            elif at > self._now:
                self._coming.add(at)
                if self._next is None or at < self._next.at:
                    self._next = Reminder(due, key, at)
            elif at >= due.since:
                found.append((key, at))
        return _newer(found, mine) if mine and found and due.state is State.OVERDUE else found

    def hear_alert(self, alert: Alert) -> None:
        """Take up what one alert has to say."""
        subject = (alert.key, alert.due_date)
        over = alert.act_by is not None and alert.act_by <= self._now
        if subject in self._wishes.muted or over:
            return
        mine = self._shown.get(subject, _NOTHING)
        known = alert.repeat is Repeat.DAILY and any(row.acknowledged_at for row in mine.values())
        stages = () if known else alert_stages(alert, self._zone, self._now)
        unseen = [(key, at) for key, at in stages if key not in mine]
        self._coming.update(at for _, at in unseen if at > self._now)
        open_stages = [(key, at) for key, at in unseen if at <= self._now]
        told = self._told(alert, mine, open_stages, alert.act_by)
        if told is not None:
            key, at, covers = told
            notice = Notice((), covers, (AlertReminder(alert, key, at),))
            (self._fresh_alerts if self._is_fresh(at) else self._missed).append(notice)

    def outcome(self) -> Outcome:
        """All that was collected."""
        notices = list(self._fresh)
        if self._missed:
            notices.insert(0, _grouped(self._missed))
        if self._fresh_alerts:
            notices.append(_grouped(self._fresh_alerts))
        coming = tuple(sorted(self._coming))
        return Outcome(tuple(notices), coming, self._next)

    def _stages_of(self, due: Obligation) -> _Stages:
        """The stages of a due, computed once for all dues of one day, cut-off and plan."""
        plan = self._wishes.plan_of(due) if self._has_plans else self._wishes.plan
        late = due.state is State.OVERDUE
        name = (due.due_date, due.cutoff, id(plan), late)
        found = self._stages.get(name)
        if found is None:
            found = instants(plan, due.due_date, due.cutoff, self._zone)
            if late:
                found += tuple(late_instants(plan, due.cutoff, self._zone, self._now))
            self._stages[name] = found
        return found

    def _told(
        self,
        subject: Subject,
        mine: _Shown,
        open_stages: list[tuple[str, datetime]],
        act_by: datetime | None,
    ) -> tuple[str, datetime, tuple[LedgerRow, ...]] | None:
        """Stage, its time and the rows it covers; None while there is nothing to say yet."""
        snoozed = []
        for row in mine.values():
            until = row.snoozed_until
            if until is not None and until > self._now:
                self._coming.add(until)
            elif until is not None:
                snoozed.append((row.stage, until))
        release = self._release
        if open_stages and release is not None and can_wait(release, act_by, self._now):
            self._coming.add(release)
            open_stages = []
        if not open_stages and not snoozed:
            return None
        stage, at = open_stages[-1] if open_stages else max(snoozed, key=lambda row: row[1])
        # A snoozed stage that is told again, or passed over by a newer one, is no longer put off.
        covers = [
            LedgerRow(subject.key, subject.due_date, key, self._now, superseded=key != stage)
            for key, _ in open_stages
        ]
        for key, _ in snoozed:
            row = mine[key]
            unseen = row.superseded and key != stage
            covers.append(replace(row, shown_at=self._now, snoozed_until=None, superseded=unseen))
        return stage, at, tuple(covers)

    def _is_fresh(self, at: datetime) -> bool:
        return self._fresh_after is not None and at > self._fresh_after


def _rank(key: str) -> int:
    return STAGE_KINDS.index(stage_kind(key))


def _newer(open_stages: list[tuple[str, datetime]], mine: _Shown) -> list[tuple[str, datetime]]:
    """Without what was told for a later day while the clock was ahead; the keys sort by day."""
    newest = max((key for key in mine if key.startswith(OVERDUE)), default="")
    return [(key, at) for key, at in open_stages if key > newest]


def _grouped(notices: list[Notice]) -> Notice:
    return Notice(
        tuple(reminder for notice in notices for reminder in notice.reminders),
        tuple(row for notice in notices for row in notice.covers),
        tuple(alert for notice in notices for alert in notice.alerts),
    )
