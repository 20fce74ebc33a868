"""How a kept plan stands: against what it said of the days to come, not of those that are over."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.domain.money import Money
from assistant.domain.planning.advance import later
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.kept import KeptPlan, kept_now
from assistant.domain.planning.kept import kept as keep
from assistant.domain.planning.kept_now import NOISE
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.planning.origin import Origin
from assistant.domain.planning.plan import Ledger
from assistant.domain.planning.strategies import Hold, Strategy, Variant, follow
from tests.domain.instances import realistic

START = date(2026, 1, 1)
LEAST = Variant(Strategy.MINIMUM, Hold.MINIMUMS)


def kept_of(instance: Instance, months: int) -> tuple[KeptPlan, Ledger]:
    origins = {product.id: Origin(1) for product in instance.products}
    ledger = follow(instance, LEAST)
    return keep(Case(instance, START, origins), ledger, months), ledger


def on(instance: Instance, days: int) -> Case:
    return Case(instance, START + timedelta(days=days), {})


def clean() -> Instance:
    """A household whose minimums are all met, with debts that are gone in time."""
    return next(one for seed in range(40) if not follow(one := realistic(seed, 3, 6), LEAST).harm)


def test_on_the_same_day_and_with_the_same_facts_nothing_moved() -> None:
    instance = clean()
    plan, ledger = kept_of(instance, 6)
    now = kept_now(plan, on(instance, 0), ledger)
    assert (now.cost, now.promised, now.missed) == (plan.cost, plan.cost, 0)
    assert now.days == 0 or plan.debt_free is None
    assert now.made_on == START


@pytest.mark.parametrize("days", [20, 60, 120])
def test_days_that_went_by_as_planned_are_no_move(days: int) -> None:
    instance = clean()
    plan, ledger = kept_of(instance, 6)
    left = later(instance, ledger.steps, days)
    assert left is not None
    after = follow(left.instance, LEAST)
    now = kept_now(plan, on(left.instance, days), after)
    assert now.promised == plan.cost - Money(left.before.cost)
    assert abs(now.dearer.fen) < NOISE.fen
    assert now.missed == 0


def test_a_plan_whose_facts_are_not_known_any_more_is_compared_whole() -> None:
    instance = clean()
    plan, ledger = kept_of(instance, 6)
    now = kept_now(replace(plan, instance=None), on(instance, 30), ledger)
    assert now.promised == plan.cost
    over = kept_now(plan, on(instance, instance.horizon + 1), ledger)
    assert over.promised == plan.cost


def test_dues_that_cannot_be_met_count_only_where_the_plan_met_all() -> None:
    instance = clean()
    plan, _ledger = kept_of(instance, 6)
    broke = follow(replace(instance, cash=0, incomes=()), LEAST)
    now = kept_now(plan, on(instance, 0), broke)
    assert now.missed == len(broke.misses) > 0
    assert now.debt_free is None
    assert kept_now(replace(plan, harm=3), on(instance, 0), broke).missed == 0
