"""The plan that the user keeps to, and how far what was paid follows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.calendar import add_months
from assistant.domain.money import ZERO, Money, total
from assistant.domain.planning.advance import later
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.kept_now import KeptNow
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.planning.plan import How, Ledger, Step
from assistant.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class KeptStep:
    """One step of it, in the user's own terms; ``product`` is its name in the plan's instance."""

    day: date
    account_id: int
    loan_id: int | None
    amount: Money
    how: How
    periods: int = 0
    product: str = ""


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A plan as it was when the user kept it.

    Attributes:
        debt_free: None while some debt lasts beyond it.
        instance: what it was computed from; None where that is not known any more.
    """

    made_on: date
    months: int
    harm: int
    cost: Money
    debt_free: date | None
    steps: tuple[KeptStep, ...]
    instance: Instance | None = None

    def as_computed(self) -> tuple[Step, ...]:
        """Its steps in the terms of its instance."""
        return tuple(
            Step(
                (step.day - self.made_on).days,
                step.product,
                step.amount.fen,
                step.how,
                step.periods,
            )
            for step in self.steps
        )

    def day_of_debt_free(self, start: date) -> int:
        """The debt-free day counted from ``start``; the day after its horizon while a debt lasts."""
        if self.debt_free is not None:
            return (self.debt_free - start).days
        return (add_months(self.made_on, self.months) - start).days + 1


def kept(case: Case, ledger: Ledger, months: int) -> KeptPlan:
    """A computed plan as one to keep."""
    steps = tuple(
        KeptStep(
            case.start + timedelta(days=step.day),
            case.origins[step.product].account_id,
            case.origins[step.product].loan_id,
            Money(step.fen),
            step.how,
            step.periods,
            step.product,
        )
        for step in ledger.steps
    )
    free = ledger.debt_free
    end = None if free is None else case.start + timedelta(days=free)
    return KeptPlan(case.start, months, ledger.harm, Money(ledger.cost), end, steps, case.instance)


def expected(plan: KeptPlan, case: Case) -> Instance | None:
    """What would be left today had all gone as the kept plan says; None where it is not known.

    Args:
        plan: the kept plan.
        case: today's facts until the same last day.
    """
    days = (case.start - plan.made_on).days
    if plan.instance is None or days < 0 or plan.instance.horizon - days != case.instance.horizon:
        return None
    found = later(plan.instance, plan.as_computed(), days)
    return None if found is None else found.instance


def kept_now(plan: KeptPlan, case: Case, ledger: Ledger) -> KeptNow:
    """How a kept plan stands.

    Args:
        plan: the kept plan.
        case: today's facts until its last day.
        ledger: the best plan for them.
    """
    free = ledger.debt_free
    end = case.instance.horizon + 1 if free is None else free
    return KeptNow(
        made_on=plan.made_on,
        cost=Money(ledger.cost),
        debt_free_then=plan.debt_free,
        promised=plan.cost - Money(_borne(plan, (case.start - plan.made_on).days)),
        debt_free=None if free is None else case.start + timedelta(days=free),
        days=end - plan.day_of_debt_free(case.start),
        missed=0 if plan.harm else len(ledger.misses),
    )


def _borne(plan: KeptPlan, days: int) -> int:
    """分 of its cost that the days gone by have billed, had all gone as it says."""
    if plan.instance is None or days <= 0:
        return 0
    found = later(plan.instance, plan.as_computed(), days)
    return 0 if found is None else found.before.cost


@dataclass(frozen=True, slots=True)
class Followed:
    """One account: planned and paid since the plan was made, until today."""

    account_id: int
    planned: Money
    paid: Money

    @property
    def ahead(self) -> Money:
        """What was paid more than planned; negative: less."""
        return self.paid - self.planned


def followed(snapshot: Snapshot, plan: KeptPlan) -> tuple[Followed, ...]:
    """Plan against actual, account by account; what is planned for today counts from tomorrow on."""
    known = {account.id for account in (*snapshot.accounts, *snapshot.archived)}
    accounts = sorted({step.account_id for step in plan.steps} & known)
    return tuple(
        Followed(
            account, _planned(plan.steps, account, snapshot.today), _paid(snapshot, plan, account)
        )
        for account in accounts
    )


def _planned(steps: Iterable[KeptStep], account: int, today: date) -> Money:
    return total(
        step.amount
        for step in steps
        if step.account_id == account and step.day < today and step.how is not How.INSTALMENT
    )


def _paid(snapshot: Snapshot, plan: KeptPlan, account: int) -> Money:
    mine = {bill.id for bill in snapshot.bills_of(account)}
    loans = {loan.id for loan in snapshot.loans_of(account)}
    return (
        total(
            row.amount
            for row in snapshot.payments
            if row.paid_on >= plan.made_on
            and (row.bill_id in mine or row.loan_id in loans or row.account_id == account)
        )
        or ZERO
    )
