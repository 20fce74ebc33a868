"""Spending that waits for its bill (未出账): each coming bill's readings, items and refunds in their order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import NamedTuple

from assistant.domain.account import Account, Destination, Item, ItemKind
from assistant.domain.cycle import item_bill, next_bill
from assistant.domain.money import ZERO, Money, total
from assistant.domain.snapshot import Snapshot

Posting = tuple[date, Money]
"""A day, and by how much the spending rises or falls."""


NOT_POSTED = date.max
"""The day of what the user gave to a bill before it was posted: no reading holds it."""


class Moved(IntEnum):
    """What an entry does; of one instant those come first that a reading then holds already."""

    SPENT = 0
    CASH = 1
    BACK = 2
    READ = 3


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
        since: when the oldest of it came to be known; None where there is no spending.
        postings: how it came together; a reading adds what the items before it do not explain.
    """

    spent: Money = ZERO
    cash: Money = ZERO
    back: Money = ZERO
    since: datetime | None = None
    postings: tuple[Posting, ...] = ()


def entries_of(snapshot: Snapshot, account: Account) -> dict[date, list[Entry]]:
    """All entries of an account by the bill that they belong to, in no order."""
    found: dict[date, list[Entry]] = {}
    for bill_date, entry in _entries(snapshot, account):
        found.setdefault(bill_date, []).append(entry)
    return found


def _entries(snapshot: Snapshot, account: Account) -> Iterator[tuple[date, Entry]]:
    for reading in snapshot.readings_of(account.id):
        bill_date = next_bill(snapshot, account, reading.read_on)
        if bill_date is not None:
            known = reading.created_at
            yield bill_date, Entry(reading.read_on, known, Moved.READ, reading.unbilled, known)
    for item in snapshot.items_of(account.id):
        bill_date = item_bill(snapshot, account, item)
        kind = _moved(item)
        if bill_date is not None and kind is not None:
            on = item.posted_on or NOT_POSTED
            yield bill_date, Entry(on, item.created_at, kind, item.amount, item.created_at)


def _moved(item: Item) -> Moved | None:
    """What an item does to its bill; None where it came back another way or lowers a plan."""
    if item.kind is not ItemKind.REFUND:
        return Moved.CASH if item.kind is ItemKind.CASH else Moved.SPENT
    lowers = item.destination is Destination.BILL and item.plan_id is None
    return Moved.BACK if lowers else None


def unbilled(entries: Iterable[Entry]) -> Unbilled:
    """One bill's spending from its entries, in the order of their days.

    A reading holds what was posted before it, or on its day and typed in before it, and takes its
    place; a reading of another bill does not touch this one.
    """
    spent = cash = back = ZERO
    since: datetime | None = None
    postings: list[Posting] = []
    for entry in sorted(entries, key=lambda row: (row.day, row.at, row.kind)):
        amount = entry.amount
        if entry.kind is Moved.READ:
            postings.append((entry.day, amount - total(sum_ for _, sum_ in postings)))
            spent, cash, back, since = amount, ZERO, ZERO, entry.since
            continue
        since = entry.since if since is None else min(since, entry.since)
        postings.append((entry.day, -amount if entry.kind is Moved.BACK else amount))
        if entry.kind is Moved.BACK:
            back += amount
            continue
        spent += amount
        if entry.kind is Moved.CASH:
            cash += amount
    return Unbilled(spent, cash, back, since, tuple(postings))
