"""The program living through one life: real watch, commands and store in memory, a machine around them."""

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

from assistant.domain.reminders import Notice
from assistant.domain.snapshot import Snapshot
from assistant.domain.snooze import snooze_until
from assistant.errors import StorageError, StorageTrouble
from assistant.services.ledger import Ledger
from assistant.services.watch import Watch
from assistant.store.unit import Store
from tests.domain.facts import PRODUCTS
from tests.soak.life import ACCOUNT, DAYS, Event, Life, MovingZone, Version
from tests.soak.oracle import Oracle, Told

GRID = timedelta(seconds=30)


@dataclass
class Score:
    """What a run of traces gave."""

    stages: int = 0
    missed: int = 0
    duplicates: int = 0
    max_latency_s: int = 0
    repeats_after_a_crash: int = 0
    loose_after_wake: int = 0  # more than one notice where one group was due
    ticks: int = 0

    def add(self, other: "Score") -> None:
        """Take another trace in."""
        for row in fields(self):
            mine, its = getattr(self, row.name), getattr(other, row.name)
            joined = max(mine, its) if row.name == "max_latency_s" else mine + its
            setattr(self, row.name, joined)


class LockableStore(Store):
    """A store that another program can lock for one write."""

    locked_once = False

    @contextmanager
    def unjournalled(self) -> Iterator[None]:
        if self.locked_once:
            self.locked_once = False
            raise StorageError(StorageTrouble.LOCKED, "")
        with super().unjournalled():
            yield


