"""What a bill that was not paid in full leaves to the next one as interest."""

from datetime import date, timedelta
from decimal import Decimal

from assistant.domain.account import Account, Bill, ItemKind
from assistant.domain.cycle import item_bill, latest_bill
from assistant.domain.money import ZERO, Money, total
from assistant.domain.posting import Event, balance_interest, first_to, unpaid_part
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import (
    BillStanding,
    bill_credits,
    bill_standing,
    cash_in,
    parts_of_bill,
)
from assistant.domain.terms import Terms
from assistant.domain.unbilled import returned_to_limit

_DAY = timedelta(days=1)


def last_interest_day(bill_date: date, terms: Terms) -> date:
    """The day until which interest stands on the bill of ``bill_date``."""
    return bill_date if terms.interest_cut == "bill_day" else bill_date - _DAY


def next_interest(snapshot: Snapshot, standing: BillStanding, until: date) -> Decimal:
    """Unrounded 分 that a bill leaves to the next one, up to ``until``; of a range the highest.

    What has no free days bears interest on: what it took over from the bill before, and cash. Its own
    remainder bears it from the day after the due day, or of a card from the posting days
    (products.md 2.2, 4.1, vector HB-MIN-05).
    """
    bill = standing.bill
    terms = snapshot.terms_of(snapshot.account(bill.account_id), bill.bill_date)
    credits_ = bill_credits(snapshot, bill)
    open_ = snapshot.today <= bill.due_date + timedelta(days=terms.grace_days)
    if terms.interest_start == "posting_date":
        if not open_:
            return interest_from_posting(snapshot, standing, credits_, until)[1]
        return _interest_borne_on(snapshot, bill, credits_, until)
    accrued = _interest_borne_on(snapshot, bill, credits_, min(until, bill.due_date))
    if not open_ and (standing.rolled or not standing.remaining):
        accrued += interest_after_due(snapshot, standing, until)
    return accrued


def rolled_into(snapshot: Snapshot, bill: Bill) -> Money:
    """What a bill took over from the one before it, whose minimum alone was paid."""
    earlier = [row for row in snapshot.bills_of(bill.account_id) if row.bill_date < bill.bill_date]
    if not earlier:
        return ZERO
    standing = bill_standing(snapshot, earlier[-1])
    return min(standing.remaining, bill.amount) if standing.rolled else ZERO


def _without_free_days(snapshot: Snapshot, bill: Bill) -> Money:
    """What bears interest on whatever is paid by the due day: the part taken over, and cash."""
    return min(rolled_into(snapshot, bill) + cash_in(snapshot, bill), bill.amount)


def _interest_borne_on(
    snapshot: Snapshot, bill: Bill, credits_: list[Event], until: date
) -> Decimal:
    """Of what has no free days, from the last day billed; a payment covers billed interest, then this."""
    borne = _without_free_days(snapshot, bill)
    if not borne:
        return Decimal(0)
    terms = snapshot.terms_of(snapshot.account(bill.account_id), bill.bill_date)
    since = last_interest_day(bill.bill_date, terms)
    paid, _rest = first_to(credits_, billed_interest(snapshot, bill), borne)
    events = [(since, borne), *((max(day, since), -amount) for day, amount in paid)]
    return balance_interest(events, terms.daily_rate, until, since=since)


def billed_interest(snapshot: Snapshot, bill: Bill) -> Money:
    """Interest and fees that were expected on a bill when it came."""
    expected = snapshot.estimate_of(bill.id)
    return ZERO if expected is None else expected.interest + expected.fees


def interest_after_due(snapshot: Snapshot, standing: BillStanding, until: date) -> Decimal:
    """Unrounded 分 on what is left of a bill from the day after its due day (products.md 2.2).

    Nothing where the minimum was missed: that is 逾期费用 then, and paid with the bill. Nothing
    either where all of it was paid inside the grace (products.md 2.4).
    """
    bill = standing.bill
    terms = snapshot.terms_of(snapshot.account(bill.account_id), bill.bill_date)
    last_day = bill.due_date + timedelta(days=terms.grace_days)
    credits_ = bill_credits(snapshot, bill)
    in_time = total(amount for day, amount in credits_ if day <= last_day)
    if in_time < standing.minimum or standing.own - in_time <= terms.tolerance:
        return Decimal(0)
    due = bill.due_date
    events = [(due, standing.own), *((max(day, due), -amount) for day, amount in credits_)]
    return balance_interest(events, terms.daily_rate, until, since=due)


