"""What a choice costs: a bill in full, at the minimum or late; a loan settled early."""

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.account import Loan
from assistant.domain.accrual import interest
from assistant.domain.calendar import due_date, next_bill_date
from assistant.domain.lateness import overdue
from assistant.domain.money import ZERO, Money, total
from assistant.domain.settlement import Settlement, early_settlement
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import BillStanding, LoanStanding, State, loan_rows
from assistant.errors import UserError


@dataclass(frozen=True, slots=True)
class MinimumOutlook:
    """What paying only the minimum costs (最低还款).

    Attributes:
        pay: what is paid now.
        left: what stays and bears interest from the day after the due day.
        per_day: interest of one day, to the fen.
        next_due: the next bill's due day; ``interest`` is what has accrued by then.
        is_floor: interest runs from posting (全额计息), so the true cost is higher than this.
    """

    pay: Money
    left: Money
    per_day: Money
    next_due: date
    interest: Money
    is_floor: bool


@dataclass(frozen=True, slots=True)
class LateOutlook:
    """What ``days`` days late cost (逾期); ``total`` is the bill with the penalty."""

    days: int
    settled_on: date
    penalty: Money
    total: Money


@dataclass(frozen=True, slots=True)
class BillOutlook:
    """A bill's three ways. ``minimum`` is None where no minimum is offered or it is past."""

    full: Money
    minimum: MinimumOutlook | None
    late: LateOutlook


def bill_outlook(snapshot: Snapshot, standing: BillStanding, late_days: int) -> BillOutlook:
    """What the rest of a bill costs if paid in full, at the minimum, or ``late_days`` days late.

    Interest after a minimum payment: rate per day on the rest, from the day after the due day
    (products.md 2.2). Late: unpaid amount × rate × days, simple (products.md 2.4).
    """
    bill = standing.bill
    terms = snapshot.terms_of(snapshot.account(bill.account_id), bill.bill_date)
    late = overdue(
        standing.remaining,
        bill.due_date,
        bill.due_date + timedelta(days=late_days),
        terms.overdue_daily_rate,
        grace_days=terms.grace_days,
        grace_retroactive=terms.grace_retroactive,
    )
    minimum = None
    offered = terms.min_ratio is not None and standing.minimum < standing.own
    if offered and standing.state is not State.OVERDUE and terms.bill_day is not None:
        left = standing.remaining - standing.minimum_remaining
        following = due_date(
            next_bill_date(bill.bill_date, terms.bill_day),
            due_day=terms.due_day,
            due_offset_days=terms.due_offset_days,
        )
        days = (following - bill.due_date).days
        minimum = MinimumOutlook(
            standing.minimum_remaining,
            left,
            Money.rounded(interest(left, terms.daily_rate, 1)),
            following,
            Money.rounded(interest(left, terms.daily_rate, days)),
            is_floor=terms.interest_start == "posting_date",
        )
    settled_on = bill.due_date + timedelta(days=late_days)
    return BillOutlook(
        standing.remaining,
        minimum,
        LateOutlook(late_days, settled_on, late.penalty, late.total),
    )


@dataclass(frozen=True, slots=True)
class SettlementOutlook:
    """What settling a loan on a day takes (提前结清).

    Attributes:
        overdue: terms late on that day, with their penalty; they have to be paid as well.
        settlement: principal not yet due with its interest to the day, and what is saved.
    """

    on: date
    overdue: Money
    settlement: Settlement

    @property
    def total(self) -> Money:
        """All that has to be paid on that day."""
        return self.overdue + self.settlement.total


def settlement_outlook(
    snapshot: Snapshot, standing: LoanStanding, on: date
) -> SettlementOutlook | None:
    """What settling on ``on`` takes and saves; None when nothing is left to settle.

    Terms due before ``on`` and unpaid are counted as they stand today; interest on the rest runs
    from the last due day before ``on`` (products.md 3, vectors JB-EARLY-02, JB-OVD-03).

    Raises:
        UserError: ``settle.too_early``: before the last paid due day, or before the loan began.
    """
    if standing.settled:
        return None
    paid = [term.row.due for term in standing.terms[: standing.paid_terms]]
    first = min(max([standing.loan.start, *paid]), snapshot.today)
    if on < first:
        raise UserError("settle.too_early", "settle_day", day=first)
    loan: Loan = standing.loan
    account_terms = snapshot.terms_of(snapshot.account(loan.account_id), loan.start)
    rows = loan_rows(loan, account_terms.min_days)
    behind = [
        term for term in standing.terms if term.row.due < on and term.state is not State.SETTLED
    ]
    done = max([standing.paid_terms, *(term.row.no for term in behind)])
    late = total(term.remaining + term.penalty for term in behind)
    if done >= len(rows):
        nothing = Settlement(ZERO, 0, ZERO, ZERO, ZERO)
        return SettlementOutlook(on, late, nothing)
    settlement = early_settlement(
        loan.loan_terms(account_terms.min_days), rows, paid_terms=done, on=on
    )
    return SettlementOutlook(on, late, settlement)
