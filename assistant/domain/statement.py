"""What a bill that was not typed yet should hold (预计账单), from all that is known before it comes."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from assistant.domain.account import (
    Account,
    Bill,
    BookedEstimate,
    Intent,
)
from assistant.domain.accrual import settled
from assistant.domain.bill_interest import last_interest_day, next_interest
from assistant.domain.calendar import BEIJING
from assistant.domain.cycle import bills_of_parts, due_of, issued_since, next_bill
from assistant.domain.minimum import BillParts, minimum_payment
from assistant.domain.money import ZERO, Money, total
from assistant.domain.plan_parts import plan_rows
from assistant.domain.posting import Event, balance_interest
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import bill_credits, bill_standing, credits_beyond
from assistant.domain.terms import Terms
from assistant.domain.unbilled import NOT_POSTED, Entry, Moved, entries_of, unbilled

_DAY = timedelta(days=1)


NO_BILL = 0
"""The id of a bill that is only expected."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a bill that was not typed yet should hold.

    Attributes:
        unbilled: spending that falls into it, cash advances included: read as 未出账, or item by item.
        cash: the cash advances in ``unbilled``.
        refunds: what came back before the bill.
        instalments: parts of running plans (principal and fee) that fall into it.
        rolled: remainder of the last bill.
        interest: what that remainder, cash, or spending without free days costs until the bill.
        fees: late fees and penalties of the last bill, fees of cash advances.
        prepaid: what was paid ahead of it, or beyond the bill before it, as far as no reading holds it.
        paid_ahead: all that was repaid of this bill before it was out, to be shown beside it.
        come_over: of ``prepaid`` what came after it was out; the lender's own figure is higher by it.
    """

    bill_date: date
    due_date: date
    since: datetime
    unbilled: Money = ZERO
    cash: Money = ZERO
    refunds: Money = ZERO
    instalments: Money = ZERO
    rolled: Money = ZERO
    interest: Money = ZERO
    fees: Money = ZERO
    prepaid: Money = ZERO
    paid_ahead: Money = ZERO
    come_over: Money = ZERO

    @property
    def amount(self) -> Money:
        """What it will ask for; what came back or was paid beyond it does not make it negative."""
        return max(self._charged - self.refunds - self.prepaid, ZERO)

    @property
    def issued(self) -> Money:
        """What the lender's bill should say: of one that still asks for something, whole to the fen."""
        return self.amount + self.come_over

    @property
    def whole(self) -> Money:
        """The bill with what was repaid of it already."""
        return self.amount + self.paid_ahead

    @property
    def spare(self) -> Money:
        """What came back or was paid beyond it, which lowers the bill after it."""
        return max(self.refunds + self.prepaid - self._charged, ZERO)

    @property
    def left(self) -> "Left":
        """What is left of its parts: what came back or was paid ahead lowers the spending first."""
        off = self.refunds + self.prepaid
        found = []
        for part in (self.unbilled, self.instalments, self.interest + self.fees, self.rolled):
            found.append(max(part - off, ZERO))
            off = max(off - part, ZERO)
        return Left(*found)

    @property
    def _charged(self) -> Money:
        return self.unbilled + self.instalments + self.rolled + self.interest + self.fees

    def minimum(self, terms: Terms) -> Money:
        """最低还款 of it by the product's rule; all of it where none is offered."""
        if terms.min_ratio is None:
            return self.amount
        left = self.left
        cash = min(self.cash, left.spending)
        spent = left.spending - cash
        parts = BillParts(
            spent + left.rolled if terms.rolls_again else spent,
            left.instalments,
            interest=left.costs,
            overdue=ZERO if terms.rolls_again else left.rolled,
            cash=cash,
        )
        least = minimum_payment(parts, terms.min_ratio, terms.min_floor, terms.cash_min_ratio)
        return min(least, self.amount)

    def as_bill(self, account_id: int, terms: Terms) -> Bill:
        """The bill that this would be, so that its ways can be priced before it comes; it has no id."""
        return Bill(
            *(NO_BILL, account_id, self.bill_date, self.due_date, self.amount),
            *(self.minimum(terms), ZERO, Intent.FULL, self.since, self.since),
        )

    def booked(self, bill_id: int) -> BookedEstimate:
        """What was expected, kept with the bill that came, so that the difference can be explained.

        What came over once the bill was out is in no figure of the lender's.
        """
        return BookedEstimate(
            *(bill_id, self.unbilled, self.refunds, self.instalments),
            *(self.rolled, self.interest, self.fees, self.prepaid - self.come_over),
        )


_OTHERS = ("instalments", "rolled", "interest", "fees")
"""The parts that no reading of 未出账 holds."""