def interest_from_posting(
    snapshot: Snapshot, standing: BillStanding, credits_: list[Event], until: date
) -> tuple[Decimal, Decimal]:
    """Unrounded 分 of 全额计息 or 未清偿部分计息 on a bill not paid in full (products.md 4.1).

    Two figures: postings that were not typed item by item as late as they can have been, and as
    early. When ``credits_`` pay the bill in full inside 容时 and 容差, only what has no free days
    bears interest. Payments cover billed interest and fees, then that, then instalment parts: only
    what goes past them lowers what was spent (products.md 1, "allocation of a partial payment").
    """
    bill = standing.bill
    terms = snapshot.terms_of(snapshot.account(bill.account_id), bill.bill_date)
    last_day = bill.due_date + timedelta(days=terms.grace_days)
    in_time = total(amount for day, amount in credits_ if day <= last_day)
    carried_on = _interest_borne_on(snapshot, bill, credits_, until)
    if standing.own - in_time <= terms.tolerance:
        return carried_on, carried_on
    late, early = (
        carried_on + balance_interest(events, terms.daily_rate, until)
        for events in events_from_posting(snapshot, standing, credits_)
    )
    return late, early


def events_from_posting(
    snapshot: Snapshot, standing: BillStanding, credits_: list[Event]
) -> tuple[list[Event], list[Event]]:
    """What of a bill not paid in full bears interest from its posting days: those late, and early.

    See ``interest_from_posting``.
    """
    bill = standing.bill
    account = snapshot.account(bill.account_id)
    terms = snapshot.terms_of(account, bill.bill_date)
    last_day = bill.due_date + timedelta(days=terms.grace_days)
    borne, parts = _without_free_days(snapshot, bill), _parts_in(snapshot, bill)
    billed = billed_interest(snapshot, bill)
    credits_ = first_to(first_to(credits_, billed, borne)[1], ZERO, parts)[1]
    in_time = total(amount for day, amount in credits_ if day <= last_day)
    postings = _postings(snapshot, account, bill)
    known = borne + billed + parts + total(sum_ for _, sum_ in postings)
    rest = max(standing.own - known, ZERO)
    found: list[list[Event]] = []
    for day in _posting_days(snapshot, account, bill, terms):
        events = [*postings, (day, rest)]
        if terms.interest_method == "unpaid_only":
            events = unpaid_part(events, in_time)
            paid = [(on, -amount) for on, amount in credits_ if on > last_day]
        else:
            paid = [(on, -amount) for on, amount in credits_]
        found.append([*events, *paid])
    return found[0], found[1]


def _posting_days(
    snapshot: Snapshot, account: Account, bill: Bill, terms: Terms
) -> tuple[date, date]:
    """The last and the first day on which what a bill holds can have been posted."""
    before = latest_bill(snapshot, account, bill.bill_date - _DAY) or bill.bill_date
    if terms.bill_day_inclusive:
        return bill.bill_date, min(before + _DAY, bill.bill_date)
    return bill.bill_date - _DAY, before


def _postings(snapshot: Snapshot, account: Account, bill: Bill) -> list[Event]:
    """Purchases by their posting day; cash is none of them, its interest was billed already."""
    returned = returned_to_limit(snapshot, account)
    return [
        (item.posted_on, max(item.amount - returned.get(item.id, ZERO), ZERO))
        for item in snapshot.items_of(account.id)
        if item.kind is ItemKind.PURCHASE
        and item.posted_on is not None
        and item_bill(snapshot, account, item) == bill.bill_date
    ]


def _parts_in(snapshot: Snapshot, bill: Bill) -> Money:
    """The instalment parts that a bill holds, fees included."""
    return total(row.payment for row in parts_of_bill(snapshot, bill))
