"""The cheapest solution of a program in stages: its core, a solution near the core's, then the proof.

The core has only those marks whole that move real money (a card's free time, what is missed); which
interest is paid first and what becomes instalments follow its amounts. With all marks fixed as they
follow, a linear program is left: its solution is nearly always within a thousandth of the best, at a
tenth of the time, and as a start it saves the proof most of its search.
"""

from collections.abc import Iterator
from dataclasses import replace

from assistant.domain.planning.model import Expr, Program
from assistant.domain.planning.optimise import ABS_GAP, Limits, Solution, solve

_HALF_FEN = 0.005
_QUICK = Limits(nodes=200, seconds=5.0)
_FEW_NODES = Limits(nodes=50, seconds=20.0)
_FAR = 1.0  # yuan above the core's bound: worth a search of the marks that follow
_NEAR_ENOUGH = 0.1

Marks = dict[int, float]
"""Values of whole columns."""


def stages(
    program: Program,
    goal: Expr,
    limits: Limits,
    *,
    presolve: bool = True,
    gap: float = ABS_GAP,
) -> Iterator[Solution]:
    """Ever better solutions with ever better bounds; the last is proven, infeasible, or at a limit.

    What it is given is what ``solve`` takes.
    """
    core = solve(program, goal, limits, presolve=presolve, form="core", gap=gap)
    if core.infeasible:
        yield core
        return
    start = near(program, goal, core)
    if start is not None:
        proven = goal.value(start) - core.bound <= gap
        yield Solution(start, core.bound, proven=proven)
        if proven:
            return
    found = solve(program, goal, limits, presolve=presolve, gap=gap, start=start)
    yield replace(found, x=found.x or start, bound=max(found.bound, core.bound))


def near(program: Program, goal: Expr, core: Solution) -> list[float] | None:
    """A solution with the marks that the core's suggests, or with some of them; None where none is found."""
    if core.x is None:
        return None
    marks = _suggested(program, core.x)
    found = solve(fixed(program, marks), goal, _QUICK, form="linear")
    # The order costs what the core had for a bill in full or for a due: let some of them go,
    # then keep to no more than to repay no principal before its interest.
    for fewer in (
        {
            column: value
            for column, value in marks.items()
            if column in program.follows or not value
        },
        dict.fromkeys(program.order, 0.0),
    ):
        if found.x is None:
            found = solve(fixed(program, fewer), goal, _QUICK)
    if found.x is None or goal.value(found.x) - core.bound <= _FAR:
        return found.x
    kept = {column: mark for column, mark in marks.items() if column not in program.follows}
    start, given = found.x, fixed(program, kept)
    return solve(given, goal, _FEW_NODES, gap=_NEAR_ENOUGH, start=start).x or start


def marks_of(program: Program, x: list[float]) -> Marks:
    """The marks of a solution of the whole program."""
    return {column: float(round(x[column])) for column, whole in enumerate(program.whole) if whole}


def fixed(program: Program, marks: Marks) -> Program:
    """The program with these marks given."""
    lower, upper = list(program.lower), list(program.upper)
    for column, value in marks.items():
        lower[column] = upper[column] = value
    return replace(program, lower=lower, upper=upper)


def _suggested(program: Program, x: list[float]) -> Marks:
    amounts = {column: amount.value(x) for column, amount in program.follows.items()}
    marks = marks_of(program, x)
    marks |= {column: float(amount > _HALF_FEN) for column, amount in amounts.items()}
    for group in program.rivals:
        most = max(group, key=amounts.__getitem__)
        marks |= {column: 0.0 for column in group if column != most}
    return marks
