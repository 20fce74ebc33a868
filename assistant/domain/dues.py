"""Every product's obligations as one sorted list: calendar, reminders, reserve and plan all read this one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from assistant.domain.account import Account, Bill, Loan, Reading
from assistant.domain.calendar import (
    BEIJING,
    cutoff_instant,
    due_date,
    latest_bill_date,
    next_bill_date,
)
from assistant.domain.money import ZERO, Money
from assistant.domain.product import Family
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import (
    BillStanding,
    State,
    TermStanding,
    bill_standing,
    loan_standing,
    plan_rows,
    unpaid_interest,
)
from assistant.domain.terms import Terms


class Source(StrEnum):
    """What an obligation comes from."""

    BILL = "bill"
    FORECAST = "forecast"
    LOAN_TERM = "loan_term"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One amount due on one day (一笔应还). Two loans due on one day are two obligations.

    Attributes:
        key: stable name: ``bill:<account>:<bill date>`` (also while only forecast) or ``loan:<loan>:<term>``.
        bill_date: the bill's day; None for loans.
        cutoff: the instant after which it is late, grace not counted.
        deduct_at: the instant the automatic deduction starts.
        whole: the amount before any repayment, and ``paid`` what was repaid of it.
        amount: what is left of it; minimum: what is left of the least payment.
        to_pay: what the user means to pay of it (full or minimum).
        penalty: 逾期费用 or 罚息 until now, an estimate, not in ``amount``.
        open: still wants money; not settled, not rolled into the next bill.
        estimated: no bill was typed yet; the amount is this program's forecast.
        since: when the item with this due day came to exist; earlier reminder stages are void.
    """

    key: str
    source: Source
    account_id: int
    product_id: str
    due_date: date
    cutoff: datetime
    deduct_at: datetime
    whole: Money
    paid: Money
    amount: Money
    minimum: Money
    to_pay: Money
    penalty: Money
    state: State
    open: bool
    estimated: bool
    since: datetime
    paying_account_id: int | None
    bill_date: date | None = None
    bill_id: int | None = None
    loan_id: int | None = None
    term_no: int | None = None


def bill_key(account_id: int, bill_date: date) -> str:
    """The obligation's name of a bill, typed or forecast."""
    return f"bill:{account_id}:{bill_date.isoformat()}"


def term_key(loan_id: int, term_no: int) -> str:
    """The obligation's name of one term of a loan."""
    return f"loan:{loan_id}:{term_no}"


def obligations(snapshot: Snapshot, until: date) -> tuple[Obligation, ...]:
    """All that is still to pay and due on or before ``until``, overdue items included, earliest first."""
    return tuple(due for due in every_due(snapshot, until) if due.open)


def every_due(snapshot: Snapshot, until: date) -> tuple[Obligation, ...]:
    """All dues on or before ``until``, the settled and the rolled ones too, earliest first."""
    found = [
        due
        for account in snapshot.accounts
        for due in dues_of(snapshot, account)
        if due.due_date <= until
    ]
    return tuple(sorted(found, key=lambda due: (due.cutoff, due.account_id, due.key)))


def dues_of(snapshot: Snapshot, account: Account) -> Iterator[Obligation]:
    """One account's dues in no order: its bills and forecasts, or the terms of its loans."""
    if snapshot.product_of(account).family is Family.LOAN:
        for loan in snapshot.loans_of(account.id):
            for term in loan_standing(snapshot, loan).terms:
                yield _term_due(snapshot, account, loan, term)
        return
    for bill in snapshot.bills_of(account.id):
        yield _bill_due(snapshot, account, bill_standing(snapshot, bill))
    yield from forecasts(snapshot, account)


def _bill_due(snapshot: Snapshot, account: Account, standing: BillStanding) -> Obligation:
    bill = standing.bill
    terms = snapshot.terms_of(account, bill.bill_date)
    return Obligation(
        key=bill_key(account.id, bill.bill_date),
        source=Source.BILL,
        account_id=account.id,
        product_id=account.product_id,
        due_date=bill.due_date,
        cutoff=standing.cutoff,
        deduct_at=cutoff_instant(bill.due_date, terms.deduct_at),
        whole=standing.own,
        paid=standing.paid,
        amount=standing.remaining,
        minimum=standing.minimum_remaining,
        to_pay=standing.to_pay,
        penalty=standing.penalty,
        state=standing.state,
        open=bool(standing.to_pay) and not standing.rolled,
        estimated=False,
        since=bill.dated_at,
        paying_account_id=account.paying_account_id,
        bill_date=bill.bill_date,
        bill_id=bill.id,
    )


