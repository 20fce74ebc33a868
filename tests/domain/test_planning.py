"""Laws of the planner on random instances: replay, strategies, program and shortfall agree."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.planning.answer import Status
from assistant.domain.planning.explain import causes, explain, whole_parts
from assistant.domain.planning.infeasible import (
    can_meet,
    every_due,
    shortfall,
    with_money,
)
from assistant.domain.planning.instance import Cycle, Instance, Loan, Revolving
from assistant.domain.planning.optimise import Limits, SolverMissing, solve, version
from assistant.domain.planning.plan import How, Ledger, Step
from assistant.domain.planning.remedies import diagnosed, remedies, shifted
from assistant.domain.planning.replay import replay
from assistant.domain.planning.solve import clean_plan, plan, program_of
from assistant.domain.planning.strategies import (
    SHOWN,
    VARIANTS,
    Hold,
    Strategy,
    Variant,
    best_rule,
    follow,
)
from assistant.domain.planning.thin import thin
from assistant.domain.planning.what_if import Change, WhatIf, applied, missed
from tests.domain.instances import OFFERS, loan, realistic, relaxed_cost, tiny

pytest.importorskip("highspy", reason="the laws of the least-cost plan need the solver")

QUICK = Limits(nodes=3_000, seconds=20.0)
seeds = st.integers(0, 100_000)
few = settings(max_examples=12, suppress_health_check=list(HealthCheck))


def rounding_fen(instance: Instance, ledger: Ledger) -> int:
    """The documented bound of replay against program: half a fen an amount settled, and the payments'."""
    dues = sum(len(product.dues) for product in instance.products)
    return dues + len(ledger.steps) + 10


@few
@given(seeds)
def test_the_plan_is_never_worse_than_a_strategy_and_never_below_its_bound(seed: int) -> None:
    instance = tiny(seed)
    answer = plan(instance, QUICK)
    assert answer.ledger.rank <= min(follow(instance, variant).rank for variant in VARIANTS)
    assert answer.status is not Status.INCONSISTENT
    if answer.status is Status.PROVEN:
        assert answer.bound is not None
        assert 0 <= answer.ledger.cost - answer.bound <= rounding_fen(instance, answer.ledger)


@few
@given(seeds)
def test_nothing_is_overdue_where_everything_can_be_met(seed: int) -> None:
    instance = tiny(seed)
    met = can_meet(instance, every_due(instance))
    assert met == (shortfall(instance) is None)
    assert met == (not plan(instance, QUICK).ledger.harm)


@few
@given(seeds, st.integers(0, 300_000))
def test_more_cash_never_makes_it_worse(seed: int, fen: int) -> None:
    instance = tiny(seed)
    less, more = plan(instance, QUICK), plan(replace(instance, cash=instance.cash + fen), QUICK)
    slack = rounding_fen(instance, less.ledger)
    assert more.ledger.harm <= less.ledger.harm
    if more.ledger.harm == less.ledger.harm:
        assert more.ledger.cost <= less.ledger.cost + slack


@few
@given(seeds)
def test_one_more_option_never_makes_it_worse(seed: int) -> None:
    instance = tiny(seed)
    more = replace(
        instance,
        products=tuple(
            replace(product, offers=OFFERS) if isinstance(product, Revolving) else product
            for product in instance.products
        ),
    )
    before, after = plan(instance, QUICK).ledger, plan(more, QUICK).ledger
    assert after.harm <= before.harm
    if after.harm == before.harm:
        assert after.cost <= before.cost + rounding_fen(instance, before)


@few
@given(seeds)
def test_ten_times_the_money_is_ten_times_the_cost(seed: int) -> None:
    instance = tiny(seed)
    one, ten = plan(instance, QUICK).ledger, plan(tenfold(instance), QUICK).ledger
    assert one.harm == ten.harm
    assert abs(ten.cost - 10 * one.cost) <= 10 * rounding_fen(instance, one)


def tenfold(instance: Instance) -> Instance:
    """All money ten times as much."""
    products = tuple(
        replace(
            product,
            pool=10 * product.pool,
            inst_min=10 * product.inst_min,
            cycles=tuple(replace(cycle, new=10 * cycle.new) for cycle in product.cycles),
        )
        if isinstance(product, Revolving)
        else replace(product, principal=10 * product.principal)
        for product in instance.products
    )
    flows = tuple((day, 10 * fen) for day, fen in instance.incomes)
    return replace(instance, cash=10 * instance.cash, incomes=flows, products=products)


@few
@given(seeds)
def test_the_order_of_the_products_does_not_matter(seed: int) -> None:
    instance = tiny(seed)
    turned = replace(instance, products=instance.products[::-1])
    one, other = plan(instance, QUICK), plan(turned, QUICK)
    assert one.ledger.harm == other.ledger.harm
    if one.status is other.status is Status.PROVEN:
        slack = rounding_fen(instance, one.ledger)
        assert abs(one.ledger.cost - other.ledger.cost) <= slack


