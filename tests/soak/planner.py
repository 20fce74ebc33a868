"""The planner against two judges: exhaustive search on tiny instances, every strategy on realistic ones."""

import argparse
from collections import Counter

from assistant.domain.planning.answer import Status
from assistant.domain.planning.infeasible import can_meet, every_due
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.solve import plan
from assistant.domain.planning.strategies import VARIANTS, follow
from tests.domain.instances import realistic, tiny
from tests.soak.exhaustive import Search, TooMany

NODES, LIMITS = 20_000, Limits(nodes=5_000, seconds=15)


def search(wanted: int) -> list[str]:
    """Tiny instances until so many were searched to the end: equal within a fen.

    The search tries amounts to the fen and may have luck in rounding that no linear program can see:
    two fen are counted apart and allowed in one of a hundred.
    """
    problems: list[str] = []
    done, seed = Counter[str](), 0
    while done["equal"] + done["two fen"] + len(problems) < wanted:
        seed += 1
        instance = tiny(seed)
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
        elif not ledger.harm and ledger.cost - best[1] == 2:
            done["two fen"] += 1
        elif ledger.harm or abs(ledger.cost - best[1]) > 1:
            problems.append(f"tiny {seed}: plan {ledger.rank}, search {best}")
        else:
            done["equal"] += 1
    print("exhaustive search:", dict(done))
    if done["two fen"] * 100 > wanted:
        problems.append(f"two fen above the search in {done['two fen']} of {wanted}")
    return problems


def against_rules(wanted: int) -> list[str]:
    """Realistic instances: never worse than a strategy, never overdue needlessly, near the bound."""
    problems: list[str] = []
    done: Counter[str] = Counter()
    for seed in range(wanted):
        instance = realistic(seed, 3 + seed % 4, 12)
        answer = plan(instance, LIMITS)
        ledger = answer.ledger
        done[answer.status.value] += 1
        if ledger.rank > min(follow(instance, variant).rank for variant in VARIANTS):
            problems.append(f"realistic {seed}: a strategy is better")
        if ledger.harm and can_meet(instance, every_due(instance)):
            problems.append(f"realistic {seed}: overdue without need")
        rounding = sum(len(product.dues) for product in instance.products) + len(ledger.steps)
        if answer.status is Status.PROVEN and (answer.gap or 0) > rounding:
            problems.append(f"realistic {seed}: {answer.gap} fen above its bound")
    print("realistic:", dict(done))
    return problems


def main(words: list[str] | None = None) -> int:
    """Run both; 1 when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.planner")
    parser.add_argument("--tiny", type=int, default=300)
    parser.add_argument("--realistic", type=int, default=200)
    arguments = parser.parse_args(words or [])
    problems = search(arguments.tiny) + against_rules(arguments.realistic)
    print("\n".join(problems) or "planner: no problem")
    return 1 if problems else 0


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
