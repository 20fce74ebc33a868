"""An account's bill days under its own history: a changed bill or due day holds from its first day."""

from datetime import date, timedelta

from assistant.domain.account import Account, InstalmentPlan, Item
from assistant.domain.calendar import due_date, next_bill_date
from assistant.domain.snapshot import Snapshot

_DAY = timedelta(days=1)
_LONGEST_CYCLE = timedelta(days=70)  # two months, when a later bill day begins


def next_bill(snapshot: Snapshot, account: Account, after: date) -> date | None:
    """The first bill day after ``after``; None while the account has no bill day.

    A day is a bill day if the terms in force on that day say so: a bill that was issued keeps its
    dates, the next one follows the new pair (products.md 2.1).
    """
    changes = snapshot.product_of(account).changes_of("bill_day") | account.changes_of("bill_day")
    while True:
        bill_day = snapshot.terms_of(account, after + _DAY).bill_day
        if bill_day is None:
            return None
        found = next_bill_date(after, bill_day)
        before = [change for change in changes if after + _DAY < change <= found]
        if not before:
            return found
        after = min(before) - _DAY


def latest_bill(snapshot: Snapshot, account: Account, on: date) -> date | None:
    """The last bill day on or before ``on``; None while the account has no bill day."""
    latest, found = None, next_bill(snapshot, account, on - _LONGEST_CYCLE)
    while found is not None and found <= on:
        latest, found = found, next_bill(snapshot, account, found)
    return latest


def due_of(snapshot: Snapshot, account: Account, bill_date: date) -> date:
    """The due day of the bill of ``bill_date`` by the terms of that day; itself where there is none."""
    terms = snapshot.terms_of(account, bill_date)
    if terms.due_day is None and terms.due_offset_days is None:
        return bill_date
    return due_date(bill_date, due_day=terms.due_day, due_offset_days=terms.due_offset_days)


def bill_of_due(snapshot: Snapshot, account: Account, due: date) -> date | None:
    """The bill that is due on ``due``; where none is, the last one before that day."""
    latest, found = None, next_bill(snapshot, account, due - _LONGEST_CYCLE)
    while found is not None and found < due:
        if due_of(snapshot, account, found) == due:
            return found
        latest, found = found, next_bill(snapshot, account, found)
    return latest


def bills_of_parts(snapshot: Snapshot, plan: InstalmentPlan) -> tuple[date, ...]:
    """The bill of each part of a plan, one after the other; none while the account has no bill day.

    Each bill takes one part, whatever days the account's bills have by then: a changed bill or due
    day moves the parts with their bills (products.md 2.1, 2.3).
    """
    key = plan.account_id, plan.first_due, plan.periods
    if key not in snapshot.bills_of_parts:
        account = snapshot.account(plan.account_id)
        found = bill_of_due(snapshot, account, plan.first_due)
        bills: list[date] = []
        while found is not None and len(bills) < plan.periods:
            bills.append(found)
            found = next_bill(snapshot, account, found)
        snapshot.bills_of_parts[key] = tuple(bills)
    return snapshot.bills_of_parts[key]


def dues_of_parts(snapshot: Snapshot, plan: InstalmentPlan) -> tuple[date, ...] | None:
    """The due day of each part: its bill's, from the second on; None where the plan keeps its own day."""
    bills = bills_of_parts(snapshot, plan)
    account = snapshot.account(plan.account_id)
    if not bills or due_of(snapshot, account, bills[0]) != plan.first_due:
        return None
    return (plan.first_due, *(due_of(snapshot, account, bill) for bill in bills[1:]))


def entered_bill(snapshot: Snapshot, account: Account, posted_on: date) -> date | None:
    """The bill that a posting of that day enters (products.md 1, "posting on the bill day")."""
    inclusive = snapshot.terms_of(account, posted_on).bill_day_inclusive
    return next_bill(snapshot, account, posted_on - _DAY if inclusive else posted_on)


def issued_since(snapshot: Snapshot, account: Account, bill_date: date) -> date:
    """The first day on which what is repaid is no longer inside the bill of ``bill_date``: it is out."""
    inclusive = snapshot.terms_of(account, bill_date).bill_day_inclusive
    return bill_date + _DAY if inclusive else bill_date


def is_filling(snapshot: Snapshot, account: Account, bill_date: date, on: date) -> bool:
    """Whether what is posted on ``on`` can enter the bill of ``bill_date``: it is not out then."""
    entered = entered_bill(snapshot, account, on)
    return entered is not None and bill_date >= entered


def item_bill(snapshot: Snapshot, account: Account, item: Item) -> date | None:
    """The bill that an item enters: as the user says, else by its posting day; None while not posted."""
    if item.bill_date is not None:
        return item.bill_date
    return None if item.posted_on is None else entered_bill(snapshot, account, item.posted_on)


def next_change(snapshot: Snapshot, account: Account) -> date | None:
    """The first day on which the lender lets the bill day be changed again; None: at any time."""
    months = snapshot.terms_of(account).day_change_months
    typed = [change for change in account.changes_of("bill_day") if change > date.min]
    if not months or not typed:
        return None
    from assistant.domain.calendar import add_months  # late: asked for by one dialog

    allowed = add_months(max(typed), months)
    return allowed if allowed > snapshot.today else None
