"""HiGHS: the only module of the domain that knows a solver, imported when a plan is asked for."""

from dataclasses import dataclass
from typing import Any, Literal

from assistant.domain.planning.model import INF, Expr, Program

ABS_GAP = 0.004  # yuan: less than half a fen is no difference
# A mark off by 1e-6 times a bound of 100 000 yuan would hide 0.10 yuan; 1e-9 is finer than doubles of
# that size can be, and the solver then cut optima off.
TOLERANCE = 1e-7
_SUB_MIPS = (
    "mip_heuristic_run_rins",
    "mip_heuristic_run_rens",
    "mip_heuristic_run_root_reduced_cost",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """A node limit makes a run repeatable; the time limit is only the last resort."""

    nodes: int = 20_000
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Solution:
    """What the solver says.

    Attributes:
        x: column values of the best solution found, None where there is none.
        bound: no solution is cheaper than this.
        proven: the gap is closed.
        infeasible: there is proof that no solution exists.
    """

    x: list[float] | None
    bound: float
    proven: bool
    infeasible: bool = False


Form = Literal["whole", "core", "linear"]
"""All of a program, or less, which no solution is lost by and whose bound therefore holds.

``core`` with any fraction of the marks that only follow, ``linear`` with fractions of all of them.
"""


class SolverMissing(Exception):
    """The solver cannot be imported here."""


def version() -> str:
    """The solver's version.

    Raises:
        SolverMissing: it cannot be imported.
    """
    try:
        import highspy
    except ImportError as error:
        raise SolverMissing from error
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 - the solver's own signature
    return str(solver.version())


def solve(
    program: Program,
    goal: Expr,
    limits: Limits,
    *,
    presolve: bool = True,
    form: Form = "whole",
    gap: float = ABS_GAP,
    start: list[float] | None = None,
) -> Solution:
    """Minimise ``goal`` over the program.

    Args:
        program: columns and rows.
        goal: what is minimised, its constant included in ``bound``.
        limits: when to stop with the best found.
        presolve: off is slower and was right wherever presolve was wrong.
        form: how much of it.
        gap: a solution so close to the bound is good enough, in units of the goal.
        start: a solution to begin with; with presolve only better ones are looked for, and ``x`` is
            None where there are none.

    Raises:
        SolverMissing: HiGHS or its numpy cannot be imported.
    """
    try:
        import highspy
    except ImportError as error:
        raise SolverMissing from error
    if not program.lower:  # only fixed dues: nothing to choose
        impossible = any(low > 0 for _terms, low, _high in program.rows)
        return Solution(None if impossible else [], goal.const, proven=True, infeasible=impossible)
    whole = _whole(program, form)
    model = _passed(program, goal, whole)
    if presolve and start is not None:
        better = _better(model, limits, goal.value(start), gap)
        if better is not None:
            return better
        presolve = False
    solver = _solver(limits, gap, presolve=presolve)
    solver.passModel(model)
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = start
        solver.setSolution(known)
    solver.run()
    return _read(solver, integral=any(whole))


def _solver(limits: Limits, gap: float, *, presolve: bool, below: float = INF) -> Any:
    """A solver with our options; branches dearer than ``below`` are cut off."""
    import highspy

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    options = {
        "output_flag": False,
        "time_limit": limits.seconds,
        "mip_max_nodes": limits.nodes,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": gap,
        "mip_feasibility_tolerance": TOLERANCE,
        "primal_feasibility_tolerance": TOLERANCE,
        "random_seed": 1,
        "threads": 1,
        "presolve": "choose" if presolve else "off",
        "mip_allow_restart": False,  # it begins again at the root and found nothing by it
        "objective_bound": below,
        **dict.fromkeys(_SUB_MIPS, False),
    }
    for name, value in options.items():
        solver.setOptionValue(name, value)
    return solver


def _better(model: Any, limits: Limits, value: float, gap: float) -> Solution | None:
    """What is cheaper than ``value`` by more than ``gap``; None where presolve leaves nothing to search.

    Two solvers, one that only presolves: a start handed to a solver that presolves was taken for
    another solution in the smaller program (3415 for 3904), and a limit of the goal is compared
    there without what presolve moved into the constant. Here both are known.
    """
    import highspy

    outer = _solver(limits, gap, presolve=True)
    outer.passModel(model)
    outer.presolve()
    smaller = outer.getPresolvedLp()
    if highspy.HighsVarType.kInteger not in list(smaller.integrality_):
        return None
    moved, smaller.offset_ = smaller.offset_, 0.0
    inner = _solver(limits, gap, presolve=False, below=value - gap - moved)
    inner.passModel(smaller)
    inner.run()
    found = _read(inner, integral=True)
    bound = min(found.bound + moved, value - gap)
    cost = inner.getInfo().objective_function_value + moved
    if found.x is None or cost >= value - gap:
        return Solution(None, bound, proven=bound >= value - gap)
    outer.postsolve(inner.getSolution())
    return Solution(list(outer.getSolution().col_value), bound, proven=cost - bound <= gap)


def _whole(program: Program, form: Form) -> list[bool]:
    """Which columns have to be whole numbers."""
    if form == "linear":
        return [False] * len(program.whole)
    if form == "core":
        return [
            whole and column not in program.follows for column, whole in enumerate(program.whole)
        ]
    return program.whole


def _passed(program: Program, goal: Expr, whole: list[bool]) -> Any:
    """The solver's form of it."""
    import highspy
    import numpy as np

    rows = program.rows
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.lower), len(rows)
    costs = np.zeros(lp.num_col_)
    for column, factor in goal.terms.items():
        costs[column] = factor
    lp.col_cost_ = costs
    lp.offset_ = goal.const
    lp.col_lower_ = np.array(program.lower)
    lp.col_upper_ = np.array([min(upper, highspy.kHighsInf) for upper in program.upper])
    lp.row_lower_ = np.array([low for _, low, _ in rows])
    lp.row_upper_ = np.array([min(high, highspy.kHighsInf) for _, _, high in rows])
    starts, index, value = [0], [], []
    for terms, _low, _high in rows:
        for column, factor in terms.items():
            if factor:
                index.append(column)
                value.append(factor)
        starts.append(len(index))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    lp.a_matrix_.index_ = np.array(index, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(value, dtype=np.double)
    if any(whole):
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[one] for one in whole]
    return lp


def _read(solver: Any, *, integral: bool) -> Solution:
    import highspy

    status, info = solver.getModelStatus(), solver.getInfo()
    known = highspy.HighsModelStatus
    if status in {known.kInfeasible, known.kUnboundedOrInfeasible}:
        return Solution(None, INF, proven=True, infeasible=True)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    x = list(solver.getSolution().col_value) if found else None
    proven = status == known.kOptimal
    best = info.objective_function_value if proven else -INF
    bound = info.mip_dual_bound if integral else best
    return Solution(x, bound, proven=proven and found)
