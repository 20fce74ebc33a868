"""How likely each due is not paid in full on its day: Monte Carlo over what is uncertain.

Beside the solver's program this is the one module of the domain with floating point: it deals in
probabilities, never in an amount that somebody pays. numpy is imported when a simulation begins,
not when the program does.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.domain.cashflow import CashItem, Direction, Occurrence, Repeat, Spread
from assistant.domain.flows import coming, due_flows
from assistant.domain.forecast import free_cash
from assistant.domain.money import ZERO, Money
from assistant.domain.reserve import reserve_balance
from assistant.domain.snapshot import Snapshot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Paths = NDArray[np.float64]
    """One row a day, one column a path, in 分."""

PATHS = 10_000
DAYS = 365
ENOUGH_HISTORY = 6
"""With fewer actual amounts the spread is an assumption, and has to be shown as one."""
ASSUMED_SPREAD = {Direction.INCOME: 0.15, Direction.EXPENSE: 0.20}
"""Standard deviation of the logarithm, where the history is too short to tell."""
DELAYS = ((0, 0.90), (1, 0.05), (3, 0.03), (7, 0.02))
"""Days that an uncertain income comes late, with their chances."""
MISSED = 0.01
"""The chance that an uncertain income does not come at all."""


@dataclass(frozen=True, slots=True)
class DueRisk:
    """The chance that a day's dues are not all paid.

    Attributes:
        probability: that cash and reserve above the floor do not pay what is due until then.
        error: one standard error of ``probability``.
        mean_missing: what is missing on average in the cases where something is.
        extra: the least more money today that brings ``probability`` down to the accepted chance.
    """

    day: date
    amount: Money
    probability: Decimal
    error: Decimal
    mean_missing: Money
    extra: Money


@dataclass(frozen=True, slots=True)
class Shortfall:
    """All due days, earliest first, and the probabilistic reserve curve.

    Attributes:
        assumed: names of items whose spread is assumed (假设): fewer than six actual amounts.
        certain: whether nothing was uncertain, so that every probability is 0 or 1.
        curve: for each day the least reserve at its beginning with P(short later) at most alpha,
            by the rule of ``required``: incomes pay their own period's expenses first.
        alpha: the chance that was accepted.
    """

    risks: tuple[DueRisk, ...]
    assumed: tuple[str, ...]
    certain: bool
    curve: tuple[tuple[date, Money], ...]
    paths: int
    alpha: Decimal

    @property
    def worst(self) -> DueRisk | None:
        """The due day most likely to be short; None where nothing is due."""
        return max(self.risks, key=lambda risk: risk.probability, default=None)


def shortfall(
    snapshot: Snapshot,
    *,
    days: int = DAYS,
    paths: int = PATHS,
    seed: int = 0,
    cancelled: Callable[[], bool] = lambda: False,
) -> Shortfall | None:
    """Simulate ``days`` days from today ``paths`` times; the same seed gives the same numbers.

    What a day cannot pay stays owed and is paid first by what comes in next. Each item draws from a
    stream of its own, so that adding one does not change the luck of the others.

    Returns:
        None when ``cancelled`` said so between two items.
    """
    import numpy as np

    end = snapshot.today + timedelta(days=days - 1)
    income = np.zeros((days, paths))
    expense = np.zeros((days, paths))
    for item in snapshot.cash_items:
        if cancelled():
            return None
        draws = _Draws(item, _ratios(snapshot, item), np.random.default_rng([seed, item.id]))
        into = income if item.direction is Direction.INCOME else expense
        draws.add_to(into, snapshot.today, list(coming(snapshot, item, snapshot.today, end)))
    dues: dict[date, list[Any]] = {}
    for flow in due_flows(snapshot, snapshot.today, end):
        dues.setdefault(flow.day, []).append(flow)
    start = free_cash(snapshot) + reserve_balance(snapshot.reserve) - snapshot.cash_rules.floor
    alpha = float(snapshot.cash_rules.alpha)
    net = income - expense
    outgo = np.zeros(days)
    for day, found in dues.items():
        outgo[(day - snapshot.today).days] = -sum(flow.amount.fen for flow in found)
    return Shortfall(
        tuple(_risks(snapshot, start, net, outgo, dues, alpha)),
        tuple(item.title for item in snapshot.cash_items if _is_assumed(snapshot, item)),
        all(item.spread is Spread.FIXED for item in snapshot.cash_items),
        _curve(snapshot.today, income, expense, outgo, alpha),
        paths,
        snapshot.cash_rules.alpha,
    )


def walk(start: float, net: "Paths", outgo: "NDArray[np.float64]") -> "Paths":
    """Cash above the floor at the end of each day: negative is what is owed by then and not paid."""
    import numpy as np

    level = net - outgo[:, None]
    np.cumsum(level, axis=0, out=level)
    level += start
    return level


def _risks(
    snapshot: Snapshot,
    start: Money,
    net: "Paths",
    outgo: "NDArray[np.float64]",
    dues: Mapping[date, Sequence[Any]],
    alpha: float,
) -> Iterable[DueRisk]:
    import numpy as np

    level = walk(start.fen, net, outgo)
    paths = level.shape[1]
    for day in sorted(dues):
        row = level[(day - snapshot.today).days]
        short = row < 0
        count = int(short.sum())
        chance = count / paths
        amount = -sum((flow.amount for flow in dues[day]), ZERO)
        missing = float(np.minimum(-row[short], amount.fen).mean()) if count else 0.0
        yield DueRisk(
            day,
            amount,
            _decimal(chance),
            _decimal((chance * (1 - chance) / paths) ** 0.5),
            Money(round(missing)),
            Money(max(_least(-row, alpha), 0)),
        )


def _least(values: "NDArray[np.float64]", alpha: float) -> int:
    """The least whole bound that at most a share ``alpha`` of ``values`` lies above."""
    import math

    import numpy as np

    rank = min(math.ceil((1 - alpha) * values.size - 1e-9), values.size) - 1
    return math.ceil(float(np.partition(values, rank)[rank]) - 1e-6)


def _curve(
    today: date,
    income: "Paths",
    expense: "Paths",
    outgo: "NDArray[np.float64]",
    alpha: float,
) -> tuple[tuple[date, Money], ...]:
    """``required``'s recursion on every path: need = max(0, due + later need - what can be spared)."""
    import numpy as np

    need = np.zeros(income.shape[1])
    living = np.zeros(income.shape[1])
    rows = []
    for number in range(income.shape[0] - 1, -1, -1):
        living += expense[number]
        # Today's income is cash at hand by tonight: the reserve has to be there without it.
        spare = np.maximum(income[number] - living, 0.0) if number else 0.0
        living = np.maximum(living - income[number], 0.0)
        need = np.maximum(need + outgo[number] - spare, 0.0)
        rows.append((today + timedelta(days=number), Money(_least(need, alpha))))
    return tuple(reversed(rows))


