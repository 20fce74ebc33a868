"""The planner against two judges: exhaustive search on tiny instances, every strategy on realistic ones."""

import argparse
from collections import Counter
from collections.abc import Iterator
from time import process_time

from assistant.domain.planning.answer import Answer, Status
from assistant.domain.planning.infeasible import can_meet, every_due
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.solve import plan, rounding_fen
from assistant.domain.planning.strategies import VARIANTS, follow
from tests.domain.instances import realistic, tiny, with_floors, with_overdue
from tests.soak.exhaustive import Search, TooMany

NODES, LIMITS = 20_000, Limits(nodes=5_000, seconds=5)
SHARES = (50, 90, 95, 100)


def search(wanted: int, *, floors: bool = False) -> list[str]:
    """Tiny instances until so many clean ones were searched to the end: equal within a fen.

    ``floors``: with a lender's lowest minimum in yuan on some bills.
    """
    problems: list[str] = []
    done, seed = Counter[str](), 0
    while done["equal"] + done["one fen"] + len(problems) < wanted:
        seed += 1
        instance = with_floors(tiny(seed), seed) if floors else tiny(seed)
        ledger = plan(instance, LIMITS).ledger
        try:
            best = Search(instance, ledger, NODES).run()
        except TooMany:
            done["too many"] += 1
            continue
        if best is None:
            done["nothing clean"] += 1
            if not ledger.harm:
                problems.append(f"tiny {seed}: the search finds no clean way, the plan is clean")
        elif ledger.harm or abs(ledger.cost - best[1]) > 1:
            problems.append(f"tiny {seed}: plan {ledger.rank}, search {best}")
        else:
            done["equal" if ledger.cost == best[1] else "one fen"] += 1
    print("exhaustive search", "with floors:" if floors else ":", dict(done), flush=True)
    return problems


def against_rules(wanted: int) -> list[str]:
    """Realistic instances: never worse than a strategy, never overdue needlessly, near the bound."""
    problems: list[str] = []
    done: Counter[str] = Counter()
    seconds: list[float] = []
    for seed in range(wanted):
        instance = realistic(seed, 3 + seed % 4, 12)
        instance = with_floors(instance, seed) if seed % 4 == 3 else instance
        instance = with_overdue(instance, seed) if seed % 4 == 1 else instance
        began = process_time()
        answer = plan(instance, LIMITS)
        seconds.append(process_time() - began)
        done[f"{answer.status.value}{' with harm' if answer.ledger.harm else ''}"] += 1
        problems += [f"realistic {seed}: {what}" for what in _wrong(instance, answer)]
    seconds.sort()
    spread = {f"p{share}": round(_part(seconds, share), 2) for share in SHARES if seconds}
    print("realistic:", dict(done), "seconds", spread, flush=True)
    return problems


def _part(ordered: list[float], share: int) -> float:
    return ordered[(len(ordered) - 1) * share // 100]


def _wrong(instance: Instance, answer: Answer) -> Iterator[str]:
    ledger = answer.ledger
    best = min(follow(instance, variant).rank for variant in VARIANTS)
    if ledger.rank > best:
        yield f"a strategy is better: {best} before {ledger.rank}"
    if ledger.harm and can_meet(instance, every_due(instance)):
        yield "overdue without need"
    if answer.status is Status.INCONSISTENT:
        yield "the solver contradicts the replay"
    if answer.status is Status.PROVEN and (answer.gap or 0) > rounding_fen(instance):
        yield f"{answer.gap} fen above its bound"


def main(words: list[str] | None = None) -> int:
    """Run both; 1 when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.planner")
    parser.add_argument("--tiny", type=int, default=300)
    parser.add_argument("--realistic", type=int, default=200)
    arguments = parser.parse_args(words or [])
    problems = search(arguments.tiny) + search(arguments.tiny // 3, floors=True)
    problems += against_rules(arguments.realistic)
    print("\n".join(problems) or "planner: no problem")
    return 1 if problems else 0


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
