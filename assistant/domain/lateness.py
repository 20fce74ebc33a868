"""An overdue amount (逾期): its penalty, and a partial payment of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from assistant.domain.accrual import interest, late_days
from assistant.domain.money import ZERO, Money

Allocation = Literal["interest_first", "principal_first"]


@dataclass(frozen=True, slots=True)
class Overdue:
    """An overdue amount when settled; ``penalty_unrounded`` in 分."""

    days: int
    penalty_unrounded: Decimal
    penalty: Money
    total: Money


def overdue(
    amount: Money,
    due: date,
    settled: date,
    daily_rate: Decimal,
    *,
    grace_days: int = 0,
    grace_retroactive: bool = True,
) -> Overdue:
    """逾期费用 = unpaid amount × rate per day × days, simple (products.md 2.4)."""
    days = late_days(due, settled, grace_days=grace_days, grace_retroactive=grace_retroactive)
    unrounded = interest(amount, daily_rate, days)
    penalty = Money.rounded(unrounded)
    return Overdue(days, unrounded, penalty, amount + penalty)


@dataclass(frozen=True, slots=True)
class PartialOverdue:
    """An overdue amount paid in two parts; what the first part left and what the last one takes."""

    penalty_at_partial: Money
    principal_after_partial: Money
    penalty_final: Money
    final_payment: Money
    total_paid: Money


def overdue_in_two(
    amount: Money,
    due: date,
    daily_rate: Decimal,
    partial: tuple[date, Money],
    settled: date,
    allocation: Allocation = "interest_first",
) -> PartialOverdue:
    """A partial payment of an overdue amount and its settlement (vectors HB-OVD-03).

    Interest first is the Civil Code's order (art. 561): the penalty so far is settled and paid
    first. Principal first leaves the penalty to accrue unrounded until the end.
    """
    paid_on, paid = partial
    so_far = interest(amount, daily_rate, (paid_on - due).days)
    if allocation == "interest_first":
        penalty = Money.rounded(so_far)
        left = amount - max(paid - penalty, ZERO)
        unpaid_penalty = max(penalty - paid, ZERO)
        later = Money.rounded(interest(left, daily_rate, (settled - paid_on).days))
        final = left + later + unpaid_penalty
        return PartialOverdue(penalty, left, later + unpaid_penalty, final, paid + final)
    left = amount - paid
    later = Money.rounded(so_far + interest(left, daily_rate, (settled - paid_on).days))
    return PartialOverdue(ZERO, left, later, left + later, paid + left + later)
