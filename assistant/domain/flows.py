"""Everything that moves cash, by day: incomes, expenses, dues, and bills expected as the last ones were.

This is the seam of planning, forecast, alerts and probability: ``flows(snapshot, start, end)``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.account import Account
from assistant.domain.calendar import BEIJING
from assistant.domain.cashflow import NOON, CashItem, Direction, Occurrence, occurrences
from assistant.domain.cycle import due_of, next_bill
from assistant.domain.dues import obligations
from assistant.domain.money import ZERO, Money, total
from assistant.domain.product import Family
from assistant.domain.snapshot import Snapshot
from assistant.domain.statement import forecast_bills

USUAL_BILLS = 6
"""So many last bills make the usual one; fewer than two make none."""


class FlowKind(StrEnum):
    """Income, expense, a due that is known (typed, forecast or scheduled), a bill as usual."""

    INCOME = "income"
    EXPENSE = "expense"
    DUE = "due"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class Flow:
    """Money that comes (positive) or goes (negative) on one Beijing day.

    Attributes:
        amount: as expected; ``cautious`` is the least income, the most expense.
        title: the item's own name; empty for dues, which ``account_id`` names.
        item_id: the income or expense; ``due_key`` the due's name, empty otherwise.
        account_id: the credit account of a due or usual bill.
        paying_account_id: where it arrives or leaves; None while not told.
    """

    day: date
    kind: FlowKind
    amount: Money
    cautious: Money
    title: str = ""
    item_id: int | None = None
    due_key: str = ""
    account_id: int | None = None
    paying_account_id: int | None = None


_ORDER = {FlowKind.INCOME: 0, FlowKind.EXPENSE: 1, FlowKind.DUE: 2, FlowKind.USUAL: 3}


def flows(snapshot: Snapshot, start: date, end: date) -> tuple[Flow, ...]:
    """All flows from ``start`` to ``end``, both included, in the order of their effect.

    In a day: incomes, expenses, dues, usual bills. A due that is late already stands on today; its
    amount is what is meant to be paid with its penalty. ``start`` should not be before today: what
    happened is in the balances.
    """
    found = [*planned(snapshot, start, end), *due_flows(snapshot, start, end)]
    return tuple(sorted(found, key=lambda flow: (flow.day, _ORDER[flow.kind])))


def planned(snapshot: Snapshot, start: date, end: date) -> Iterator[Flow]:
    """Incomes and expenses alone, item by item."""
    for item in snapshot.cash_items:
        for when in coming(snapshot, item, start, end):
            amount, cautious = when.of(item.amount), when.of(item.cautious)
            if amount or cautious:
                yield _item_flow(snapshot, item, when.day, amount, cautious)


def coming(snapshot: Snapshot, item: CashItem, start: date, end: date) -> Iterator[Occurrence]:
    """When ``item`` is still to come: its occurrences without one of today that a balance holds already."""
    held = _in_balance(snapshot, item)
    for when in occurrences(item, start, end):
        if not (held and when.day == snapshot.today):
            yield when


def _in_balance(snapshot: Snapshot, item: CashItem) -> bool:
    """Whether what comes today was in its paying account when that was read.

    It was when the account was read today and the item is recorded as come (实际), or, as nobody
    tells the hour of an item, when it was read in the afternoon. What is counted too late shows a
    gap for a few hours; what is counted twice hides one.
    """
    account = snapshot.paying_account(_arrives_at(snapshot, item))
    if account is None or account.balance_at is None:
        return False
    read = account.balance_at.astimezone(BEIJING)
    if read.date() != snapshot.today:
        return False
    known = (
        row.item_id == item.id and row.happened_on == read.date() for row in snapshot.cash_actuals
    )
    return read.hour >= NOON or any(known)


def _arrives_at(snapshot: Snapshot, item: CashItem) -> int | None:
    """The paying account it arrives at or leaves; the first one where none was told."""
    first = snapshot.paying_accounts[0].id if snapshot.paying_accounts else None
    return item.paying_account_id or first


def _item_flow(
    snapshot: Snapshot, item: CashItem, day: date, amount: Money, cautious: Money
) -> Flow:
    incoming = item.direction is Direction.INCOME
    return Flow(
        day,
        FlowKind.INCOME if incoming else FlowKind.EXPENSE,
        amount if incoming else -amount,
        cautious if incoming else -cautious,
        item.title,
        item.id,
        paying_account_id=_arrives_at(snapshot, item),
    )


def due_flows(snapshot: Snapshot, start: date, end: date) -> Iterator[Flow]:
    """Dues that are open, and bills as usual where the user wants them expected."""
    for due in obligations(snapshot, end):
        day = max(due.due_date, snapshot.today)
        amount = due.to_pay + due.penalty
        if day >= start and amount:
            yield Flow(
                day,
                FlowKind.DUE,
                -amount,
                -amount,
                due_key=due.key,
                account_id=due.account_id,
                paying_account_id=due.paying_account_id,
            )
    if snapshot.cash_rules.usual:
        for account in snapshot.accounts:
            for day, amount in usual_bills(snapshot, account, end):
                if day >= start:
                    yield Flow(
                        day,
                        FlowKind.USUAL,
                        -amount,
                        -amount,
                        account_id=account.id,
                        paying_account_id=account.paying_account_id,
                    )


def usual_amount(snapshot: Snapshot, account: Account) -> Money | None:
    """What a bill of this account usually comes to: the mean of its last six, None before the second.

    What a bill only carried over from the one before is not counted twice.
    """
    bills = snapshot.bills_of(account.id)[-USUAL_BILLS:]
    if len(bills) < 2:
        return None
    return Money(total(bill.amount - bill.carried for bill in bills).fen // len(bills))


def usual_bills(snapshot: Snapshot, account: Account, end: date) -> Iterator[tuple[date, Money]]:
    """Due day and amount that the coming bills should still grow by until they are as usual.

    A bill that is issued does not grow; one that is only forecast grows to the usual amount.
    """
    usual = usual_amount(snapshot, account)
    if usual is None or snapshot.product_of(account).family is not Family.REVOLVING:
        return
    known = {row.bill_date: row.whole for row in forecast_bills(snapshot, account)}
    bill_date = next_bill(snapshot, account, snapshot.bills_of(account.id)[-1].bill_date)
    while bill_date is not None and (due := due_of(snapshot, account, bill_date)) <= end:
        missing = usual - known.get(bill_date, ZERO)
        if due >= snapshot.today and bill_date > snapshot.today and missing > ZERO:
            yield due, missing
        bill_date = next_bill(snapshot, account, bill_date)
