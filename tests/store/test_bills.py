from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.domain.account import Account, Bill, Intent
from assistant.domain.money import Money
from assistant.errors import UserError
from assistant.store.unit import Store
from tests.store import samples

LATER = samples.NOW + timedelta(hours=9)


@pytest.fixture
def owner(store: Store) -> Account:
    with store.transaction("open_account"):
        return store.accounts.add(samples.account(), samples.NOW)


def _add(store: Store, owner: Account, month: int = 11) -> Bill:
    with store.transaction("record_bill"):
        return store.bills.add(samples.bill(owner.id, month), samples.NOW)


def test_a_bill_is_read_as_it_was_saved(store: Store, owner: Account) -> None:
    bill = _add(store, owner)
    assert bill == Bill(
        id=1,
        account_id=owner.id,
        bill_date=date(2026, 11, 1),
        due_date=date(2026, 11, 10),
        amount=Money(238_650),
        minimum=Money(45_945),
        carried=Money(0),
        intent=Intent.FULL,
        created_at=samples.NOW,
        dated_at=samples.NOW,
    )
    assert store.bills.all() == (bill,)


def test_a_minimum_that_is_not_shown_stays_unknown(store: Store, owner: Account) -> None:
    with store.transaction("record_bill"):
        draft = replace(samples.bill(owner.id), minimum=None)
        assert store.bills.add(draft, samples.NOW).minimum is None


def test_a_second_bill_of_one_day_is_refused_at_its_field(store: Store, owner: Account) -> None:
    _add(store, owner)
    other = _add(store, owner, month=10)
    for command in (
        lambda: store.bills.add(samples.bill(owner.id), samples.NOW),
        lambda: store.bills.update(other.id, samples.bill(owner.id), samples.NOW),
    ):
        with pytest.raises(UserError) as caught, store.transaction("try"):
            command()
        assert (caught.value.key, caught.value.field) == ("bill.exists", "bill_date")


def test_a_new_due_day_counts_as_set_now_and_a_new_amount_does_not(
    store: Store, owner: Account
) -> None:
    bill = _add(store, owner)
    draft = samples.bill(owner.id, amount="99.00")
    draft = replace(draft, minimum=None)
    with store.transaction("edit_bill"):
        store.bills.update(bill.id, draft, samples.LATER)
    (changed,) = store.bills.all()
    assert (changed.amount, changed.dated_at) == (Money(9900), samples.NOW)
    draft = replace(draft, due_date=draft.due_date + timedelta(days=1))
    with store.transaction("edit_bill"):
        store.bills.update(bill.id, draft, samples.LATER)
    (changed,) = store.bills.all()
    assert (changed.due_date, changed.dated_at) == (date(2026, 11, 11), samples.LATER)
    assert changed.created_at == samples.NOW


def test_an_intent_is_kept_when_the_bill_is_typed_again(store: Store, owner: Account) -> None:
    bill = _add(store, owner)
    with store.transaction("set_intent"):
        store.bills.set_intent(bill.id, Intent.MINIMUM)
        store.bills.update(bill.id, samples.bill(owner.id, amount="2000.00"), samples.LATER)
    assert [row.intent for row in store.bills.all()] == [Intent.MINIMUM]


def test_the_bills_of_an_account_come_oldest_first(store: Store, owner: Account) -> None:
    november, october = _add(store, owner, 11), _add(store, owner, 10)
    with store.transaction("open_account"):
        other = store.accounts.add(samples.account("借呗"), samples.NOW)
    _add(store, other)
    assert store.bills.of_account(owner.id) == (october, november)


def test_a_removed_bill_takes_its_repayments_along(filled: Store) -> None:
    (bill,) = filled.bills.all()
    with filled.transaction("remove_bill"):
        filled.bills.remove(bill.id)
    assert filled.bills.all() == ()
    assert [payment.bill_id for payment in filled.payments.all()] == [None]


def test_a_second_reading_of_a_day_replaces_the_first(store: Store, owner: Account) -> None:
    with store.transaction("record_reading"):
        store.readings.save(samples.reading(owner.id, 22, "10.00"), samples.NOW)
        store.readings.save(samples.reading(owner.id, 23, "20.00"), samples.NOW)
        store.readings.save(samples.reading(owner.id, 23, "30.00"), LATER)
    readings = [(row.read_on.day, row.unbilled.fen) for row in store.readings.all()]
    assert readings == [(22, 1000), (23, 3000)]
    # It holds what was bought until the hour at which it was read.
    assert [row.created_at for row in store.readings.all()] == [samples.NOW, LATER]


def test_the_hour_that_a_file_told_of_an_item_stays_when_the_item_is_changed(
    store: Store, owner: Account
) -> None:
    draft = replace(samples.item(owner.id), spent_at=samples.NOW)
    with store.transaction("add_item"):
        item_id = store.items.add(draft, LATER)
        store.items.update(item_id, replace(draft, title="别的", spent_at=None))
    (found,) = store.items.all()
    assert (found.title, found.spent_at) == ("别的", samples.NOW)


def test_a_plan_is_read_as_it_was_saved_and_can_be_removed(store: Store, owner: Account) -> None:
    with store.transaction("add_plan"):
        store.plans.add(samples.plan(owner.id), samples.NOW)
    (plan,) = store.plans.all()
    assert (plan.title, plan.principal, plan.periods) == ("手机", Money(300_000), 12)
    assert (plan.total_fee, plan.first_due) == (Money(26_400), date(2026, 12, 10))
    assert (plan.account_id, plan.created_at) == (owner.id, samples.NOW)
    with store.transaction("remove_plan"):
        store.plans.remove(plan.id)
    assert store.plans.all() == ()
