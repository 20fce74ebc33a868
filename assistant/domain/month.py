"""One calendar month in figures: what fell due, what was paid, what is still owed."""

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.account import Payment
from assistant.domain.calendar import add_months
from assistant.domain.dues import Obligation, every_due
from assistant.domain.money import Money, total
from assistant.domain.overview import Owed, owed
from assistant.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Month:
    """A month's report.

    Attributes:
        first: its first day.
        dues: what fell or falls due in it, paid or not, by day.
        payments: what was paid in it, by day.
        owed: what is owed now, per account.
        coming: what falls due in each of the six months from this one on, as known today.
    """

    first: date
    dues: tuple[Obligation, ...]
    payments: tuple[Payment, ...]
    owed: tuple[Owed, ...]
    coming: tuple[tuple[date, Money], ...]

    @property
    def due(self) -> Money:
        """What fell due in all."""
        return total(row.whole for row in self.dues)

    @property
    def paid(self) -> Money:
        """What was paid in the month, for whatever day it was due."""
        return total(row.amount for row in self.payments)

    @property
    def left(self) -> Money:
        """What of the month's dues is still to be paid."""
        return total(row.to_pay for row in self.dues if row.open)


def month_of(snapshot: Snapshot, first: date) -> Month:
    """The report of the month that begins on ``first``."""
    first = first.replace(day=1)
    following = [add_months(first, number) for number in range(7)]
    dues = every_due(snapshot, following[-1] - timedelta(days=1))
    inside = tuple(row for row in dues if first <= row.due_date < following[1])
    paid = [row for row in snapshot.payments if first <= row.paid_on < following[1]]
    coming = tuple(
        (
            start,
            total(
                row.to_pay
                for row in dues
                if row.open and start <= row.due_date < following[number + 1]
            ),
        )
        for number, start in enumerate(following[:-1])
    )
    return Month(
        first=first,
        dues=inside,
        payments=tuple(sorted(paid, key=lambda row: (row.paid_on, row.id))),
        owed=tuple(owed(snapshot, account) for account in snapshot.accounts),
        coming=coming,
    )


def account_of(snapshot: Snapshot, payment: Payment) -> int | None:
    """Whose bill, loan or plan a payment is for."""
    if payment.account_id is not None:
        return payment.account_id
    if payment.bill_id is not None:
        return snapshot.bill(payment.bill_id).account_id
    if payment.loan_id is not None:
        return snapshot.loan(payment.loan_id).account_id
    found = [plan.account_id for plan in snapshot.plans if plan.id == payment.plan_id]
    return found[0] if found else None