@few
@given(seeds)
def test_a_conflict_cannot_be_met_but_can_without_any_one_of_its_dues(seed: int) -> None:
    instance = replace(tiny(seed), cash=0)
    short = shortfall(instance)
    if short is None:
        return
    assert not can_meet(instance, short.conflict)
    for due in short.conflict:
        assert can_meet(instance, [other for other in short.conflict if other != due])


@few
@given(seeds)
def test_the_money_named_is_enough_and_two_fen_less_are_not(seed: int) -> None:
    instance = replace(tiny(seed), cash=0)
    short = shortfall(instance)
    if short is None:
        return
    dues = every_due(instance)
    assert can_meet(with_money(instance, short.day, short.whole), dues)
    assert not can_meet(with_money(instance, short.day, short.whole - 2), dues)
    found = remedies(instance, short)
    money = found[0]
    assert short.whole <= money.fen <= short.whole + 60
    helped = with_money(instance, short.day, money.fen)
    ledger = clean_plan(helped, QUICK)
    assert ledger is not None
    assert not replay(helped, ledger.steps).misses


@few
@given(seeds)
def test_presolve_does_not_change_the_optimum(seed: int) -> None:
    program = program_of(tiny(seed), clean=True)
    on = solve(program, program.cost, QUICK)
    off = solve(program, program.cost, QUICK, presolve=False)
    assert on.infeasible == off.infeasible
    if not on.infeasible:
        assert abs(on.bound - off.bound) < 0.02


@few
@given(seeds)
def test_the_relaxation_is_a_lower_bound(seed: int) -> None:
    instance = tiny(seed)
    relaxed = relaxed_cost(instance)
    if relaxed.infeasible:
        return
    ledger = plan(instance, QUICK).ledger
    assert relaxed.bound * 100 <= ledger.cost + rounding_fen(instance, ledger)


def test_the_same_input_gives_the_same_plan() -> None:
    instance = realistic(3, 4, 6)
    assert plan(instance, QUICK).ledger.steps == plan(instance, QUICK).ledger.steps


def test_deleting_a_payment_is_seen_by_the_replay() -> None:
    instance = realistic(4, 3, 6)
    ledger = plan(instance, QUICK).ledger
    must = next(step for step in ledger.steps if step.how is How.MINIMUM)
    without = replay(instance, [step for step in ledger.steps if step != must])
    assert without.harm > ledger.harm


def test_fewer_transfers_at_no_more_cost() -> None:
    instance = realistic(0, 4, 6)
    ledger = follow(instance, Variant(Strategy.AVALANCHE, Hold.NOTHING))
    assert thin(instance, ledger).rank <= ledger.rank


def test_steps_that_the_facts_forbid_are_refused_and_named() -> None:
    instance = tiny(1)
    known = instance.products[0].id
    steps = [
        Step(0, "nobody", 100, How.PART),
        Step(0, known, 10**12, How.PART),
        Step(3, known, 100, How.INSTALMENT, 3),
        Step(9_999, known, 100, How.PART),
    ]
    refused = replay(instance, steps).refused
    assert set(refused) == set(steps)


def test_an_early_repayment_that_saves_nothing_is_never_recommended() -> None:
    sunk = replace(
        loan("fee", "level", 300_000, "0.0003", (30, 60, 90)), prepay_fee=Decimal("0.03")
    )
    plain = loan("plain", "level", 300_000, "0.0002", (30, 60, 90))
    instance = Instance(90, 400_000, (sunk, plain), incomes=((50, 400_000),))
    answer = plan(instance, QUICK)
    for ledger in (answer.ledger, *(follow(instance, variant) for variant in SHOWN)):
        early = [s for s in ledger.steps if s.product == "fee" and s.day not in sunk.dues]
        assert not early


def test_marginal_saving_ranks_and_not_the_nominal_rate() -> None:
    """A sunk instalment fee has a high nominal rate and saves nothing: the cheaper loan is repaid."""
    fixed = Loan(
        "fee", "fixed", 3, (30, 60), Decimal("0.0005"), amounts=(107_200,) * 2, prepay=False
    )
    cheap = loan("cheap", "bullet", 200_000, "0.0003", (60,))
    instance = Instance(60, 430_000, (fixed, cheap))
    ledger = follow(instance, Variant(Strategy.AVALANCHE, Hold.MINIMUMS))
    assert next(step.product for step in ledger.steps) == "cheap"
    assert not ledger.harm


def test_the_parts_of_a_change_add_up_to_the_fen_and_to_the_day() -> None:
    old = realistic(2, 3, 6)
    dearer = applied(old, WhatIf("rate", Change.RATE, 50))
    new = replace(
        dearer, cash=old.cash // 2, incomes=old.incomes[:-1], floor=0, horizon=old.horizon
    )
    new = replace(
        new, products=(*new.products[1:], loan("new", "level", 500_000, "0.0004", (20, 50)))
    )
    parts = explain(old, new, best_rule)
    before, after = best_rule(old), best_rule(new)
    assert {part.cause for part in parts} == set(causes(old, new))
    assert sum(part.cost for part in parts) == after.cost - before.cost
    end = old.horizon + 1
    moved = (after.debt_free or end) - (before.debt_free or end)
    assert sum(part.days for part in parts) == moved
    assert explain(old, old, best_rule) == ()
    assert whole_parts([]) == []


