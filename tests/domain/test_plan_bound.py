"""What raises the solver's bound or cuts its search short loses no solution."""

import pytest

from assistant.domain.planning import model_revolving
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.model import Expr, Program
from assistant.domain.planning.optimise import Limits, solve
from assistant.domain.planning.solve import program_of
from assistant.domain.planning.stages import fixed, marks_of, near
from tests.domain.instances import loan, realistic, tiny

pytest.importorskip("highspy", reason="bounds need the solver")

LIMITS = Limits(nodes=5_000, seconds=20.0)
GOALS = {
    "clean": (True, lambda program: program.cost),
    "cost": (False, lambda program: program.cost),
    "harm": (False, lambda program: program.harm),
}
FEN = 0.01


def _best(instance: Instance, which: str) -> float:
    """The optimum of the whole program, solved at once and without presolve; inf where there is none."""
    clean, goal = GOALS[which]
    program = program_of(instance, clean=clean)
    found = solve(program, goal(program), LIMITS, presolve=False)
    assert found.proven
    return found.bound


@pytest.mark.parametrize("which", list(GOALS))
@pytest.mark.parametrize("seed", range(25))
def test_interest_paid_by_the_due_day_is_asked_for_without_losing_an_optimum(
    seed: int, which: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = tiny(seed) if seed < 20 else realistic(seed, 2 + seed % 2, 5)
    with_it = _best(instance, which)
    monkeypatch.setattr(model_revolving, "_interest_too", lambda *_: None)
    assert with_it == pytest.approx(_best(instance, which), abs=FEN)


def test_interest_paid_by_the_due_day_brings_the_cores_bound_near_the_optimum(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the order of payments costs is in the bound before any mark of it is whole."""

    def core() -> float:
        program = program_of(realistic(19, 10, 24, tight=1.3), clean=True)
        return solve(program, program.cost, LIMITS, form="core").bound

    bound = core()
    monkeypatch.setattr(model_revolving, "_interest_too", lambda *_: None)
    assert bound > core() + 50


def _start(program: Program) -> list[float]:
    found = near(program, program.cost, solve(program, program.cost, LIMITS, form="core"))
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(8))
def test_from_a_start_the_optimum_is_the_same_with_and_without_presolve(seed: int) -> None:
    program = program_of(realistic(seed, 4, 12, tight=1.3), clean=True)
    start = _start(program)
    on, off = (
        solve(program, program.cost, LIMITS, presolve=presolve, start=start)
        for presolve in (True, False)
    )
    assert on.proven
    assert off.proven
    assert on.bound == pytest.approx(off.bound, abs=FEN)
    cheapest = program.cost.value(on.x or start)
    assert cheapest == pytest.approx(off.bound, abs=FEN)


def test_a_start_that_presolve_would_take_for_another_solution_is_not_handed_to_it() -> None:
    """In the smaller program it was counted at 3415 yuan instead of 3904, and nothing else searched."""
    program = program_of(realistic(3, 10, 24, tight=1.3), clean=True)
    start = _start(program)
    marks = {
        column: mark
        for column, mark in marks_of(program, start).items()
        if column not in program.follows
    }
    given = fixed(program, marks)
    found = solve(given, given.cost, LIMITS, start=start, gap=0.1)
    assert found.proven
    assert found.bound == pytest.approx(program.cost.value(start), abs=1.0)


def test_a_solution_better_than_a_dear_start_is_found() -> None:
    program = program_of(realistic(2, 4, 12, tight=1.3), clean=True)
    dear = solve(program, Expr().plus(program.cost, -1.0), LIMITS, gap=50.0)
    assert dear.x is not None
    found = solve(program, program.cost, LIMITS, start=dear.x)
    assert found.x is not None
    assert found.proven
    assert program.cost.value(found.x) == pytest.approx(found.bound, abs=FEN)
    assert found.bound < program.cost.value(dear.x) - 1


def test_where_presolve_leaves_nothing_to_search_the_start_is_handed_on() -> None:
    debt = loan("b", "bullet", 100_000, "0.0004", (20, 50))
    program = program_of(Instance(60, 50_000, (debt,), incomes=((5, 200_000),)), clean=True)
    first = solve(program, program.cost, LIMITS)
    again = solve(program, program.cost, LIMITS, start=first.x)
    assert again.x is not None
    assert again.bound == pytest.approx(first.bound, abs=FEN)
