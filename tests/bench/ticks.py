"""One tick over 10 000 open dues against a plain loop over the same list."""

import statistics
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from assistant.domain.dues import Obligation
from assistant.domain.reminders import evaluate
from assistant.domain.wishes import Wishes
from tests.domain.facts import loan_due

COUNT, LIMIT, RUNS = 10_000, 5.0, 15
NOW = datetime(2026, 11, 3, 1, 30, tzinfo=UTC)


def dues() -> list[Obligation]:
    """Dues over the coming two years, a few hundred of them near."""
    return [_due(number) for number in range(COUNT)]


def _due(number: int) -> Obligation:
    on = date(2026, 11, 1) + timedelta(days=number % 730)
    return loan_due(number, on, NOW - timedelta(days=30))


def measure() -> dict[str, Any]:
    """Median seconds of a tick and of a plain loop that reads every due."""
    rows = dues()
    zone = ZoneInfo("Asia/Shanghai")
    wishes = Wishes()
    # What has come was told by the tick before.
    before = evaluate(rows, (), wishes, NOW, zone, None).notices
    ledger = [row for notice in before for row in notice.covers]
    tick, plain = [], []
    for _ in range(RUNS):
        began = time.perf_counter()
        evaluate(rows, ledger, wishes, NOW, zone, NOW - timedelta(seconds=30))
        tick.append(time.perf_counter() - began)
        began = time.perf_counter()
        sum(Decimal(due.to_pay.fen) for due in rows if due.open and due.cutoff > NOW)
        plain.append(time.perf_counter() - began)
    ratio = statistics.median(tick) / statistics.median(plain)
    return {
        "what": "tick",
        "dues": COUNT,
        "tick_ms": round(statistics.median(tick) * 1000, 2),
        "plain_ms": round(statistics.median(plain) * 1000, 2),
        "ratio": round(ratio, 2),
        "limit": LIMIT,
        "ok": ratio <= LIMIT,
    }
