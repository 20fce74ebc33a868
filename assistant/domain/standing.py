"""Where each bill and each loan term stands at an instant: paid, remaining, state, penalty so far."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from assistant.domain.account import Bill, InstalmentPlan, Intent, Loan, Payment, PaymentKind
from assistant.domain.accrual import interest
from assistant.domain.calendar import cutoff_instant
from assistant.domain.instalments import InstalmentRow, fee_instalment
from assistant.domain.loan import ScheduleRow, schedule
from assistant.domain.money import ZERO, Money, Remainder, total
from assistant.domain.snapshot import Snapshot
from assistant.domain.terms import Terms


class State(StrEnum):
    """The state of a due: 未出账, 待还, 已还清, 最低已还, 逾期."""

    UNBILLED = "unbilled"
    DUE = "due"
    SETTLED = "settled"
    MINIMUM_PAID = "minimum_paid"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class BillStanding:
    """A bill (账单) at an instant.

    Attributes:
        own: the bill without what it carries of an earlier bill that is still listed itself.
        minimum: 最低还款 of the whole bill, as shown by the lender or by the product's rule.
        to_pay: what is left under the user's intent; the lender's full remainder when overdue.
        penalty: 逾期费用 accrued until the instant, an estimate.
        rolled: past the due day with the minimum paid; the remainder moves into the next bill.
    """

    bill: Bill
    state: State
    cutoff: datetime
    own: Money
    paid: Money
    remaining: Money
    minimum: Money
    minimum_remaining: Money
    to_pay: Money
    days_late: int
    penalty: Money
    rolled: bool


@dataclass(frozen=True, slots=True)
class TermStanding:
    """One term (期) of a loan at an instant; ``penalty`` is 罚息 accrued until then, an estimate."""

    row: ScheduleRow
    state: State
    cutoff: datetime
    paid: Money
    remaining: Money
    days_late: int
    penalty: Money


@dataclass(frozen=True, slots=True)
class LoanStanding:
    """A loan (借据) at an instant: its terms, principal still owed, and whether it is closed."""

    loan: Loan
    terms: tuple[TermStanding, ...]
    outstanding: Money
    settled: bool

    @property
    def paid_terms(self) -> int:
        """How many terms from the first on are paid without a gap."""
        count = 0
        for term in self.terms:
            if term.state is not State.SETTLED:
                break
            count += 1
        return count


def bill_standing(snapshot: Snapshot, bill: Bill) -> BillStanding:
    """Where ``bill`` stands at the snapshot's instant.

    Overdue begins after the cut-off of the due day, or of the last grace day (products.md 2.4, 9);
    a bill whose minimum was paid in time is not overdue (products.md 2.2).
    """
    terms = snapshot.terms_of(snapshot.account(bill.account_id), bill.bill_date)
    payments = snapshot.payments_of_bill(bill.id)
    own = max(bill.amount - bill.carried, ZERO)
    paid = total(payment.amount for payment in payments)
    remaining = max(own - paid, ZERO)
    minimum = min(bill_minimum(snapshot, bill, terms), own)
    cutoff = cutoff_instant(bill.due_date, terms.cutoff)
    last_day = bill.due_date + timedelta(days=terms.grace_days)
    in_time = total(payment.amount for payment in payments if payment.paid_on <= last_day)
    late = snapshot.now >= cutoff_instant(last_day, terms.cutoff)
    state = _bill_state(
        snapshot.today, bill, paid, remaining, late=late, minimum_met=in_time >= minimum
    )
    overdue = state is State.OVERDUE
    minimum_remaining = remaining if overdue else max(minimum - paid, ZERO)
    means_minimum = bill.intent is Intent.MINIMUM and not overdue
    return BillStanding(
        bill=bill,
        state=state,
        cutoff=cutoff,
        own=own,
        paid=paid,
        remaining=remaining,
        minimum=minimum,
        minimum_remaining=minimum_remaining,
        to_pay=minimum_remaining if means_minimum else remaining,
        days_late=(snapshot.today - bill.due_date).days if overdue else 0,
        penalty=bill_penalty(bill, own, payments, terms, snapshot.today) if overdue else ZERO,
        rolled=state is State.MINIMUM_PAID and late,
    )


def _bill_state(
    today: date, bill: Bill, paid: Money, remaining: Money, *, late: bool, minimum_met: bool
) -> State:
    if not remaining:
        return State.SETTLED
    if late and not minimum_met:
        return State.OVERDUE
    if late or (paid and minimum_met):
        return State.MINIMUM_PAID
    return State.UNBILLED if today < bill.bill_date else State.DUE


def bill_minimum(snapshot: Snapshot, bill: Bill, terms: Terms) -> Money:
    """The bill's minimum: what the lender shows, else the product's rule; all of it where none is offered."""
    if bill.minimum is not None:
        return bill.minimum
    if terms.min_ratio is None:
        return bill.amount
    from assistant.domain.minimum import BillParts, minimum_payment  # late: most bills show theirs

    parts = [
        row
        for plan in snapshot.plans_of(bill.account_id)
        for row in plan_rows(plan, terms.instalment_remainder)
        if row.due == bill.due_date
    ]
    principal = total(row.principal for row in parts)
    fee = total(row.fee for row in parts)
    revolving = max(bill.amount - bill.carried - principal - fee, ZERO)
    rule = BillParts(revolving, principal, fee, ZERO, bill.carried)
    return min(minimum_payment(rule, terms.min_ratio, terms.min_floor), bill.amount)


def bill_penalty(
    bill: Bill, own: Money, payments: Sequence[Payment], terms: Terms, on: date
) -> Money:
    """逾期费用 until ``on``: unpaid amount × rate per day × days, simple, not on itself (products.md 2.4)."""
    unrounded = unpaid_interest(own, payments, terms.overdue_daily_rate, bill.due_date, on)
    free = 0 if terms.grace_retroactive else terms.grace_days
    if (on - bill.due_date).days <= terms.grace_days:
        return ZERO
    if free:
        first = bill.due_date + timedelta(days=free)
        unrounded = unpaid_interest(own, payments, terms.overdue_daily_rate, first, on)
    return Money.rounded(unrounded)


def unpaid_interest(
    amount: Money, payments: Iterable[Payment], daily_rate: Decimal, start: date, end: date
) -> Decimal:
    """Unrounded 分 of simple interest on what is unpaid between two days; the day of a payment still counts."""
    balance, since, accrued = amount, start, Decimal(0)
    for payment in sorted(payments, key=lambda payment: (payment.paid_on, payment.id)):
        if payment.paid_on >= end:
            break
        if payment.paid_on > since:
            accrued += interest(max(balance, ZERO), daily_rate, (payment.paid_on - since).days)
            since = payment.paid_on
        balance -= payment.amount
    return accrued + interest(max(balance, ZERO), daily_rate, max((end - since).days, 0))


def loan_standing(snapshot: Snapshot, loan: Loan) -> LoanStanding:
    """Where ``loan`` and each of its terms stand at the snapshot's instant."""
    account_terms = snapshot.terms_of(snapshot.account(loan.account_id), loan.start)
    payments = snapshot.payments_of_loan(loan.id)
    closed = any(payment.kind is PaymentKind.SETTLEMENT for payment in payments)
    standings = tuple(
        _term_standing(snapshot, loan, row, account_terms, payments, closed=closed)
        for row in loan_rows(loan, account_terms.min_days)
    )
    unpaid = total(term.row.principal for term in standings if term.state is not State.SETTLED)
    return LoanStanding(loan, standings, unpaid, settled=not unpaid)


