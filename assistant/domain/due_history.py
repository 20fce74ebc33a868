"""How each due of an account was met: in time, or cured on a later day, or not at all."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.domain.account import Account, Bill, ItemKind, Loan, PaymentKind
from assistant.domain.calendar import cutoff_instant
from assistant.domain.loan_standing import TermStanding, loan_standing
from assistant.domain.money import ZERO, Money
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State, bill_credits, bill_standing
from assistant.domain.terms import FULL_DAY_MINUTES


@dataclass(frozen=True, slots=True)
class DueHistory:
    """One due and what became of it.

    Attributes:
        loan_id: the draw; None for bills.
        last_day: the due day with the lender's grace.
        in_time: nothing, or the least payment at least, was open after ``last_day``.
        cured_on: the day on which what was late was paid; None while it is not.
        met: while ``last_day`` is still to come: whether it is paid already.
    """

    account_id: int
    loan_id: int | None
    due: date
    last_day: date
    in_time: bool
    cured_on: date | None
    met: bool = True

    def late_on(self, day: date) -> bool:
        """Whether it is overdue at the end of ``day``."""
        if self.in_time or day <= self.last_day:
            return False
        return self.cured_on is None or self.cured_on > day


def account_facts(snapshot: Snapshot, account: Account) -> Snapshot:
    """One account's facts that standings are computed from; purchases do not matter to them."""
    loans = snapshot.loans_of(account.id)
    bills = snapshot.bills_of(account.id)
    plans = snapshot.plans_of(account.id)
    bill_ids, loan_ids = {row.id for row in bills}, {row.id for row in loans}
    plan_ids = {row.id for row in plans}
    return replace(
        snapshot,
        accounts=(account,),
        archived=(),
        bills=bills,
        readings=(),
        loans=loans,
        plans=plans,
        items=tuple(
            item for item in snapshot.items_of(account.id) if item.kind is not ItemKind.PURCHASE
        ),
        estimates=tuple(row for row in snapshot.estimates if row.bill_id in bill_ids),
        payments=tuple(
            row
            for row in snapshot.payments
            if row.bill_id in bill_ids or row.loan_id in loan_ids or row.plan_id in plan_ids
        ),
    )


def as_of(facts: Snapshot, day: date, minutes: int = FULL_DAY_MINUTES - 1) -> Snapshot:
    """The facts as they were known on ``day``: what was paid later had not been paid."""
    return replace(
        facts,
        now=cutoff_instant(day, minutes),
        payments=tuple(row for row in facts.payments if row.counts_on <= day),
        items=tuple(row for row in facts.items if (row.posted_on or row.spent_on) <= day),
    )


def played_to(facts: Snapshot, day: date, own: Iterable[date]) -> Snapshot:
    """The facts at the start of ``day``: of a later day if nothing more is paid, of an earlier one as known.

    Args:
        facts: as they are known now; returned as they are when it is their own day.
        day: the day.
        own: the days on which the due that is looked at was paid or credited.
    """
    if day == facts.today:
        return facts
    if any(paid_on > day for paid_on in own):
        return as_of(facts, day, 0)
    return facts.at(cutoff_instant(day, 0))


def histories(facts: Snapshot, account: Account) -> tuple[DueHistory, ...]:
    """All dues of an account's typed bills and loans that came to pass or are coming."""
    found = [_bill_history(facts, account, bill) for bill in facts.bills_of(account.id)]
    for loan in facts.loans_of(account.id):
        found += _loan_histories(facts, account, loan)
    return tuple(row for row in found if row is not None)


def _bill_history(facts: Snapshot, account: Account, bill: Bill) -> DueHistory | None:
    now = bill_standing(facts, bill)
    if not now.own:
        return None  # nothing was due
    grace = timedelta(days=facts.terms_of(account, bill.bill_date).grace_days)
    last_day = bill.due_date + grace
    key = (account.id, None, bill.due_date, last_day)
    if last_day >= facts.today:
        return DueHistory(*key, in_time=True, cured_on=None, met=not now.minimum_remaining)
    days = [day for day, _ in bill_credits(facts, bill) if day > last_day]
    if not days and now.state is not State.OVERDUE:
        return DueHistory(*key, in_time=True, cured_on=None)

    def late(day: date, minutes: int) -> bool:
        return bill_standing(as_of(facts, day, minutes), bill).state is State.OVERDUE

    return DueHistory(*key, *_cure(late, last_day, days))


def _loan_histories(facts: Snapshot, account: Account, loan: Loan) -> Iterator[DueHistory]:
    grace = timedelta(days=facts.terms_of(account, loan.start).grace_days)
    payments = facts.payments_of_loan(loan.id)
    closings = [row.paid_on for row in payments if row.kind is PaymentKind.SETTLEMENT]
    for term in loan_standing(facts, loan).terms:
        if term.row.no <= loan.paid_terms:
            continue  # paid before it was typed in here: when, nobody said
        if closings and term.row.due > min(closings):
            return  # settled before it came
        last_day = term.row.due + grace
        key = (account.id, loan.id, term.row.due, last_day)
        if last_day >= facts.today:
            met = term.state is State.SETTLED
            yield DueHistory(*key, in_time=True, cured_on=None, met=met)
            continue
        mine = {row.counts_on for row in facts.payments_of_term(loan.id, term.row.no)}
        days = sorted(day for day in mine if day > last_day)
        if not days and term.state is State.SETTLED:
            yield DueHistory(*key, in_time=True, cured_on=None)
            continue
        yield DueHistory(*key, *_cure(_term_late(facts, loan, term), last_day, days))


def _term_late(facts: Snapshot, loan: Loan, term: TermStanding) -> Callable[[date, int], bool]:
    def late(day: date, minutes: int) -> bool:
        rows = loan_standing(as_of(facts, day, minutes), loan).terms
        return any(row.row.no == term.row.no and row.state is State.OVERDUE for row in rows)

    return late


def _cure(
    late: Callable[[date, int], bool], last_day: date, days: list[date]
) -> tuple[bool, date | None]:
    """Whether it was met by the end of ``last_day``, else the first of ``days`` after which it was."""
    if not late(last_day, FULL_DAY_MINUTES):
        return True, None
    for day in days:
        if not late(day, FULL_DAY_MINUTES - 1):
            return False, day
    return False, None


def overdue_amount(facts: Snapshot, account: Account, day: date) -> Money:
    """All that is overdue of an account at the end of ``day``, penalty included (单笔逾期金额)."""
    then = as_of(facts, day)
    found = ZERO
    for bill in then.bills_of(account.id):
        if bill.due_date < day:
            standing = bill_standing(then, bill)
            if standing.state is State.OVERDUE:
                found += standing.remaining + standing.penalty
    for loan in then.loans_of(account.id):
        for term in loan_standing(then, loan).terms:
            if term.state is State.OVERDUE:
                found += term.remaining + term.penalty
    return found
