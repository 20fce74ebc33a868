"""One month in figures."""

from contextlib import closing
from datetime import UTC, date, datetime

from assistant.clock import fixed_clock
from assistant.domain.money import Money
from assistant.domain.month import account_of, month_of
from assistant.domain.snapshot import Snapshot
from assistant.services.catalogue import load_products
from assistant.store.unit import Store
from tests.store import samples


def snapshot() -> Snapshot:
    with closing(Store(None, fixed_clock(samples.NOW))) as store:
        samples.fill(store)
        with store.transaction("plan"):
            (plan,) = store.plans.all()
            paid = samples.payment()
            store.payments.add(type(paid)(paid.amount, paid.paid_on, plan_id=plan.id), samples.NOW)
        return store.snapshot(datetime(2026, 11, 23, 4, tzinfo=UTC), load_products())


def test_a_month_has_its_dues_its_payments_and_what_comes() -> None:
    found = month_of(snapshot(), date(2026, 11, 23))
    assert found.first == date(2026, 11, 1)
    assert {row.due_date.month for row in found.dues} == {11}
    assert found.due == sum((row.whole for row in found.dues), Money(0))
    assert found.paid == Money.of(300)
    assert found.left == sum((row.to_pay for row in found.dues if row.open), Money(0))
    assert [day for day, _ in found.coming] == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        *(date(2027, number, 1) for number in (1, 2, 3, 4)),
    ]
    assert found.coming[0][1] == found.left
    assert [row.account.name for row in found.owed] == ["花呗"]


def test_an_empty_month_is_empty() -> None:
    found = month_of(snapshot(), date(2020, 1, 1))
    assert (found.dues, found.payments, found.paid) == ((), (), Money(0))


def test_a_payment_belongs_to_the_account_of_its_bill_loan_or_plan() -> None:
    held = snapshot()
    assert {account_of(held, row) for row in held.payments} == {1}
    gone = Snapshot(now=held.now, products=held.products)
    (of_plan,) = [row for row in held.payments if row.plan_id is not None]
    assert account_of(gone, of_plan) is None