def _term_standing(
    snapshot: Snapshot,
    loan: Loan,
    row: ScheduleRow,
    terms: Terms,
    payments: Sequence[Payment],
    *,
    closed: bool,
) -> TermStanding:
    mine = [payment for payment in payments if payment.term_no == row.no]
    before = row.no <= loan.paid_terms
    paid = row.payment if before else total(payment.amount for payment in mine)
    done = closed or before or paid >= row.payment
    remaining = ZERO if done else row.payment - paid
    last_day = row.due + timedelta(days=terms.grace_days)
    late = not done and snapshot.now >= cutoff_instant(last_day, terms.cutoff)
    penalty = ZERO
    if late:
        penalty = _loan_penalty(row, loan, terms, mine, snapshot.today)
    state = State.SETTLED if done else State.OVERDUE if late else State.DUE
    return TermStanding(
        row,
        state,
        cutoff_instant(row.due, terms.cutoff),
        paid,
        remaining,
        (snapshot.today - row.due).days if late else 0,
        penalty,
    )


def _loan_penalty(
    row: ScheduleRow, loan: Loan, terms: Terms, payments: Sequence[Payment], on: date
) -> Money:
    from assistant.domain.settlement import loan_overdue, penalty_rate  # late: few loans are late

    if not payments:
        return loan_overdue(
            row,
            daily_rate=loan.daily_rate,
            settled=on,
            multiplier=terms.penalty_multiplier,
            base=terms.penalty_base,
            grace_days=terms.grace_days,
        ).penalty
    rate = penalty_rate(loan.daily_rate, terms.penalty_multiplier)
    return Money.rounded(unpaid_interest(row.payment, payments, rate, row.due, on))


@lru_cache(maxsize=4096)
def loan_rows(loan: Loan, min_days: int) -> tuple[ScheduleRow, ...]:
    """The loan's schedule; kept, because every tick and every view asks for the same one."""
    return schedule(loan.loan_terms(min_days))


@lru_cache(maxsize=4096)
def plan_rows(plan: InstalmentPlan, remainder: Remainder) -> tuple[InstalmentRow, ...]:
    """The instalment plan's parts by due day (products.md 2.3)."""
    return fee_instalment(
        plan.principal,
        plan.periods,
        total_fee=plan.total_fee,
        first_due=plan.first_due,
        remainder=remainder,
    ).rows
