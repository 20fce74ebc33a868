"""The alert service without a timer: a tick turns dues into notices, and what was shown is recorded."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo

from assistant.clock import Clock
from assistant.domain.dues import Obligation, obligations
from assistant.domain.reminders import LONGEST_LEAD_DAYS, Notice, Outcome, evaluate
from assistant.domain.snapshot import Snapshot
from assistant.store.unit import Store

LONGEST_GAP = timedelta(seconds=150)
"""Ticks further apart than this mean sleep: what came due in between is told in one notice."""
_AHEAD_DAYS = LONGEST_LEAD_DAYS + 3


class Watch:
    """Turns dues into notices, each stage once.

    Args:
        store: where the reminder ledger lies.
        snapshot: gives the present snapshot.
        clock: the program's clock.
        zone: the user's own time zone, asked anew at each tick.
    """

    def __init__(
        self, store: Store, snapshot: Callable[[], Snapshot], clock: Clock, zone: tzinfo
    ) -> None:
        self._store = store
        self._snapshot = snapshot
        self._clock = clock
        self._zone = zone
        self._awake_since: datetime | None = None
        self._last_tick: datetime | None = None

    def tick(self) -> Outcome:
        """What is to be shown now; call ``shown`` for each notice once it is on screen."""
        now = self._clock()
        gap = None if self._last_tick is None else now - self._last_tick
        if gap is None or not timedelta(0) <= gap <= LONGEST_GAP:
            self._awake_since = None
        snapshot = self._snapshot()
        dues = obligations(snapshot, snapshot.today + timedelta(days=_AHEAD_DAYS))
        first = min((due.due_date for due in dues), default=date.max)
        ledger = self._store.reminders.all(first)
        chosen = frozenset(snapshot.settings.stages.split(","))
        outcome = evaluate(dues, ledger, chosen, now, self._zone, self._awake_since)
        self._last_tick = now
        if self._awake_since is None:
            self._awake_since = now
        return outcome

    def shown(self, notice: Notice) -> None:
        """Record that a notice is on screen; never an undo step."""
        with self._store.unjournalled():
            self._store.reminders.record(notice.covers)

    def snooze(self, due: Obligation, until: datetime) -> None:
        """Show the newest stage of a due once more at ``until`` (稍后提醒)."""
        with self._store.unjournalled():
            self._store.reminders.snooze(due.key, due.due_date, until)

    def due(self, key: str) -> Obligation | None:
        """The open due of a notice, None when it was paid or is gone meanwhile."""
        snapshot = self._snapshot()
        until = snapshot.today + timedelta(days=_AHEAD_DAYS)
        return next((due for due in obligations(snapshot, until) if due.key == key), None)
