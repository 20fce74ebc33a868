"""A lender's lowest minimum and its tolerance in the plan: as the product engine has them, to the fen."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.money import Money
from assistant.domain.planning.advance import later
from assistant.domain.planning.answer import Status
from assistant.domain.planning.infeasible import can_meet, every_due
from assistant.domain.planning.instance import Cycle, Instance, Revolving
from assistant.domain.planning.instance_form import read_instance
from assistant.domain.planning.instance_text import instance_text, read_instance_text
from assistant.domain.planning.of_snapshot import Case, PlanCash, instance_of
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.plan import How, Miss, Step
from assistant.domain.planning.replay import replay
from assistant.domain.planning.revolving import RevolvingState
from assistant.domain.planning.solve import plan
from assistant.domain.planning.world import World
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import bill_standing
from assistant.domain.statement import forecast_bills
from tests.domain import facts
from tests.domain.instances import OFFERS, realistic, tiny, with_floors
from tests.soak.exhaustive import Search, TooMany

RATE, TENTH = Decimal("0.0005"), Decimal("0.1")
RICH = PlanCash(Money.of(1_000_000), Money(0))
LIMITS = Limits(nodes=5_000, seconds=5)


def case_of(snapshot: Snapshot, until: date = date(2027, 3, 31)) -> Case:
    return instance_of(snapshot, RICH, until)


def revolving(case: Case) -> Revolving:
    (only,) = case.instance.products
    assert isinstance(only, Revolving)
    return only


def household(seed: int) -> Snapshot:
    """A bill of which the minimum or more was paid, spending since, perhaps a running instalment plan."""
    dice = random.Random(seed)
    own = {
        "min_floor": dice.choice(("10", "50", "100", "300", "2000")),
        "rolls_again": dice.choice(("yes", "no")),
        "min_ratio": dice.choice(("5%", "10%", "20%")).replace("%", "e-2"),
    }
    own["min_ratio"] = str(Decimal(own["min_ratio"]))
    product = dice.choice(("huabei", "credit_card"))
    days = {"bill_day": "1", "due_day": "10"} if product == "credit_card" else {}
    owed = dice.randrange(100, 3000)
    bill = facts.bill(str(owed), str(owed // 10), on="2026-11-01", due="2026-11-10")
    paid = facts.payment(str(dice.randrange(owed // 10, owed + 1)), "2026-11-08", bill_id=bill.id)
    more = (facts.plan("600", 6, "27", "2026-12-10"),) if dice.random() < 0.5 else ()
    spent = str(dice.choice((0, 5, 37, 480, 2600)))
    return facts.snapshot(
        "2026-11-20 12:00",
        accounts=(facts.account(1, product, **days, **own),),
        bills=(bill,),
        payments=(paid,),
        plans=more,
        readings=(facts.reading(spent, "2026-11-20"),),
    )


@pytest.mark.parametrize("seed", range(60))
def test_the_coming_bills_minimum_is_that_of_the_product_engine(seed: int) -> None:
    seen = household(seed)
    (account,) = seen.accounts
    found = {row.bill_date: row for row in forecast_bills(seen, account)}
    expected = found.get(date(2026, 12, 1))
    case = case_of(seen, date(2026, 12, 10))
    if expected is None:
        assert not case.instance.products
        return
    world = World(case.instance)
    for day in world.days():
        if day == (date(2026, 12, 1) - case.start).days:
            (state,) = world.states
            assert isinstance(state, RevolvingState)
            assert state.minimum == expected.minimum(seen.terms_of(account, date(2026, 12, 1))).fen
            assert state.owed == expected.amount.fen
            return
    pytest.fail("the bill never came")


def test_a_floor_of_an_issued_bill_is_what_is_left_of_it_after_payments() -> None:
    account = facts.account(min_floor="300", instalment_offers="3:0.025")
    bill = facts.bill("1000", None, on="2026-11-01", due="2026-11-10")
    paid = facts.payment("120", "2026-11-02", bill_id=bill.id)
    seen = facts.snapshot("2026-11-03 12:00", accounts=(account,), bills=(bill,), payments=(paid,))
    only = revolving(case_of(seen))
    first = only.cycles[0]
    assert (first.new, first.minimum, first.min_floor) == (88_000, 18_000, 18_000)
    # What becomes instalments takes its tenth off the minimum, and nothing off the floor.
    world = World(case_of(seen).instance)
    for day in world.days():
        if day == first.due:
            assert world.convert(0, 50_000, 3)
            (state,) = world.states
            assert state.least == 18_000
            break


def bill(new: int, floor: int, **more: Any) -> Revolving:
    cycles = (Cycle(0, 10, new, min_floor=floor), Cycle(30, 40, 0, min_floor=floor))
    return Revolving("hb", RATE, TENTH, 2, cycles, **more)


@pytest.mark.parametrize(
    ("new", "floor", "least"),
    [(100_000, 0, 10_000), (100_000, 30_000, 30_000), (20_000, 30_000, 20_000), (0, 30_000, 0)],
)
def test_the_minimum_is_the_share_or_the_floor_or_the_whole_bill(
    new: int, floor: int, least: int
) -> None:
    instance = Instance(50, 1_000_000, (bill(new, floor),))
    steps = [Step(10, "hb", least, How.MINIMUM)] if least else []
    assert not [miss for miss in replay(instance, steps).misses if miss.day == 10]
    if least:
        short = [Step(10, "hb", least - 1, How.PART)]
        assert replay(instance, short).misses[0] == Miss(10, "hb", 1, 2)


def test_with_too_little_for_the_floor_the_program_says_impossible_and_with_it_it_is_possible() -> (
    None
):
    pytest.importorskip("highspy", reason="the program needs the solver")
    for fen, fits in ((29_999, False), (30_000, True)):
        instance = Instance(20, fen, (bill(100_000, 30_000),))
        assert can_meet(instance, every_due(instance)) is fits
    whole = Instance(20, 20_000, (bill(20_000, 30_000),))
    assert can_meet(whole, every_due(whole))


@pytest.mark.parametrize("seed", range(14))
def test_with_floors_the_plan_is_what_exhaustive_search_finds(seed: int) -> None:
    pytest.importorskip("highspy", reason="the least-cost plan needs the solver")
    instance = with_floors(tiny(seed), seed)
    answer = plan(instance, LIMITS)
    assert answer.status is not Status.INCONSISTENT
    try:
        best = Search(instance, answer.ledger, nodes=6_000).run()
    except TooMany:
        return
    assert (best is None) is bool(answer.ledger.harm)
    if best is not None:
        assert abs(answer.ledger.cost - best[1]) <= 1


@pytest.mark.parametrize("seed", range(4))
def test_a_floor_never_makes_a_plan_better_and_none_is_missed_without_need(seed: int) -> None:
    pytest.importorskip("highspy", reason="the least-cost plan needs the solver")
    free = realistic(seed, 3, 6)
    floored = with_floors(free, seed)
    with_floor, without = plan(floored, LIMITS), plan(free, LIMITS)
    assert with_floor.status is not Status.INCONSISTENT
    assert with_floor.ledger.rank[0] >= without.ledger.rank[0]
    if not with_floor.ledger.harm and without.status is Status.PROVEN:
        assert with_floor.ledger.cost >= without.ledger.cost - 2
    assert bool(with_floor.ledger.harm) is not can_meet(floored, every_due(floored))


# Tolerance ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("product", ["huabei", "credit_card"])
def test_what_the_lender_let_be_missing_is_on_the_next_bill_as_in_the_product_engine(
    seed: int, product: str
) -> None:
    """A world played past the due day, and the facts of the day after it, are one instance."""
    dice = random.Random(seed)
    days = {"bill_day": "1", "due_day": "10"} if product == "credit_card" else {}
    rolls = dice.choice(("yes", "no"))
    account = facts.account(1, product, tolerance="10", rolls_again=rolls, **days)
    bill_ = facts.bill("1000", "100", on="2026-11-01", due="2026-11-10")
    paid = 100_000 - dice.choice((0, 1, 500, 1000, 1001, 1300, 90_000))
    spent = facts.reading(str(dice.choice((0, 480))), "2026-11-09")
    until = date(2026, 12, 10)
    before = facts.snapshot(
        "2026-11-09 12:00", accounts=(account,), bills=(bill_,), readings=(spent,)
    )
    case = case_of(before, until)
    step = Step(1, revolving(case).id, paid, How.PART)
    played = later(case.instance, [step], 2)
    payment = facts.payment(str(Money(paid)), "2026-11-10", bill_id=bill_.id)
    after = replace(before.at(facts.beijing("2026-11-11 12:00")), payments=(payment,))
    known = case_of(after, until).instance
    tolerated = 0 < 100_000 - paid <= 1000
    assert bool(bill_standing(after, bill_).tolerated) is tolerated
    if not played or not played.instance.products or not known.products:
        assert not known.products or not played
        return
    (one,), (other,) = played.instance.products, known.products
    assert isinstance(one, Revolving)
    assert isinstance(other, Revolving)
    assert not played.before.misses
    assert (one.pool, one.grace) == (other.pool, other.grace)
    parts = [(cycle.stmt, cycle.due, cycle.new, cycle.fixed) for cycle in one.cycles]
    assert parts == [(cycle.stmt, cycle.due, cycle.new, cycle.fixed) for cycle in other.cycles]
    if tolerated:
        (coming,) = forecast_bills(after, account)
        assert coming.amount.fen == one.cycles[0].new + one.cycles[0].fixed
        assert one.pending == other.pending == 0


def test_a_plan_counts_on_no_tolerance_and_says_where_there_is_one() -> None:
    """The lender counts it as paid, by a custom that binds nobody: it weighs like any due that is missed."""
    card = bill(100_000, 0, tolerance=1_000)
    short = replay(Instance(50, 1_000_000, (card,)), [Step(10, "hb", 99_000, How.PART)])
    assert not [miss for miss in short.misses if miss.day == 10]  # the minimum was paid
    assert short.cost > 0  # and what is missing bears interest: a plan hopes for nothing
    parts = replace(card, cycles=(Cycle(0, 10, 0, fixed=50_000), Cycle(30, 40, 0)))
    for fen, misses in (
        (50_000, ()),
        (49_000, (Miss(10, "hb", 1_000, 2, tolerated=True),)),
        (48_999, (Miss(10, "hb", 1_001, 2),)),
    ):
        found = replay(Instance(20, 1_000_000, (parts,)), [Step(10, "hb", fen, How.PART)])
        assert found.misses == misses


@pytest.mark.parametrize("rolls", [True, False])
def test_what_was_let_be_missing_costs_nothing_until_the_next_bill_asks_for_it(rolls: bool) -> None:
    card = bill(100_000, 0, tolerance=1_000, rolls=rolls, card=True, retro=True)
    world = World(Instance(50, 1_000_000, (card,)), tolerant=True)
    (state,) = world.states
    assert isinstance(state, RevolvingState)
    for day in world.days():
        if day == 10:
            world.pay(0, 99_100, How.PART)
        if day == 30:
            assert (state.owed, state.bill, state.interest) == (900, 900, 0)
            assert state.minimum == (90 if rolls else 900)
            assert state.debt == 900
            world.pay(0, 900, How.FULL)
    ledger = world.finish()
    assert (ledger.cost, ledger.misses) == (0, ())
    debts = [point.debts[0] for point in ledger.points]
    assert [before for before, after in pairwise(debts) if before != after] == [100_000, 900]


# Written forms -----------------------------------------------------------------------------------


def test_the_written_form_takes_a_floor_for_all_bills_or_for_one_and_a_tolerance() -> None:
    cycles = [
        {"stmt": 0, "due": 10, "new": 5, "min_floor": 7},
        {"stmt": 30, "due": 40, "new": 5},
    ]
    card = {"id": "c", "kind": "card", "rate": "0.0005", "cycles": cycles}
    form = {"horizon": 50, "cash0": 0, "products": [card | {"min_floor": 9, "tolerance": 3}]}
    (read,) = read_instance(form).products
    assert isinstance(read, Revolving)
    assert [cycle.min_floor for cycle in read.cycles] == [7, 9]
    assert read.tolerance == 3
    (plain,) = read_instance(form | {"products": [card | {"cycles": cycles[1:]}]}).products
    assert isinstance(plain, Revolving)
    assert (plain.cycles[0].min_floor, plain.tolerance) == (0, 0)


def test_a_kept_plan_without_them_is_still_read() -> None:
    instance = Instance(50, 0, (bill(5, 7, tolerance=3, offers=OFFERS),))
    text = instance_text(instance)
    assert read_instance_text(text) == instance
    older = text.replace(',"min_floor":7', "").replace(',"tolerance":3', "")
    (read,) = (read_instance_text(older) or instance).products
    assert read == bill(5, 0, offers=OFFERS)


def test_what_is_left_after_a_conversion_is_enough_where_the_lender_shows_a_high_minimum() -> None:
    """Of 1000 a lender asks 300; with 950 converted only 50 are left of the bill, and 50 are there."""
    cycles = (Cycle(0, 10, 100_000, minimum=30_000), Cycle(30, 40, 0))
    card = Revolving("c", RATE, Decimal("0.1"), 3, cycles, offers=OFFERS, inst_min=10_000)
    instance = Instance(60, 5_000, (card,), incomes=((12, 350_000),))
    answer = plan(instance)
    assert answer.status is Status.PROVEN
    assert not answer.ledger.misses
    assert answer.ledger.steps[0].how is How.INSTALMENT


@given(st.integers(0, 120_000), st.integers(10_000, 100_000), st.integers(0, 100_000))
def test_program_and_replay_ask_for_the_same_of_a_shown_minimum(
    cash: int, shown: int, converted: int
) -> None:
    """Whatever is converted: missing nothing is possible in one where it is in the other."""
    cycles = (Cycle(0, 10, 100_000, minimum=shown), Cycle(30, 40, 0))
    card = Revolving("c", RATE, Decimal("0.1"), 3, cycles, offers=OFFERS, inst_min=10_000)
    instance = Instance(60, cash, (card,), incomes=((12, 350_000),))
    answer = plan(instance)
    assert answer.status is Status.PROVEN
    fen = converted // 100 * 100
    steps = [Step(10, "c", fen, How.INSTALMENT, OFFERS[0][0])] if fen >= 10_000 else []
    by_hand = replay(instance, [*steps, Step(10, "c", cash, How.FULL)])
    assert answer.ledger.harm <= by_hand.harm
