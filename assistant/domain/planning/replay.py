"""A plan played through to the fen: what it costs, what it misses, when the debt is gone."""

from collections.abc import Iterable

from assistant.domain.planning.instance import Instance
from assistant.domain.planning.plan import How, Ledger, Step
from assistant.domain.planning.world import World


def replay(instance: Instance, steps: Iterable[Step]) -> Ledger:
    """The exact outcome of ``steps``; what the facts forbid is in ``refused``, not done silently.

    A step is refused when the product is unknown, the day is past the horizon or no day on which
    the plan acts, more is paid than is owed or there, an older bill of the account is open, or the
    lender's rule forbids the conversion.
    """
    by_day: dict[int, list[Step]] = {}
    for step in steps:
        by_day.setdefault(step.day, []).append(step)
    world = World(instance)
    for day in _days(world, by_day):
        for step in world.in_order(by_day.pop(day, [])):
            _do(world, step)
    world.refused += [step for left in by_day.values() for step in left]
    return world.finish()


def _days(world: World, by_day: Iterable[int]) -> Iterable[int]:
    extra = {day for day in by_day if 0 <= day <= world.instance.horizon}
    for day in sorted({*world.table.days, *extra}):
        world.open_day(day)
        yield day
        world.close_day()


def _do(world: World, step: Step) -> None:
    place = world.places.get(step.product)
    if place is None:
        world.refused.append(step)
    elif step.how is How.INSTALMENT:
        if not world.convert(place, step.fen, step.periods):
            world.refused.append(step)
    elif world.pay(place, step.fen, step.how) < step.fen:
        world.refused.append(step)
