"""Where each loan and each of its terms stands at an instant: paid, remaining, state, 罚息 so far."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from assistant.domain.account import Loan, Payment, PaymentKind
from assistant.domain.calendar import cutoff_instant
from assistant.domain.lateness import Arrears, arrears, counting_day
from assistant.domain.loan import LoanTerms, Prepayment, ScheduleRow, schedule
from assistant.domain.money import ZERO, Money, total
from assistant.domain.posting import Event, first_to
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State, late_rule
from assistant.domain.terms import Terms


@dataclass(frozen=True, slots=True)
class TermStanding:
    """One term (期) of a loan at an instant.

    Attributes:
        paid: what was paid for it, with what was paid beyond an earlier term.
        remaining: what is left of it; interest was covered before principal (products.md 1).
        penalty: 罚息 accrued until then, an estimate; it may be all that is left.
    """

    row: ScheduleRow
    state: State
    cutoff: datetime
    paid: Money
    remaining: Money
    days_late: int
    penalty: Money

    @property
    def principal(self) -> Money:
        """The principal that is still owed of it."""
        return min(self.row.principal, self.remaining)


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


def loan_standing(snapshot: Snapshot, loan: Loan) -> LoanStanding:
    """Where ``loan`` and each of its terms stand at the snapshot's instant.

    What was paid beyond a term goes to the next one.
    """
    account_terms = snapshot.terms_of(snapshot.account(loan.account_id), loan.start)
    payments = snapshot.payments_of_loan(loan.id)
    closed = any(payment.kind is PaymentKind.SETTLEMENT for payment in payments)
    terms = terms_as_paid(loan, account_terms, payments)
    standings: list[TermStanding] = []
    over: list[Event] = []
    for row in loan_rows(terms):
        own = [(paid.counts_on, paid.covers) for paid in payments if paid.term_no == row.no]
        if closed or row.no <= loan.paid_terms:
            paid = row.payment if row.no <= loan.paid_terms else total(sum_ for _, sum_ in own)
            cutoff = cutoff_instant(row.due, account_terms.cutoff)
            standings.append(TermStanding(row, State.SETTLED, cutoff, paid, ZERO, 0, ZERO))
            continue
        standing, over = _term_standing(snapshot, terms, row, account_terms, own + over)
        standings.append(standing)
    return LoanStanding(
        loan,
        tuple(standings),
        total(term.principal for term in standings),
        settled=all(term.state is State.SETTLED for term in standings),
    )


def _term_standing(
    snapshot: Snapshot,
    loan_terms: LoanTerms,
    row: ScheduleRow,
    terms: Terms,
    paid: Sequence[Event],
) -> tuple[TermStanding, list[Event]]:
    """Where an open term stands after ``paid``, and what of that is over, on the day it came."""
    last_day = row.due + timedelta(days=terms.grace_days)
    after = snapshot.now >= cutoff_instant(last_day, terms.cutoff)
    came = total(amount for _, amount in paid)
    left = Arrears(max(row.payment - came, ZERO), ZERO, max(came - row.payment, ZERO))
    if after and total(amount for day, amount in paid if day <= last_day) < row.payment:
        left = term_arrears(row, loan_terms, terms, paid, counting_day(snapshot.today, paid))
    waits = bool(left.amount or left.penalty)
    late = after and waits
    state = State.OVERDUE if late else State.DUE if waits else State.SETTLED
    standing = TermStanding(
        row,
        state,
        cutoff_instant(row.due, terms.cutoff),
        came - left.over,
        left.amount,
        (snapshot.today - row.due).days if late else 0,
        left.penalty,
    )
    return standing, [(max(day for day, _ in paid), left.over)] if left.over else []


def terms_as_paid(loan: Loan, terms: Terms, payments: Sequence[Payment]) -> LoanTerms:
    """What the loan's schedule is computed from, its prepayments where they take effect.

    A term that was paid before its due day stays as it was paid: what is then prepaid lowers the
    principal behind it, from its due day on.
    """
    plain = loan.loan_terms(terms, payments)
    made: list[Prepayment] = []
    prepaid = [row for row in payments if row.kind is PaymentKind.PREPAYMENT]
    for before, prepayment in zip(prepaid, plain.prepayments, strict=True):
        rows = loan_rows(replace(plain, prepayments=tuple(made)))
        known = [row for row in payments if (row.paid_on, row.id) < (before.paid_on, before.id)]
        behind = _paid_until(rows, known, loan.paid_terms, prepayment.on)
        made.append(replace(prepayment, on=behind))
    return replace(plain, prepayments=tuple(made))


def _paid_until(
    rows: Sequence[ScheduleRow], payments: Sequence[Payment], paid_terms: int, on: date
) -> date:
    """The due day of the last term that ``payments`` pay from the first on without a gap; at least ``on``.

    A term that was paid before it was typed in here was paid on its due day: nobody said when.
    """
    over = ZERO
    for row in rows:
        if row.no > paid_terms:
            own = total(paid.covers for paid in payments if paid.term_no == row.no)
            over += own - row.payment
        if over < ZERO or (row.no <= paid_terms and row.due > on):
            break
        on = max(on, row.due)
    return on


def term_arrears(
    row: ScheduleRow,
    loan_terms: LoanTerms,
    terms: Terms,
    payments: Sequence[Event],
    on: date,
) -> Arrears:
    """What is left of a late term and its 罚息 (products.md 3, vectors JB-OVD-01/02)."""
    from assistant.domain.settlement import loan_overdue, penalty_rate  # late: few loans are late

    daily = loan_terms.rate_on(row.due).daily
    if not payments:
        penalty = loan_overdue(row, daily, on, terms).penalty
        return Arrears(row.payment, penalty)
    rule = replace(late_rule(terms), daily_rate=penalty_rate(daily, terms.penalty_multiplier))
    if terms.penalty_base == "principal_and_interest":
        return arrears(row.payment, row.due, payments, on, rule)
    # The term's interest bears nothing here; it is covered before the principal (art. 561).
    to_interest, past = first_to(payments, ZERO, row.interest)
    left = arrears(row.principal, row.due, past, on, rule)
    unpaid = row.interest - total(amount for _, amount in to_interest)
    return replace(left, amount=left.amount + unpaid)


@lru_cache(maxsize=4096)
def loan_rows(terms: LoanTerms) -> tuple[ScheduleRow, ...]:
    """A loan's schedule; kept, because every tick and every view asks for the same one."""
    return schedule(terms)
