"""Ways to repay that need no solver, all played in the same exact world."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.domain.planning.instance import Instance, Loan
from assistant.domain.planning.loan import LoanState
from assistant.domain.planning.outlook import Outlook
from assistant.domain.planning.plan import How, Ledger
from assistant.domain.planning.weight import GRAIN
from assistant.domain.planning.world import World, was_overdue
from assistant.domain.priority import articles_rule
from assistant.errors import Cancelled


class Hold(StrEnum):
    """What an extra payment leaves for later dues.

    Nothing, the minimums or the full amounts until the next income, or all minimums to come.
    """

    NOTHING = "nothing"
    MINIMUMS = "minimums"
    FULL = "full"
    SAFE = "safe"


class Strategy(StrEnum):
    """安全雪崩, 利率最高先, 余额最小先, 影响最大先, 最早到期先, 文章的原则, 只还最低, 自定次序."""

    SAFE = "safe"
    AVALANCHE = "avalanche"
    SNOWBALL = "snowball"
    HARM = "harm"
    DUE = "due"
    ARTICLE = "article"
    MINIMUM = "minimum"
    CUSTOM = "custom"


Order = Callable[[World, int], tuple[object, ...]]
"""The smaller, the sooner a product is paid."""


def _avalanche(world: World, place: int) -> tuple[object, ...]:
    return (-_rate(world, place), world.states[place].debt)


def _snowball(world: World, place: int) -> tuple[object, ...]:
    return (world.states[place].debt, -_rate(world, place))


def _harm(world: World, place: int) -> tuple[object, ...]:
    """The heaviest first, of equal ones what is overdue (``weight``)."""
    weight = world.states[place].product.harm + (GRAIN if _late(world, place) else 0)
    return (-weight, -_rate(world, place))


def _due(world: World, place: int) -> tuple[object, ...]:
    return (_next_due(world, place), -_rate(world, place))


def _article(world: World, place: int) -> tuple[object, ...]:
    harm = (world.states[place].product.harm,)
    rule = _rate(world, place), harm, _next_due(world, place)
    return articles_rule(*rule, overdue=_late(world, place))


def _rate(world: World, place: int) -> Decimal:
    product = world.states[place].product
    if isinstance(product, Loan) and _late(world, place):
        return max(product.od_rate, product.rate)
    return product.rate


def _late(world: World, place: int) -> bool:
    """Whether something is overdue, since before the plan or since a due that was missed."""
    return bool(world.states[place].overdue)


def _sorted(world: World, places: Iterable[int], order: Order) -> list[int]:
    """By the order, but no bill before an older one of its account."""
    found = sorted(places, key=lambda place: order(world, place))
    return sorted(found, key=world.waits) if any(world.instance.olders) else found


def _next_due(world: World, place: int) -> int:
    days = world.states[place].product.dues
    return next((day for day in days if day >= world.day), world.instance.horizon + 1)


_ORDERS: dict[Strategy, Order] = {
    Strategy.SAFE: _avalanche,
    Strategy.AVALANCHE: _avalanche,
    Strategy.SNOWBALL: _snowball,
    Strategy.HARM: _harm,
    Strategy.DUE: _due,
    Strategy.ARTICLE: _article,
    Strategy.MINIMUM: _harm,
}


@dataclass(frozen=True, slots=True)
class Variant:
    """A strategy and what it holds back."""

    strategy: Strategy
    hold: Hold


SHOWN: tuple[Variant, ...] = (
    Variant(Strategy.SAFE, Hold.SAFE),
    *(
        Variant(strategy, Hold.MINIMUMS)
        for strategy in (
            *(Strategy.AVALANCHE, Strategy.SNOWBALL, Strategy.HARM),
            *(Strategy.DUE, Strategy.ARTICLE, Strategy.MINIMUM),
        )
    ),
)
VARIANTS: tuple[Variant, ...] = (
    *SHOWN,
    *(
        Variant(strategy, hold)
        for strategy in (Strategy.AVALANCHE, Strategy.SNOWBALL, Strategy.HARM, Strategy.DUE)
        for hold in (Hold.NOTHING, Hold.FULL)
    ),
)


def follow(instance: Instance, variant: Variant, custom: Sequence[str] = ()) -> Ledger:
    """Play a strategy: the least of every due, then what is free by its order.

    Money that a repaid debt no longer asks for rolls over to the next one by itself.

    Args:
        instance: the facts.
        variant: the strategy and what it holds back.
        custom: product ids, first paid first, for ``Strategy.CUSTOM``.
    """
    world = World(instance)
    for _day in _followed(world, variant, _ORDERS.get(variant.strategy) or _custom(custom)):
        pass
    return world.finish()


def _followed(world: World, variant: Variant, order: Order) -> Iterator[int]:
    """Day by day, each when it has been acted on."""
    outlook = Outlook(world, full=variant.hold is Hold.FULL)
    for day in world.days():
        if variant.strategy is Strategy.ARTICLE:
            _overdue_first(world, order)
        _leasts(world, _sorted(world, world.dues_today(), order))
        if variant.strategy is not Strategy.MINIMUM:
            _extras(world, order, variant.hold, outlook)
        yield day


def _overdue_first(world: World, order: Order) -> None:
    """What is overdue is paid before anything that is only due."""
    late = [place for place in range(len(world.states)) if _late(world, place)]
    for place in _sorted(world, late, order):
        world.pay(place, world.states[place].overdue, How.ARREARS)


def _leasts(world: World, places: Sequence[int]) -> None:
    """The least of each due that can be met whole; half a minimum keeps nothing in good standing.

    What was overdue before and cannot be ended today waits for what is left over (``_extras``).
    """
    short = []
    for place in places:
        least = world.states[place].least
        if least > world.spare:
            short.append(place)
        else:
            world.pay(place, least, How.MINIMUM)
    for place in short:
        if not was_overdue(world.states[place]):
            world.pay(place, world.states[place].least, How.MINIMUM)


def _custom(ids: Sequence[str]) -> Order:
    ranks = {name: rank for rank, name in enumerate(ids)}
    return lambda world, place: (
        ranks.get(world.states[place].product.id, len(ranks)),
        -_rate(world, place),
    )


def _extras(world: World, order: Order, hold: Hold, outlook: Outlook) -> None:
    free = _free(world, hold, outlook) if world.spare else 0
    if not free:
        return
    today = set(world.dues_today())
    wanted = [place for place in range(len(world.states)) if _gains(world, place, today)]
    for place in _sorted(world, wanted, order):
        if free <= 0:
            return
        owed = world.owed(place)
        how = How.FULL if free >= owed else How.PART if place in today else How.EARLY
        free -= world.pay(place, free, how)


def _gains(world: World, place: int, today: set[int]) -> bool:
    """Whether paying more now saves anything; a loan's early repayment may cost more than it saves."""
    state = world.states[place]
    if isinstance(state, LoanState):
        return bool(state.overdue) or (bool(state.principal) and saves(state, world.day))
    return bool(state.owed) and (place in today or bool(state.pool)) and bool(state.product.rate)


