"""Ten thousand paths of a year with two uncertain incomes, two expenses and a bill a month."""

import statistics
import time
from typing import Any

from assistant.domain.cashflow import Repeat, Spread
from assistant.domain.money import Money
from assistant.domain.shortfall import DAYS, PATHS, shortfall
from tests.domain.facts import bill, expense, income, paying, snapshot

TARGET_SECONDS = 0.3
RUNS = 7


def measure() -> dict[str, object]:
    """Median and worst seconds of the simulation; the first run, which imports numpy, apart."""
    span: dict[str, Any] = {"spread": Spread.RANGE, "low": Money.of(0), "high": Money.of(3000)}
    seen = snapshot(
        "2026-11-03 12:00",
        bills=(bill("600"), bill("900", number=2, on="2026-10-01", due="2026-10-10")),
        paying_accounts=(paying("4000"),),
        cash_items=(
            income("8000", "2026-11-15", spread=Spread.HISTORY, number=1),
            income("1000", "2026-11-20", number=4, **span),
            expense("3000", "2026-11-01", Repeat.EVENLY, spread=Spread.HISTORY, number=2),
            expense("1500", "2026-11-05", number=3),
        ),
    )
    seconds = []
    for _ in range(RUNS + 1):
        begun = time.perf_counter()
        shortfall(seen)
        seconds.append(time.perf_counter() - begun)
    median = statistics.median(seconds[1:])
    return {
        "what": f"shortfall {PATHS} x {DAYS}",
        "median_s": round(median, 3),
        "worst_s": round(max(seconds[1:]), 3),
        "first_s": round(seconds[0], 3),
        "target_s": TARGET_SECONDS,
        "ok": median <= TARGET_SECONDS,
    }
