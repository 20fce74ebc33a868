"""逾期推演: one due of an account paid so many days late: penalty by day, record by month, phases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.domain.account import Account, Bill, Intent, Payment, PaymentKind
from assistant.domain.calendar import add_months
from assistant.domain.choices import late_choice
from assistant.domain.credit_grid import month_codes
from assistant.domain.due_history import DueHistory, account_facts, as_of, histories, played_to
from assistant.domain.dues import Obligation, dues_of
from assistant.domain.loan_standing import loan_standing
from assistant.domain.money import ZERO, Money
from assistant.domain.product import Family
from assistant.domain.record import Mark, RecordRules, first_of, late_mark, worst
from assistant.domain.snapshot import Snapshot

LONGEST_DAYS = 1000


@dataclass(frozen=True, slots=True)
class Phase:
    """What tends to happen from a day on, and what to do; texts by language."""

    id: str
    from_day: int
    families: frozenset[str]
    confidence: str
    source: str
    as_of: date
    names: Mapping[str, str]
    what: Mapping[str, str]
    todo: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LateDay:
    """The due when it is paid ``days`` after its due day.

    Attributes:
        cost: what the lateness costs, to the fen; ``cost_most`` the most it can be, see ``Choice``.
        total: all that is paid for the due on that day.
    """

    days: int
    on: date
    cost: Money
    cost_most: Money
    total: Money
    mark: Mark


@dataclass(frozen=True, slots=True)
class LateOutlook:
    """What paying ``due`` ``days[-1].days`` days late comes to.

    Attributes:
        now: paid today; ``days`` from the first late day to the last one asked for.
        months: the record's code by month, until the month of payment.
        phases: what begins on which day.
        expires: the last day a bad entry stays; None where there is none.
    """

    due: Obligation
    now: LateDay
    days: tuple[LateDay, ...]
    months: tuple[tuple[date, str], ...]
    phases: tuple[tuple[Phase, date], ...]
    worst: str
    expires: date | None

    @property
    def last(self) -> LateDay:
        """The day of payment."""
        return self.days[-1]

    @property
    def waiting(self) -> Money:
        """What waiting costs more than paying today."""
        return self.last.cost - self.now.cost


def open_dues(snapshot: Snapshot, account: Account) -> tuple[Obligation, ...]:
    """What of an account can be late: its open dues, forecasts too, earliest first."""
    found = (due for due in dues_of(snapshot, account) if due.open)
    return tuple(sorted(found, key=lambda due: (due.due_date, due.key)))


def late_outlook(
    snapshot: Snapshot,
    due: Obligation,
    days: int,
    rules: RecordRules,
    phases: Sequence[Phase],
) -> LateOutlook:
    """``due`` paid in full ``days`` (1 to ``LONGEST_DAYS``) after its due day; other dues as planned.

    Penalties come from the product's engine (products.md 2.4, 3, 4.1); the later dues of the same
    account are not part of it.
    """
    account = snapshot.account(due.account_id)
    world = with_bill(snapshot, due)
    so_far = max((snapshot.today - due.due_date).days, 0)
    paid_on = due.due_date + timedelta(days=days)
    last = late_day(world, due, days)
    history = _history(world, account, due, last)
    until = paid_on if history.cured_on is None else history.cured_on
    months = _months(first_of(due.due_date), paid_on)
    end = add_months(months[-1], 1) - timedelta(days=1)
    found = [code or "" for code in month_codes([history], months, end, (due.due_date, paid_on))]
    bad = worst(rules, found) or ""
    family = snapshot.product_of(account).family
    late = 0 if history.in_time else (until - due.due_date).days
    return LateOutlook(
        due,
        late_day(world, due, so_far),
        (*(late_day(world, due, number) for number in range(1, days)), last),
        tuple(zip(months, found, strict=True)),
        tuple(_phases(phases, family, due.due_date, late)),
        bad,
        rules.expiry(until) if rules.is_bad(bad) else None,
    )


def _history(world: Snapshot, account: Account, due: Obligation, last: LateDay) -> DueHistory:
    """What the record will know of ``due`` when it is paid as ``last`` says, by the record's own rules."""
    facts = account_facts(world, account)
    bills = (row.id for row in facts.bills_of(account.id) if row.bill_date == due.bill_date)
    paid = Payment(
        max((row.id for row in facts.payments), default=0) + 1,
        last.total,
        last.on,
        next(bills, None),
        due.loan_id,
        due.term_no,
        PaymentKind.REPAYMENT,
        None,
        world.now,
    )
    then = as_of(replace(facts, payments=(*facts.payments, paid)), last.on)
    found = histories(then, account)
    return next(row for row in found if (row.loan_id, row.due) == (due.loan_id, due.due_date))


def _months(first: date, last: date) -> tuple[date, ...]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(add_months(first, number) for number in range(count))


def _phases(
    phases: Sequence[Phase], family: Family, due: date, days: int
) -> Iterator[tuple[Phase, date]]:
    for phase in phases:
        if phase.from_day <= days and family in phase.families:
            yield phase, due + timedelta(days=phase.from_day)


def with_bill(snapshot: Snapshot, due: Obligation) -> Snapshot:
    """The facts in which a forecast has become a bill of its amount; the same where it is one."""
    if due.loan_id is not None or due.bill_id is not None or due.bill_date is None:
        return snapshot
    bill = Bill(
        max((row.id for row in snapshot.bills), default=0) + 1,
        due.account_id,
        due.bill_date,
        due.due_date,
        due.amount,
        due.minimum,
        ZERO,
        Intent.FULL,
        due.since,
        due.since,
    )
    return replace(snapshot, bills=(*snapshot.bills, bill))


def late_day(world: Snapshot, due: Obligation, days: int) -> LateDay:
    """``due``, a bill or a loan term of ``world``, paid in full ``days`` after its due day."""
    on = due.due_date + timedelta(days=days)
    account = world.account(due.account_id)
    if due.loan_id is not None and due.term_no is not None:
        return _late_term(world, due.loan_id, due.term_no, on)
    bill = next(row for row in world.bills_of(account.id) if row.bill_date == due.bill_date)
    found = late_choice(world, bill, days)
    return LateDay(days, on, found.cost, found.cost_most, found.pay_now, found.mark)


def _late_term(world: Snapshot, loan_id: int, term_no: int, on: date) -> LateDay:
    paid = (row.counts_on for row in world.payments_of_loan(loan_id))
    loan = world.loan(loan_id)
    then = loan_standing(played_to(world, on, paid), loan).terms[term_no - 1]
    mark = late_mark(then.days_late)
    total = then.remaining + then.penalty
    return LateDay((on - then.row.due).days, on, then.penalty, then.penalty, total, mark)


@dataclass(frozen=True, slots=True)
class LateScenario:
    """A saved scenario: which due of which account, how late; ``name`` is the user's."""

    id: int
    name: str
    account_id: int
    due_key: str
    days: int


def outlook_of(
    snapshot: Snapshot, scenario: LateScenario, rules: RecordRules, phases: Sequence[Phase]
) -> LateOutlook | None:
    """A saved scenario as it comes out today; None once its due is paid or gone."""
    accounts = {account.id: account for account in snapshot.accounts}
    account = accounts.get(scenario.account_id)
    if account is None:
        return None
    found = [due for due in open_dues(snapshot, account) if due.key == scenario.due_key]
    return late_outlook(snapshot, found[0], scenario.days, rules, phases) if found else None
