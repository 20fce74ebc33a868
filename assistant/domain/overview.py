"""The first screen's answers: what is next, this month, owed in all, and the coming thirty days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assistant.domain.account import Account
from assistant.domain.calendar import clamped
from assistant.domain.cash import Cover, Funding, fund
from assistant.domain.dues import Obligation, Source, dues_of, every_due
from assistant.domain.loan_standing import loan_standing
from assistant.domain.money import ZERO, Money, total
from assistant.domain.product import Family
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State, bill_standing
from assistant.domain.statement import forecast_bills
from assistant.domain.unbilled import held

COMING_DAYS = 30


@dataclass(frozen=True, slots=True)
class Owed:
    """What one account owes (欠款), by kind; ``limit`` and ``utilisation`` None while the limit is unknown.

    Attributes:
        billed: left of bills, rolled remainders included.
        unbilled: spending not billed yet, what came back taken off.
        instalments: parts of running plans not billed yet, fees included.
        principal: principal of loans not repaid yet.
        overdue: the part of all this that is late.
        held: purchases that are not posted yet; they occupy the limit and are not owed.
    """

    account: Account
    billed: Money
    unbilled: Money
    instalments: Money
    principal: Money
    overdue: Money
    limit: Money | None
    held: Money = ZERO

    @property
    def available(self) -> Money | None:
        """What of the limit is free (可用额度), None while the limit is unknown."""
        return None if self.limit is None else max(self.limit - self.total - self.held, ZERO)

    @property
    def total(self) -> Money:
        """All of it together."""
        return self.billed + self.unbilled + self.instalments + self.principal

    @property
    def utilisation(self) -> Decimal | None:
        """Share of the limit in use (额度使用率), to four places."""
        if self.limit is None or not self.limit:
            return None
        share = Decimal(self.total.fen) / Decimal(self.limit.fen)
        return share.quantize(Decimal("0.0001"))


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the first screen shows, computed once per change."""

    today: date
    next_due: Obligation | None
    month: tuple[Obligation, ...]
    owed: tuple[Owed, ...]
    coming: tuple[Obligation, ...]
    overdue: tuple[Obligation, ...]
    funding: Mapping[str, Funding]

    @property
    def total_owed(self) -> Money:
        """What all accounts owe together."""
        return total(row.total for row in self.owed)

    @property
    def pressing(self) -> tuple[Obligation, ...]:
        """What is late, or due today or tomorrow: a transfer takes a day."""
        last = self.today + timedelta(days=1)
        return tuple(due for due in self.coming if due.due_date <= last)

    def is_short(self, due: Obligation) -> bool:
        """Whether what has to be deducted for it is not all where it will be deducted."""
        return self.funding[due.key].cover in (Cover.SHORT, Cover.RESERVE)

    @property
    def coming_total(self) -> Money:
        """What the next thirty days ask for, overdue items included."""
        return total(due.to_pay for due in self.coming)


def overview(snapshot: Snapshot) -> Overview:
    """The first screen's content at the snapshot's instant.

    The month's list holds all that falls due in this calendar month, paid or not, and what is
    late from earlier months.
    """
    today = snapshot.today
    month_end = clamped(today.year, today.month, 31)
    dues = every_due(snapshot, max(month_end, today + timedelta(days=COMING_DAYS)))
    waiting = tuple(due for due in dues if due.open)
    following = waiting[:1] or _later_due(snapshot)
    coming = tuple(due for due in waiting if due.due_date <= today + timedelta(days=COMING_DAYS))
    first = today.replace(day=1)
    month = tuple(
        due
        for due in dues
        if due.due_date <= month_end
        and (due.due_date >= first or (due.open and due.state is State.OVERDUE))
    )
    return Overview(
        today=today,
        next_due=next(iter(following), None),
        month=month,
        owed=tuple(owed(snapshot, account) for account in snapshot.accounts),
        coming=coming,
        overdue=tuple(due for due in waiting if due.state is State.OVERDUE),
        funding=fund(snapshot, waiting or following),
    )


def _later_due(snapshot: Snapshot) -> tuple[Obligation, ...]:
    """The first due beyond the coming days, alone; none when nothing waits at all."""
    waiting = [
        due for account in snapshot.accounts for due in dues_of(snapshot, account) if due.open
    ]
    return tuple(sorted(waiting, key=lambda due: (due.cutoff, due.account_id, due.key))[:1])


def owed(snapshot: Snapshot, account: Account) -> Owed:
    """What ``account`` owes at the snapshot's instant."""
    limit = snapshot.terms_of(account).limit_on(snapshot.today)
    late = total(
        due.amount
        for due in dues_of(snapshot, account)
        if due.open and due.state is State.OVERDUE and due.source is not Source.FORECAST
    )
    if snapshot.product_of(account).family is not Family.REVOLVING:
        loans = snapshot.loans_of(account.id)
        principal = total(loan_standing(snapshot, loan).outstanding for loan in loans)
        return Owed(account, ZERO, ZERO, ZERO, principal, late, limit)
    standings = [bill_standing(snapshot, bill) for bill in snapshot.bills_of(account.id)]
    # A rolled remainder is owed once: it is inside the next bill as soon as that one is typed.
    billed = total(
        row.remaining for row in standings if not row.rolled or row.bill is standings[-1].bill
    )
    billed += total(row.tolerated for row in standings[-1:])  # 容差: the next bill asks for it
    coming = forecast_bills(snapshot, account)
    # What came back or was paid beyond all spending is off what rolls into the bill that comes.
    billed -= total(row.rolled - row.left.rolled for row in coming)
    return Owed(
        account,
        billed,
        total(row.left.spending for row in coming),
        total(row.left.instalments for row in coming),
        ZERO,
        late,
        limit,
        held(snapshot, account),
    )
