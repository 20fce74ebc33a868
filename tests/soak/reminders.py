"""Random traces of 120 days through the reminders: closed, asleep, crashed, paid, clock moved.

``python -m tests.soak.reminders --traces N --seed S --json`` prints one JSON object. A model with one
timer and no ledger runs through the same traces and shows that the harness can fail.
"""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from assistant.domain.dues import Obligation
from assistant.domain.reminders import LedgerRow, evaluate
from assistant.domain.stages import DEFAULT_PLAN
from assistant.domain.standing import State
from assistant.domain.wishes import Wishes
from tests.domain.facts import loan_due

DAYS, TICK = 120, timedelta(seconds=60)
ZONES = ("Asia/Shanghai", "Asia/Urumqi", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
CHOSEN = Wishes()


@dataclass
class Score:
    """What a run of traces gave."""

    stages: int = 0
    missed: int = 0
    duplicates: int = 0
    crash_repeats: int = 0
    max_latency_s: float = 0.0


@dataclass
class Trace:
    """One life of the program: when it ticks, which dues there are, when each is paid."""

    zone: ZoneInfo
    ticks: list[tuple[datetime, bool]]  # instant, and whether it starts anew after a gap
    dues: list[Obligation]
    paid: dict[str, datetime]
    crashes: set[int]
    shown: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)


def make_trace(chance: random.Random) -> Trace:
    """A trace: open stretches of ticks, with sleep and closing between, a few crashes."""
    zone = ZoneInfo(chance.choice(ZONES))
    begin = datetime(2026, chance.randint(1, 12), 1, tzinfo=zone)
    end = begin + timedelta(days=DAYS)
    dues = [
        loan_due(
            number,
            (begin + timedelta(days=chance.randint(2, DAYS - 10))).date(),
            begin + timedelta(days=chance.randint(0, 20)),
        )
        for number in range(chance.randint(1, 4))
    ]
    ticks: list[tuple[datetime, bool]] = []
    interesting = sorted(
        at + timedelta(seconds=chance.randint(0, 59))
        for due in dues
        for _, at in every_stage(due, zone, end)
    )
    for at in interesting:
        if chance.random() < 0.6:  # open around this stage, at a second of its own
            ticks.extend((at + TICK * step, step == -3) for step in range(-3, 4))
    for _ in range(chance.randint(3, 20)):  # opened at any other time
        at = begin + timedelta(seconds=chance.randint(0, DAYS * 86_400))
        ticks.extend((at + TICK * step, step == 0) for step in range(5))
    ticks = sorted({at: starts for at, starts in ticks if begin <= at < end}.items())
    paid = {
        due.key: due.cutoff + timedelta(hours=chance.randint(-300, 200))
        for due in dues
        if chance.random() < 0.8
    }
    crashes = {chance.randrange(len(ticks)) for _ in range(2)} if ticks else set()
    return Trace(zone, ticks, dues, paid, crashes)


def every_stage(due: Obligation, zone: ZoneInfo, end: datetime) -> list[tuple[str, datetime]]:
    """All stages of a due by plain arithmetic of the zone, void ones left out."""
    found = []
    for stage in DEFAULT_PLAN.leads:
        on = due.due_date - timedelta(days=stage.days_before)
        at = datetime.combine(on, stage.at, zone)
        while at >= due.cutoff:
            on -= timedelta(days=1)
            at = datetime.combine(on, stage.at, zone)
        found.append((stage.key, at))
    found.append(("cutoff", due.cutoff - timedelta(hours=3)))
    on = due.cutoff.astimezone(zone).date()
    while (at := datetime.combine(on, time(9), zone)) < end:
        if at >= due.cutoff:
            found.append((f"overdue-{on.isoformat()}", at))
        on += timedelta(days=1)
    return [(key, at) for key, at in found if due.since <= at < end]


def run(trace: Trace, score: Score, *, with_ledger: bool) -> None:
    """Live through a trace; without a ledger only what comes due since the last tick is shown."""
    ledger: list[LedgerRow] = []
    awake: datetime | None = None
    last: datetime | None = None
    for number, (now, _) in enumerate(trace.ticks):
        if last is None or now - last > timedelta(seconds=150):
            awake = None
        dues = [
            replace(due, state=State.OVERDUE if now >= due.cutoff else State.DUE)
            for due in trace.dues
            if due.since <= now and not (due.key in trace.paid and trace.paid[due.key] <= now)
        ]
        rows = ledger if with_ledger else []
        outcome = evaluate(dues, rows, CHOSEN, now, trace.zone, awake)
        for notice in outcome.notices:
            if not with_ledger and any(item.at <= (last or now) for item in notice.reminders):
                continue
            for item in notice.reminders:
                times = trace.shown.setdefault((item.obligation.key, item.stage), [])
                score.duplicates += bool(times) and number - 1 not in trace.crashes
                score.crash_repeats += bool(times) and number - 1 in trace.crashes
                times.append(now)
                if awake is not None:
                    latency = (now - item.at).total_seconds()
                    score.max_latency_s = max(score.max_latency_s, latency)
            if number not in trace.crashes:  # a crash between showing and recording
                ledger.extend(notice.covers)
        crashed = number in trace.crashes
        last = None if crashed else now
        awake = None if crashed else awake or now


def judge(trace: Trace, score: Score) -> None:
    """Count what had to be shown: at each tick, the newest stage that has come and was not told."""
    for due in trace.dues:
        stages = sorted(every_stage(due, trace.zone, trace.ticks[-1][0]), key=lambda row: row[1])
        told: set[str] = set()
        for now, _ in trace.ticks:
            if due.key in trace.paid and trace.paid[due.key] <= now:
                break
            come = [key for key, at in stages if at <= now and key not in told]
            if come and due.since <= now:
                newest = come[-1]
                score.stages += 1
                when = trace.shown.get((due.key, newest), [])
                score.missed += not any(abs(at - now) < TICK for at in when)
                told.update(come)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the traces and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.reminders")
    parser.add_argument("--traces", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    ours, naive = Score(), Score()
    for number in range(given.traces):
        for score, with_ledger in ((ours, True), (naive, False)):
            trace = make_trace(random.Random(given.seed * 1_000_003 + number))
            if trace.ticks:
                run(trace, score, with_ledger=with_ledger)
                judge(trace, score)
    figures = {
        "traces": given.traces,
        "stages": ours.stages,
        "missed": ours.missed,
        "duplicates": ours.duplicates,
        "max_latency_s": ours.max_latency_s,
        "repeats_after_a_crash": ours.crash_repeats,
        "missed_by_one_timer_without_ledger": naive.missed,
    }
    if given.json:
        json.dump(figures, sys.stdout)
        sys.stdout.write("\n")
    else:
        sys.stdout.writelines(f"{key}: {value}\n" for key, value in figures.items())
    return 1 if ours.missed or ours.duplicates or ours.max_latency_s > 60 else 0


if __name__ == "__main__":
    sys.exit(main())
