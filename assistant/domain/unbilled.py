"""Spending that waits for its bill (未出账): each coming bill's readings, items and refunds in their order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

from assistant.domain.account import Account, Destination, Item, ItemKind
from assistant.domain.calendar import BEIJING
from assistant.domain.cycle import item_bill, next_bill
from assistant.domain.money import ZERO, Money, total
from assistant.domain.snapshot import Snapshot

Posting = tuple[date, Money]
"""A day, and by how much the spending rises or falls."""


NOT_POSTED = date.max
"""The day of what the user gave to a bill before it was posted: no reading holds it."""


class Moved(IntEnum):
    """What an entry does; of one instant a reading holds the items, and a repayment comes after it."""

    SPENT = 0
    CASH = 1
    BACK = 2
    READ = 3
    PAID = 4


class Entry(NamedTuple):
    """One thing that happened to a bill that is still to come.

    Attributes:
        day: the day it counts for; ``at`` orders the entries of one day.
        amount: never negative.
        since: when it came to be known here.
    """

    day: date
    at: datetime
    kind: Moved
    amount: Money
    since: datetime


@dataclass(frozen=True, slots=True)
class Unbilled:
    """What is known of a coming bill's spending.

    Attributes:
        spent: the newest reading of this bill and the items after it, or all items.
        cash: the cash advances among the items.
        back: what came back after that reading.
        paid: what was paid ahead after that reading.
        beyond: what was paid ahead before it, beyond the spending known then: it met other parts of
            the bill, which no reading shows.
        since: when the oldest of it came to be known; None where there is no spending.
        postings: how it came together; a reading adds what the items before it do not explain.
    """

    spent: Money = ZERO
    cash: Money = ZERO
    back: Money = ZERO
    paid: Money = ZERO
    beyond: Money = ZERO
    since: datetime | None = None
    postings: tuple[Posting, ...] = ()


def entries_of(snapshot: Snapshot, account: Account) -> dict[date, list[Entry]]:
    """All entries of an account by the bill that they belong to, in no order."""
    found: dict[date, list[Entry]] = {}
    for bill_date, entry in chain(_entries(snapshot, account), _prepaid(snapshot, account)):
        found.setdefault(bill_date, []).append(entry)
    return found


def _entries(snapshot: Snapshot, account: Account) -> Iterator[tuple[date, Entry]]:
    for reading in snapshot.readings_of(account.id):
        bill_date = next_bill(snapshot, account, reading.read_on)
        if bill_date is not None:
            known = reading.created_at
            yield bill_date, Entry(reading.read_on, known, Moved.READ, reading.unbilled, known)
    returned = returned_to_limit(snapshot, account)
    for item in snapshot.items_of(account.id):
        amount = max(item.amount - returned.get(item.id, ZERO), ZERO)
        bill_date = item_bill(snapshot, account, item)
        kind = _moved(item)
        if bill_date is not None and kind is not None and amount:
            on = item.posted_on or NOT_POSTED
            yield bill_date, Entry(on, _told_at(item), kind, amount, item.created_at)


def returned_to_limit(snapshot: Snapshot, account: Account) -> dict[int, Money]:
    """What of each purchase, by its id, came back to the limit: it is never billed (products.md 2.6)."""
    found: dict[int, Money] = {}
    for item in snapshot.items_of(account.id):
        if item.destination is Destination.LIMIT and item.refund_of is not None:
            found[item.refund_of] = found.get(item.refund_of, ZERO) + item.amount
    return found


def held(snapshot: Snapshot, account: Account) -> Money:
    """Purchases that are not posted yet, less what came back to the limit: they are not owed."""
    returned = returned_to_limit(snapshot, account)
    waiting = [
        max(item.amount - returned.get(item.id, ZERO), ZERO)
        for item in snapshot.items_of(account.id)
        if item.kind is not ItemKind.REFUND and item.posted_on is None and item.bill_date is None
    ]
    unnamed = [
        item.amount
        for item in snapshot.items_of(account.id)
        if item.destination is Destination.LIMIT and item.refund_of is None
    ]
    return max(total(waiting) - total(unnamed), ZERO)


def _prepaid(snapshot: Snapshot, account: Account) -> Iterator[tuple[date, Entry]]:
    for row in snapshot.prepayments_of(account.id):
        assert row.bill_date is not None  # noqa: S101 - the table has it where it has the account
        known = row.created_at
        yield row.bill_date, Entry(row.paid_on, known, Moved.PAID, row.covers, known)


def _told_at(item: Item) -> datetime:
    """When on its day an item was posted: as its file says, else when it was typed in here."""
    at = item.spent_at
    if at is not None and at.astimezone(BEIJING).date() == item.posted_on:
        return at
    return item.created_at


def _moved(item: Item) -> Moved | None:
    """What an item does to its bill; None where it came back another way or lowers a plan."""
    if item.kind is not ItemKind.REFUND:
        return Moved.CASH if item.kind is ItemKind.CASH else Moved.SPENT
    lowers = item.destination is Destination.BILL and item.plan_id is None
    return Moved.BACK if lowers else None


def unbilled(entries: Iterable[Entry]) -> Unbilled:
    """One bill's spending from its entries, in the order of their days.

    A reading holds what was posted or paid before it, on its own day by the hour, and takes its
    place; a reading of another bill does not touch this one.
    """
    sums = dict.fromkeys(Moved, ZERO)
    beyond = over = ZERO
    since: datetime | None = None
    postings: list[Posting] = []
    for entry in sorted(entries, key=lambda row: (row.day, row.at, row.kind)):
        if entry.kind is Moved.READ:
            beyond, over = beyond + over, ZERO
            postings.append((entry.day, entry.amount - total(sum_ for _, sum_ in postings)))
            sums, since = dict.fromkeys(Moved, ZERO), entry.since
        else:
            lowers = entry.kind in (Moved.BACK, Moved.PAID)
            if entry.kind is Moved.PAID:
                over += max(entry.amount - max(_left(sums) + over, ZERO), ZERO)
            postings.append((entry.day, -entry.amount if lowers else entry.amount))
            since = entry.since if since is None else min(since, entry.since)
        sums[entry.kind] += entry.amount
    return Unbilled(
        spent=sums[Moved.READ] + sums[Moved.SPENT] + sums[Moved.CASH],
        cash=sums[Moved.CASH],
        back=sums[Moved.BACK],
        paid=sums[Moved.PAID],
        beyond=beyond,
        since=since,
        postings=tuple(postings),
    )


def _left(sums: Mapping[Moved, Money]) -> Money:
    """What of the spending came neither back nor was paid."""
    spent = sums[Moved.READ] + sums[Moved.SPENT] + sums[Moved.CASH]
    return spent - sums[Moved.BACK] - sums[Moved.PAID]
