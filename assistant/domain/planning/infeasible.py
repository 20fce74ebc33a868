"""Nothing-overdue is impossible: which day, how much is missing, which dues cannot all be met."""

from collections.abc import Collection
from dataclasses import replace
from math import ceil

from assistant.domain.planning.answer import Due, Shortfall
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.model import Expr
from assistant.domain.planning.optimise import Limits, solve
from assistant.domain.planning.program import open_program

QUICK = Limits(nodes=5_000, seconds=20.0)
_HALF_FEN = 0.005
_TOLERANCE_FEN = 2


def with_money(instance: Instance, day: int, fen: int) -> Instance:
    """The same with ``fen`` more from ``day`` on."""
    if day == 0:
        return replace(instance, cash=instance.cash + fen)
    return replace(instance, incomes=tuple(sorted((*instance.incomes, (day, fen)))))


def can_meet(instance: Instance, dues: Collection[Due]) -> bool:
    """Whether these dues can all be met, whatever happens to the others."""
    program = open_program(instance, clean=False)
    program.close()
    for due, columns in program.marks.items():
        if due in dues:
            for column in columns:
                program.upper[column] = 0.0
    return not solve(program, Expr(), QUICK).infeasible


def every_due(instance: Instance) -> list[Due]:
    """All dues inside the horizon, earliest first."""
    places = {product.id: place for place, product in enumerate(instance.products)}
    return [(places[product.id], day) for day, product, _number in instance.due_days()]


def shortfall(instance: Instance) -> Shortfall | None:
    """Where and by how much the money is short; None when everything can be met.

    Raises:
        SolverMissing: there is no solver to ask.
    """
    dues = every_due(instance)
    if can_meet(instance, dues):
        return None
    day = _first_day(instance, dues)
    until = [due for due in dues if due[1] <= day]
    conflict = _smallest(instance, until)
    return Shortfall(day, missing(instance, day, until), missing(instance, day, dues), conflict)


def _first_day(instance: Instance, dues: list[Due]) -> int:
    """The first due day by which not all can be met: more dues never make it easier."""
    days = sorted({day for _place, day in dues})
    low, high = 0, len(days) - 1
    while low < high:
        middle = (low + high) // 2
        if can_meet(instance, [due for due in dues if due[1] <= days[middle]]):
            low = middle + 1
        else:
            high = middle
    return days[low]


def _smallest(instance: Instance, dues: list[Due]) -> tuple[Due, ...]:
    """Leave out every due without which the rest still cannot be met; what stays is needed."""
    kept = list(dues)
    for due in dues:
        without = [other for other in kept if other != due]
        if without and not can_meet(instance, without):
            kept = without
    return tuple(kept)


def missing(instance: Instance, day: int, dues: Collection[Due]) -> int:
    """The least 分 that, there from ``day`` on, let these dues be met."""
    opened = with_money(instance, day, 0)
    program = open_program(opened, clean=False)
    gift = program.close(gift_on=day)
    for due, columns in program.marks.items():
        if due in dues:
            for column in columns:
                program.upper[column] = 0.0
    found = solve(program, gift, QUICK, gap=_HALF_FEN / 5)
    least = 0 if found.x is None else ceil(gift.value(found.x) * 100 - 0.01)
    return _living_first(instance, day, dues, least)


def _living_first(instance: Instance, day: int, dues: Collection[Due], least: int) -> int:
    """Money that comes in fills what living lacks before it reaches a creditor."""
    if can_meet(with_money(instance, day, least), dues):
        return least
    # Without a hole the solver's tolerance is all that can be missing: a fen, rarely.
    low, high = least, least + max(instance.deepest_hole(day), _TOLERANCE_FEN)
    while high - low > 1:
        middle = (low + high) // 2
        if can_meet(with_money(instance, day, middle), dues):
            high = middle
        else:
            low = middle
    return high
