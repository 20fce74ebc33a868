"""Where a new row goes: an item or a repayment of an account, a fact known already, or history only."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from assistant.domain.account import Account, Destination, Item, ItemKind, Payment
from assistant.domain.draft import ItemDraft, PaymentDraft
from assistant.domain.dues import Obligation, Source, dues_of
from assistant.domain.entries import entry_on, refund_route
from assistant.domain.imports.meaning import Kind, Meaning
from assistant.domain.imports.movement import Movement
from assistant.domain.imports.owner import account_for
from assistant.domain.money import ZERO, Money, total
from assistant.domain.product import Family
from assistant.domain.snapshot import Snapshot

_MONTH = re.compile(r"(20\d\d)年(\d{1,2})月账单")
_NEAR = timedelta(days=1)
_AHEAD = timedelta(days=40)


class Place(StrEnum):
    """What becomes of a row.

    ``HISTORY`` is kept for lookups and changes no due: it lies in bills that are over. ``KNOWN``
    was typed by hand or came with another file. The others wait for the user.
    """

    ITEM = "item"
    PAYMENT = "payment"
    KNOWN = "known"
    HISTORY = "history"
    NO_ACCOUNT = "no_account"
    UNSURE = "unsure"
    NO_DUE = "no_due"
    ABOVE_DUE = "above_due"
    NO_LOAN = "no_loan"


WAITING = (Place.NO_ACCOUNT, Place.UNSURE, Place.NO_DUE, Place.ABOVE_DUE, Place.NO_LOAN)
"""The places that need the user."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A row's place. ``index`` into the rows; ``dues`` beside ``payments`` say what was paid.

    Attributes:
        refund_of: the order id of the purchase that a refund gives back.
        known_id: the item that was there already.
    """

    index: int
    place: Place
    account_id: int | None = None
    item: ItemDraft | None = None
    payments: tuple[tuple[Obligation, PaymentDraft], ...] = ()
    refund_of: str = ""
    known_id: int | None = None


def purchase_of(order_id: str) -> str:
    """The purchase's order id in a refund's: it ends before ``_`` or ``*`` (formats.md 3.2)."""
    return re.split(r"[_*]", order_id, maxsplit=1)[0]


@dataclass
class _State:
    """What this import has used up so far: each stored fact answers for one row."""

    used_items: set[int] = field(default_factory=set)
    used_payments: set[int] = field(default_factory=set)
    left: dict[str, Money] = field(default_factory=dict)
    purchases: dict[str, date] = field(default_factory=dict)
    accounts: dict[tuple[str, str], Account | None] = field(default_factory=dict)
    dues: dict[int, tuple[Obligation, ...]] = field(default_factory=dict)


def place(
    snapshot: Snapshot,
    rows: Sequence[Movement],
    meanings: Sequence[Meaning],
    wanted: Iterable[int],
    purchases: Mapping[str, date],
) -> tuple[Placed, ...]:
    """The places of those ``wanted`` rows that touch a credit product, oldest row first.

    Args:
        snapshot: what is known.
        rows: of the file.
        meanings: of the rows, one each.
        wanted: indexes of the new rows.
        purchases: days of stored purchases by order id, for refunds of them.
    """
    state = _State(purchases=dict(purchases))
    over = (snapshot.today - _OVER).isoformat()
    found: list[Placed] = []
    recent: list[int] = []
    for index in wanted:
        row, meaning = rows[index], meanings[index]
        if meaning.kind not in _TOUCHING:
            continue
        if meaning.product and row.order_id and meaning.kind is Kind.SPEND:
            state.purchases[row.order_id] = date.fromisoformat(row.day)
        if row.at < over and meaning.kind in _OVER_BY_AGE:
            found.append(_over(snapshot, state, index, row, meaning))
        else:
            recent.append(index)
    recent.sort(key=lambda index: (rows[index].at, index))
    found += (_placed(snapshot, state, index, rows[index], meanings[index]) for index in recent)
    return tuple(found)


_OVER = timedelta(days=120)
"""A purchase or refund that long ago lies in a bill whose due day is past, of whatever product."""
_TOUCHING = (Kind.SPEND, Kind.REFUND, Kind.REPAYMENT, Kind.DRAW)


_OVER_BY_AGE = (Kind.SPEND, Kind.REFUND)


def _over(snapshot: Snapshot, state: _State, index: int, row: Movement, meaning: Meaning) -> Placed:
    account = _account(snapshot, state, row, meaning) if meaning.product else None
    return Placed(index, Place.HISTORY, None if account is None else account.id)


def _account(snapshot: Snapshot, state: _State, row: Movement, meaning: Meaning) -> Account | None:
    named_by = (
        f"{row.party}|{row.method}|{meaning.kind}" if meaning.product == "credit_card" else ""
    )
    known_as = (meaning.product, named_by)
    if known_as not in state.accounts:
        state.accounts[known_as] = account_for(snapshot, meaning, row)
    return state.accounts[known_as]


def _placed(
    snapshot: Snapshot, state: _State, index: int, row: Movement, meaning: Meaning
) -> Placed:
    if not meaning.product:  # a refund of money of one's own
        return Placed(index, Place.HISTORY)
    account = _account(snapshot, state, row, meaning)
    if account is None:
        return Placed(index, Place.NO_ACCOUNT)
    if meaning.unsure:
        return Placed(index, Place.UNSURE, account.id)
    revolving = snapshot.product_of(account).family is Family.REVOLVING
    if meaning.kind is Kind.REPAYMENT:
        return _repayment(snapshot, state, index, row, account)
    if meaning.kind is Kind.DRAW or not revolving:
        return _draw(snapshot, index, row, account)
    draft = _item(snapshot, state, row, meaning, account)
    known = _same_item(snapshot, state, draft)
    if known is not None:
        state.used_items.add(known)
        return Placed(index, Place.KNOWN, account.id, known_id=known)
    back = purchase_of(row.order_id) if meaning.kind is Kind.REFUND else ""
    if not row.fen or not _still_counts(snapshot, account, draft):
        return Placed(index, Place.HISTORY, account.id)
    return Placed(index, Place.ITEM, account.id, item=draft, refund_of=back)


def _item(
    snapshot: Snapshot, state: _State, row: Movement, meaning: Meaning, account: Account
) -> ItemDraft:
    on = date.fromisoformat(row.day)
    posted = date.fromisoformat(row.posted) if row.posted else on
    title = row.item if row.item not in {"", "/"} else row.party
    draft = ItemDraft(
        account.id, ItemKind.PURCHASE, title[:120], Money(row.fen), on, max(posted, on)
    )
    if meaning.kind is Kind.SPEND:
        return draft
    bought = state.purchases.get(purchase_of(row.order_id))
    route = refund_route(snapshot, account, on, _bought(account, bought, snapshot))
    return ItemDraft(
        *(account.id, ItemKind.REFUND, title[:120], Money(row.fen), on, max(posted, on)),
        bill_date=route.bill_date,
        destination=Destination(route.destination),
    )


def _bought(account: Account, on: date | None, snapshot: Snapshot) -> Item | None:
    """A purchase known by its day only: enough to tell which bill it was on."""
    if on is None:
        return None
    return Item(
        *(0, account.id, ItemKind.PURCHASE, "", Money(1), on, on),
        *(None, None, None, None, snapshot.now),
    )


def _same_item(snapshot: Snapshot, state: _State, draft: ItemDraft) -> int | None:
    """An item typed by hand or from another file: same account, kind and amount, a day apart at most."""
    refund = draft.kind is ItemKind.REFUND
    for item in snapshot.items_of(draft.account_id):
        if (
            item.id not in state.used_items
            and item.amount == draft.amount
            and (item.kind is ItemKind.REFUND) is refund
            and abs(item.spent_on - draft.spent_on) <= _NEAR
        ):
            return item.id
    return None


def _still_counts(snapshot: Snapshot, account: Account, draft: ItemDraft) -> bool:
    """Whether it is part of a bill that is still to come or to pay; older rows are history."""
    if draft.destination is Destination.CASH:
        return False
    if draft.bill_date is not None:
        return True
    entry = entry_on(snapshot, account, draft.posted_on or draft.spent_on)
    if entry.bill_date is None or entry.due_date is None or entry.due_date < snapshot.today:
        return False
    bills = snapshot.bills_of(account.id)
    return not bills or entry.bill_date > bills[-1].bill_date


def _draw(snapshot: Snapshot, index: int, row: Movement, account: Account) -> Placed:
    """A draw that was typed as a loan; its rate and terms are not in the file."""
    on = date.fromisoformat(row.day)
    for loan in snapshot.loans_of(account.id):
        if loan.principal.fen == row.fen and abs(loan.start - on) <= _NEAR:
            return Placed(index, Place.KNOWN, account.id)
    return Placed(index, Place.NO_LOAN, account.id)


def _repayment(
    snapshot: Snapshot, state: _State, index: int, row: Movement, account: Account
) -> Placed:
    on, amount = date.fromisoformat(row.day), Money(row.fen)
    if account.id not in state.dues:
        found = sorted(dues_of(snapshot, account), key=lambda due: (due.due_date, due.key))
        state.dues[account.id] = tuple(found)
    dues: Sequence[Obligation] = state.dues[account.id]
    if _paid_already(snapshot, state, dues, on, amount):
        return Placed(index, Place.KNOWN, account.id)
    named = _MONTH.search(f"{row.item} {row.party}")
    if named:
        month = (int(named[1]), int(named[2]))
        dues = [due for due in dues if _bill_month(due) == month]
        if not dues:
            return Placed(index, Place.HISTORY, account.id)
    open_dues = [due for due in dues if _left(state, due) and _was_payable(due, on)]
    if not open_dues:
        over = any(due.due_date >= on - _AHEAD for due in dues) if named else bool(dues)
        return Placed(index, Place.NO_DUE if over else Place.HISTORY, account.id)
    chosen = _chosen(state, open_dues, on, amount)
    if not chosen:
        return Placed(index, Place.ABOVE_DUE, account.id)
    return Placed(
        index, Place.PAYMENT, account.id, payments=tuple(_shares(state, chosen, on, amount))
    )


def _shares(
    state: _State, dues: Sequence[Obligation], on: date, amount: Money
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


def _left(state: _State, due: Obligation) -> Money:
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


def _chosen(
    state: _State, dues: Sequence[Obligation], on: date, amount: Money
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
    snapshot: Snapshot, state: _State, dues: Iterable[Obligation], on: date, amount: Money
) -> bool:
    """A repayment typed by hand: same amount, a day apart at most; it answers for one row."""
    for payment in _payments(snapshot, dues):
        if (
            payment.id not in state.used_payments
            and payment.amount == amount
            and abs(payment.paid_on - on) <= _NEAR
        ):
            state.used_payments.add(payment.id)
            return True
    return False


def _payments(snapshot: Snapshot, dues: Iterable[Obligation]) -> Iterator[Payment]:
    bills = {due.bill_id for due in dues if due.bill_id is not None}
    loans = {due.loan_id for due in dues if due.loan_id is not None}
    for payment in snapshot.payments:
        if payment.bill_id in bills or payment.loan_id in loans:
            yield payment