class Left(NamedTuple):
    """What is left of a forecast's parts; ``costs`` are interest and fees."""

    spending: Money
    instalments: Money
    costs: Money
    rolled: Money


_Part = tuple[date | None, str, Money, datetime]
"""A part of a forecast: its bill, the field it adds to, the amount, since when it is known."""


def forecast_of(snapshot: Snapshot, account: Account, bill_date: date) -> Forecast | None:
    """The forecast of the bill of a day; None where nothing falls into it, or it is typed."""
    coming = forecast_bills(snapshot, account)
    return next((row for row in coming if row.bill_date == bill_date), None)


def expected_bill(snapshot: Snapshot, account: Account, bill_date: date) -> Bill | None:
    """The bill of a day as it is expected now; None where none is. It has no id."""
    row = forecast_of(snapshot, account, bill_date)
    terms = snapshot.terms_of(account, bill_date)
    return None if row is None else row.as_bill(account.id, terms)


def forecast_bills(snapshot: Snapshot, account: Account) -> tuple[Forecast, ...]:
    """The account's coming bills after the last one that was typed, earliest first.

    Spending falls into the bill after the day it was posted or read on (products.md 1, "posting on
    the bill day"), instalment parts into the bill with their due day, a remainder with its interest
    into the next bill (products.md 2.2, vector HB-MIN-05).
    """
    bills = snapshot.bills_of(account.id)
    last = bills[-1] if bills else None
    spending = entries_of(snapshot, account)
    parts = list(_parts(snapshot, account, last))
    for on, entry in _beyond(snapshot, account, last):
        spending.setdefault(on, []).append(entry)
        if entry.day >= issued_since(snapshot, account, on):
            parts.append((on, "come_over", entry.amount, entry.since))
    days = sorted({*spending, *(day for day, _, amount, _ in parts if day and amount)})
    after = date.min if last is None else last.bill_date
    free = snapshot.terms_of(account).interest_free
    before = None if last is None or free else _standing_before(snapshot, last)
    found: list[Forecast] = []
    while (bill_date := _following(snapshot, account, days, after, before)) is not None:
        mine = [part for part in parts if part[0] == bill_date]
        entries = [*spending.get(bill_date, ()), *_going_on(found[-1:])]
        mine += _spent(snapshot, account, bill_date, entries)
        if not free:
            mine.append(_daily_interest(snapshot, account, bill_date, entries, before))
        made = _added_up(bill_date, due_of(snapshot, account, bill_date), mine)
        found += [] if made is None else [made]
        after, before = bill_date, None
        if made is not None and not free and bill_date <= snapshot.today:
            before = _Before(made.bill_date, ((made.bill_date, made.amount),), made.since)
    return tuple(found)


class _Before(NamedTuple):
    """The bill before one where nothing is free: what is not repaid of it bears interest on."""

    bill_date: date
    events: tuple[Event, ...]
    since: datetime


def _standing_before(snapshot: Snapshot, last: Bill) -> _Before:
    paid = ((day, -amount) for day, amount in bill_credits(snapshot, last))
    events = ((last.bill_date, bill_standing(snapshot, last).own), *paid)
    return _Before(last.bill_date, events, last.created_at)


def _following(
    snapshot: Snapshot, account: Account, days: Sequence[date], after: date, before: _Before | None
) -> date | None:
    """The next bill day into which something falls: the one after a bill that bears interest too."""
    place = bisect_right(days, after)
    coming = [*days[place : place + 1]]
    if before is not None:
        bearing = next_bill(snapshot, account, before.bill_date)
        coming += [] if bearing is None else [bearing]
    return min(coming, default=None)


def _going_on(before: Sequence[Forecast]) -> Iterator[Entry]:
    """What came back or was paid beyond the bill before it."""
    for row in before:
        if row.spare:
            at = datetime.min.replace(tzinfo=BEIJING)
            yield Entry(row.bill_date, at, Moved.PAID, row.spare, row.since)


def _beyond(
    snapshot: Snapshot, account: Account, last: Bill | None
) -> Iterator[tuple[date, Entry]]:
    """What was repaid or came back beyond the last bill: it lowers the next (products.md 2.1, 2.6)."""
    bill_date = None if last is None else next_bill(snapshot, account, last.bill_date)
    if last is None or bill_date is None:
        return
    standing = bill_standing(snapshot, last)
    for day, at, amount in credits_beyond(snapshot, standing):
        yield bill_date, Entry(day, at, Moved.PAID, amount, at)
    expected = snapshot.estimate_of(last.id)
    if not last.amount and expected is not None and expected.amount < ZERO:
        at = last.created_at
        yield bill_date, Entry(last.bill_date, at, Moved.PAID, -expected.amount, at)