def _ratios(snapshot: Snapshot, item: CashItem) -> tuple[float, ...]:
    """Actual over expected amounts of an item's past."""
    expected = item.amount.fen
    return tuple(
        row.amount.fen / expected for row in snapshot.cash_actuals if row.item_id == item.id
    )


def _is_assumed(snapshot: Snapshot, item: CashItem) -> bool:
    known = sum(row.item_id == item.id for row in snapshot.cash_actuals)
    return item.spread is Spread.HISTORY and known < ENOUGH_HISTORY


class _Draws:
    """One item's uncertain amounts, path by path."""

    def __init__(
        self, item: CashItem, ratios: Sequence[float], luck: "np.random.Generator"
    ) -> None:
        self._item = item
        self._ratios = ratios
        self._luck = luck

    def add_to(self, into: "Paths", today: date, times: Sequence[Occurrence]) -> None:
        """Add the item's amounts to the days they fall on."""
        if self._item.repeat is Repeat.EVENLY and self._item.spread is not Spread.FIXED:
            self._add_evenly(into, today, times)
            return
        for when in times:
            number = (when.day - today).days
            if self._item.spread is Spread.FIXED:
                into[number] += when.of(self._item.amount).fen
            elif self._item.direction is Direction.EXPENSE:
                into[number] += self._amounts(into.shape[1])
            else:
                self._add_late(into, number)

    def _amounts(self, paths: int) -> "NDArray[np.float64]":
        expected = float(self._item.amount.fen)
        if self._item.low is not None and self._item.high is not None:
            low, high = self._item.low.fen, self._item.high.fen
            if low == high:
                return self._luck.uniform(low, high, paths)
            return self._luck.triangular(low, expected, high, paths)
        if len(self._ratios) >= ENOUGH_HISTORY:
            return expected * self._luck.choice(self._ratios, paths)
        spread = ASSUMED_SPREAD[self._item.direction]
        return expected * self._luck.lognormal(-spread * spread / 2, spread, paths)

    def _add_late(self, into: "Paths", number: int) -> None:
        """An income that may come some days late, or not at all."""
        import numpy as np

        paths = into.shape[1]
        amounts = self._amounts(paths)
        chances = np.cumsum([chance for _, chance in DELAYS])
        late = np.searchsorted(chances, self._luck.random(paths), side="right")
        late = np.minimum(late, len(DELAYS) - 1)
        amounts[self._luck.random(paths) < MISSED] = 0.0
        for place, (days, _) in enumerate(DELAYS):
            if number + days < into.shape[0]:
                into[number + days] += np.where(late == place, amounts, 0.0)

    def _add_evenly(self, into: "Paths", today: date, times: Sequence[Occurrence]) -> None:
        """A month's amount, spread over its days by chance."""
        months: dict[tuple[int, int], list[Occurrence]] = {}
        for when in times:
            months.setdefault((when.day.year, when.day.month), []).append(when)
        paths = into.shape[1]
        for whens in months.values():
            weights = self._luck.standard_exponential((len(whens), paths))
            weights *= self._amounts(paths) * (len(whens) / whens[0].whole) / weights.sum(axis=0)
            first = (whens[0].day - today).days
            into[first : first + len(whens)] += weights


def _decimal(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.0001"))
