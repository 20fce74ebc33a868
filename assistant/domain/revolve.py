"""What a minimum payment leaves (循环), and how a debt rolls when only minimums are ever paid."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assistant.domain.accrual import interest
from assistant.domain.calendar import due_date, next_bill_date
from assistant.domain.minimum import BillParts, minimum_payment
from assistant.domain.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class Rolled:
    """What stays after a partial payment, and its interest from the day after the due day.

    ``interest_unrounded`` and ``per_day`` in 分.
    """

    remaining: Money
    accrual_starts: date
    days: int
    per_day: Decimal
    interest_unrounded: Decimal
    interest: Money

    @property
    def total_due(self) -> Money:
        """The remainder with its interest."""
        return self.remaining + self.interest


def rolled(bill: Money, paid: Money, due: date, until: date, daily_rate: Decimal) -> Rolled:
    """Interest on the rest of a bill until ``until`` (vectors HB-MIN-02..04)."""
    remaining = bill - paid
    days = max((until - due).days, 0)
    unrounded = interest(remaining, daily_rate, days)
    return Rolled(
        remaining,
        due + timedelta(days=1),
        days,
        interest(remaining, daily_rate, 1),
        unrounded,
        Money.rounded(unrounded),
    )


@dataclass(frozen=True, slots=True)
class RolledBill:
    """One bill of a debt that is only ever paid at the minimum."""

    bill_date: date
    due_date: date
    principal: Money
    interest: Money
    minimum: Money

    @property
    def total(self) -> Money:
        """The whole bill."""
        return self.principal + self.interest


def minimum_only(
    principal: Money,
    first_bill: date,
    *,
    bill_day: int,
    due_day: int,
    ratio: Decimal,
    daily_rate: Decimal,
    bills: int,
) -> tuple[tuple[RolledBill, ...], Money]:
    """Bills when only minimums are paid, each on its due day, and the principal after the last.

    Billed interest covers the days up to the day before the bill day; the payment day still counts
    on the old balance; payments cover billed interest first; no interest on interest (HB-MIN-05).
    """
    found: list[RolledBill] = []
    bill_date, previous_due, before = first_bill, None, principal
    billed_until: date | None = None
    for _ in range(bills):
        unrounded = Decimal(0)
        last_day = bill_date - timedelta(days=1)
        if previous_due is not None and billed_until is not None:
            unrounded = interest(before, daily_rate, (previous_due - billed_until).days)
            unrounded += interest(principal, daily_rate, (last_day - previous_due).days)
        due = due_date(bill_date, due_day=due_day)
        accrued = Money.rounded(unrounded)
        minimum = minimum_payment(BillParts(principal, interest=accrued), ratio)
        found.append(RolledBill(bill_date, due, principal, accrued, minimum))
        # Before the first due day nothing accrues: the first bill is inside its free period.
        billed_until = due if previous_due is None else last_day
        before, principal = principal, principal - max(minimum - accrued, ZERO)
        bill_date, previous_due = next_bill_date(bill_date, bill_day), due
    return tuple(found), principal
