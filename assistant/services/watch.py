"""The alert service without a timer: a tick turns dues into notices, and what was shown is recorded.

Delivery rule: show a notice, then call ``shown``. A crash between the two shows it once more at the
next start (at least once); in every other case it is never shown twice, also when the store cannot
be written just then, because what is still to be recorded is kept here and written at the next tick.

The seam for the window: call ``tick`` at least once a minute, and at once when the data changed,
the machine woke up, the store was unlocked, or the clock or zone was changed (the last two are also
found by the next tick). After ``woke``, or a gap that a tick finds itself, ask ``must_wait`` before
showing, and tick again a second later while it says so. Snoozing, muting and acknowledging are
commands (``services.commands.reminders``); ``history`` and ``silent`` are for the reminder centre.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from assistant.clock import Clock, reread_zone
from assistant.domain.alert import Alert
from assistant.domain.dues import Obligation, every_due, obligations, same_until
from assistant.domain.heartbeat import Heartbeat
from assistant.domain.history import Fate, HistoryRow, history
from assistant.domain.locked import DAYS_KEPT, LockedSchedule, locked_schedule
from assistant.domain.reminders import LedgerRow, Notice, Outcome, evaluate
from assistant.domain.snapshot import Snapshot
from assistant.domain.wishes import Subject, Wishes
from assistant.errors import StorageError
from assistant.store.unit import Store

_SPARE_DAYS = 3
_HISTORY_ROWS = 500
AlertFinder = Callable[[Snapshot], Sequence[Alert]]
"""What the rules find in a snapshot."""


def _no_alerts(_snapshot: Snapshot) -> Sequence[Alert]:
    return ()


@dataclass(frozen=True, slots=True)
class _KeptDues:
    """The open dues of some facts, which stay as they are from one instant until another."""

    key: object
    since: datetime
    until: datetime
    dues: tuple[Obligation, ...]


class Watch:
    """Turns dues and alerts into notices, each stage once.

    Args:
        store: where the reminder ledger lies.
        snapshot: gives the present snapshot.
        clock: the program's clock.
        zone: the user's own time zone, asked anew at each tick.
        find_alerts: what the rules find beside the dues.
    """

    def __init__(
        self,
        store: Store,
        snapshot: Callable[[], Snapshot],
        clock: Clock,
        zone: tzinfo,
        find_alerts: AlertFinder = _no_alerts,
    ) -> None:
        self._store = store
        self._snapshot = snapshot
        self._clock = clock
        self._zone = zone
        self._find_alerts = find_alerts
        self._heartbeat = Heartbeat()
        self._unrecorded: dict[tuple[str, date, str], LedgerRow] = {}
        self._kept_wishes: tuple[object, Wishes] | None = None
        self._kept_ledger: tuple[object, tuple[LedgerRow, ...]] | None = None
        self._kept_dues: _KeptDues | None = None

    def tick(self) -> Outcome:
        """What is to be shown now; call ``shown`` for each notice once it is on screen.

        Raises:
            StorageError: the store cannot be read.
        """
        now = self._clock()
        reread_zone()
        self._heartbeat.beat(now)
        self._record()
        snapshot = self._snapshot()
        wishes = self._wishes(snapshot)
        dues = self._dues(snapshot, wishes)
        alerts = self._find_alerts(snapshot)
        days = [due.due_date for due in dues] + [alert.due_date for alert in alerts]
        ledger = {(row.obligation, row.due_date, row.stage): row for row in self._ledger(days)}
        ledger |= self._unrecorded
        outcome = evaluate(
            *(dues, ledger.values(), wishes, now, self._zone, self._heartbeat.awake_since),
            alerts=alerts,
        )
        self._heartbeat.settle()
        return outcome

    def woke(self) -> None:
        """The machine woke up or the store was unlocked: the next tick gathers what was missed."""
        self._heartbeat.wake()

    def must_wait(self, *, desktop_ready: bool) -> bool:
        """Whether notices are to wait for the desktop, at most 20 s after waking or the start."""
        return self._heartbeat.must_wait(self._clock(), desktop_ready=desktop_ready)

    def locked_schedule(self) -> LockedSchedule:
        """What to keep in memory when the store is locked: coming times, no amounts, no names."""
        snapshot = self._snapshot()
        dues = obligations(snapshot, snapshot.today + timedelta(days=DAYS_KEPT))
        ledger = self._store.reminders.all(min((due.due_date for due in dues), default=date.max))
        wishes = self._wishes(snapshot)
        return locked_schedule(dues, ledger, wishes, self._clock(), self._zone)

    def shown(self, notice: Notice) -> None:
        """Record that a notice is on screen; never an undo step.

        A store that cannot be written just now is tried again at every tick; meanwhile the notice
        counts as shown.

        Raises:
            StorageError: it could not be recorded yet.
        """
        self._unrecorded |= {
            (row.obligation, row.due_date, row.stage): row for row in notice.covers
        }
        self._write()

    def snooze(self, due: Subject, until: datetime) -> None:
        """Show the newest stage of a due or alert once more at ``until``; see also the command ``snooze``."""
        with self._store.unjournalled():
            self._store.reminders.snooze(due.key, due.due_date, until)

    def due(self, key: str) -> Obligation | None:
        """The open due of a notice, None when it was paid or is gone meanwhile."""
        snapshot = self._snapshot()
        dues = self._dues(snapshot, self._wishes(snapshot))
        return next((due for due in dues if due.key == key), None)

    def alert(self, key: str) -> Alert | None:
        """The alert of a notice, None when it is no longer so."""
        found = self._find_alerts(self._snapshot())
        return next((alert for alert in found if alert.key == key), None)

    def history(self, count: int = _HISTORY_ROWS) -> tuple[HistoryRow, ...]:
        """What was told, newest first, with what became of it."""
        return self._history(self._store.reminders.newest(count))

    def silent(self) -> tuple[HistoryRow, ...]:
        """What is muted and still open, oldest mute first; ``shown_at`` is when it was muted."""
        rows = [
            LedgerRow(*subject, "", since) for subject, since in self._store.wishes.muted().items()
        ]
        return tuple(row for row in self._history(rows) if row.fate is Fate.MUTED)

    def wishes(self) -> Wishes:
        """The reminder settings in force."""
        return self._wishes(self._snapshot())

    def put_off(self) -> tuple[HistoryRow, ...]:
        """What is to come back and still open, soonest first, also where nothing was told of it yet."""
        rows = self._history(self._store.reminders.put_off())
        return tuple(row for row in rows if row.fate is Fate.SNOOZED)

    def rule_settings(self) -> Mapping[tuple[str, str], str]:
        """What differs from the rules' own switches and thresholds, by (rule, name)."""
        return self._store.rules.all()

    def _history(self, rows: Sequence[LedgerRow]) -> tuple[HistoryRow, ...]:
        snapshot = self._snapshot()
        last = max((row.due_date for row in rows), default=snapshot.today)
        alerts = self._find_alerts(snapshot)
        return history(rows, every_due(snapshot, last), alerts, self._store.wishes.muted())

    def _wishes(self, snapshot: Snapshot) -> Wishes:
        key = (self._store.version(), snapshot.settings)
        if self._kept_wishes is None or self._kept_wishes[0] != key:
            self._kept_wishes = key, self._store.wishes.load(snapshot.settings)
        return self._kept_wishes[1]

    def _dues(self, snapshot: Snapshot, wishes: Wishes) -> tuple[Obligation, ...]:
        """The open dues; computed anew when something was typed, or when the time has come to change one."""
        until = snapshot.today + timedelta(days=wishes.longest_lead_days + _SPARE_DAYS)
        key, now = (until, snapshot.facts()), snapshot.now
        kept = self._kept_dues
        if kept is None or kept.key != key or not kept.since <= now < kept.until:
            every = every_due(snapshot, until)
            found = tuple(due for due in every if due.open)
            kept = self._kept_dues = _KeptDues(key, now, same_until(every, now), found)
        return kept.dues

    def _ledger(self, days: Sequence[date]) -> Iterable[LedgerRow]:
        first = min(days, default=date.max)
        key = (self._store.version(), first)
        if self._kept_ledger is None or self._kept_ledger[0] != key:
            self._kept_ledger = key, self._store.reminders.all(first)
        return self._kept_ledger[1]

    def _record(self) -> None:
        """Write what could not be written before; a store that still fails is asked again later."""
        if self._unrecorded:
            try:
                self._write()
            except StorageError:
                return

    def _write(self) -> None:
        with self._store.unjournalled():
            self._store.reminders.record(self._unrecorded.values())
        self._unrecorded.clear()