def test_a_few_causes_have_the_same_parts_in_whatever_order_and_end_at_the_new_plan() -> None:
    old = realistic(2, 3, 6)
    new = replace(old, cash=old.cash // 2, floor=0, products=tuple(reversed(old.products)))
    asked: list[Instance] = []

    def solved(instance: Instance) -> Ledger:
        asked.append(instance)
        return best_rule(instance)

    parts = explain(old, new, solved)
    assert len(asked) == 2 ** len(parts)
    assert {old, new} <= set(asked)
    both_ways = {p.cause: -p.cost for p in explain(new, old, best_rule)}
    assert all(abs(both_ways[p.cause] - p.cost) <= 1 for p in parts)


@pytest.mark.parametrize("change", list(Change))
def test_a_scenario_changes_what_it_says(change: Change) -> None:
    instance = realistic(5, 3, 6)
    what = WhatIf("x", change, 2, 100_000)
    changed = applied(instance, what)
    if change is Change.MISS:
        assert changed == instance
        planned = follow(instance, SHOWN[0])
        found = missed(instance, planned, 20)
        assert found is not None
        assert found.whole(best_rule(found.instance)).harm > planned.harm
    else:
        assert changed != instance
        assert best_rule(changed).rank != best_rule(instance).rank


def test_a_plan_without_a_due_cannot_be_missed() -> None:
    instance = Instance(30, 0, ())
    ledger = plan(instance).ledger
    assert ledger.debt_free == 0
    assert missed(instance, ledger, 3) is None


def test_a_moved_due_day_never_meets_the_next_bill() -> None:
    tight = Revolving(
        "r", Decimal("0.0005"), Decimal("0.1"), 2, (Cycle(0, 9, 100), Cycle(30, 39, 0))
    )
    assert shifted(tight, 40) is None
    assert shifted(tight, 21) is None  # on the day of the next bill, which would take its place
    assert shifted(tight, 20) is not None
    late = shifted(tight, 5)
    assert late is not None
    assert late.dues == (14, 44)
    assert shifted(loan("l", "level", 1000, "0.0005", (0,)), 3) is None


def test_a_diagnosis_is_made_only_where_something_is_overdue() -> None:
    clean = plan(realistic(2, 2, 3), QUICK)
    assert diagnosed(realistic(2, 2, 3), clean) is clean


def test_without_a_solver_the_rules_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "highspy", None)
    instance = realistic(1, 3, 6)
    with pytest.raises(SolverMissing):
        version()
    with pytest.raises(SolverMissing):
        relaxed_cost(instance)
    heard: list[Status] = []
    answer = plan(instance, told=lambda one: heard.append(one.status))
    assert answer.status is Status.RULES
    assert answer.ledger.rank == best_rule(instance).rank
    assert heard == [Status.RULES]


def test_a_product_whose_misses_harm_nothing_is_missed_where_that_is_cheaper() -> None:
    bill_ = Revolving("hb", Decimal("0.0005"), Decimal("0.1"), 0, (Cycle(0, 9, 100_000),))
    dear = loan("jb", "level", 300_000, "0.0004", (15, 45, 75))
    world = Instance(horizon=90, cash=150_000, products=(bill_, dear), incomes=((10, 500_000),))
    free = plan(world, QUICK)
    weighty = plan(replace(world, products=(replace(bill_, harm=1), dear)), QUICK)
    assert (free.status, weighty.status) == (Status.PROVEN, Status.PROVEN)
    assert (free.ledger.harm, weighty.ledger.harm) == (0, 0)
    assert free.ledger.misses
    assert not weighty.ledger.misses
    assert free.ledger.cost < weighty.ledger.cost


def test_two_early_payments_that_cost_the_same_together_become_one() -> None:
    free = loan("free", "equal", 100_000, "0", (20, 50))
    world = Instance(horizon=60, cash=200_000, products=(free,))
    steps = [Step(5, "free", 10_000, How.EARLY), Step(10, "free", 10_000, How.EARLY)]
    apart = replay(world, steps)
    joined = thin(world, apart)
    early = [step for step in joined.steps if step.how is How.EARLY]
    assert [(step.day, step.fen) for step in early] == [(10, 20_000)]
    assert joined.rank < apart.rank


def test_early_payments_whose_waiting_would_cost_interest_stay_apart() -> None:
    dear = loan("dear", "equal", 100_000, "0.0005", (20, 50))
    world = Instance(horizon=60, cash=200_000, products=(dear,))
    steps = [Step(5, "dear", 10_000, How.EARLY), Step(10, "dear", 10_000, How.EARLY)]
    apart = replay(world, steps)
    assert thin(world, apart) == apart


def test_joining_ends_after_its_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    free = loan("free", "equal", 100_000, "0", (20, 50))
    world = Instance(horizon=60, cash=200_000, products=(free,))
    steps = [Step(5, "free", 10_000, How.EARLY), Step(10, "free", 10_000, How.EARLY)]
    apart = replay(world, steps)
    monkeypatch.setattr("assistant.domain.planning.thin._MOST_TRIES", 0)
    assert thin(world, apart) is apart
