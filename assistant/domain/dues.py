"""Every product's obligations as one sorted list: calendar, reminders, reserve and plan all read this one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from assistant.domain.account import Account, Loan, Payment
from assistant.domain.calendar import BEIJING, cutoff_instant
from assistant.domain.loan_standing import TermStanding, loan_standing
from assistant.domain.money import ZERO, Money
from assistant.domain.product import Family
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import BillStanding, State, bill_standing
from assistant.domain.statement import Forecast, forecast_bills
from assistant.domain.terms import FULL_DAY_MINUTES, Terms


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
        estimated: the lender's bill was not typed yet; the amount is this program's forecast.
        sources: paying accounts in the order of the deduction.
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
    sources: tuple[int, ...]
    bill_date: date | None = None
    bill_id: int | None = None
    loan_id: int | None = None
    term_no: int | None = None

    @property
    def paying_account_id(self) -> int | None:
        """The first source of the deduction, None while none was told."""
        return self.sources[0] if self.sources else None

    @property
    def outstanding(self) -> Money:
        """All that can be repaid of it now: what is left, with its penalty."""
        return self.amount + self.penalty


def bill_key(account_id: int, bill_date: date) -> str:
    """The obligation's name of a bill, typed or forecast."""
    return f"bill:{account_id}:{bill_date.isoformat()}"


def term_key(loan_id: int, term_no: int) -> str:
    """The obligation's name of one term of a loan."""
    return f"loan:{loan_id}:{term_no}"


def obligations(snapshot: Snapshot, until: date) -> tuple[Obligation, ...]:
    """All that is still to pay and due on or before ``until``, overdue items included, earliest first."""
    return tuple(due for due in every_due(snapshot, until) if due.open)


def same_until(dues: Iterable[Obligation], now: datetime) -> datetime:
    """Until when dues stay as they are while nothing is typed: the next midnight or cut-off hour in Beijing.

    Grace days move a cut-off by whole days, so that its hour is that of the due day's.
    """
    local = now.astimezone(BEIJING)
    hours = {due.cutoff.astimezone(BEIJING).time() for due in dues} | {time()}
    coming = (
        datetime.combine(local.date() + timedelta(days=days), hour, BEIJING)
        for days in (0, 1)
        for hour in hours
    )
    return min(instant for instant in coming if instant > local)


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
    if snapshot.product_of(account).family is not Family.REVOLVING:
        for loan in snapshot.loans_of(account.id):
            for term in loan_standing(snapshot, loan).terms:
                yield _term_due(snapshot, account, loan, term)
        return
    for bill in snapshot.bills_of(account.id):
        yield _bill_due(snapshot, account, bill_standing(snapshot, bill))
    yield from forecasts(snapshot, account)


def terms_of_due(snapshot: Snapshot, due: Obligation) -> Terms:
    """The terms that a due stands under: its account's on the bill day, or when the loan began."""
    day = due.bill_date if due.loan_id is None else snapshot.loan(due.loan_id).start
    return snapshot.terms_of(snapshot.account(due.account_id), day)


def is_after_hour(snapshot: Snapshot, due: Obligation, at: datetime) -> bool:
    """Whether ``at`` is on the last day that is in time for ``due``, after the hour that ends it there.

    Most lenders end the day at midnight: then no instant of the day is.
    """
    terms = terms_of_due(snapshot, due)
    last_day = due.due_date + timedelta(days=terms.grace_days)
    ends = cutoff_instant(last_day, terms.cutoff)
    return ends <= at < cutoff_instant(last_day, FULL_DAY_MINUTES)


def payments_of_due(snapshot: Snapshot, due: Obligation) -> tuple[Payment, ...]:
    """The repayments of a bill, those of a forecast before it was out; none of a loan's term."""
    if due.bill_id is not None:
        return snapshot.payments_of_bill(due.bill_id)
    return tuple(
        row for row in snapshot.prepayments_of(due.account_id) if row.bill_date == due.bill_date
    )


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
        estimated=bill.assumed,
        since=bill.dated_at,
        sources=account.sources,
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
        open=term.state is not State.SETTLED,
        estimated=False,
        since=loan.dated_at,
        sources=account.sources,
        loan_id=loan.id,
        term_no=term.row.no,
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
            whole=forecast.whole,
            paid=forecast.paid_ahead,
            amount=forecast.amount,
            minimum=forecast.minimum(terms),
            to_pay=forecast.amount,
            penalty=ZERO,
            state=_forecast_state(snapshot, forecast, cutoff),
            open=bool(forecast.amount),
            estimated=True,
            since=forecast.since,
            sources=account.sources,
            bill_date=forecast.bill_date,
        )


def _forecast_state(snapshot: Snapshot, forecast: Forecast, cutoff: datetime) -> State:
    if not forecast.amount:
        return State.SETTLED
    if snapshot.now >= cutoff:
        return State.OVERDUE
    return State.UNBILLED if snapshot.today < forecast.bill_date else State.DUE
