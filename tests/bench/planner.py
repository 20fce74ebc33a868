"""The planner's seconds, gap and saving by size, all in one run."""

from collections.abc import Iterator
from statistics import median
from time import perf_counter

from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.solve import plan
from assistant.domain.planning.strategies import Hold, Strategy, Variant, best_rule, follow
from tests.domain.instances import realistic

SIZES = tuple((products, months) for products in (2, 5, 10, 20) for months in (12, 24, 36))
LIMITS = Limits(nodes=20_000, seconds=20)
AVALANCHE = Variant(Strategy.AVALANCHE, Hold.MINIMUMS)


def measure(seeds: int = 5) -> Iterator[dict[str, object]]:
    """One row a size: median and worst seconds, gap in fen, proven, saving against avalanche."""
    for products, months in SIZES:
        yield _row(products, months, range(seeds))


def _row(products: int, months: int, seeds: range) -> dict[str, object]:
    seconds, first, gaps, savings, proven = [], [], [], [], 0
    for seed in seeds:
        instance = realistic(seed, products, months, tight=1.3)
        begun = perf_counter()
        rules = best_rule(instance)
        first.append(perf_counter() - begun)
        begun = perf_counter()
        answer = plan(instance, LIMITS, rules=rules)
        seconds.append(perf_counter() - begun)
        proven += answer.status.value == "proven"
        if answer.gap is not None:
            gaps.append(answer.gap)
        textbook = follow(instance, AVALANCHE)
        if not textbook.harm and not answer.ledger.harm and textbook.cost:
            savings.append((textbook.cost - answer.ledger.cost) / textbook.cost)
    savings.sort()
    return {
        "name": f"plan {products}x{months}",
        "rules_s": round(median(first), 3),
        "median_s": round(median(seconds), 2),
        "worst_s": round(max(seconds), 2),
        "proven": f"{proven}/{len(seeds)}",
        "gap_fen": max(gaps, default=None),
        "saving_median": round(median(savings), 3) if savings else None,
        "saving_p90": round(savings[int(0.9 * (len(savings) - 1))], 3) if savings else None,
        "ok": True,
    }


if __name__ == "__main__":
    import sys

    for found in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5):
        print("  ".join(f"{key}={value}" for key, value in found.items()), flush=True)
