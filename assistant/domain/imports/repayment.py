"""Which dues a repayment in a file paid."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, timedelta

from assistant.domain.account import Account, Payment
from assistant.domain.cycle import entered_bill
from assistant.domain.draft import PaymentDraft
from assistant.domain.dues import Obligation, Source, dues_of, is_after_hour
from assistant.domain.imports.claims import NEAR, repayments_taken
from assistant.domain.imports.movement import Movement
from assistant.domain.imports.place import Place, Placed, State, taken_by
from assistant.domain.money import ZERO, Money, total
from assistant.domain.snapshot import Snapshot

_MONTH = re.compile(r"(20\d\d)年(\d{1,2})月账单")
_AHEAD = timedelta(days=40)


def repayment(
    snapshot: Snapshot, state: State, index: int, row: Movement, account: Account
) -> Placed:
    """The place of a repayment: dues it pays, known already, history, or waiting for the user."""
    on, amount = date.fromisoformat(row.day), Money(row.fen)
    if account.id not in state.dues:
        found = sorted(dues_of(snapshot, account), key=lambda due: (due.due_date, due.key))
        state.dues[account.id] = tuple(found)
    dues: Sequence[Obligation] = state.dues[account.id]
    taken = taken_by(state, index, row)
    if account.id not in taken.repayments:
        claims = [claim for claim in taken.claims if claim.account_id == account.id]
        taken.repayments[account.id] = repayments_taken(claims, _payments(snapshot, dues))
    used = state.used_payments | taken.repayments[account.id]
    if _paid_already(snapshot, state, dues, used, (on, amount)):
        return Placed(index, Place.KNOWN, account.id)
    named = _MONTH.search(f"{row.item} {row.party}")
    if named:
        month = (int(named[1]), int(named[2]))
        dues = [due for due in dues if _bill_month(due) == month]
        if not dues:
            return Placed(index, Place.HISTORY, account.id)
    unpaid = [due for due in dues if _left(state, due)]
    open_dues = [due for due in unpaid if _was_payable(due, on)]
    open_dues = open_dues or [due for due in unpaid if _filling(snapshot, account, due, on)]
    if not open_dues:
        over = any(due.due_date >= on - _AHEAD for due in dues) if named else bool(dues)
        return Placed(index, Place.NO_DUE if over else Place.HISTORY, account.id)
    chosen = _chosen(state, open_dues, on, amount)
    if not chosen:
        return Placed(index, Place.ABOVE_DUE, account.id)
    at = row.instant
    parts = tuple(
        (due, replace(draft, after_cutoff=at is not None and is_after_hour(snapshot, due, at)))
        for due, draft in _shares(state, chosen, on, amount)
    )
    return Placed(index, Place.PAYMENT, account.id, payments=parts)


def _shares(
    state: State, dues: Sequence[Obligation], on: date, amount: Money
) -> Iterator[tuple[Obligation, PaymentDraft]]:
    """Each due its part; the last one also what was paid beyond, its penalty."""
    for due in dues:
        left = _left(state, due)
        part = amount if due is dues[-1] else min(amount, left)
        amount -= part
        state.left[due.key] = max(left - part, ZERO)
        yield due, PaymentDraft(part, on)


def _bill_month(due: Obligation) -> tuple[int, int]:
    on = due.bill_date or due.due_date
    return on.year, on.month


def _left(state: State, due: Obligation) -> Money:
    return state.left.get(due.key, due.amount)


def _covers(amount: Money, left: Sequence[Money], dues: Sequence[Obligation]) -> bool:
    """Whether it is all that was left, with penalty or without.

    What the program takes for late only because this repayment was not known has no penalty.
    """
    whole = total(left)
    return whole <= amount <= whole + total(due.penalty for due in dues)


def _was_payable(due: Obligation, on: date) -> bool:
    """A bill can be repaid once it is out; a loan's term a while before it is due.

    A bill whose rest has moved into the next one (rolled) was payable until its due day.
    """
    if not due.open and on > due.due_date:
        return False
    if due.source is Source.LOAN_TERM:
        return due.due_date <= on + _AHEAD
    return due.bill_date is None or due.bill_date <= on


def _filling(snapshot: Snapshot, account: Account, due: Obligation, on: date) -> bool:
    """Whether it is the bill that what was spent on that day enters: it may be repaid ahead (2.1)."""
    return (
        due.source is Source.FORECAST
        and due.bill_date is not None
        and due.bill_date == entered_bill(snapshot, account, on)
    )


def _chosen(
    state: State, dues: Sequence[Obligation], on: date, amount: Money
) -> tuple[Obligation, ...]:
    """The due of this amount nearest to the day; else all of one day; else the oldest, in part."""
    whole = [due for due in dues if _covers(amount, [_left(state, due)], [due])]
    if whole:
        return (min(whole, key=lambda due: abs(due.due_date - on)),)
    for day in sorted({due.due_date for due in dues}, key=lambda day: abs(day - on)):
        together = tuple(due for due in dues if due.due_date == day)
        if _covers(amount, [_left(state, due) for due in together], together):
            return together
    return (dues[0],) if amount < _left(state, dues[0]) else ()


def _paid_already(
    snapshot: Snapshot,
    state: State,
    dues: Iterable[Obligation],
    used: AbstractSet[int],
    paid: tuple[date, Money],
) -> bool:
    """A repayment typed by hand: same amount, a day apart at most; it answers for one row."""
    on, amount = paid
    for payment in _payments(snapshot, dues):
        if (
            payment.id not in used
            and payment.amount == amount
            and abs(payment.paid_on - on) <= NEAR
        ):
            state.used_payments.add(payment.id)
            return True
    return False


def _payments(snapshot: Snapshot, dues: Iterable[Obligation]) -> Iterator[Payment]:
    bills = {due.bill_id for due in dues if due.bill_id is not None}
    loans = {due.loan_id for due in dues if due.loan_id is not None}
    accounts = {due.account_id for due in dues}
    for payment in snapshot.payments:
        ahead = payment.account_id in accounts
        if payment.bill_id in bills or payment.loan_id in loans or ahead:
            yield payment
