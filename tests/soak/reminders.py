"""Random traces of 120 days through the real watch and store: closed, asleep, crashed, paid, clock moved.

``python -m tests.soak.reminders --traces N --seed S --json`` prints one JSON object. A model with one
timer and no ledger lives through the same traces and shows that the harness can fail.

A trace ticks where something may happen (``Oracle.next_time``, every event, once a day at least) on
the program's grid of 30 seconds; between two such ticks nothing can be due, which the daily ticks and
the oracle's own arithmetic would show. While awake the machine's gap detection sees a tick just before.
"""

import argparse
import json
import multiprocessing
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial

from tests.soak.life import make_life
from tests.soak.machine import Machine, Score
from tests.soak.naive import NaiveMachine

PROCESSES = 2


def live(seed: int, number: int) -> tuple[Score, Score]:
    """One trace through the program and through the model without a ledger."""
    life_seed = seed * 1_000_003 + number
    ours, naive = Score(), Score()
    for kind, score in ((Machine, ours), (NaiveMachine, naive)):
        chance = random.Random(life_seed)
        kind(make_life(chance), chance, score).run()
    return ours, naive


def run(traces: int, seed: int) -> tuple[Score, Score]:
    """All traces on two processors; the sum of their scores."""
    ours, naive = Score(), Score()
    with multiprocessing.Pool(PROCESSES) as pool:
        for one, other in pool.imap_unordered(partial(live, seed), range(traces), chunksize=8):
            ours.add(one)
            naive.add(other)
    return ours, naive


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the traces and print the figures; 1 when the program failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.reminders")
    parser.add_argument("--traces", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    ours, naive = run(given.traces, given.seed)
    figures = {"traces": given.traces, **asdict(ours)}
    figures["one_timer_without_ledger"] = {"missed": naive.missed, "duplicates": naive.duplicates}
    if given.json:
        json.dump(figures, sys.stdout)
        sys.stdout.write("\n")
    else:
        sys.stdout.writelines(f"{key}: {value}\n" for key, value in figures.items())
    failed = ours.missed or ours.duplicates or ours.loose_after_wake or ours.max_latency_s > 60
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
