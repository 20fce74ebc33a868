"""「已还了为什么还显示待还」: what people ask support, answered from bill, repayments and deduction."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from assistant.domain.account import Account, Bill, Destination, ItemKind
from assistant.domain.calendar import cutoff_instant
from assistant.domain.entries import entry_on
from assistant.domain.money import ZERO, Money, total
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import BillStanding, State, parts_of_bill
from assistant.domain.terms import Terms


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence by its key, with amounts and days for its placeholders."""

    key: str
    params: Mapping[str, Money | date | int] = field(default_factory=dict)


def why_still_due(snapshot: Snapshot, standing: BillStanding) -> tuple[Answer, ...]:
    """Why a bill still wants money though something was paid, the likeliest reason first."""
    if not standing.remaining and not standing.penalty:
        return (Answer("settled"),)
    return tuple(_reasons(snapshot, standing))


def _reasons(snapshot: Snapshot, standing: BillStanding) -> Iterator[Answer]:
    bill = standing.bill
    account = snapshot.account(bill.account_id)
    terms = snapshot.terms_of(account, bill.bill_date)
    covered = standing.paid + standing.credited
    if (
        standing.state is State.OVERDUE and covered >= standing.own
    ):  # the penalty took its part first
        yield Answer("penalty_left", {"left": standing.remaining, "penalty": standing.penalty})
    elif standing.state is State.MINIMUM_PAID:
        yield Answer("minimum_only", {"paid": covered, "left": standing.remaining})
    elif covered:
        yield Answer("partly", {"paid": covered, "left": standing.remaining})
    else:
        yield Answer("not_recorded", {"left": standing.remaining})
    yield from _after_the_hour(snapshot, bill, terms)
    earlier = _paid_to_earlier(snapshot, account, bill.bill_date)
    if earlier:
        yield Answer("paid_to_earlier", {"paid": earlier, "day": bill.bill_date})
    starts = cutoff_instant(bill.due_date, terms.deduct_at)
    if snapshot.today == bill.due_date and terms.deduct_mode != "off":
        key = "deduction_running" if snapshot.now >= starts else "deduction_later"
        yield Answer(key, {"minutes": terms.deduct_at})
    if terms.deduct_mode == "minimum" and standing.minimum < standing.own:
        yield Answer("deducts_minimum", {"minimum": standing.minimum})
    if terms.deduct_mode == "off":
        yield Answer("deducts_nothing")
    cash = total(
        item.amount
        for item in snapshot.items_of(account.id)
        if item.kind is ItemKind.REFUND
        and item.destination is Destination.CASH
        and item.spent_on >= bill.bill_date
    )
    if cash:
        yield Answer("refund_to_cash", {"amount": cash})
    parts = total(row.payment for row in parts_of_bill(snapshot, bill))
    if parts:
        yield Answer("holds_instalments", {"amount": parts})


def _after_the_hour(snapshot: Snapshot, bill: Bill, terms: Terms) -> Iterator[Answer]:
    for row in snapshot.payments_of_bill(bill.id):
        if row.after_cutoff:
            yield Answer("after_cutoff", {"day": row.paid_on, "minutes": terms.cutoff})


_JUST_BEFORE = timedelta(days=3)


def _paid_to_earlier(snapshot: Snapshot, account: Account, bill_date: date) -> Money:
    """What was paid onto the bill before when one may have meant this one: late, or near its bill day.

    A repayment on the due day itself was meant for the bill that was due.
    """
    earlier = [bill for bill in snapshot.bills_of(account.id) if bill.bill_date < bill_date]
    if not earlier:
        return ZERO
    return total(
        row.covers
        for row in snapshot.payments_of_bill(earlier[-1].id)
        if row.paid_on > earlier[-1].due_date or row.paid_on >= bill_date - _JUST_BEFORE
    )


def which_bill(snapshot: Snapshot, account: Account, posted_on: date) -> Answer:
    """Which bill a purchase posted on a day enters, and by when it is to be paid."""
    entry = entry_on(snapshot, account, posted_on)
    if entry.bill_date is None or entry.due_date is None:
        return Answer(entry.why)
    days = (entry.due_date - posted_on).days
    return Answer(entry.why, {"bill": entry.bill_date, "due": entry.due_date, "days": days})
