"""From nothing to the first answer: one account, what it asks for next, and the cash it is paid from."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assistant.domain import drafts
from assistant.domain.account import DatedTerm
from assistant.domain.calendar import add_months, due_date, latest_bill_date, next_bill_date
from assistant.domain.cash import Cover
from assistant.domain.draft import (
    AccountDraft,
    BillDraft,
    LoanDraft,
    PayingAccountDraft,
    ReadingDraft,
)
from assistant.domain.drafts import Values
from assistant.domain.dues import Obligation
from assistant.domain.money import ZERO, Money
from assistant.domain.overview import overview
from assistant.domain.product import Family, Product
from assistant.domain.required import reserve_plan
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State
from assistant.domain.term_text import read_date
from assistant.errors import UserError

NOT_YET = 0
"""The account's id in a draft that is stored together with its account."""


@dataclass(frozen=True, slots=True)
class FirstDraft:
    """An account with its first bill or loan and the account it is paid from, stored as one step.

    Attributes:
        reading: what is owed of a bill that is not out yet.
    """

    account: AccountDraft
    paying: PayingAccountDraft
    bill: BillDraft | None
    loan: LoanDraft | None
    reading: ReadingDraft | None = None


def usual_due(product: Product, today: date) -> date | None:
    """The next due day by the product's usual days, today counted; None where it has none."""
    terms = product.terms_on(today)
    if terms.bill_day is None or (terms.due_day is None and terms.due_offset_days is None):
        return None
    bill_date = latest_bill_date(today, terms.bill_day)
    while True:
        due = due_date(bill_date, due_day=terms.due_day, due_offset_days=terms.due_offset_days)
        if due >= today:
            return due
        bill_date = next_bill_date(bill_date, terms.bill_day)


def first_draft(product: Product, name: str, values: Values, today: date) -> FirstDraft:
    """A first account from at most six fields.

    Args:
        product: whose defaults fill in all that is not asked.
        name: the account's name.
        values: ``due_date``, ``paying_account``, ``balance``; of a bill ``amount`` and, if given,
            ``minimum`` and ``limit``; of a loan ``principal``, ``daily_rate`` or ``annual_rate``,
            ``terms``.
        today: Beijing day.

    Raises:
        UserError: a field is empty or wrong.
    """
    due = read_date(drafts.required(values, "due_date"), "due_date")
    paying = PayingAccountDraft(
        drafts.read_name(values, "paying_account"), drafts.optional_money(values, "balance")
    )
    if product.family is Family.REVOLVING:
        bill_day = _bill_day(product, due, today)
        bill, reading = _bill(values, due, today, bill_day)
        terms = [DatedTerm("due_day", str(due.day))]
        if bill_day != product.terms_on(today).bill_day:
            terms.append(DatedTerm("bill_day", str(bill_day)))
        limit = drafts.optional_money(values, "limit")
        if limit is not None:
            terms.append(DatedTerm("limit", str(limit)))
        account = AccountDraft(product.id, name, tuple(terms))
        return FirstDraft(account, paying, bill, None, reading)
    loan = _loan(product, name, values, due, today)
    return FirstDraft(AccountDraft(product.id, name, ()), paying, None, loan)


def _bill(
    values: Values, due: date, today: date, bill_day: int
) -> tuple[BillDraft | None, ReadingDraft | None]:
    """What was typed as a bill; as 未出账 while the bill that is due then is not out yet."""
    bill_date = latest_bill_date(due - timedelta(days=1), bill_day)
    dated = {"bill_date": bill_date.isoformat(), "due_date": due.isoformat()}
    bill = drafts.bill_draft(NOT_YET, {**values, **dated})
    if bill_date > today:
        return None, ReadingDraft(NOT_YET, today, bill.amount)
    return bill, None


def _bill_day(product: Product, due: date, today: date) -> int:
    """The bill day that goes with a due day where the lender offers only pairs, else the usual one."""
    paired = [bill for bill, with_due in product.day_pairs if with_due == due.day]
    return (paired or [product.terms_on(today).bill_day or 1])[0]


def _loan(product: Product, name: str, values: Values, due: date, today: date) -> LoanDraft:
    """What is left of a loan, as if it had begun a month before its next due day."""
    if due < today:
        raise UserError("first.loan_due_past", "due_date")
    terms = product.terms_on(today)
    return drafts.loan_draft(
        NOT_YET,
        {
            **values,
            "title": name,
            "start": add_months(due, -1).isoformat(),
            "first_due": due.isoformat(),
            "repay_day": str(due.day),
            "method": terms.schedule_method,
        },
    )


class Advice(StrEnum):
    """The one thing to do first."""

    PAY_OVERDUE = "pay_overdue"
    TRANSFER = "transfer"
    TELL_BALANCE = "tell_balance"
    CHECK = "check"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """The first useful answer.

    Attributes:
        due: what is to be paid next; None when nothing is.
        needed: the reserve that covers all dues until the next income.
        missing: what the paying account lacks for ``due``.
    """

    due: Obligation | None
    needed: Money
    advice: Advice
    missing: Money = ZERO


def first_answer(snapshot: Snapshot) -> FirstAnswer:
    """The next payment, the reserve it needs and one recommendation."""
    view = overview(snapshot)
    needed = reserve_plan(snapshot).needed
    due = view.next_due
    if due is None:
        return FirstAnswer(None, needed, Advice.NOTHING)
    funding = view.funding[due.key]
    if due.state is State.OVERDUE:
        return FirstAnswer(due, needed, Advice.PAY_OVERDUE, funding.missing)
    if funding.cover is Cover.UNKNOWN:
        return FirstAnswer(due, needed, Advice.TELL_BALANCE)
    if funding.missing:
        return FirstAnswer(due, needed, Advice.TRANSFER, funding.missing)
    return FirstAnswer(due, needed, Advice.CHECK)