class Machine:
    """One life; ``t`` is true time, the program's clock is ``t + offset``."""

    def __init__(self, life: Life, chance: random.Random, score: Score) -> None:
        self.life, self.chance, self.score = life, chance, score
        self.t = life.begin
        self.offset = timedelta()
        self.zone = MovingZone(life.zone)
        self.versions: dict[int, Version] = {}
        self.oracle = Oracle(life.own_plan or life.plan, life.quiet)
        self.seen: set[Told] = set()
        self.ready_since = life.begin  # true instant: awake, data and clock as they are now
        self.install()
        self.start()

    def install(self) -> None:
        """A new store with the user's wishes."""
        self.store = LockableStore(None, self.clock)
        self.ledger = Ledger(self.store, PRODUCTS, self.clock)
        self.ledger.plan_reminders(self.life.plan)
        if self.life.own_plan:
            self.ledger.plan_account_reminders(ACCOUNT.id, self.life.own_plan)
        self.ledger.set_quiet_hours(*self.life.quiet)
        self.settings = self.store.settings.load()

    def clock(self) -> datetime:
        """The machine's clock, right or wrong."""
        return self.t + self.offset

    def snapshot(self) -> Snapshot:
        """The facts of the dues that are there."""
        here = [version for version in self.versions.values() if version.loan is not None]
        return Snapshot(
            now=self.clock(),
            products=PRODUCTS,
            accounts=(ACCOUNT,),
            loans=tuple(version.loan for version in here if version.loan is not None),
            payments=tuple(row for version in here for row in version.payments),
            settings=self.settings,
        )

    def start(self) -> None:
        """A new process: nothing in memory but what the store holds."""
        self.watch = Watch(self.store, self.snapshot, self.clock, self.zone)

    def run(self) -> None:
        """Live through all events."""
        up, end = False, self.life.begin + timedelta(days=DAYS)
        for event in (*self.life.events, Event(end, "close")):
            if event.at > end:
                break
            if up:
                self.stay_awake(event.at)
            self.t = max(self.t, event.at)
            up = self.happen(event, up=up)

    def happen(self, event: Event, *, up: bool) -> bool:
        """Carry out one event; the program hears of it at once when it runs."""
        if event.kind in ("asleep", "close"):
            if event.kind == "close":
                self.start()
            return False
        if event.kind == "clock":
            self.offset = event.offset
        elif event.kind == "zone" and event.zone is not None:
            self.zone.zone = event.zone
        elif event.kind == "due" and event.version is not None:
            self.versions[event.due] = self.stamped(event.due, event.version)
        self.ready_since = self.t
        if event.kind == "open":
            self.wake_up()
        elif up:
            self.tick()
        return up or event.kind == "open"

    def stamped(self, number: int, version: Version) -> Version:
        """A version as the program stores it: a new due day is dated by the machine's clock."""
        old = self.versions.get(number, Version(None)).loan
        if version.loan is None:
            return version
        is_new = old is None or old.first_due != version.loan.first_due
        dated_at = self.clock() if old is None or is_new else old.dated_at
        return replace(version, loan=replace(version.loan, dated_at=dated_at))

    def wake_up(self) -> None:
        """Tick at once; wait for a desktop that needs up to 40 seconds until it can show something."""
        desktop = self.chance.randint(0, 40)
        self.watch.tick()
        if self.watch.must_wait(desktop_ready=desktop == 0):
            self.t += timedelta(seconds=min(desktop, 20))
        is_ready = self.t - self.ready_since >= timedelta(seconds=desktop)
        # Nothing may be held longer than twenty seconds.
        self.score.missed += self.watch.must_wait(desktop_ready=is_ready)
        self.tick(after_wake=True)

    def stay_awake(self, until: datetime) -> None:
        """Tick on the grid wherever something may be due before ``until``."""
        while self.t < until:
            come = self.oracle.next_time(self.versions, self.clock(), self.zone) - self.offset
            steps = -((self.ready_since - come) // GRID)  # the first tick of the grid from then on
            at = self.ready_since + max(steps, 1) * GRID
            if at <= self.t:
                at = self.t + GRID
            if at >= until:
                return
            if at - self.t > GRID and self.chance.random() < 0.5:
                self.t = at - GRID
                self.tick()
            self.t = at
            self.tick()

    def tick(self, *, after_wake: bool = False) -> None:
        """One tick: compare what is shown with what the oracle expects."""
        self.score.ticks += 1
        expected = self.oracle.expected(self.versions, self.clock(), self.zone)
        notices = self.watch.tick().notices
        self.score.loose_after_wake += after_wake and len(notices) > 1
        self.judge(expected, _stages(notices))
        if not notices:
            return
        if self.chance.random() < 0.02:  # crashed between showing and recording
            self.start()
            self.ready_since = self.t = self.t + timedelta(seconds=self.chance.randint(1, 90))
            self.tick(after_wake=True)
            return
        for notice in notices:
            self.record(notice)
        self.oracle.record(self.versions, self.clock(), self.zone)
        self.act(notices)

    def record(self, notice: Notice) -> None:
        """Record a notice; the store may be locked just then, and the next tick writes it."""
        if self.chance.random() >= 0.05:
            self.watch.shown(notice)
            return
        self.store.locked_once = True
        with suppress(StorageError):
            self.watch.shown(notice)
        self.watch.tick()

    def judge(self, expected: Mapping[Told, datetime], shown: set[Told]) -> None:
        """Count stages, misses, repeats and how long it took."""
        again = {told[:2]: told for told in expected if not self.is_new(told)}
        # Of a snooze it does not matter by which of the told stages the due is shown again.
        shown = {told if self.is_new(told) else again.get(told[:2], told) for told in shown}
        self.score.stages += len(expected)
        self.score.missed += len(expected.keys() - shown)
        self.score.duplicates += len(shown - expected.keys())
        for told, since in expected.items():
            if told in shown:
                self.score.repeats_after_a_crash += told in self.seen and self.is_new(told)
                quiet_end = self.oracle.quiet_ended(self.clock(), self.zone)
                begin = max(max(since, quiet_end) - self.offset, self.ready_since)
                took = (self.t - begin) // timedelta(seconds=1)
                self.score.max_latency_s = max(self.score.max_latency_s, took)
        self.seen |= shown

    def is_new(self, told: Told) -> bool:
        """Whether the oracle does not know that it was told."""
        key, on, stage = told
        return stage not in self.oracle.told.get((key, on), set())

    def act(self, notices: tuple[Notice, ...]) -> None:
        """What a person does with a notice: put it off, acknowledge it, mute it."""
        for notice in notices:
            for reminder in notice.reminders:
                due, dice = reminder.obligation, self.chance.random()
                subject = (due.key, due.due_date)
                if dice < 0.10:
                    choice = self.chance.choice(("1h", "tonight", "tomorrow"))
                    until = snooze_until(choice, self.clock(), self.zone)
                    self.watch.snooze(due, until)
                    self.oracle.snoozed[subject] = until
                elif dice < 0.15:
                    self.ledger.acknowledge(due)
                    self.oracle.snoozed.pop(subject, None)
                elif dice < 0.17:
                    self.ledger.mute(due)
                    self.oracle.muted.add(subject)


def _stages(notices: tuple[Notice, ...]) -> set[Told]:
    return {
        (row.obligation.key, row.obligation.due_date, row.stage)
        for notice in notices
        for row in notice.reminders
    }
