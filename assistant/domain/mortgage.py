"""Loans by whole months: 房贷, 车贷, 消费贷 with an annual rate over twelve (products.md 5)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.domain.loan import annuity
from assistant.domain.money import ZERO, Money

_Part = Callable[[Money], Money]


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month of a mortgage or consumer loan."""

    principal: Money
    interest: Money

    @property
    def payment(self) -> Money:
        """Principal and interest together."""
        return self.principal + self.interest


def monthly_level(principal: Money, annual_rate: Decimal, months: int) -> tuple[MonthRow, ...]:
    """等额本息 by months, rate/12 unrounded, the last month settles (products.md 5, MTG-01)."""
    payment = annuity(principal, annual_rate / 12, months)
    return _by_month(principal, annual_rate, months, lambda accrued: payment - accrued)


def monthly_equal_principal(
    principal: Money, annual_rate: Decimal, months: int
) -> tuple[MonthRow, ...]:
    """等额本金 by months: P/n HALF_UP, the last month settles (MTG-03)."""
    part = Money.rounded(Decimal(principal.fen) / months)
    return _by_month(principal, annual_rate, months, lambda accrued: part)


def _by_month(
    principal: Money, annual_rate: Decimal, months: int, part: _Part
) -> tuple[MonthRow, ...]:
    rows: list[MonthRow] = []
    balance = principal
    for month in range(1, months + 1):
        accrued = Money.rounded(balance.fen * annual_rate / 12)
        repaid = balance if month == months else min(max(part(accrued), ZERO), balance)
        balance -= repaid
        rows.append(MonthRow(repaid, accrued))
    return tuple(rows)


def first_period_interest(
    principal: Money, annual_rate: Decimal, start: date, first_due: date, basis: int
) -> tuple[int, Money]:
    """Days and interest of a broken first period, basis 360 or 365 (MTG-04)."""
    days = (first_due - start).days
    return days, Money.rounded(principal.fen * annual_rate * days / basis)
