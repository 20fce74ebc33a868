"""The planner's seconds, gap and saving by size, all in one run.

Seconds of the processor, not of the wall: the solver runs on one core, and others may run beside it.
A linear program of fixed size is timed in the same run; ``ratio`` is the median by it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median
from time import process_time

from assistant.domain.planning.answer import Answer, Status
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.solve import plan
from assistant.domain.planning.strategies import Hold, Strategy, Variant, best_rule, follow
from tests.domain.instances import realistic, relaxed_cost

SIZES = (
    *((products, months) for products in (2, 5, 10, 20) for months in (12, 24, 36)),
    (20, 60),
)
LIMITS = Limits(nodes=20_000, seconds=10)
AVALANCHE = Variant(Strategy.AVALANCHE, Hold.MINIMUMS)


def measure(seeds: int = 3) -> Iterator[dict[str, object]]:
    """One row a size: rules, first certified answer, whole run, gaps, saving against avalanche.

    Seconds at the median and at the worst. Gaps in fen: of the first certified answer at the median,
    of the last at the worst; ``above_bound`` is that as a share of the bound, median and worst, of
    the plans of which one is ``bounded``. ``proven`` and ``bounded`` count instances.
    """
    unit = _calibration()
    yield {"name": "plan calibration", "lp_s": round(unit, 4), "seeds": seeds, "ok": True}
    for products, months in SIZES:
        yield _row(products, months, range(seeds), unit)


def _calibration() -> float:
    instance = realistic(0, 10, 24, tight=1.3)
    relaxed_cost(instance)  # imports and caches
    return median(_timed(lambda: relaxed_cost(instance)) for _ in range(5))


def _timed(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


@dataclass
class _Seen:
    """What the runs of one size gave."""

    rules: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    first_gaps: list[int] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    savings: list[float] = field(default_factory=list)
    shares: list[Fraction] = field(default_factory=list)
    proven: int = 0

    def add(self, instance: Instance) -> None:
        """Solve one."""
        began = process_time()
        rules = best_rule(instance)
        self.rules.append(process_time() - began)
        began = process_time()
        certified: list[tuple[float, int]] = []

        def told(answer: Answer) -> None:
            if answer.gap is not None:
                certified.append((process_time() - began, answer.gap))

        answer = plan(instance, LIMITS, rules=rules, told=told)
        self.whole.append(process_time() - began)
        self.proven += answer.status is Status.PROVEN
        if certified:
            self.first.append(certified[0][0])
            self.first_gaps.append(certified[0][1])
        if answer.bound and answer.gap is not None:
            self.gaps.append(answer.gap)
            self.shares.append(Fraction(answer.gap, answer.bound))
        textbook = follow(instance, AVALANCHE)
        if not textbook.harm and not answer.ledger.harm and textbook.cost:
            self.savings.append((textbook.cost - answer.ledger.cost) / textbook.cost)


def _row(products: int, months: int, seeds: range, unit: float) -> dict[str, object]:
    seen = _Seen()
    for seed in seeds:
        seen.add(realistic(seed, products, months, tight=1.3))
    savings = sorted(seen.savings)
    return {
        "name": f"plan {products}x{months}",
        "rules_s": round(median(seen.rules), 3),
        "rules_worst_s": round(max(seen.rules), 3),
        "first_s": round(median(seen.first), 2) if seen.first else None,
        "first_gap_fen": round(median(seen.first_gaps)) if seen.first_gaps else None,
        "median_s": round(median(seen.whole), 2),
        "worst_s": round(max(seen.whole), 2),
        "ratio": round(median(seen.whole) / unit, 1),
        "proven": f"{seen.proven}/{len(seeds)}",
        "bounded": f"{len(seen.gaps)}/{len(seeds)}",
        "gap_fen": max(seen.gaps, default=None),
        "above_bound": f"{_share(median(seen.shares))} {_share(max(seen.shares))}"
        if seen.shares
        else None,
        "saving_median": round(median(savings), 3) if savings else None,
        "saving_p90": round(savings[round(0.9 * (len(savings) - 1))], 3) if savings else None,
        "ok": True,
    }


def _share(share: Fraction) -> str:
    return f"{float(share):.5f}"


if __name__ == "__main__":
    import sys

    for found in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 3):
        print("  ".join(f"{key}={value}" for key, value in found.items()), flush=True)
