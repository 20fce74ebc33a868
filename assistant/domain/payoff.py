"""How long fixed payments take: one debt, or several under one budget. Interest first, then the payment."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.accrual import settled
from assistant.domain.money import ZERO, Money, total

LONGEST_MONTHS = 1200


@dataclass(frozen=True, slots=True)
class Debt:
    """A balance with a simple annual rate, charged by the month, and its least payment."""

    name: str
    balance: Money
    annual_rate: Decimal
    minimum: Money

    @property
    def monthly_interest(self) -> Money:
        """Interest of the coming month."""
        return settled(self.balance.fen * self.annual_rate / 12)


@dataclass(frozen=True, slots=True)
class Payoff:
    """Months until nothing is owed, and the interest paid on the way."""

    months: int
    interest: Money


@dataclass(frozen=True, slots=True)
class Never:
    """The payment does not cover the interest: the debt grows. ``needed`` is more than that interest."""

    interest: Money


@dataclass(frozen=True, slots=True)
class Infeasible:
    """The budget does not cover the least payments; ``short`` is missing every month."""

    short: Money


def payoff(debt: Debt, payment: Money) -> Payoff | Never:
    """How long a fixed monthly payment takes; ``Never`` when it does not exceed the interest."""
    balance, paid = debt.balance, ZERO
    for month in range(1, LONGEST_MONTHS + 1):
        accrued = settled(balance.fen * debt.annual_rate / 12)
        if payment <= accrued:
            return Never(accrued)
        paid += accrued
        balance += accrued - payment
        if balance <= ZERO:
            return Payoff(month, paid)
    return Never(debt.monthly_interest)


def avalanche(debts: Sequence[Debt], budget: Money) -> Payoff | Never | Infeasible:
    """A constant monthly budget: least payments first, all that is over to the highest rate.

    What a settled debt asked for stays in the budget. Order of a month: interest, then payments.
    """
    left = {debt.name: debt.balance for debt in debts}
    short = total(min(debt.minimum, debt.balance) for debt in debts) - budget
    if short > ZERO:
        return Infeasible(short)
    ordered = sorted(debts, key=lambda debt: (-debt.annual_rate, debt.name))
    paid = ZERO
    for month in range(1, LONGEST_MONTHS + 1):
        before, accrued = total(left.values()), ZERO
        for debt in ordered:
            grown = settled(left[debt.name].fen * debt.annual_rate / 12)
            left[debt.name] += grown
            accrued += grown
        paid += accrued
        purse = budget
        for debt in ordered:
            purse -= _pay(left, debt.name, min(debt.minimum, purse))
        for debt in ordered:
            purse -= _pay(left, debt.name, purse)
        if not any(left.values()):
            return Payoff(month, paid)
        if total(left.values()) >= before:
            return Never(accrued)
    return Never(paid)


def _pay(left: dict[str, Money], name: str, amount: Money) -> Money:
    paid = min(amount, left[name])
    left[name] -= paid
    return paid
