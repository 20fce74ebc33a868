"""What seldom happens to a plan: a solver that is wrong, a lender who refuses, a plan kept and not followed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.minimum import BillParts, minimum_payment
from assistant.domain.money import Money
from assistant.domain.planning import carry_out as carrying
from assistant.domain.planning import optimise
from assistant.domain.planning import remedies as remedying
from assistant.domain.planning import solve as solving
from assistant.domain.planning import stages as staging
from assistant.domain.planning.answer import Answer, Kind, Status
from assistant.domain.planning.infeasible import shortfall, with_money
from assistant.domain.planning.instance import Cycle, Instance, Loan, Revolving
from assistant.domain.planning.kept import Followed, followed, kept
from assistant.domain.planning.loan import LoanState
from assistant.domain.planning.of_snapshot import PlanCash, instance_of
from assistant.domain.planning.optimise import Limits, Solution
from assistant.domain.planning.plan import How, Step
from assistant.domain.planning.remedies import diagnosed, remedies
from assistant.domain.planning.replay import replay
from assistant.domain.planning.revolving import RevolvingState
from assistant.domain.planning.strategies import Hold, Strategy, Variant, follow, saves
from assistant.domain.planning.thin import thin
from assistant.domain.planning.world import World
from tests.domain import facts
from tests.domain.instances import OFFERS, loan, realistic, tiny

pytest.importorskip("highspy", reason="corners of the least-cost plan need the solver")

RATE, TENTH = Decimal("0.0005"), Decimal("0.1")


def bill(name: str = "hb", new: int = 100_000, **more: Any) -> Revolving:
    cycles = (Cycle(0, 10, new), Cycle(30, 40, 0))
    return Revolving(name, RATE, TENTH, 2, cycles, **more)


def fixed(fen: int, *days: int, name: str = "car") -> Loan:
    return Loan(name, "fixed", 4, days, RATE, amounts=(fen,) * len(days), prepay=False)


def answering(found: Callable[[Solution], Solution]) -> Callable[..., Solution]:
    """A solver that says something else than the real one."""
    real = optimise.solve

    def solve(*args: Any, **options: Any) -> Solution:
        return found(real(*args, **options))

    return solve


def asked(monkeypatch: pytest.MonkeyPatch, solve: Callable[..., Solution]) -> None:
    """Whoever asks the solver asks this one."""
    monkeypatch.setattr(solving, "solve", solve)
    monkeypatch.setattr(staging, "solve", solve)


def test_a_solver_that_calls_the_possible_impossible_is_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    never = Solution(None, float("inf"), proven=True, infeasible=True)
    asked(monkeypatch, answering(lambda _right: never))
    answer = solving.plan(Instance(50, 200_000, (bill(),)))
    assert answer.status is Status.INCONSISTENT
    assert not answer.ledger.harm


def test_a_bound_above_what_a_replay_costs_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked(monkeypatch, answering(lambda right: replace(right, bound=99.0)))
    answer = solving.plan(Instance(50, 200_000, (bill(),)))
    assert answer.status is Status.INCONSISTENT
    assert answer.gap is None


def test_without_presolve_the_answer_is_believed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    real = optimise.solve

    def solve(*args: Any, presolve: bool = True, **options: Any) -> Solution:
        right = real(*args, presolve=presolve, **options)
        return replace(right, bound=99.0) if presolve else right

    asked(monkeypatch, solve)
    assert solving.plan(Instance(50, 200_000, (bill(),))).status is Status.PROVEN


def test_a_limit_without_a_solution_leaves_the_best_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Solution(None, -float("inf"), proven=False)
    asked(monkeypatch, answering(lambda _right: nothing))
    answer = solving.plan(Instance(50, 200_000, (bill(),)))
    assert answer.status is Status.FOUND
    assert answer.bound is None
    assert solving.clean_plan(Instance(50, 200_000, (bill(),)), Limits()) is None


def test_a_harm_that_a_rule_beats_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    short = Instance(60, 5_000, (bill(), fixed(200_000, 10)), incomes=((20, 400_000),))

    def worse(right: Solution) -> Solution:
        return right if right.infeasible else Solution(None, 90.0, proven=True)

    asked(monkeypatch, answering(worse))
    assert solving.plan(short).status is Status.INCONSISTENT


def test_more_money_fills_what_living_lacks_before_it_helps() -> None:
    poor = Instance(40, 0, (fixed(10_000, 20),), floor=5_000, expenses=((5, 3_000),))
    short = shortfall(poor)
    assert short is not None
    assert short.whole == 18_000
    assert shortfall(with_money(poor, short.day, short.whole)) is None


def test_a_hole_in_living_that_closes_later_costs_no_more_than_it_is_deep() -> None:
    early, late = fixed(10_000, 20), fixed(5_000, 40, name="late")
    poor = Instance(
        50, 0, (early, late), floor=5_000, incomes=((25, 8_000),), expenses=((5, 3_000),)
    )
    short = shortfall(poor)
    assert short is not None
    assert short.whole == 18_000
    assert shortfall(with_money(poor, short.day, short.whole - 2)) is not None


def test_a_bill_without_offers_and_fixed_amounts_have_remedies_of_their_own() -> None:
    instance = Instance(
        59, 205_000, (fixed(200_000, 10), bill(offers=())), incomes=((20, 150_000),)
    )
    short = shortfall(instance)
    assert short is not None
    kinds = {(one.kind, one.product) for one in remedies(instance, short)}
    assert {(Kind.INSTALMENT, "hb"), (Kind.NEGOTIATE, "car"), (Kind.MOVE, "car")} <= kinds


def test_what_no_asking_helps_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remedying, "clean_plan", lambda *_: None)
    debts = (fixed(200_000, 10), bill(offers=()), loan("jb", "level", 90_000, "0.0004", (10, 40)))
    instance = Instance(59, 5_000, debts, incomes=((20, 150_000),))
    short = shortfall(instance)
    assert short is not None
    assert remedies(instance, short) == ()


def test_a_replay_that_never_agrees_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "carry_out", lambda instance, *_: replay(instance, ()))
    heard: list[Status] = []
    clean = Instance(50, 200_000, (bill(),))
    answer = solving.plan(clean, told=lambda one: heard.append(one.status))
    assert answer.status is Status.PROVEN  # the rules reach the bound by themselves
    assert heard == [Status.RULES, Status.PROVEN]
    short = Instance(60, 5_000, (bill(), fixed(200_000, 10)), incomes=((20, 400_000),))
    assert solving.plan(short).ledger.harm


def test_an_equal_part_is_rounded_or_floored_as_the_lender_does() -> None:
    debt = loan("e", "equal", 100_000, "0.0004", (10, 40, 70))
    steps = [Step(0, "e", 9_998, How.EARLY), Step(10, "e", 30_000 + 360, How.PART)]
    for half_up, first_missed in ((False, 40), (True, 10)):
        instance = Instance(70, 200_000, (replace(debt, half_up=half_up),))
        assert replay(instance, steps).misses[0].day == first_missed


def test_a_payment_too_small_for_its_own_interest_repays_nothing() -> None:
    dear = loan("d", "bullet", 100_000, "0.6", (10, 20))
    refused = replay(Instance(20, 10, (dear,), incomes=((5, 1),)), [Step(5, "d", 1, How.EARLY)])
    assert refused.costs["d"] > 0


def test_a_loan_that_may_not_be_prepaid_gains_nothing_by_it() -> None:
    assert not saves(LoanState.begin(fixed(100, 10)), 0)


def test_joining_payments_that_would_cost_more_is_not_done() -> None:
    debt = loan("b", "bullet", 100_000, "0.0006", (60,))
    instance = Instance(60, 50_000, (debt,), incomes=((30, 40_000), (60, 100_000)))
    ledger = follow(instance, Variant(Strategy.AVALANCHE, Hold.NOTHING))
    assert thin(instance, ledger).steps == ledger.steps


def test_what_can_be_asked_for_is_found_for_each_kind_of_debt() -> None:
    instance = Instance(
        100,
        30_000,
        (bill(offers=(), new=300_000), loan("jb", "level", 300_000, "0.0004", (10, 40, 70))),
        incomes=((12, 200_000), (35, 200_000), (65, 200_000)),
    )
    short = shortfall(instance)
    assert short is not None
    found = {one.kind for one in remedies(instance, short)}
    assert {Kind.MONEY, Kind.MOVE} <= found
    diagnosis = diagnosed(instance, solving.plan(instance))
    assert diagnosis.short == short
    assert {one.kind for one in diagnosis.remedies} == found


def test_a_conflict_without_any_help_but_money() -> None:
    bullet = loan("b", "bullet", 900_000, "0.0004", (10,))
    single = Instance(30, 0, (bullet, fixed(500_000, 12), bill(offers=OFFERS, new=0)))
    short = shortfall(single)
    assert short is not None
    assert [one.kind for one in remedies(single, short)] == [Kind.MONEY]


def test_a_diagnosis_of_an_answer_that_was_only_unlucky_is_empty() -> None:
    instance = Instance(50, 200_000, (bill(),))
    unlucky = Answer(replay(instance, ()), Status.FOUND)
    assert unlucky.ledger.harm
    assert diagnosed(instance, unlucky) == unlucky


def test_an_own_order_pays_what_stands_first() -> None:
    debts = (
        loan("a", "bullet", 100_000, "0.0006", (60,)),
        loan("b", "bullet", 100_000, "0.0002", (60,)),
    )
    instance = Instance(60, 150_000, debts, incomes=((50, 200_000),))
    own = follow(instance, Variant(Strategy.CUSTOM, Hold.NOTHING), ("b", "a"))
    assert own.steps[0].product == "b"


def test_a_loan_is_not_repaid_between_its_dues_where_interest_is_taken_on_all_of_it() -> None:
    strict = replace(loan("s", "level", 300_000, "0.0004", (30, 60)), mid_term=False)
    instance = Instance(60, 400_000, (strict,), incomes=((10, 1),))
    assert not {step.day for step in solving.plan(instance).ledger.steps} - {0, 30, 60}
    refused = replay(instance, [Step(10, "s", 50_000, How.EARLY)]).refused
    assert [step.day for step in refused] == [10]


def test_a_due_today_is_met_today() -> None:
    today = loan("t", "level", 100_000, "0.0004", (0, 30))
    ledger = solving.plan(Instance(30, 200_000, (today,))).ledger
    assert not ledger.harm
    assert {step.day for step in ledger.steps} <= {0, 30}


def test_a_due_beyond_the_horizon_costs_its_interest_until_then() -> None:
    far = loan("f", "bullet", 100_000, "0.0005", (10, 90))
    answer = solving.plan(Instance(50, 5_000, (far,)))
    assert answer.status is Status.PROVEN
    short = solving.plan(Instance(50, 100, (far, fixed(50_000, 20, 80))))
    assert short.ledger.harm


def test_a_shown_minimum_and_parts_hold_in_program_and_replay() -> None:
    cycles = (
        Cycle(0, 10, 200_000, -20, fixed=5_000, interest=300, minimum=30_000),
        Cycle(30, 40, 0),
    )
    for retro in (False, True):
        card = Revolving("c", RATE, TENTH, 3, cycles, card=retro, retro=retro, rolls=not retro)
        instance = Instance(50, 40_000, (card,), incomes=((35, 300_000),), alloc="principal_first")
        answer = solving.plan(instance)
        assert answer.status is Status.PROVEN
        assert not answer.ledger.harm


def test_a_conversion_that_the_lender_forbids_is_refused() -> None:
    instance = Instance(
        50, 200_000, (bill(offers=OFFERS), loan("l", "level", 9_000, "0.0004", (10,)))
    )
    wrong = [
        Step(10, "hb", 50_000, How.INSTALMENT, 7),
        Step(10, "hb", 500, How.INSTALMENT, 3),
        Step(10, "hb", 900_000, How.INSTALMENT, 3),
        Step(10, "l", 5_000, How.INSTALMENT, 3),
    ]
    assert set(replay(instance, wrong).refused) == set(wrong)


def test_a_kept_plan_is_compared_with_what_was_paid() -> None:
    account, other = facts.account(), facts.account(2, "jiebei")
    typed = facts.bill("1000", "100", on="2026-11-01", due="2026-11-10")
    before = facts.snapshot("2026-11-03 12:00", accounts=(account, other), bills=(typed,))
    case = instance_of(before, PlanCash(Money.of(5000), Money(0)), date(2026, 12, 31))
    plan = kept(case, solving.plan(case.instance).ledger, 2)
    assert plan.debt_free == date(2026, 11, 10)
    assert followed(before, plan) == (Followed(1, Money(0), Money(0)),)
    paid = facts.payment("400", "2026-11-09", bill_id=typed.id)
    after = facts.snapshot(
        "2026-11-20 12:00", accounts=(account, other), bills=(typed,), payments=(paid,)
    )
    (row,) = followed(after, plan)
    assert (row.planned, row.paid, row.ahead) == (Money.of(1000), Money.of(400), Money.of(-600))
    endless = kept(case, replay(case.instance, ()), 2)
    assert endless.debt_free is None


def test_tiny_instances_are_as_different_as_they_should_be() -> None:
    assert len({repr(tiny(seed)) for seed in range(20)}) == 20


def test_a_bill_that_may_be_converted_already_is_not_asked_to_be() -> None:
    offers = bill(offers=((3, Decimal("0.025")),), new=9_000)  # too small to be converted
    instance = Instance(50, 500, (offers, fixed(400, 10)), incomes=((20, 100_000),))
    short = shortfall(instance)
    assert short is not None
    assert Kind.INSTALMENT not in {one.kind for one in remedies(instance, short)}


def test_early_payments_are_joined_where_that_costs_nothing() -> None:
    free = loan("f", "bullet", 100_000, "0", (60,))
    instance = Instance(60, 100_000, (free,), incomes=((30, 1),))
    ledger = replay(instance, [Step(0, "f", 40_000, How.EARLY), Step(30, "f", 60_000, How.EARLY)])
    assert [step.fen for step in thin(instance, ledger).steps] == [100_000]


def test_what_rounding_breaks_of_the_cheapest_is_tried_with_something_kept_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, calls = carrying.carry_out, [0]

    def carry_out(instance: Instance, *given: Any) -> Any:
        calls[0] += 1
        return replay(instance, ()) if calls[0] in {1, 3} else real(instance, *given)

    monkeypatch.setattr(solving, "carry_out", carry_out)
    short = Instance(60, 5_000, (bill(), fixed(200_000, 10)), incomes=((20, 400_000),))
    heard: list[Status] = []
    assert solving.plan(short, told=lambda one: heard.append(one.status)).status is Status.PROVEN
    assert heard == [Status.RULES, Status.FOUND, Status.PROVEN]
    assert calls[0] >= 4


@given(st.integers(0, 10**8), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 1000))
def test_the_minimum_of_a_replay_is_the_rule_of_all_minimums(
    base: int, fixed_fen: int, arrears: int, ratio: int
) -> None:
    share = Decimal(ratio) / 1000
    state = RevolvingState.begin(replace(bill(), min_ratio=share), "interest_first")
    state.statement(0, 0)
    state.least_base, state.least_fixed, state.arrears = base, fixed_fen, arrears
    parts = BillParts(Money(base), interest=Money(fixed_fen), overdue=Money(arrears))
    assert state.minimum == minimum_payment(parts, share).fen


def test_looking_ahead_leaves_no_trace_in_the_world() -> None:
    world = World(Instance(50, 200_000, (bill(),)))
    world.open_day(0)
    ahead = world.copy(diary=False)
    ahead.pay(0, 1_000, How.PART)
    ahead.close_day()
    assert (ahead.paid, ahead.steps, ahead.points) == (1_000, [], [])
    assert (world.paid, world.owed(0)) == (0, ahead.owed(0) + 1_000)


def test_a_bill_open_today_asks_for_its_interest_before_its_principal() -> None:
    cycles = (Cycle(0, 20, 100_000, interest=300), Cycle(30, 50, 0))
    owed = Revolving("hb", RATE, TENTH, 2, cycles, pool=50_000)
    instance = Instance(60, 20_000, (owed,), incomes=((10, 40_000), (40, 200_000)))
    answer = solving.plan(instance)
    assert answer.status is Status.PROVEN
    assert not answer.ledger.harm


def test_keeping_back_ends_where_nothing_is_left_to_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "carry_out", lambda instance, *_: replay(instance, ()))
    tight = Instance(30, 100_000, (fixed(100_000, 10),))
    answer = solving.plan(tight)
    assert not answer.ledger.harm  # the rules' plan
    assert solving.clean_plan(tight, Limits()) is None


def test_mending_ends_after_its_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "_most_repairs", lambda _instance: 0)
    instance = realistic(1, 5, 12, tight=1.3)
    program = solving.program_of(instance, clean=True)
    first = next(iter(staging.stages(program, program.cost, Limits())))
    assert first.x is not None
    assert carrying.carry_out(instance, program.wishes, first.x).harm


@pytest.mark.parametrize(("cash", "free"), [(100_000, True), (99_000, False)])
def test_an_empty_bill_not_paid_in_full_takes_the_free_time_of_the_next(
    cash: int, free: bool
) -> None:
    cycles = (Cycle(0, 20, 0, -10), Cycle(30, 50, 200_000, 15))
    card = Revolving("c", RATE, TENTH, 3, cycles, pool=100_000, card=True, retro=True)
    instance = Instance(60, cash, (card,), incomes=((45, 400_000),))
    answer = solving.plan(instance)
    assert answer.status is Status.PROVEN
    assert (answer.ledger.cost == 0) is free
    if not free:  # ten yuan bear interest, and the next bill from its posting day
        assert answer.ledger.cost > 200_000 * 0.0005 * 30


def test_a_conversion_comes_before_the_days_payment_however_the_steps_are_told() -> None:
    instance = Instance(60, 200_000, (bill(offers=OFFERS),))
    turned = Step(10, "hb", 60_000, How.INSTALMENT, periods=3)
    paid = Step(10, "hb", 40_000, How.FULL)
    told = replay(instance, [turned, paid])
    assert replay(instance, [paid, turned]) == told
    assert told.refused == ()
    assert [miss.day for miss in told.misses] == [
        40
    ]  # the converted part's, not the bill's own day


def test_a_step_on_the_last_day_counts_and_one_after_it_is_refused() -> None:
    instance = Instance(30, 100_000, (bill(),))
    last = Step(30, "hb", 1000, How.EARLY)
    late = Step(31, "hb", 1000, How.EARLY)
    ledger = replay(instance, [Step(10, "hb", 50_000, How.FULL), last, late])
    assert tuple(ledger.refused) == (late,)


def test_what_becomes_instalments_on_its_due_day_has_borne_interest_until_then() -> None:
    """A card whose free time is lost, in the replay and in the program: both find the same cost."""
    cycles = (Cycle(0, 20, 100_000, post=-10), Cycle(30, 50, 0))
    card = Revolving(
        *("cc", RATE, TENTH, 3, cycles), OFFERS, pool=50_000, card=True, retro=True, grace=False
    )
    instance = Instance(29, 60_000, (card,))
    steps = [Step(20, "cc", 100_000, How.INSTALMENT, 3), Step(20, "cc", 50_000, How.FULL)]
    fee, pool, retro = 2_500, 50_000 * 20 * RATE, 100_000 * 30 * RATE
    assert replay(instance, steps).cost == round(fee + pool + retro)
    answer = solving.plan(instance)
    assert answer.status is Status.PROVEN


@pytest.mark.parametrize("seed", range(4))
def test_a_household_without_money_contradicts_nobody(seed: int) -> None:
    poor = realistic(seed, 3, 6)
    poor = replace(poor, cash=1_000, incomes=tuple((day, fen // 4) for day, fen in poor.incomes))
    cards = (
        replace(p, offers=OFFERS, grace=False) if isinstance(p, Revolving) else p
        for p in poor.products
    )
    answer = solving.plan(replace(poor, products=tuple(cards)), Limits(nodes=3_000, seconds=5))
    assert answer.ledger.harm
    assert answer.status is not Status.INCONSISTENT
