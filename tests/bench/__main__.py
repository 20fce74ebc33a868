"""``make bench``: start-up, one tick over many dues, one redraw, the chance of a
shortfall; prints ratios."""

import argparse
import json
import sys
from collections.abc import Iterator

from tests.bench import imports, planner, shortfall, startup, ticks


def main() -> int:
    """Run all measurements and print each as it comes; exit 1 when a promised ratio is missed.

    The plans take longest: two CPU minutes a seed, most of them of 20 products over 36 and 60 months.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--seeds", type=int, default=3, help="instances of each size of plan")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    results = []
    for row in _measured(arguments.runs, arguments.seeds):
        results.append(row)
        if not arguments.json:
            print("  ".join(f"{key}={value}" for key, value in row.items()), flush=True)
    if arguments.json:
        json.dump(results, sys.stdout, indent=2)
        print()
    return 0 if all(row["ok"] for row in results) else 1


def _measured(runs: int, seeds: int) -> Iterator[dict[str, object]]:
    yield startup.measure(runs)
    yield startup.measure_history(runs)
    yield ticks.measure()
    yield shortfall.measure()
    yield imports.measure()
    yield from planner.measure(seeds)


if __name__ == "__main__":
    sys.exit(main())
