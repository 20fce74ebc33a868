"""Where a new row goes: an item or a repayment of an account, a fact known already, or history only."""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from assistant.domain.account import Account, Destination, Item, ItemKind
from assistant.domain.draft import ItemDraft
from assistant.domain.entries import entry_on, refund_route
from assistant.domain.imports.claims import NEAR
from assistant.domain.imports.meaning import Kind, Meaning
from assistant.domain.imports.movement import Movement
from assistant.domain.imports.owner import account_for
from assistant.domain.imports.place import Place, Placed, State, Stored, taken_by
from assistant.domain.imports.repayment import repayment
from assistant.domain.money import Money
from assistant.domain.product import Family
from assistant.domain.snapshot import Snapshot


def purchase_of(order_id: str) -> str:
    """The purchase's order id in a refund's: it ends before ``_`` or ``*`` (formats.md 3.2)."""
    return re.split(r"[_*]", order_id, maxsplit=1)[0]


def place(
    snapshot: Snapshot,
    rows: Sequence[Movement],
    meanings: Sequence[Meaning],
    wanted: Iterable[int],
    stored: Stored,
) -> tuple[Placed, ...]:
    """The places of those ``wanted`` rows that touch a credit product, oldest row first.

    Args:
        snapshot: what is known.
        rows: of the file.
        meanings: of the rows, one each.
        wanted: indexes of the new rows.
        stored: what earlier files say about them.
    """
    state = State(stored, purchases=dict(stored.purchases))
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


def _over(snapshot: Snapshot, state: State, index: int, row: Movement, meaning: Meaning) -> Placed:
    account = _account(snapshot, state, row, meaning) if meaning.product else None
    return Placed(index, Place.HISTORY, None if account is None else account.id)


def _account(snapshot: Snapshot, state: State, row: Movement, meaning: Meaning) -> Account | None:
    named_by = (
        f"{row.party}|{row.method}|{meaning.kind}" if meaning.product == "credit_card" else ""
    )
    known_as = (meaning.product, named_by)
    if known_as not in state.accounts:
        state.accounts[known_as] = account_for(snapshot, meaning, row)
    return state.accounts[known_as]


def _placed(
    snapshot: Snapshot, state: State, index: int, row: Movement, meaning: Meaning
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
        return repayment(snapshot, state, index, row, account)
    if meaning.kind is Kind.DRAW or not revolving:
        return _draw(snapshot, state, index, row, account)
    draft = _item(snapshot, state, row, meaning, account)
    known = _same_item(snapshot, state.used_items | taken_by(state, index, row).items, draft)
    if known is not None:
        state.used_items.add(known)
        return Placed(index, Place.KNOWN, account.id, known_id=known)
    back = purchase_of(row.order_id) if meaning.kind is Kind.REFUND else ""
    if not row.fen or not _still_counts(snapshot, account, draft):
        return Placed(index, Place.HISTORY, account.id)
    return Placed(index, Place.ITEM, account.id, item=draft, refund_of=back)


def _item(
    snapshot: Snapshot, state: State, row: Movement, meaning: Meaning, account: Account
) -> ItemDraft:
    on = date.fromisoformat(row.day)
    posted = date.fromisoformat(row.posted) if row.posted else on
    title = row.item if row.item not in {"", "/"} else row.party
    draft = ItemDraft(
        account.id,
        ItemKind.PURCHASE,
        title[:120],
        Money(row.fen),
        on,
        max(posted, on),
        spent_at=row.instant,
    )
    if meaning.kind is Kind.SPEND:
        return draft
    bought = state.purchases.get(purchase_of(row.order_id))
    route = refund_route(snapshot, account, on, _bought(account, bought, snapshot))
    return ItemDraft(
        *(account.id, ItemKind.REFUND, title[:120], Money(row.fen), on, max(posted, on)),
        bill_date=route.bill_date,
        destination=Destination(route.destination),
        spent_at=row.instant,
    )


def rerouted(snapshot: Snapshot, refund: Item, bought_on: date) -> ItemDraft | None:
    """A stored refund of a purchase that was not known then, where it goes now; None if it stays.

    One whose way the user chose since is left alone.
    """
    usual = (refund.destination, refund.bill_date, refund.refund_of)
    if refund.kind is not ItemKind.REFUND or usual != (Destination.BILL, None, None):
        return None
    account = snapshot.account(refund.account_id)
    purchase = _bought(account, bought_on, snapshot)
    route = refund_route(snapshot, account, refund.spent_on, purchase)
    return ItemDraft(
        *(refund.account_id, refund.kind, refund.title, refund.amount),
        *(refund.spent_on, refund.posted_on),
        bill_date=route.bill_date,
        plan_id=refund.plan_id,
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


def _same_item(snapshot: Snapshot, used: AbstractSet[int | None], draft: ItemDraft) -> int | None:
    """An item typed by hand or from another file: same account, kind and amount, a day apart at most."""
    refund = draft.kind is ItemKind.REFUND
    for item in snapshot.items_of(draft.account_id):
        if (
            item.id not in used
            and item.amount == draft.amount
            and (item.kind is ItemKind.REFUND) is refund
            and abs(item.spent_on - draft.spent_on) <= NEAR
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
    bills = [row for row in snapshot.bills_of(account.id) if not row.assumed]
    return not bills or entry.bill_date > bills[-1].bill_date


def _draw(snapshot: Snapshot, state: State, index: int, row: Movement, account: Account) -> Placed:
    """A draw that was typed as a loan; its rate and terms are not in the file."""
    on = date.fromisoformat(row.day)
    for loan in snapshot.loans_of(account.id):
        same = loan.principal.fen == row.fen and abs(loan.start - on) <= NEAR
        if same and loan.id not in state.used_loans:
            state.used_loans.add(loan.id)
            return Placed(index, Place.KNOWN, account.id)
    return Placed(index, Place.NO_LOAN, account.id)
