"""What a bill that was not typed yet should hold (预计账单), from all that is known before it comes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from assistant.domain.account import (
    Account,
    Bill,
    Intent,
    ItemKind,
)
from assistant.domain.accrual import settled
from assistant.domain.bill_interest import last_interest_day, next_interest
from assistant.domain.calendar import BEIJING
from assistant.domain.cycle import bills_of_parts, due_of, item_bill, next_bill
from assistant.domain.minimum import BillParts, minimum_payment
from assistant.domain.money import ZERO, Money, total
from assistant.domain.posting import Event, balance_interest
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import (
    bill_credits,
    bill_standing,
    credits_beyond,
    plan_rows,
)
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

    @property
    def amount(self) -> Money:
        """What it will ask for; what came back or was paid beyond it does not make it negative."""
        return max(self._charged - self.refunds - self.prepaid, ZERO)

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


def expected_bill(snapshot: Snapshot, account: Account, bill_date: date) -> Bill | None:
    """The bill of a day as it is expected now; None where none is. It has no id."""
    for row in forecast_bills(snapshot, account):
        if row.bill_date == bill_date:
            return row.as_bill(account.id, snapshot.terms_of(account, bill_date))
    return None


def forecast_bills(snapshot: Snapshot, account: Account) -> tuple[Forecast, ...]:
    """The account's coming bills after the last one that was typed, earliest first.

    Spending falls into the bill after the day it was posted or read on (products.md 1, "posting on
    the bill day"), instalment parts into the bill with their due day, a remainder with its interest
    into the next bill (products.md 2.2, vector HB-MIN-05).
    """
    bills = snapshot.bills_of(account.id)
    last = bills[-1] if bills else None
    spending = entries_of(snapshot, account)
    for bill_date, entry in _beyond(snapshot, account, last):
        spending.setdefault(bill_date, []).append(entry)
    parts = tuple(_parts(snapshot, account, last))
    days = {*spending, *(day for day, _, amount, _ in parts if day is not None and amount)}
    if last is not None:
        days = {day for day in days if day > last.bill_date}
    found: list[Forecast] = []
    for bill_date in sorted(days):
        mine = [part for part in parts if part[0] == bill_date]
        entries = [*spending.get(bill_date, ()), *_going_on(found[-1:])]
        mine += _spent(snapshot, account, bill_date, entries)
        made = _added_up(bill_date, due_of(snapshot, account, bill_date), mine)
        found += [] if made is None else [made]
    return tuple(found)


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
    if not snapshot.terms_of(account).interest_free:
        yield from _interest_without_free_days(snapshot, account, last)


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
    """A cash advance bears interest from its posting day, and a fee (products.md 4.1)."""
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


def _interest_without_free_days(
    snapshot: Snapshot, account: Account, last: Bill | None
) -> Iterator[_Part]:
    """Products that bear interest from the posting day whatever is paid (微信分付)."""
    readings = snapshot.readings_of(account.id)
    live = [row for row in readings if last is None or row.read_on >= last.bill_date]
    reading = live[-1] if live else None
    since = last.bill_date if last else None
    start = since or (reading.read_on if reading else snapshot.today)
    bill_date = next_bill(snapshot, account, start)
    if bill_date is None:
        return
    terms = snapshot.terms_of(account)
    events: list[Event] = []
    for item in snapshot.items_of(account.id):
        if item.posted_on is not None and item_bill(snapshot, account, item) == bill_date:
            sign = -item.amount if item.kind is ItemKind.REFUND else item.amount
            events.append((item.posted_on, sign))
    if reading is not None and not events:
        # Only a sum is known: as if it had been spent on the day it was read.
        events.append((reading.read_on, reading.unbilled))
    if last is not None:
        events.append((last.bill_date, bill_standing(snapshot, last).own))
        events += [(day, -amount) for day, amount in bill_credits(snapshot, last)]
    until = last_interest_day(bill_date, terms)
    accrued = balance_interest(events, terms.daily_rate, until)
    made = min((row.created_at for row in (last, reading) if row is not None), default=snapshot.now)
    yield bill_date, "interest", settled(accrued, terms.rounding), made
