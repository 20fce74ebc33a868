"""对账: the lender's bill beside our own estimate, and where the difference may come from."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.account import Bill, Item, ItemKind
from assistant.domain.cycle import item_bill
from assistant.domain.money import ZERO, Money
from assistant.domain.snapshot import Snapshot

_ROUNDING_FEN = 5


class Cause(StrEnum):
    """Where a difference may come from; ``ADJUSTMENT`` is what nothing here explains."""

    NONE = "none"
    NOT_POSTED = "not_posted"
    POSTED_EARLIER = "posted_earlier"
    REFUND_LATER = "refund_later"
    NO_INTEREST = "no_interest"
    NO_FEE = "no_fee"
    ROUNDING = "rounding"
    NOT_TYPED = "not_typed"
    ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True)
class Reason:
    """One explanation: the part of the difference it stands for, and the item that it names."""

    cause: Cause
    amount: Money
    title: str = ""
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A bill beside its estimate.

    Attributes:
        shown: what the lender asks for, carried earlier bills left out.
        expected: what this program expected when the bill came.
        difference: the adjustment that was booked: shown less expected.
    """

    shown: Money
    expected: Money
    reasons: tuple[Reason, ...]

    @property
    def difference(self) -> Money:
        """The adjustment (调整)."""
        return self.shown - self.expected


def reconcile(snapshot: Snapshot, bill: Bill) -> Reconciliation | None:
    """The lender's bill against our estimate; None where it, or what was expected of it, is not known.

    The lender's figure always wins; the reasons are proposals, each with the part it would explain,
    and what they do not explain stays as an adjustment.
    """
    estimate = snapshot.estimate_of(bill.id)
    if estimate is None or bill.assumed:
        return None
    shown, expected = bill.amount - bill.carried, max(estimate.amount, ZERO)
    left = shown - expected
    found: list[Reason] = []
    for reason in _candidates(snapshot, bill, estimate.interest, estimate.fees):
        if left and _fits(reason.amount, left):
            found.append(reason)
            left -= reason.amount
    if left and estimate.interest and abs(left.fen) <= _ROUNDING_FEN:
        found.append(Reason(Cause.ROUNDING, left))
        left = ZERO
    if left > ZERO and not estimate.spending:
        found.append(Reason(Cause.NOT_TYPED, left))
        left = ZERO
    if left:
        found.append(Reason(Cause.ADJUSTMENT, left))
    return Reconciliation(shown, expected, tuple(found) or (Reason(Cause.NONE, ZERO),))


def _fits(part: Money, left: Money) -> bool:
    """Whether a reason explains all of what is left to the fen: a guess at a part of it would mislead."""
    return part == left


def _candidates(snapshot: Snapshot, bill: Bill, interest: Money, fees: Money) -> Iterator[Reason]:
    account = snapshot.account(bill.account_id)
    for item in reversed(snapshot.items_of(account.id)):
        entered = item_bill(snapshot, account, item)
        if item.kind is ItemKind.REFUND:
            if entered == bill.bill_date:
                yield _reason(Cause.REFUND_LATER, item.amount, item)
        elif entered == bill.bill_date:
            yield _reason(Cause.NOT_POSTED, -item.amount, item)
        elif entered is None or entered > bill.bill_date:
            yield _reason(Cause.POSTED_EARLIER, item.amount, item)
    if interest:
        yield Reason(Cause.NO_INTEREST, -interest)
    if fees:
        yield Reason(Cause.NO_FEE, -fees)


def _reason(cause: Cause, amount: Money, item: Item) -> Reason:
    return Reason(cause, amount, item.title, item.id)
