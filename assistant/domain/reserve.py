"""The repayment reserve (备付金): money put aside for dues, with a part of it promised to each product.

It is a pot of its own with a ledger. It may lie inside a paying account (``CashRules.holder_id``, such
as 余额宝): then that account's balance holds it, and what is free of that balance is less by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from assistant.domain.money import ZERO, Money, total


class EntryKind(StrEnum):
    """Put in (转入), taken out (转出), used by a repayment, or promised to another product (改用途)."""

    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    REPAYMENT = "repayment"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class ReserveDraft:
    """One line of the reserve's ledger as typed.

    Attributes:
        amount: positive for money in, negative for money out.
        account_id: the credit account whose earmark (专款) it changes; None: not promised to any.
        paying_account_id: where the money came from or went to; None: not told, or from outside.
        payment_id: the repayment that used it.
    """

    kind: EntryKind
    happened_on: date
    amount: Money
    account_id: int | None = None
    paying_account_id: int | None = None
    payment_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReserveEntry:
    """One line of the reserve's ledger in the store; fields as in ``ReserveDraft``."""

    id: int
    kind: EntryKind
    happened_on: date
    amount: Money
    account_id: int | None
    paying_account_id: int | None
    payment_id: int | None
    note: str
    created_at: datetime


def reserve_balance(entries: Iterable[ReserveEntry]) -> Money:
    """What lies in the reserve, all earmarks together."""
    return total(entry.amount for entry in entries)


def earmarks(entries: Iterable[ReserveEntry]) -> dict[int | None, Money]:
    """What of the reserve is promised to each credit account; under None what is promised to none."""
    found: dict[int | None, Money] = {None: ZERO}
    for entry in entries:
        found[entry.account_id] = found.get(entry.account_id, ZERO) + entry.amount
    return found


def released(
    entries: Iterable[ReserveEntry], account_id: int, paid_on: date, amount: Money
) -> Money:
    """What a repayment of ``amount`` to ``account_id`` on ``paid_on`` takes from its earmark.

    Never more than was there on that day and is still there: an old repayment typed in late, from
    before the reserve was begun, takes nothing.
    """
    mine = [entry for entry in entries if entry.account_id == account_id]
    then = total(entry.amount for entry in mine if entry.happened_on <= paid_on)
    return max(min(then, total(entry.amount for entry in mine), amount), ZERO)
