"""``make bench``: start-up, one tick over many dues, one redraw, the chance of a
shortfall; prints ratios."""

import argparse
import json
import sys

from tests.bench import imports, planner, shortfall, startup, ticks


def main() -> int:
    """Run all measurements and print them; exit 1 when a promised ratio is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--seeds", type=int, default=3, help="instances of each size of plan")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    results = [
        startup.measure(arguments.runs),
        startup.measure_history(arguments.runs),
        ticks.measure(),
        shortfall.measure(),
        imports.measure(),
        *planner.measure(arguments.seeds),
    ]
    if arguments.json:
        json.dump(results, sys.stdout, indent=2)
        print()
    else:
        for row in results:
            print("  ".join(f"{key}={value}" for key, value in row.items()))
    return 0 if all(row["ok"] for row in results) else 1


if __name__ == "__main__":
    sys.exit(main())
