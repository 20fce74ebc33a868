"""Loans: repayment schedules by five methods."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum

from assistant.domain.accrual import interest
from assistant.domain.calendar import add_months, monthly
from assistant.domain.money import ZERO, Money

_PRECISION = 50
_LEVEL_30_DAYS = 30


class Method(StrEnum):
    """How a loan is repaid: 等额本息 in three readings, 等额本金, 先息后本 (products.md 3.1)."""

    LEVEL_ACTUAL = "LEVEL_ACTUAL"
    LEVEL_30 = "LEVEL_30"
    LEVEL_FIXED_PMT_ACTUAL = "LEVEL_FIXED_PMT_ACTUAL"
    EQUAL_PRINCIPAL = "EQUAL_PRINCIPAL"
    INTEREST_FIRST = "INTEREST_FIRST"


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """What a schedule is computed from; ``daily_rate`` as a share per day, days 1–31 clamped."""

    principal: Money
    daily_rate: Decimal
    start: date
    first_due: date
    repay_day: int
    terms: int
    method: Method = Method.LEVEL_ACTUAL
    min_days: int = 1


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One term (期); ``days`` bear its interest."""

    no: int
    due: date
    days: int
    principal: Money
    interest: Money
    balance_after: Money

    @property
    def payment(self) -> Money:
        """Principal and interest together."""
        return self.principal + self.interest


def first_due_date(start: date, repay_day: int) -> date:
    """The repay day in the month after the start: a first term is never shorter than the month's rest."""
    return add_months(start.replace(day=1), 1, repay_day)


def schedule(terms: LoanTerms) -> tuple[ScheduleRow, ...]:
    """The full repayment schedule (还款计划), principal repaid to the fen.

    Interest per term: balance × rate × days, settled HALF_UP; the start counts, the due day does
    not; the last term settles the balance (products.md 3, vectors JB-S1..S5).
    """
    dues = tuple(monthly(terms.first_due, terms.terms, terms.repay_day))
    starts = (terms.start, *dues[:-1])
    days = [(due - start).days for start, due in zip(starts, dues, strict=True)]
    if terms.method is Method.LEVEL_30:
        days = [_LEVEL_30_DAYS] * terms.terms
    part = _PRINCIPAL[terms.method](terms, days)
    rows: list[ScheduleRow] = []
    balance = terms.principal
    for no, (due, count) in enumerate(zip(dues, days, strict=True), start=1):
        accrued = Money.rounded(interest(balance, terms.daily_rate, count))
        # A long first period may cost more interest than a level payment: then no principal falls.
        principal = min(max(part(accrued), ZERO), balance)
        if no == terms.terms:
            principal = balance
        balance -= principal
        rows.append(ScheduleRow(no, due, count, principal, accrued, balance))
    return tuple(rows)


_Part = Callable[[Money], Money]


def _level_actual(terms: LoanTerms, days: Sequence[int]) -> _Part:
    """One payment solved so that all terms are equal under actual days."""
    with localcontext(prec=_PRECISION):
        factor, sum_of_factors = Decimal(1), Decimal(0)
        for count in days:
            factor /= 1 + terms.daily_rate * count
            sum_of_factors += factor
        payment = Money.rounded(terms.principal.fen / sum_of_factors)
    return lambda accrued: payment - accrued


def _level_30(terms: LoanTerms, days: Sequence[int]) -> _Part:
    payment = annuity(terms.principal, terms.daily_rate * _LEVEL_30_DAYS, terms.terms)
    return lambda accrued: payment - accrued


def _level_fixed(terms: LoanTerms, days: Sequence[int]) -> _Part:
    payment = annuity(terms.principal, terms.daily_rate * 365 / 12, terms.terms)
    return lambda accrued: payment - accrued


def _equal_principal(terms: LoanTerms, days: Sequence[int]) -> _Part:
    part = terms.principal.split(terms.terms)[0] if terms.terms > 1 else terms.principal
    return lambda accrued: part


def _interest_first(terms: LoanTerms, days: Sequence[int]) -> _Part:
    return lambda accrued: ZERO


_PRINCIPAL: Mapping[Method, Callable[[LoanTerms, Sequence[int]], _Part]] = {
    Method.LEVEL_ACTUAL: _level_actual,
    Method.LEVEL_30: _level_30,
    Method.LEVEL_FIXED_PMT_ACTUAL: _level_fixed,
    Method.EQUAL_PRINCIPAL: _equal_principal,
    Method.INTEREST_FIRST: _interest_first,
}


def annuity(principal: Money, period_rate: Decimal, periods: int) -> Money:
    """Level payment P·r·(1+r)^n / ((1+r)^n − 1), settled HALF_UP (products.md 5)."""
    with localcontext(prec=_PRECISION):
        if not period_rate:
            return Money.rounded(Decimal(principal.fen) / periods)
        growth = (1 + period_rate) ** periods
        return Money.rounded(principal.fen * period_rate * growth / (growth - 1))
