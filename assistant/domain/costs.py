"""What each instalment plan, loan and rolled bill of an account really costs a year (products.md 6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assistant.domain.account import Account, InstalmentPlan, Loan
from assistant.domain.accrual import QuotedRate
from assistant.domain.loan import Method
from assistant.domain.loan_standing import loan_rows, loan_standing, terms_as_paid
from assistant.domain.money import ZERO, Money, total
from assistant.domain.plan_parts import plan_rows, whole_plan_rows
from assistant.domain.product import Family
from assistant.domain.rate import Irr, irr
from assistant.domain.snapshot import Snapshot

_HALF_A_MONTH = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Cost:
    """One instrument's yearly cost as shares.

    Attributes:
        nominal: twelve times the monthly internal rate, the market's habit.
        effective: compounded over the year (复利).
        simple: the simple annual rate of the contract (单利); None for a plan with a fee.
        disclosed: the lender's own 综合融资成本明示表, as typed.
        since: the contract's day, by which caps are looked up.
        about: stable name: ``loan:3``, ``plan:2``, or the account of what rolls.
    """

    title: str
    nominal: Decimal
    effective: Decimal
    simple: Decimal | None
    disclosed: Decimal | None
    since: date
    about: str = ""

    @property
    def is_rolling(self) -> bool:
        """Whether it is what a minimum leaves, which has no contract of its own."""
        return self.about.startswith("account:")

    @property
    def difference(self) -> Decimal | None:
        """Ours less the lender's figure; None while that was not typed."""
        return None if self.disclosed is None else self.nominal - self.disclosed


def costs(snapshot: Snapshot, account: Account, rolling: str) -> tuple[Cost, ...]:
    """All of an account's instruments; ``rolling`` is the title of what a minimum leaves."""
    return tuple(_costs(snapshot, account, rolling))


def running_costs(snapshot: Snapshot, account: Account) -> Iterator[Cost]:
    """Those of the instruments that still owe something; the title of what rolls is empty."""
    over = {
        f"loan:{loan.id}"
        for loan in snapshot.loans_of(account.id)
        if loan_standing(snapshot, loan).settled
    }
    for plan in snapshot.plans_of(account.id):
        if all(row.due is None or row.due < snapshot.today for row in plan_rows(snapshot, plan)):
            over.add(f"plan:{plan.id}")
    return (cost for cost in _costs(snapshot, account, "") if cost.about not in over)


def _costs(snapshot: Snapshot, account: Account, rolling: str) -> Iterator[Cost]:
    terms = snapshot.terms_of(account)
    if snapshot.product_of(account).family is Family.REVOLVING:
        if terms.daily_rate:
            monthly = Irr(QuotedRate(terms.daily_rate).annual / 12)
            simple = monthly.nominal
            about = f"account:{account.id}"
            yield Cost(rolling, simple, monthly.effective, simple, None, snapshot.today, about)
        for plan in snapshot.plans_of(account.id):
            yield plan_cost(snapshot, plan)
    for loan in snapshot.loans_of(account.id):
        yield loan_cost(snapshot, loan)


def plan_cost(snapshot: Snapshot, plan: InstalmentPlan) -> Cost:
    """A plan's parts as they are, one a month from the start; settled early with what that took.

    The settlement stands in the month of the part whose due day is nearest (vector HB-INS-09).
    """
    whole = whole_plan_rows(snapshot, plan)
    paid = [row.payment for row in plan_rows(snapshot, plan)]
    for made in snapshot.payments_of_plan(plan.id):
        near = made.paid_on + _HALF_A_MONTH
        month = max(sum(row.due is not None and row.due <= near for row in whole), 1)
        paid += [ZERO] * (month - len(paid))
        paid[month - 1] += made.amount
    found = _internal(total(row.principal for row in whole), paid)
    since = plan.created_at.date()
    about = f"plan:{plan.id}"
    return Cost(plan.title, found.nominal, found.effective, None, plan.disclosed_rate, since, about)


def loan_cost(snapshot: Snapshot, loan: Loan) -> Cost:
    """A loan's terms as they are, one a month; one repaid at once by its days."""
    terms = snapshot.terms_of(snapshot.account(loan.account_id), loan.start)
    rows = loan_rows(terms_as_paid(loan, terms, snapshot.payments_of_loan(loan.id)))
    simple = loan.quoted(terms).annual
    if loan.method is Method.AT_END:
        return Cost(
            *(loan.title, simple, simple, simple),
            *(loan.disclosed_rate, loan.start, f"loan:{loan.id}"),
        )
    received = total(row.principal for row in rows)
    found = _internal(received, [row.payment for row in rows])
    return Cost(
        *(loan.title, found.nominal, found.effective, simple),
        *(loan.disclosed_rate, loan.start, f"loan:{loan.id}"),
    )


def _internal(received: Money, payments: list[Money]) -> Irr:
    return irr([Decimal(received.fen), *(Decimal(-payment.fen) for payment in payments)])
