"""What settling a loan or an instalment plan early takes and saves, or prepaying a part of a loan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.domain.account import InstalmentPlan, Loan, Payment, PaymentKind
from assistant.domain.calendar import cutoff_instant
from assistant.domain.due_history import played_to
from assistant.domain.instalments import InstalmentRow
from assistant.domain.loan_standing import LoanStanding, loan_rows, loan_standing, terms_as_paid
from assistant.domain.money import ZERO, Money, total
from assistant.domain.plan_parts import plan_rows, was_billed
from assistant.domain.settlement import Settlement, early_settlement, partial_prepayment
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State
from assistant.errors import UserError


@dataclass(frozen=True, slots=True)
class SettlementOutlook:
    """What settling a loan on a day takes (提前结清).

    Attributes:
        overdue: terms late on that day, with their penalty; they have to be paid as well.
        settlement: principal not yet due with its interest to the day, and what is saved.
        ahead: what was paid already of terms that are not due then; it comes off.
    """

    on: date
    overdue: Money
    settlement: Settlement
    ahead: Money = ZERO

    @property
    def total(self) -> Money:
        """All that has to be paid on that day."""
        return max(self.overdue + self.settlement.total - self.ahead, ZERO)


def settlement_outlook(
    snapshot: Snapshot, standing: LoanStanding, on: date
) -> SettlementOutlook | None:
    """What settling on ``on`` takes and saves; None when nothing is left to settle.

    Terms due before ``on`` and unpaid are counted as they stand then, if nothing more is paid, with
    their 罚息 until that day; interest on the rest runs from the last due day before ``on``
    (products.md 3, vectors JB-EARLY-02, JB-OVD-03).

    Raises:
        UserError: ``settle.too_early``: before the last paid due day, or before the loan began.
    """
    if standing.settled:
        return None
    paid = [term.row.due for term in standing.terms[: standing.paid_terms]]
    first = min(max([standing.loan.start, *paid]), snapshot.today)
    if on < first:
        raise UserError("settle.too_early", "settle_day", day=first)
    loan = standing.loan
    account_terms = snapshot.terms_of(snapshot.account(loan.account_id), loan.start)
    payments = snapshot.payments_of_loan(loan.id)
    terms = terms_as_paid(loan, account_terms, payments)
    rows = loan_rows(terms)
    then = loan_standing(played_to(snapshot, on, (row.counts_on for row in payments)), loan)
    behind = [term for term in then.terms if term.row.due < on and term.state is not State.SETTLED]
    done = max([standing.paid_terms, *(term.row.no for term in behind)])
    late = total(term.remaining + term.penalty for term in behind)
    ahead = total(term.paid for term in standing.terms[done:])
    if done >= len(rows):
        nothing = Settlement(ZERO, 0, ZERO, ZERO, ZERO)
        return SettlementOutlook(on, late, nothing)
    settlement = early_settlement(
        terms, rows, paid_terms=done, on=on, fee_rate=account_terms.prepay_fee_rate
    )
    return SettlementOutlook(on, late, settlement, ahead)


@dataclass(frozen=True, slots=True)
class PrepaymentOutlook:
    """What prepaying a part of a loan takes and changes.

    Attributes:
        interest: taken with it, by the account's ``prepay_interest``; ``fee`` on top.
        before: the next payment and the last due day as planned, ``after`` with the prepayment.
        saved: interest of the terms left that is not paid any more, the fee taken off.
    """

    principal: Money
    interest: Money
    fee: Money
    next_before: Money
    next_after: Money
    last_before: date
    last_after: date
    saved: Money

    @property
    def total(self) -> Money:
        """What has to be paid on the day."""
        return self.principal + self.interest + self.fee


def prepayment_outlook(
    snapshot: Snapshot, standing: LoanStanding, on: date, principal: Money, effect: str
) -> PrepaymentOutlook:
    """What prepaying ``principal`` on ``on`` takes and saves (products.md 3.1, vector JB-EARLY-04).

    Raises:
        UserError: ``prepay.late_first``, ``prepay.too_much`` or ``settle.too_early``.
    """
    loan = standing.loan
    account_terms = snapshot.terms_of(snapshot.account(loan.account_id), loan.start)
    payments = snapshot.payments_of_loan(loan.id)
    terms = terms_as_paid(loan, account_terms, payments)
    rows = loan_rows(terms)
    done = standing.paid_terms
    since = rows[done - 1].due if done else loan.start
    if on < min(since, snapshot.today) or on < loan.start:
        raise UserError("settle.too_early", "paid_on", day=max(since, loan.start))
    # On a due day the term itself comes first: its interest is asked for with it.
    if any(row.due <= on for row in rows[done:]):
        raise UserError("prepay.late_first", "paid_on")
    part = partial_prepayment(terms, rows, paid_terms=done, on=on, principal=principal)
    ahead = total(term.paid for term in standing.terms[done:])
    if part.outstanding_after <= ahead:
        left = max(part.outstanding_after + principal - ahead, ZERO)
        raise UserError("prepay.too_much", "principal", left=left)
    whole = account_terms.prepay_interest == "all"
    interest = part.interest_on_all if whole else part.interest_on_part
    fee = principal.share(account_terms.prepay_fee_rate)
    made = _prepaid(loan, payments, on, principal + interest + fee)
    made = replace(made, principal=principal, interest=interest, effect=effect)
    changed = loan_rows(terms_as_paid(loan, account_terms, (*payments, made)))
    before = total(row.interest for row in rows[done:])
    after = total(row.interest for row in changed[done:]) + interest
    return PrepaymentOutlook(
        principal,
        interest,
        fee,
        rows[done].payment,
        changed[done].payment,
        rows[-1].due,
        changed[-1].due,
        before - after - fee,
    )


def _prepaid(loan: Loan, payments: Sequence[Payment], on: date, amount: Money) -> Payment:
    """A prepayment after all that was paid until its day."""
    number = max((row.id for row in payments), default=0) + 1
    made_at = cutoff_instant(on, 0)
    kind = PaymentKind.PREPAYMENT
    return Payment(number, amount, on, None, loan.id, None, kind, None, made_at)


@dataclass(frozen=True, slots=True)
class PlanOutlook:
    """What is left of an instalment plan, and what settling it early takes and saves.

    Attributes:
        past: parts that stand in a bill already, paid with it; ``left`` those after them.
        settlement: principal left and, unless the lender waives them, all fees left.
        saved: fees that settling early spares; nothing where they are sunk (products.md 2.3).
    """

    past: int
    left: tuple[InstalmentRow, ...]
    principal: Money
    fee: Money
    settlement: Money
    saved: Money


def plan_outlook(snapshot: Snapshot, plan: InstalmentPlan) -> PlanOutlook:
    """What settling ``plan`` today takes: the parts that stand in no bill yet (products.md 2.3)."""
    rows = plan_rows(snapshot, plan)
    account = snapshot.account(plan.account_id)
    left = tuple(row for row in rows if not was_billed(snapshot, account, row, snapshot.today))
    principal = total(row.principal for row in left)
    fee = total(row.fee for row in left)
    charged = fee if plan.waiver == "none" else ZERO
    return PlanOutlook(
        len(rows) - len(left), left, principal, fee, principal + charged, fee - charged
    )
