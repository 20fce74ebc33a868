"""What is left of an instance when some days went as planned."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.domain.planning.advance import later
from assistant.domain.planning.explain import Cause, explain_since
from assistant.domain.planning.instance import Cycle, Instance, Loan, Revolving
from assistant.domain.planning.kept import expected, kept
from assistant.domain.planning.overdue import overdue_of, watched
from assistant.domain.planning.plan import How, Ledger, Step
from assistant.domain.planning.strategies import Hold, Strategy, Variant, best_rule, follow
from assistant.services.planning import case_of, kept_case
from tests.domain import facts
from tests.domain.instances import loan, realistic


def owned(ledger: Ledger) -> int:
    """What is there at the end, debts taken off."""
    end = ledger.points[-1]
    return end.spare - sum(end.debts)


def advanced(instance: Instance, steps: Iterable[Step], days: int) -> Instance | None:
    found = later(instance, steps, days)
    return None if found is None else found.instance


def test_on_the_day_itself_it_is_the_instance_and_after_its_horizon_nothing() -> None:
    instance = realistic(1, 3, 4)
    assert advanced(instance, (), 0) is instance
    assert advanced(instance, (), instance.horizon) is None


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("days", [1, 17, 45, 90])
def test_whoever_goes_on_by_the_same_rule_ends_where_he_would_have_ended(
    seed: int, days: int
) -> None:
    least = Variant(Strategy.MINIMUM, Hold.MINIMUMS)
    instance = realistic(seed, 4, 6, drop=0.0, tight=1.2)
    ledger = follow(instance, least)
    found = later(instance, ledger.steps, days)
    assert found is not None
    whole = found.whole(follow(found.instance, least))
    # Interest that waited for the next bill stands on the open one: ten yuan in half a year.
    assert abs(owned(whole) - owned(ledger)) <= 1000
    assert abs(whole.cost - ledger.cost) <= 1000
    assert whole.harm == ledger.harm
    assert whole.overdue_days == ledger.overdue_days
    assert (whole.debt_free is None) == (ledger.debt_free is None)


def test_money_that_came_and_went_is_in_the_cash_and_the_reserve_pays_below_the_floor() -> None:
    instance = Instance(
        horizon=60,
        cash=100_000,
        products=(loan("a", "bullet", 90_000, "0.0003", (20, 50)),),
        floor=50_000,
        reserve=80_000,
        reserve_min=10_000,
        incomes=((5, 7_000), (30, 9_000)),
        expenses=((6, 2_000), (40, 1_000)),
    )
    left = advanced(instance, [Step(10, "a", 90_270, How.EARLY), Step(30, "x", 5, How.FULL)], 25)
    assert left is not None
    assert left.products == ()
    assert (left.incomes, left.expenses, left.horizon) == (((5, 9_000),), ((15, 1_000),), 35)
    assert left.cash + left.reserve == 100_000 + 80_000 + 7_000 - 2_000 - 90_270
    assert left.cash == left.floor


def test_an_overdue_bill_is_asked_for_at_once_and_the_rest_rolls() -> None:
    bills = (Cycle(2, 11, 60_000), Cycle(32, 41, 0))
    product = Revolving("p", Decimal("0.0005"), Decimal("0.1"), 3, bills)
    found = later(Instance(60, 0, (product,)), (), 20)
    assert found is not None
    late, rest = found.instance.products
    assert (late.id, late.dues, getattr(late, "amounts", ())) == ("late-p", (0,), (6_000,))
    assert getattr(rest, "pool", 0) == 54_000
    assert found.before.overdue_days == 9
    assert [miss.day for miss in found.before.misses] == [11]


def test_what_was_missed_is_asked_for_at_once() -> None:
    instance = Instance(90, 0, (loan("a", "level", 90_000, "0.0003", (20, 50, 80)),))
    left = advanced(instance, (), 30)
    assert left is not None
    late, running = left.products
    assert (late.id, late.dues) == ("late-a", (0,))
    assert (running.id, running.dues) == ("a", (20, 50))
    assert sum(getattr(late, "amounts", ())) > 30_000


def test_what_was_overdue_from_the_start_stays_so_with_what_it_accrued() -> None:
    late = overdue_of("late", 3, 30_000, Decimal("0.0005"), 5)
    late = watched(late, (12, 42), (20, 51, 81), 90)
    assert (late.dues, late.seen) == ((0, 12, 42, 51, 81), (1, 1, 1, 2, 2))
    left = advanced(Instance(90, 0, (late,)), (), 50)
    assert left is not None
    (still,) = left.products
    assert isinstance(still, Loan)
    assert (still.id, still.dues, still.overdue) == ("late", (0, 1, 31), True)
    assert (still.amounts[1:], still.late, still.seen) == ((0, 0), 55, (1, 2, 2))
    # 50 days' interest on 300 yuan.
    assert still.amounts[0] == pytest.approx(30_000 * (1 + 50 * 0.0005), rel=0.002)
    plain = advanced(Instance(90, 0, (overdue_of("o", 3, 9, Decimal(0)),)), (), 50)
    assert plain is not None
    assert [product.dues for product in plain.products] == [(0,)]
    paid = advanced(Instance(90, 40_000, (late,)), (Step(0, "late", 30_000, How.ARREARS),), 50)
    assert paid is not None
    assert paid.products == ()


def test_a_bill_converted_into_instalments_leaves_its_parts_on_the_later_bills() -> None:
    bills = tuple(Cycle(2 + 30 * n, 11 + 30 * n, 60_000 if not n else 0) for n in range(4))
    product = Revolving(
        "p", Decimal("0.0005"), Decimal("0.1"), 3, bills, offers=((3, Decimal("0.03")),)
    )
    instance = Instance(120, 200_000, (product,))
    steps = [Step(11, "p", 60_000, How.INSTALMENT, 3), Step(11, "nobody", 3, How.INSTALMENT, 3)]
    left = advanced(instance, steps, 20)
    assert left is not None
    (now,) = left.products
    assert isinstance(now, Revolving)
    assert [cycle.fixed for cycle in now.cycles] == [20_600, 20_600, 20_600]
    assert [cycle.stmt for cycle in now.cycles] == [12, 42, 72]
    at_the_end = advanced(instance, steps, 119)
    assert at_the_end is not None
    assert [product.id for product in at_the_end.products] == ["late-p"]


def test_what_is_to_be_expected_of_a_kept_plan_is_known_while_its_last_day_is_the_same() -> None:
    seen = facts.snapshot(
        "2026-11-03 12:00",
        bills=(facts.bill("1000", "100"),),
        paying_accounts=(facts.paying("5000"),),
    )
    case = case_of(seen, 3)
    plan = kept(case, best_rule(case.instance), 3)
    assert [step.product for step in plan.steps] == ["account-1"]
    assert plan.as_computed() == best_rule(case.instance).steps
    assert expected(plan, case) == case.instance
    seen_later = facts.snapshot("2026-11-20 12:00", bills=(facts.bill("1000", "100"),))
    now = kept_case(seen_later, plan)
    assert now is not None
    left = expected(plan, now)
    assert left is not None
    assert left.horizon == now.instance.horizon == case.instance.horizon - 17
    assert expected(replace(plan, instance=None), now) is None
    assert expected(plan, case_of(seen_later, 3)) is None
    assert plan.day_of_debt_free(facts.day("2026-11-05")) == 5
    endless = replace(plan, debt_free=None)
    assert endless.day_of_debt_free(now.start) == now.instance.horizon + 1


def test_what_moved_since_a_plan_adds_up_with_the_days_that_went_by() -> None:
    instance = realistic(3, 4, 6)
    plan = best_rule(instance)
    free = instance.horizon + 1 if plan.debt_free is None else plan.debt_free
    left = advanced(instance, plan.steps, 40)
    assert left is not None
    heavier = (replace(left.products[0], harm=left.products[0].harm + 1), *left.products[1:])
    new = replace(left, cash=left.cash // 2, products=heavier)
    parts = explain_since((plan.cost, free - 40), left, new, best_rule)
    assert [part.cause for part in parts] == [Cause.TIME, Cause.MONEY, Cause.ORDER]
    now = best_rule(new)
    end = new.horizon + 1 if now.debt_free is None else now.debt_free
    assert sum(part.cost for part in parts) == now.cost - plan.cost
    assert sum(part.days for part in parts) == end - (free - 40)
    today = best_rule(left)
    same = (today.cost, left.horizon + 1 if today.debt_free is None else today.debt_free)
    assert explain_since(same, left, left, best_rule) == ()
