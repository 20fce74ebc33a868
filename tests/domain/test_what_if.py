"""Scenarios that are about one account only."""

from decimal import Decimal

from assistant.domain.planning.instance import Loan, Revolving
from assistant.domain.planning.of_snapshot import instance_of
from assistant.domain.planning.strategies import SHOWN, best_rule, follow
from assistant.domain.planning.what_if import (
    Change,
    WhatIf,
    applied,
    instance_for,
    missed,
    outcome_of,
)
from assistant.services.planning import cash_of
from tests.domain.facts import account, bill, day, paying, snapshot
from tests.domain.instances import realistic


def test_the_rate_of_one_account_changes_and_no_other() -> None:
    instance = realistic(5, 4, 6)
    ids = [product.id for product in instance.products]
    falls = WhatIf("x", Change.RATE, -100, account_id=1)
    changed = applied(instance, falls, {ids[0]})
    assert isinstance(changed.products[0], Revolving)
    assert changed.products[0].rate == 0
    assert changed.products[1:] == instance.products[1:]
    assert applied(instance, falls, frozenset()) == instance


def test_a_new_loan_bears_its_own_rate() -> None:
    instance = realistic(5, 1, 6)
    usual = applied(instance, WhatIf("x", Change.NEW_LOAN, 3, 300_000)).products[-1]
    dearer = applied(instance, WhatIf("x", Change.NEW_LOAN, 3, 300_000, rate=Decimal("0.365")))
    assert isinstance(usual, Loan)
    assert usual.rate == Decimal("0.0005")
    assert dearer.products[-1].rate == Decimal("0.001")
    assert dearer.cash == instance.cash + 300_000


def test_the_next_due_of_one_account_is_missed_and_the_rest_planned_anew() -> None:
    instance = realistic(5, 4, 6)
    planned = follow(instance, SHOWN[0])
    assert not planned.harm
    for product in instance.products:
        found = missed(instance, planned, 20, {product.id})
        assert found is not None
        assert {miss.product for miss in found.before.misses} == {product.id}
        assert found.before.overdue_days == 20
        whole = found.whole(best_rule(found.instance))
        assert whole.overdue_days >= 20
        assert whole.misses[0].product == product.id
    assert missed(instance, planned, 20, frozenset()) is None
    assert missed(instance, planned, instance.horizon) is None


def test_an_account_names_its_products() -> None:
    seen = snapshot("2026-11-03 12:00", accounts=(account(),), bills=(bill("1200", "120"),))
    case = instance_of(seen, cash_of(seen, day("2026-12-31")), day("2026-12-31"))
    (owner,) = seen.accounts
    assert case.products_of(owner.id) == frozenset(case.origins)
    assert case.products_of(owner.id + 1) == frozenset()
    assert case.products_of(None) is None


def test_a_scenario_is_planned_for_its_own_instance_and_told_from_the_first_day_on() -> None:
    seen = snapshot(
        "2026-11-03 12:00",
        accounts=(account(),),
        bills=(bill("1200", "120"),),
        paying_accounts=(paying("5000"),),
    )
    case = instance_of(seen, cash_of(seen, day("2026-12-31")), day("2026-12-31"))
    plan = best_rule(case.instance)
    dearer = WhatIf("x", Change.RATE, 50)
    assert instance_for(case, plan, dearer) == applied(case.instance, dearer)
    assert outcome_of(case, plan, dearer, None) is None
    assert outcome_of(case, plan, dearer, plan) is plan
    late = WhatIf("x", Change.MISS, 20)
    left = instance_for(case, plan, late)
    assert left is not None
    assert outcome_of(case, plan, late, None) is None
    told = outcome_of(case, plan, late, best_rule(left))
    assert told is not None
    assert told.overdue_days == 20
    nothing = WhatIf("x", Change.MISS, 20, account_id=9)
    assert instance_for(case, plan, nothing) is None
    assert outcome_of(case, plan, nothing, None) is plan
