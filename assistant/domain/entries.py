"""Which bill a purchase or refund enters, and why; where a refund goes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.account import Account, Destination, Item, ItemKind
from assistant.domain.cycle import due_of, entered_bill
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import bill_standing


class Why(StrEnum):
    """The reason for a bill."""

    NOT_POSTED = "not_posted"
    BEFORE_BILL_DAY = "before_bill_day"
    ON_BILL_DAY_NEXT = "on_bill_day_next"
    ON_BILL_DAY_THIS = "on_bill_day_this"
    AS_SHOWN = "as_shown"
    NO_BILL_DAY = "no_bill_day"


@dataclass(frozen=True, slots=True)
class Entry:
    """The bill that an item enters, its due day, and the reason; None while there is no bill."""

    bill_date: date | None
    due_date: date | None
    why: Why


def entry_on(snapshot: Snapshot, account: Account, posted_on: date) -> Entry:
    """Which bill a posting of that day enters (products.md 1 and 4.1, vectors CAL-01..11)."""
    bill_date = entered_bill(snapshot, account, posted_on)
    if bill_date is None:
        return Entry(None, None, Why.NO_BILL_DAY)
    terms = snapshot.terms_of(account, posted_on)
    why = Why.BEFORE_BILL_DAY
    if bill_date == posted_on:
        why = Why.ON_BILL_DAY_THIS
    elif (
        not terms.bill_day_inclusive
        and entered_bill(snapshot, account, date.fromordinal(posted_on.toordinal() - 1))
        == posted_on
    ):
        why = Why.ON_BILL_DAY_NEXT
    return Entry(bill_date, due_of(snapshot, account, bill_date), why)


def entry_of(snapshot: Snapshot, item: Item) -> Entry:
    """Which bill an item enters: as the user says, else by its posting day."""
    account = snapshot.account(item.account_id)
    if item.bill_date is not None:
        return Entry(item.bill_date, due_of(snapshot, account, item.bill_date), Why.AS_SHOWN)
    if item.posted_on is None:
        return Entry(None, None, Why.NOT_POSTED)
    return entry_on(snapshot, account, item.posted_on)


@dataclass(frozen=True, slots=True)
class RefundRoute:
    """Where a refund goes; ``bill_date`` is the issued bill that it comes off."""

    destination: Destination
    bill_date: date | None = None


def refund_route(
    snapshot: Snapshot, account: Account, refunded_on: date, purchase: Item | None
) -> RefundRoute:
    """The usual way of a refund (products.md 2.6).

    Not posted yet: back to the limit. On an issued bill that is not paid: off that bill. Paid
    already: as cash to the paying account. Not billed yet, or purchase unknown: off the coming bill.
    """
    if purchase is None:
        return RefundRoute(Destination.BILL)
    if purchase.kind is not ItemKind.REFUND and purchase.posted_on is None:
        return RefundRoute(Destination.LIMIT)
    bill_date = entry_of(snapshot, purchase).bill_date
    for bill in snapshot.bills_of(account.id):
        if bill.bill_date == bill_date and bill.bill_date <= refunded_on:
            if bill_standing(snapshot, bill).remaining:
                return RefundRoute(Destination.BILL, bill.bill_date)
            return RefundRoute(Destination.CASH)
    return RefundRoute(Destination.BILL)