def _added_up(bill_date: date, due: date, parts: Iterable[_Part]) -> Forecast | None:
    """The parts of one bill together; None where nothing falls into it."""
    sums: dict[str, Money] = {}
    since: datetime | None = None
    for _day, name, amount, known in parts:
        if amount:
            sums[name] = sums.get(name, ZERO) + amount
            since = known if since is None else min(known, since)
    if since is None:
        return None
    beyond = sums.pop("beyond", ZERO)
    others = total(sums.get(name, ZERO) for name in _OTHERS)
    sums["prepaid"] = sums.get("prepaid", ZERO) + min(beyond, others)
    return Forecast(bill_date, due, since, **sums)


def _parts(snapshot: Snapshot, account: Account, last: Bill | None) -> Iterator[_Part]:
    for plan in snapshot.plans_of(account.id):
        bills = bills_of_parts(snapshot, plan)
        for row in plan_rows(snapshot, plan):
            # A plan may be typed in long after it began: parts before that day were billed then.
            known_from = plan.created_at.astimezone(BEIJING).date()
            if bills and row.due is not None and row.due >= known_from:
                yield bills[row.no - 1], "instalments", row.payment, plan.created_at
    if last is not None:
        yield from _left_of(snapshot, account, last)


def _spent(
    snapshot: Snapshot, account: Account, bill_date: date, entries: Sequence[Entry]
) -> Iterator[_Part]:
    found = unbilled(entries)
    since = found.since or snapshot.now
    yield bill_date, "unbilled", found.spent, since
    yield bill_date, "cash", found.cash, since
    yield bill_date, "refunds", found.back, since
    yield bill_date, "prepaid", found.paid, since
    yield bill_date, "beyond", found.beyond, since
    for row in snapshot.prepayments_of(account.id):
        if row.bill_date == bill_date:
            yield bill_date, "paid_ahead", row.covers, row.created_at
    for entry in entries:
        if entry.kind is Moved.CASH and entry.day != NOT_POSTED:
            yield from _cash_costs(snapshot, account, bill_date, entry)


def _cash_costs(
    snapshot: Snapshot, account: Account, bill_date: date, entry: Entry
) -> Iterator[_Part]:
    """A cash advance bears interest from its posting day, and a fee, as card contracts have it."""
    terms = snapshot.terms_of(account, entry.day)
    fee = entry.amount.share(terms.cash_fee_rate)
    if terms.cash_fee_rate:
        fee = max(fee, terms.cash_fee_floor)
    yield bill_date, "fees", fee, entry.since
    if terms.interest_free:
        until = last_interest_day(bill_date, terms)
        accrued = balance_interest([(entry.day, entry.amount)], terms.daily_rate, until)
        yield bill_date, "interest", settled(accrued, terms.rounding), entry.since


def _left_of(snapshot: Snapshot, account: Account, last: Bill) -> Iterator[_Part]:
    """What the last bill leaves to the next one: the remainder, its interest, what lateness cost."""
    standing = bill_standing(snapshot, last)
    bill_date = next_bill(snapshot, account, last.bill_date)
    if bill_date is None:
        return
    terms = snapshot.terms_of(account, last.bill_date)
    yield bill_date, "fees", standing.next_charges, last.created_at
    if standing.tolerated:
        yield bill_date, "rolled", standing.tolerated, last.created_at
        return
    if standing.rolled:
        yield bill_date, "rolled", standing.remaining, last.created_at
    if not terms.interest_free:
        return
    accrued = next_interest(snapshot, standing, last_interest_day(bill_date, terms))
    yield bill_date, "interest", settled(accrued, terms.rounding), last.created_at


def _daily_interest(
    snapshot: Snapshot,
    account: Account,
    bill_date: date,
    entries: Sequence[Entry],
    before: _Before | None,
) -> _Part:
    """Where nothing is free (微信分付): interest from the posting day, and on what is left from before.

    It stands on a bill that is out and not typed yet as well, and such a bill bears it on.
    """
    terms = snapshot.terms_of(account)
    spent = unbilled(entries)
    events = [event for event in spent.postings if event[0] != NOT_POSTED]
    since = spent.since or snapshot.now
    if before is not None and next_bill(snapshot, account, before.bill_date) == bill_date:
        events += before.events
        since = min(since, before.since)
    accrued = balance_interest(events, terms.daily_rate, last_interest_day(bill_date, terms))
    return bill_date, "interest", settled(accrued, terms.rounding), since
