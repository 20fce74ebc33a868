"""The stages of the cheapest solution: a core never above it, a neighbour that is carried out, the proof."""

from typing import Any

import pytest

from assistant.domain.planning import solve as solving
from assistant.domain.planning import stages as staging
from assistant.domain.planning.answer import Answer, Status
from assistant.domain.planning.carry_out import carry_out
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.optimise import Form, Limits, Solution, solve
from assistant.domain.planning.solve import plan, program_of
from assistant.domain.planning.stages import fixed, marks_of, near, stages
from tests.domain.instances import loan, realistic, tiny

pytest.importorskip("highspy", reason="the stages of a solution need the solver")

LIMITS = Limits(nodes=5_000, seconds=20.0)


@pytest.mark.parametrize("seed", range(6))
def test_bounds_only_rise_and_the_last_stage_is_the_whole_program_solved_at_once(seed: int) -> None:
    program = program_of(realistic(seed, 3, 6), clean=True)
    found = list(stages(program, program.cost, LIMITS))
    at_once = solve(program, program.cost, LIMITS)
    assert found[-1].infeasible == at_once.infeasible
    if at_once.infeasible:
        return
    assert [one.bound for one in found] == sorted(one.bound for one in found)
    assert found[-1].proven
    assert found[-1].bound == pytest.approx(at_once.bound, abs=0.01)


def test_what_cannot_be_met_ends_with_the_core() -> None:
    debt = loan("b", "bullet", 900_000, "0.0004", (10,))
    program = program_of(Instance(30, 0, (debt,)), clean=True)
    (only,) = stages(program, program.cost, LIMITS)
    assert only.infeasible


def test_a_plan_near_the_best_is_told_with_its_gap_before_the_proof() -> None:
    heard: list[Answer] = []
    last = plan(realistic(2, 4, 12, tight=1.3), LIMITS, told=heard.append)
    told = [(one.status, one.gap is not None) for one in heard]
    assert told == [(Status.RULES, False), (Status.BOUNDED, True), (Status.PROVEN, True)]
    assert last.ledger.cost <= heard[1].ledger.cost <= heard[0].ledger.cost


def test_a_core_without_a_solution_has_no_neighbour() -> None:
    program = program_of(tiny(1), clean=True)
    assert near(program, program.cost, Solution(None, 0.0, proven=False)) is None


def test_where_the_suggested_marks_leave_nothing_some_bills_are_let_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = program_of(realistic(2, 4, 6, tight=1.3), clean=True)
    core = solve(program, program.cost, LIMITS, form="core")
    right = near(program, program.cost, core)

    def solve_whole_only(*args: Any, form: Form = "whole", **options: Any) -> Solution:
        if form == "linear":
            return Solution(None, float("inf"), proven=True, infeasible=True)
        return solve(*args, form=form, **options)

    monkeypatch.setattr(staging, "solve", solve_whole_only)
    other = near(program, program.cost, core)
    assert right is not None
    assert other is not None
    costs = [core.bound, program.cost.value(other), program.cost.value(right)]
    assert costs == pytest.approx(sorted(costs), abs=0.01)


def test_without_a_neighbour_the_proof_begins_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "near", lambda *_: None)
    program = program_of(realistic(2, 3, 6), clean=True)
    (only,) = stages(program, program.cost, LIMITS)
    assert only.proven
    assert only.x is not None


def test_at_a_limit_the_neighbour_is_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing_whole(*args: Any, form: Form = "whole", **options: Any) -> Solution:
        if form == "whole":
            return Solution(None, -float("inf"), proven=False)
        return solve(*args, form=form, **options)

    monkeypatch.setattr(staging, "solve", nothing_whole)
    program = program_of(realistic(2, 4, 12, tight=1.3), clean=True)
    first, last = stages(program, program.cost, LIMITS)
    assert last == first
    assert not last.proven


def test_fixed_marks_are_those_of_the_solution() -> None:
    program = program_of(realistic(2, 3, 6), clean=True)
    *_, last = stages(program, program.cost, LIMITS)
    assert last.x is not None
    marks = marks_of(program, last.x)
    again = solve(fixed(program, marks), program.cost, LIMITS, form="linear")
    assert again.x is not None
    assert marks_of(program, again.x) == marks
    assert again.bound == pytest.approx(last.bound, abs=0.01)


def test_some_fen_are_not_taken_from_what_the_bills_own_minimum_takes_back() -> None:
    """Left out of an early payment of a bill, they are asked for by its due: other payments give them."""
    instance = realistic(1, 5, 12, tight=1.3)
    program = program_of(instance, clean=True)
    first = next(iter(stages(program, program.cost, LIMITS)))
    assert first.x is not None
    assert not carry_out(instance, program.wishes, first.x).harm


def test_the_core_of_a_big_instance_has_one_optimum_with_and_without_presolve() -> None:
    """With tolerances finer than the figures can be, each of them cut another optimum off by 6 yuan."""
    program = program_of(realistic(3, 10, 24, tight=1.3), clean=True)
    on, off = (
        solve(program, program.cost, LIMITS, presolve=presolve, form="core")
        for presolve in (True, False)
    )
    assert on.proven
    assert off.proven
    assert on.bound == pytest.approx(off.bound, abs=0.02)


def test_many_roundings_in_ones_favour_do_not_contradict_the_bound() -> None:
    """Each due's interest of 0.4 fen is settled to nothing, 150 times."""
    debt = loan("x", "bullet", 2_000, "0.0001", tuple(range(1, 301, 2)))
    answer = plan(Instance(300, 100, (debt,), incomes=((298, 50_000),)), LIMITS)
    assert answer.status is Status.PROVEN
    assert answer.ledger.cost < 10


def test_an_unproven_harm_is_told_with_the_least_that_is_known_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_a_limit = Solution(None, 2.2, proven=False)
    monkeypatch.setattr(solving, "stages", lambda *_args, **_options: iter([at_a_limit]))
    debt = loan("b", "bullet", 900_000, "0.0004", (10,))
    answer = plan(Instance(30, 0, (debt,)), LIMITS)
    assert answer.status is Status.FOUND
    assert answer.harm_bound == 2
    assert answer.ledger.harm == 3


def test_the_most_that_can_be_left_unpaid_grows_with_what_is_spent_and_not_threefold_a_bill() -> (
    None
):
    program = program_of(realistic(3, 5, 24, tight=1.3), clean=False)
    factors = [abs(factor) for terms, _low, _high in program.rows for factor in terms.values()]
    assert max(factors) < 1_000_000


def test_a_fen_is_never_taken_from_what_pays_a_card_in_full() -> None:
    """Taken there it costs the card's free time, 35 yuan; kept back everywhere it costs nothing."""
    answer = plan(realistic(15, 10, 24, tight=1.3), LIMITS)
    assert answer.status is Status.PROVEN
    assert answer.gap is not None
    assert answer.gap < 100


def test_far_from_the_cores_bound_the_marks_that_follow_are_searched_for() -> None:
    """As they follow the core's amounts the plan is 26 yuan above the bound, searched for less than one."""
    program = program_of(realistic(13, 10, 24, tight=1.3), clean=True)
    core = solve(program, program.cost, LIMITS, form="core", gap=0.1)
    start = near(program, program.cost, core)
    assert start is not None
    assert program.cost.value(start) - core.bound < 1
