"""Why a plan's cost or its debt-free day moved: every cause's part, and the parts add up exactly."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import permutations

from assistant.domain.planning.instance import Instance, Product
from assistant.domain.planning.plan import Ledger


class Cause(StrEnum):
    """What can have changed.

    过去的日子, 手头的钱, 收入, 支出, 生活底线, 新的债, 还掉的债, 债的变化, 先保谁, 期限.
    """

    TIME = "time"

    MONEY = "money"
    INCOME = "income"
    EXPENSE = "expense"
    FLOOR = "floor"
    ADDED = "added"
    GONE = "gone"
    DEBTS = "debts"
    ORDER = "order"
    HORIZON = "horizon"


MOST_IN_ALL_ORDERS = 4
"""With more causes than this at once only their own order is played: mixtures double with each."""

Change = Callable[[Instance], Instance]


@dataclass(frozen=True, slots=True)
class Part:
    """What one cause moved: 分 of cost, days of the debt-free day."""

    cause: Cause
    cost: int
    days: int


def causes(old: Instance, new: Instance) -> Mapping[Cause, Change]:
    """The steps from one instance to another of the same day; only those that change something."""
    known = {product.id for product in old.products}
    kept = {product.id: product for product in new.products}
    fresh = tuple(product for product in new.products if product.id not in known)

    def changed(one: Instance) -> Instance:
        products = (replace(kept.get(p.id, p), harm=p.harm) for p in one.products)
        return replace(one, products=tuple(products))

    def ordered(one: Instance) -> Instance:
        products = (replace(p, harm=kept.get(p.id, p).harm) for p in one.products)
        return replace(one, products=tuple(products))

    def gone(one: Instance) -> Instance:
        return replace(one, products=tuple(p for p in one.products if p.id in kept))

    def added(one: Instance) -> Instance:
        return replace(one, products=_in_order((*one.products, *fresh)))

    def money(one: Instance) -> Instance:
        return replace(one, cash=new.cash, reserve=new.reserve, reserve_min=new.reserve_min)

    steps: dict[Cause, Change] = {
        Cause.MONEY: money,
        Cause.INCOME: lambda one: replace(one, incomes=new.incomes),
        Cause.EXPENSE: lambda one: replace(one, expenses=new.expenses),
        Cause.FLOOR: lambda one: replace(one, floor=new.floor),
        Cause.ADDED: added,
        Cause.GONE: gone,
        Cause.DEBTS: changed,
        Cause.ORDER: ordered,
        Cause.HORIZON: lambda one: replace(one, horizon=new.horizon),
    }
    return {cause: step for cause, step in steps.items() if step(old) != old}


def _in_order(products: Sequence[Product]) -> tuple[Product, ...]:
    return tuple({product.id: product for product in products}.values())


def explain(
    old: Instance,
    new: Instance,
    solved: Callable[[Instance], Ledger],
) -> tuple[Part, ...]:
    """The parts of the change from ``old`` to ``new``; they add up to it to the fen and to the day.

    Up to four causes each have their mean over all orders in which they can come (Shapley value),
    the same in whatever order they are named; more of them come in the order of ``Cause``. A debt
    that lasts beyond the horizon counts as ending on the day after it.

    Args:
        old: the instance of the plan before.
        new: that of the plan now, of the same first day.
        solved: gives the outcome of an instance; called once for every mixture of causes, with
            ``old`` and ``new`` themselves at the two ends.
    """
    steps = causes(old, new)
    outcomes: dict[frozenset[Cause], tuple[int, int]] = {}

    def outcome(done: frozenset[Cause]) -> tuple[int, int]:
        if done not in outcomes:
            mixed = old
            for cause in steps:
                if cause in done:
                    mixed = steps[cause](mixed)
            outcomes[done] = outcome_of(new if len(done) == len(steps) else mixed, solved)
        return outcomes[done]

    orders = list(permutations(steps)) if len(steps) <= MOST_IN_ALL_ORDERS else [tuple(steps)]
    sums = {cause: [Fraction(0), Fraction(0)] for cause in steps}
    for order in orders:
        done: frozenset[Cause] = frozenset()
        for cause in order:
            before, after = outcome(done), outcome(done | {cause})
            done |= {cause}
            for which in (0, 1):
                sums[cause][which] += Fraction(after[which] - before[which], len(orders))
    costs = whole_parts([sums[cause][0] for cause in steps])
    days = whole_parts([sums[cause][1] for cause in steps])
    return tuple(Part(*row) for row in zip(steps, costs, days, strict=True))


def explain_since(
    promised: tuple[int, int],
    expected: Instance,
    new: Instance,
    solved: Callable[[Instance], Ledger],
) -> tuple[Part, ...]:
    """The parts of the change from what a plan promised some days ago to ``new``, to the fen and day.

    The first one is of the days that went by: what they cost is borne and no part of the cost to come.

    Args:
        promised: the plan's cost in 分 and its debt-free day, counted from today.
        expected: what would be left today had all gone as that plan says.
        new: the instance of today's facts.
        solved: as in ``explain``.
    """
    cost, free = outcome_of(expected, solved)
    gone = Part(Cause.TIME, cost - promised[0], free - promised[1])
    parts = explain(expected, new, solved)
    return (gone, *parts) if gone.cost or gone.days else parts


def outcome_of(instance: Instance, solved: Callable[[Instance], Ledger]) -> tuple[int, int]:
    """分 of cost and the debt-free day; a debt that lasts beyond the horizon ends the day after it."""
    ledger = solved(instance)
    free = instance.horizon + 1 if ledger.debt_free is None else ledger.debt_free
    return ledger.cost, free


def whole_parts(shares: Sequence[Fraction]) -> list[int]:
    """Whole numbers with the same sum (which is whole), the largest remainders rounded up."""
    floors = [share.numerator // share.denominator for share in shares]
    rest = int(sum(shares, Fraction(0))) - sum(floors)
    by_remainder = sorted(range(len(shares)), key=lambda i: (floors[i] - shares[i], i))
    for index in by_remainder[:rest]:
        floors[index] += 1
    return floors
