"""When something of an account was typed last."""

from collections.abc import Iterator
from datetime import datetime

from assistant.domain.account import Account
from assistant.domain.snapshot import Snapshot


def last_typed(snapshot: Snapshot) -> datetime | None:
    """The newest instant at which something of an account or a balance was typed; None without any."""
    typed = [last_touched(snapshot, account) for account in snapshot.accounts]
    typed += [row.balance_at for row in snapshot.paying_accounts if row.balance_at is not None]
    return max(typed, default=None)


def last_touched(snapshot: Snapshot, account: Account) -> datetime:
    """The newest instant at which the account or one of its facts was typed."""
    return max(_instants(snapshot, account))


def _instants(snapshot: Snapshot, account: Account) -> Iterator[datetime]:
    yield account.created_at
    for bill in snapshot.bills_of(account.id):
        yield bill.created_at
        yield bill.dated_at
        yield from (payment.created_at for payment in snapshot.payments_of_bill(bill.id))
    for loan in snapshot.loans_of(account.id):
        yield loan.created_at
        yield loan.dated_at
        yield from (payment.created_at for payment in snapshot.payments_of_loan(loan.id))
    for plan in snapshot.plans_of(account.id):
        yield plan.created_at
        yield from (payment.created_at for payment in snapshot.payments_of_plan(plan.id))
    yield from (row.created_at for row in snapshot.readings_of(account.id))
    yield from (row.created_at for row in snapshot.items_of(account.id))
