"""Where each loan and each of its terms stands at an instant: paid, remaining, state, 罚息 so far."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from assistant.domain.account import Loan, Payment, PaymentKind
from assistant.domain.calendar import cutoff_instant
from assistant.domain.lateness import Arrears, arrears, counting_day
from assistant.domain.loan import LoanTerms, ScheduleRow, schedule
from assistant.domain.money import ZERO, Money, total
from assistant.domain.posting import first_to
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State, late_rule
from assistant.domain.terms import Terms


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


def loan_standing(snapshot: Snapshot, loan: Loan) -> LoanStanding:
    """Where ``loan`` and each of its terms stand at the snapshot's instant."""
    account_terms = snapshot.terms_of(snapshot.account(loan.account_id), loan.start)
    payments = snapshot.payments_of_loan(loan.id)
    closed = any(payment.kind is PaymentKind.SETTLEMENT for payment in payments)
    terms = loan.loan_terms(account_terms, payments)
    standings = tuple(
        _term_standing(snapshot, terms, loan, row, account_terms, payments, closed=closed)
        for row in loan_rows(terms)
    )
    unpaid = total(term.row.principal for term in standings if term.state is not State.SETTLED)
    return LoanStanding(
        loan, standings, unpaid, settled=all(t.state is State.SETTLED for t in standings)
    )


def _term_standing(
    snapshot: Snapshot,
    loan_terms: LoanTerms,
    loan: Loan,
    row: ScheduleRow,
    terms: Terms,
    payments: Sequence[Payment],
    *,
    closed: bool,
) -> TermStanding:
    mine = [(paid.paid_on, paid.covers) for paid in payments if paid.term_no == row.no]
    before = closed or row.no <= loan.paid_terms
    paid = row.payment if row.no <= loan.paid_terms else total(amount for _, amount in mine)
    last_day = row.due + timedelta(days=terms.grace_days)
    over = not before and snapshot.now >= cutoff_instant(last_day, terms.cutoff)
    left = Arrears(max(row.payment - paid, ZERO), ZERO)
    if over and (
        left.amount or total(amount for day, amount in mine if day <= last_day) < row.payment
    ):
        on = counting_day(snapshot.today, mine)
        left = term_arrears(row, loan_terms, terms, mine, on)
    done = before or not left.amount
    late = over and not done
    state = State.SETTLED if done else State.OVERDUE if late else State.DUE
    return TermStanding(
        row,
        state,
        cutoff_instant(row.due, terms.cutoff),
        paid,
        ZERO if done else left.amount,
        (snapshot.today - row.due).days if late else 0,
        left.penalty if late else ZERO,
    )


def term_arrears(
    row: ScheduleRow,
    loan_terms: LoanTerms,
    terms: Terms,
    payments: Sequence[tuple[date, Money]],
    on: date,
) -> Arrears:
    """What is left of a late term and its 罚息 (products.md 3, vectors JB-OVD-01/02)."""
    from assistant.domain.settlement import loan_overdue, penalty_rate  # late: few loans are late

    daily = loan_terms.rate_on(row.due).daily
    if not payments:
        penalty = loan_overdue(
            row,
            daily_rate=daily,
            settled_on=on,
            multiplier=terms.penalty_multiplier,
            base=terms.penalty_base,
            grace_days=terms.grace_days,
        ).penalty
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