def saves(state: LoanState, day: int) -> bool:
    """Whether repaying principal today saves more interest than its fee takes."""
    loan = state.product
    if not loan.prepay or not loan.shares or state.next >= len(loan.dues):
        return False
    later, fee = loan.shares_from[state.next + 1], loan.prepay_fee
    return later > fee or loan.rate * max(loan.dues[state.next] - day, 0) + later > fee


def _free(world: World, hold: Hold, outlook: Outlook) -> int:
    """What may be paid beyond the minimums today, in 分."""
    if hold is Hold.NOTHING:
        return world.spare
    return outlook.free(len(world.room) - 1 if hold is Hold.SAFE else world.period)


def best_of(ledgers: Sequence[Ledger]) -> Ledger:
    """The one with least harm, then cost, then transfers; the first of equal ones."""
    return min(ledgers, key=lambda one: one.rank)


def best_rule(instance: Instance, stopped: Callable[[], bool] = lambda: False) -> Ledger:
    """The best answer without a solver.

    A strategy that has already done more harm, or as much at a higher cost, than another did in all
    is not played to its end: neither ever falls.

    Args:
        instance: the facts.
        stopped: asked on each day that is played; when it says yes the best so far is the answer.

    Raises:
        Cancelled: it was stopped before one strategy was played to its end.
    """
    best: Ledger | None = None
    for variant in VARIANTS:
        ledger = _within(instance, variant, best, stopped)
        if ledger is not None:
            best = ledger if best is None else best_of([best, ledger])
        elif best is None:
            raise Cancelled
        elif stopped():
            break
    assert best is not None  # noqa: S101 - there are strategies
    return best


def _within(
    instance: Instance, variant: Variant, best: Ledger | None, stopped: Callable[[], bool]
) -> Ledger | None:
    """A strategy's outcome; None as soon as it cannot be better than ``best``, or when stopped."""
    world, most = World(instance), None if best is None else best.rank[:2]
    for _day in _followed(world, variant, _ORDERS[variant.strategy]):
        if stopped() or (most is not None and world.so_far > most):
            return None
    return world.finish()
