"""The kept plan in the store: with what it was computed from, or without where that cannot be read."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.domain.money import Money
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.kept import KeptPlan, KeptStep
from assistant.domain.planning.plan import How
from assistant.store.unit import Store
from tests.domain.instances import realistic

DAY = date(2026, 11, 23)


def plan(store: Store, instance: Instance | None) -> KeptPlan:
    (account,) = store.accounts.all()
    (loan,) = store.loans.all()
    steps = (
        KeptStep(DAY, account.id, None, Money.of(100), How.MINIMUM, product="p0"),
        KeptStep(DAY, account.id, loan.id, Money.of(200), How.INSTALMENT, 3, "p1"),
    )
    return KeptPlan(DAY, 12, 0, Money.of("12.34"), None, steps, instance)


@pytest.mark.parametrize("seed", [None, 4])
def test_a_kept_plan_comes_back_as_it_was(filled: Store, seed: int | None) -> None:
    kept = plan(filled, None if seed is None else realistic(seed, 3, 12))
    with filled.unjournalled():
        filled.kept_plan.save(kept)
        filled.kept_plan.save(kept)  # a new one takes its place
    assert filled.kept_plan.load() == kept
    with filled.unjournalled():
        filled.kept_plan.drop()
    assert filled.kept_plan.load() is None


def test_a_plan_whose_instance_cannot_be_read_is_kept_without(filled: Store) -> None:
    kept = plan(filled, realistic(4, 3, 12))
    with filled.unjournalled():
        filled.kept_plan.save(kept)
    content = filled.dump()
    (row,) = content.tables["kept_plan"]
    spoilt = {**content.tables, "kept_plan": [{**row, "instance": '{"horizon":"far"}'}]}
    with filled.transaction("import_all"):
        filled.replace_all(replace(content, tables=spoilt))
    assert filled.kept_plan.load() == replace(kept, instance=None)
