"""What is left of an instance some days later, when all went as a plan says."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from assistant.domain.planning.exact import share
from assistant.domain.planning.instance import (
    Cycle,
    Instance,
    Loan,
    Product,
    with_carried,
)
from assistant.domain.planning.loan import LoanState
from assistant.domain.planning.overdue import overdue_of, watched
from assistant.domain.planning.plan import How, Ledger, Step
from assistant.domain.planning.revolving import RevolvingState
from assistant.domain.planning.world import World

_PRECISION = 40


@dataclass(frozen=True, slots=True)
class Later:
    """Some days later.

    Attributes:
        instance: what is left, its day 0 being that day's morning.
        before: what the days until then did; its costs are what was billed and charged in them.
        days: how much later.
    """

    instance: Instance
    before: Ledger
    days: int

    def whole(self, after: Ledger) -> Ledger:
        """The outcome from the first day on, when ``after`` is that of what is left."""
        before, days = self.before, self.days
        steps = tuple(replace(step, day=step.day + days) for step in after.steps)
        misses = tuple(replace(miss, day=miss.day + days) for miss in after.misses)
        points = tuple(replace(point, day=point.day + days) for point in after.points)
        names = {**before.costs, **after.costs}
        return replace(
            after,
            steps=before.steps + steps,
            costs={name: before.costs.get(name, 0) + after.costs.get(name, 0) for name in names},
            misses=before.misses + misses,
            points=points,
            overdue_days=before.overdue_days + after.overdue_days,
            lowest=min(before.lowest, after.lowest),
            debt_free=None if after.debt_free is None else after.debt_free + days,
        )


def later(instance: Instance, steps: Iterable[Step], days: int) -> Later | None:
    """The instance as it is ``days`` later, when only ``steps`` were done.

    What a lender let be missing (容差) is on the next bill. A bill that waits for its due day is one of
    day 0, as it is in an instance of the user's facts, and what accrued since it was issued stands on
    it; what is overdue is asked for on day 0. What the later days cost may differ by little (tests: ten
    yuan in half a year) from what they cost seen from before.

    Args:
        instance: the facts of day 0.
        steps: what is paid; those of ``days`` and later are not done yet.
        days: how much later, at least 0.

    Returns:
        None when the horizon is over by then.
    """
    if days >= instance.horizon:
        return None
    world = World(instance, tolerant=True)
    _play(world, steps, days)
    late = sum(1 for state in world.states if state.arrears)
    before = Ledger(
        steps=tuple(world.steps),
        costs={state.product.id: state.cost for state in world.states},
        misses=tuple(world.misses),
        points=tuple(world.points),
        overdue_days=world.overdue_days + late * (days - world.day),
        lowest=world.lowest,
    )
    return Later(_left(instance, world, days) if days else instance, before, days)


def _left(instance: Instance, world: World, days: int) -> Instance:
    came = sum(fen for day, fen in instance.incomes if day < days)
    went = sum(fen for day, fen in instance.expenses if day < days)
    cash = instance.cash + came - went - world.paid
    # The living money pays first; the 备付金 pays what would take it below its floor.
    drawn = min(max(instance.floor - cash, 0), world.paid, instance.reserve - instance.reserve_min)
    return replace(
        instance,
        horizon=instance.horizon - days,
        cash=cash + drawn,
        reserve=instance.reserve - drawn,
        incomes=tuple((day - days, fen) for day, fen in instance.incomes if day >= days),
        expenses=tuple((day - days, fen) for day, fen in instance.expenses if day >= days),
        month_ends=tuple(day - days for day in instance.month_ends if day >= days),
        products=tuple(
            product
            for state in world.states
            for product in (
                _loan(state, days, instance)
                if isinstance(state, LoanState)
                else _revolving(state, days, instance)
            )
        ),
    )


def _play(world: World, steps: Iterable[Step], days: int) -> None:
    by_day: dict[int, list[Step]] = {}
    for step in steps:
        if step.day < days:
            by_day.setdefault(step.day, []).append(step)
    for day in sorted(day for day in {*world.table.days, *by_day} if day < days):
        world.open_day(day)
        for step in world.in_order(by_day.get(day, [])):
            place = world.places.get(step.product)
            if place is not None and step.how is How.INSTALMENT:
                world.convert(place, step.fen, step.periods)
            elif place is not None:
                world.pay(place, step.fen, step.how)
        world.close_day()
    for state in world.states:
        state.accrue(days)


def _loan(state: LoanState, days: int, instance: Instance) -> Iterable[Product]:
    loan, number = state.product, state.next
    owed = state.arrears + share(loan.od_rate).settle(state.od_units)
    before = loan.after
    if state.arrears and loan.overdue:
        yield _still_overdue(loan, number, owed, days)
    elif state.arrears:
        late = _overdue(loan, owed, loan.od_rate, days - loan.dues[number - 1])
        yield _watched(late, instance, days)
        before = late.id
    if number < len(loan.dues) and (state.principal or any(loan.amounts[number:])):
        yield replace(
            loan,
            principal=state.principal,
            last=state.last - days,
            dues=tuple(day - days for day in loan.dues[number:]),
            shares=loan.shares[number:],
            annuity=loan.annuity[number:],
            amounts=loan.amounts[number:],
            interest_only=max(loan.interest_only - number, 0),
            payment=state.payment,
            after=before,
        )


def _still_overdue(loan: Loan, number: int, owed: int, days: int) -> Loan:
    """What was overdue on the first day already, with the days on which it is asked for again."""
    later = [place for place in range(number, len(loan.dues)) if loan.dues[place] > days]
    return replace(
        loan,
        dues=(0, *(loan.dues[place] - days for place in later)),
        amounts=(owed, *(0 for _place in later)),
        late=loan.late + days,
        seen=(1, *(loan.seen[place] for place in later)),
    )


def _overdue(product: Product, fen: int, od_rate: Decimal, late: int) -> Loan:
    """What became overdue so many days ago."""
    return overdue_of(f"late-{product.id}", product.harm, fen, od_rate, late, product.after)


def _watched(late: Loan, instance: Instance, days: int) -> Loan:
    pay_days = [day - days for day in instance.pay_days]
    ends = [day - days for day in instance.month_ends]
    return watched(late, pay_days, ends, instance.horizon - days)


def _revolving(state: RevolvingState, days: int, instance: Instance) -> Iterable[Product]:
    product, before = state.product, state.product.after
    if state.arrears:
        late = _overdue(product, state.arrears, product.rate, days - state.cycle.due)
        yield _watched(late, instance, days)
        before = late.id
    first = state.bill_no + 1
    cycles = [_open(state, days)] if state.open else []
    cycles += [
        _later(cycle, days, state.rows.get(number, 0))
        for number, cycle in enumerate(product.cycles[first:], first)
    ]
    if cycles and state.carried:
        cycles[0] = with_carried(cycles[0], state.carried, rolls=product.rolls)
    if not cycles:
        return
    units = state.cut_units + state.pool_units + state.pending_units
    if product.retro and not state.was_full:  # the open bill's free time is lost for certain
        units += state.retro_units
    with localcontext(prec=_PRECISION):
        pending = Decimal(units) / product.unit.den + state.late_fee
    yield replace(
        product,
        cycles=tuple(cycles),
        pool=max(state.pool - state.arrears, 0),
        pending=pending,
        grace=state.was_full,
        after=before,
    )


def _open(state: RevolvingState, days: int) -> Cycle:
    """What is left of the bill that waits for its due day."""
    cycle = state.cycle
    # So many days of what is left have borne interest as the whole bill has until now (全额计息).
    day_units = max(state.bill * state.product.unit.num, 1)
    units = state.retro_units if state.was_full and state.bill else 0
    return Cycle(
        stmt=-1,  # before today: it may be due today
        due=cycle.due - days,
        new=state.bill,
        post=-1 - (2 * units + day_units) // (2 * day_units),
        fixed=state.parts,
        interest=state.interest,
        minimum=min(state.least, state.owed),
        min_floor=max(cycle.lowest - state.paid, 0),
        cash=min(cycle.cash, state.bill),
    )


def _later(cycle: Cycle, days: int, parts: int) -> Cycle:
    return replace(
        cycle,
        stmt=cycle.stmt - days,
        due=cycle.due - days,
        post=cycle.post - days,
        fixed=cycle.fixed + parts,
    )