def _term_due(snapshot: Snapshot, account: Account, loan: Loan, term: TermStanding) -> Obligation:
    terms = snapshot.terms_of(account, loan.start)
    return Obligation(
        key=term_key(loan.id, term.row.no),
        source=Source.LOAN_TERM,
        account_id=account.id,
        product_id=account.product_id,
        due_date=term.row.due,
        cutoff=term.cutoff,
        deduct_at=cutoff_instant(term.row.due, terms.deduct_at),
        whole=term.row.payment,
        paid=term.paid,
        amount=term.remaining,
        minimum=term.remaining,
        to_pay=term.remaining,
        penalty=term.penalty,
        state=term.state,
        open=bool(term.remaining),
        estimated=False,
        since=loan.dated_at,
        paying_account_id=account.paying_account_id,
        loan_id=loan.id,
        term_no=term.row.no,
    )


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a bill that was not typed yet should hold (预计账单).

    Attributes:
        unbilled: spending read as 未出账 that falls into it.
        instalments: parts of running plans (principal and fee) that fall into it.
        rolled: remainder of the last bill after its minimum was paid.
        interest: interest on that remainder until the day before the bill day.
    """

    bill_date: date
    due_date: date
    unbilled: Money
    instalments: Money
    rolled: Money
    interest: Money
    since: datetime

    @property
    def amount(self) -> Money:
        """All of it together."""
        return self.unbilled + self.instalments + self.rolled + self.interest


def forecast_bills(snapshot: Snapshot, account: Account) -> tuple[Forecast, ...]:
    """The account's coming bills after the last one that was typed, earliest first.

    Spending falls into the bill after the day it was read on (products.md 1, "posting on the bill
    day"), instalment parts into the bill with their due day, a rolled remainder with its interest
    into the next bill (products.md 2.2, vector HB-MIN-05).
    """
    bills = snapshot.bills_of(account.id)
    last = bills[-1] if bills else None
    parts: dict[date, list[Forecast]] = {}
    for part in _parts(snapshot, account, last):
        if part.amount and (last is None or part.bill_date > last.bill_date):
            parts.setdefault(part.bill_date, []).append(part)
    return tuple(_merged(parts[bill_date]) for bill_date in sorted(parts))


def _merged(parts: list[Forecast]) -> Forecast:
    first = parts[0]
    return Forecast(
        first.bill_date,
        first.due_date,
        sum((part.unbilled for part in parts), ZERO),
        sum((part.instalments for part in parts), ZERO),
        sum((part.rolled for part in parts), ZERO),
        sum((part.interest for part in parts), ZERO),
        min(part.since for part in parts),
    )


def _parts(snapshot: Snapshot, account: Account, last: Bill | None) -> Iterator[Forecast]:
    terms = snapshot.terms_of(account)
    if terms.bill_day is None:
        return
    reading = _live_reading(snapshot.readings_of(account.id), last)
    if reading is not None:
        bill_date = next_bill_date(reading.read_on, terms.bill_day)
        due = _due_of(bill_date, terms)
        yield Forecast(bill_date, due, reading.unbilled, ZERO, ZERO, ZERO, reading.created_at)
    if last is not None:
        yield from _rolled(snapshot, last, terms)
    for plan in snapshot.plans_of(account.id):
        for row in plan_rows(plan, terms.instalment_remainder):
            # A plan may be typed in long after it began: parts before that day were billed then.
            if row.due is not None and row.due >= plan.created_at.astimezone(BEIJING).date():
                bill_date = latest_bill_date(row.due - timedelta(days=1), terms.bill_day)
                due = _due_of(bill_date, terms)
                yield Forecast(bill_date, due, ZERO, row.payment, ZERO, ZERO, plan.created_at)


def _live_reading(readings: tuple[Reading, ...], last: Bill | None) -> Reading | None:
    if not readings or (last is not None and readings[-1].read_on < last.bill_date):
        return None
    return readings[-1]


def _due_of(bill_date: date, terms: Terms) -> date:
    return due_date(bill_date, due_day=terms.due_day, due_offset_days=terms.due_offset_days)


def _rolled(snapshot: Snapshot, last: Bill, terms: Terms) -> Iterator[Forecast]:
    standing = bill_standing(snapshot, last)
    if not standing.rolled or terms.bill_day is None:
        return
    bill_date = next_bill_date(last.bill_date, terms.bill_day)
    accrued = unpaid_interest(
        standing.own,
        snapshot.payments_of_bill(last.id),
        terms.daily_rate,
        last.due_date,
        bill_date - timedelta(days=1),
    )
    yield Forecast(
        bill_date,
        _due_of(bill_date, terms),
        ZERO,
        ZERO,
        standing.remaining,
        Money.rounded(accrued),
        last.created_at,
    )


def forecasts(snapshot: Snapshot, account: Account) -> Iterator[Obligation]:
    """The coming bills as obligations, marked as estimated."""
    for forecast in forecast_bills(snapshot, account):
        terms = snapshot.terms_of(account, forecast.bill_date)
        cutoff = cutoff_instant(forecast.due_date, terms.cutoff)
        yield Obligation(
            key=bill_key(account.id, forecast.bill_date),
            source=Source.FORECAST,
            account_id=account.id,
            product_id=account.product_id,
            due_date=forecast.due_date,
            cutoff=cutoff,
            deduct_at=cutoff_instant(forecast.due_date, terms.deduct_at),
            whole=forecast.amount,
            paid=ZERO,
            amount=forecast.amount,
            minimum=_forecast_minimum(forecast, terms),
            to_pay=forecast.amount,
            penalty=ZERO,
            state=_forecast_state(snapshot, forecast, cutoff),
            open=True,
            estimated=True,
            since=forecast.since,
            paying_account_id=account.paying_account_id,
            bill_date=forecast.bill_date,
        )


def _forecast_minimum(forecast: Forecast, terms: Terms) -> Money:
    if terms.min_ratio is None:
        return forecast.amount
    rolling = forecast.unbilled + forecast.rolled
    return rolling.share(terms.min_ratio) + forecast.instalments + forecast.interest


def _forecast_state(snapshot: Snapshot, forecast: Forecast, cutoff: datetime) -> State:
    if snapshot.now >= cutoff:
        return State.OVERDUE
    return State.UNBILLED if snapshot.today < forecast.bill_date else State.DUE
