"""Loans: the repayment schedule by eight methods, with what happened to it on the way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum

from assistant.domain.accrual import QuotedRate, settled
from assistant.domain.calendar import add_months, monthly
from assistant.domain.money import ZERO, Money

_PRECISION = 50
_LEVEL_30_DAYS = 30


class Method(StrEnum):
    """How a loan is repaid (products.md 3.1, 5).

    等额本息 in three readings, 等额本金, 先息后本; by whole months 等额本息 and 等额本金; 到期还本付息.
    """

    LEVEL_ACTUAL = "LEVEL_ACTUAL"
    LEVEL_30 = "LEVEL_30"
    LEVEL_FIXED_PMT_ACTUAL = "LEVEL_FIXED_PMT_ACTUAL"
    EQUAL_PRINCIPAL = "EQUAL_PRINCIPAL"
    INTEREST_FIRST = "INTEREST_FIRST"
    MONTHLY_LEVEL = "MONTHLY_LEVEL"
    MONTHLY_EQUAL_PRINCIPAL = "MONTHLY_EQUAL_PRINCIPAL"
    AT_END = "AT_END"


_BY_MONTH = (Method.MONTHLY_LEVEL, Method.MONTHLY_EQUAL_PRINCIPAL)


@dataclass(frozen=True, slots=True)
class RateChange:
    """From day ``on`` the loan bears ``rate``, quoted as its first one (重定价)."""

    on: date
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Prepayment:
    """Principal repaid before it was due, and the interest that was taken with it.

    ``effect`` is ``lower`` (the rest is spread anew) or ``shorten`` (payments stay, it ends sooner).
    """

    on: date
    principal: Money
    interest: Money = ZERO
    effect: str = "lower"


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """A term that the user took over as his app shows it; nothing recomputes it."""

    no: int
    principal: Money
    interest: Money


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """What a schedule is computed from; days 1–31 clamped to the month's end."""

    principal: Money
    rate: QuotedRate
    start: date
    first_due: date
    repay_day: int
    terms: int
    method: Method = Method.LEVEL_ACTUAL
    min_days: int = 1
    interest_only_terms: int = 0
    rounding: str = "half_up"
    rate_changes: tuple[RateChange, ...] = ()
    prepayments: tuple[Prepayment, ...] = ()
    frozen: tuple[FrozenRow, ...] = ()

    def rate_on(self, day: date) -> QuotedRate:
        """The rate in force on ``day``."""
        past = [change for change in self.rate_changes if change.on <= day]
        if not past:
            return self.rate
        return replace(self.rate, value=max(past, key=lambda change: change.on).rate)


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One term (期); ``days`` bear its interest."""

    no: int
    due: date
    days: int
    principal: Money
    interest: Money
    balance_after: Money
    frozen: bool = False

    @property
    def payment(self) -> Money:
        """Principal and interest together."""
        return self.principal + self.interest


@dataclass(frozen=True, slots=True)
class _Period:
    """The time of one term."""

    no: int
    start: date
    due: date

    @property
    def days(self) -> int:
        return (self.due - self.start).days


def first_due_date(start: date, repay_day: int) -> date:
    """The repay day in the month after the start: a first term is never shorter than the month's rest."""
    return add_months(start.replace(day=1), 1, repay_day)


def schedule(terms: LoanTerms) -> tuple[ScheduleRow, ...]:
    """The full repayment schedule (还款计划), principal repaid to the fen.

    Interest per term: balance × rate × days, settled once; the start counts, the due day does not;
    the last term settles the balance (products.md 3, vectors JB-S1..S5). By months a whole month
    bears a twelfth of the year, a broken first period its actual days (products.md 5, MTG-04).
    Order inside one day: the due payment, then a prepayment, then a new rate. After a prepayment
    that lowers, a new rate or a frozen term the rest is spread anew over the terms left.
    """
    with localcontext(prec=_PRECISION):
        return tuple(_replay(terms, _periods(terms)))


def _periods(terms: LoanTerms) -> list[_Period]:
    dues = tuple(monthly(terms.first_due, terms.terms, terms.repay_day))
    starts = (terms.start, *dues[:-1])
    return [
        _Period(no, start, due)
        for no, (start, due) in enumerate(zip(starts, dues, strict=True), start=1)
    ]


def _replay(terms: LoanTerms, periods: Sequence[_Period]) -> list[ScheduleRow]:
    rows: list[ScheduleRow] = []
    balance = terms.principal
    part: _Part = _nothing
    frozen = {row.no: row for row in terms.frozen}
    anew = True
    for period in periods:
        accrued, after = accrued_between(terms, period.start, period.due, balance, period)
        if _lowered(terms, period):
            part = _part(terms, periods[period.no - 1 :], after, accrued)
        elif anew:  # a prepayment that shortens does not touch the payment planned without it
            untouched = replace(terms, prepayments=())
            whole, _same = accrued_between(untouched, period.start, period.due, balance, period)
            part = _part(terms, periods[period.no - 1 :], balance, whole)
        planned = part(_planned_interest(terms, period, accrued, balance))
        balance = after
        owed = max(settled(accrued, terms.rounding), ZERO)
        principal = balance if period is periods[-1] else min(max(planned, ZERO), balance)
        fixed = frozen.get(period.no)
        if fixed is not None:
            principal, owed = min(fixed.principal, balance), fixed.interest
        balance -= principal
        if after or owed:
            days = _LEVEL_30_DAYS if terms.method is Method.LEVEL_30 else period.days
            rows.append(
                ScheduleRow(
                    *(period.no, period.due, days, principal, owed, balance), fixed is not None
                )
            )
        if not balance:
            break
        anew = (
            fixed is not None
            or period.no == terms.interest_only_terms
            or any(period.start < change.on <= period.due for change in terms.rate_changes)
        )
    return rows


def _lowered(terms: LoanTerms, period: _Period) -> bool:
    return any(
        period.start <= made.on < period.due and made.effect == "lower"
        for made in terms.prepayments
    )


def _planned_interest(terms: LoanTerms, period: _Period, accrued: Decimal, balance: Money) -> Money:
    """The interest that the level payment reckons with.

    A rate that changes inside the period does not touch the principal planned for it.
    """
    changed = any(period.start < change.on < period.due for change in terms.rate_changes)
    if changed and not any(period.start <= made.on < period.due for made in terms.prepayments):
        accrued = _charge(terms, terms.rate_on(period.start), balance, period.days, period)
    return settled(accrued, terms.rounding)


def accrued_between(
    terms: LoanTerms, start: date, end: date, balance: Money, period: _Period | None = None
) -> tuple[Decimal, Money]:
    """Unrounded 分 of interest from ``start`` until ``end``, and the balance then.

    What prepayments took with them is off the interest. Without ``period`` the days are actual.
    """
    accrued, since = Decimal(0), start
    paid = {made.on: made for made in terms.prepayments if start <= made.on < end}
    marks = {change.on for change in terms.rate_changes if start < change.on < end} | set(paid)
    for mark in [*sorted(marks), end]:
        rate = terms.rate_on(since)
        accrued += _charge(terms, rate, balance, (mark - since).days, period)
        since = mark
        for made in terms.prepayments:
            if made.on == mark and mark in paid:
                balance = max(balance - made.principal, ZERO)
                accrued -= made.interest.fen
    return accrued, balance


def _charge(
    terms: LoanTerms, rate: QuotedRate, balance: Money, days: int, period: _Period | None
) -> Decimal:
    """Unrounded interest for ``days`` of a period."""
    if period is None:
        return rate.for_days(balance, days)
    whole = None
    if terms.method is Method.LEVEL_30:
        whole = rate.for_days(balance, _LEVEL_30_DAYS)
    elif terms.method in _BY_MONTH and (period.no > 1 or add_months(period.start, 1) == period.due):
        whole = rate.for_month(balance)
    if whole is None:
        return rate.for_days(balance, days)
    return whole if days == period.days else whole * days / period.days


_Part = Callable[[Money], Money]
"""From a term's interest to its principal."""


def _nothing(_accrued: Money) -> Money:
    return ZERO


def _part(terms: LoanTerms, periods: Sequence[_Period], balance: Money, accrued: Decimal) -> _Part:
    """How much principal each of the coming terms repays, from the balance and the time left.

    Args:
        terms: the loan.
        periods: this term and all after it.
        balance: principal at the end of this term, before its payment.
        accrued: unrounded interest of this term.
    """
    if periods[0].no <= terms.interest_only_terms or not balance:
        return _nothing
    return _PRINCIPAL[terms.method](terms, periods, balance, accrued)


def _level_actual(
    terms: LoanTerms, periods: Sequence[_Period], balance: Money, accrued: Decimal
) -> _Part:
    """One payment solved so that all terms are equal under actual days."""
    factor = 1 / (1 + accrued / balance.fen)
    sum_of_factors = factor
    rate = terms.rate_on(periods[0].start)
    for period in periods[1:]:
        factor /= 1 + rate.for_days(Money(1), period.days)
        sum_of_factors += factor
    payment = Money.rounded(balance.fen / sum_of_factors)
    return lambda interest: payment - interest


def _annuity_of(days_or_months: Callable[[QuotedRate], Decimal]) -> "_Solver":
    def solve(
        terms: LoanTerms, periods: Sequence[_Period], balance: Money, _accrued: Decimal
    ) -> _Part:
        rate = terms.rate_on(periods[0].start)
        payment = annuity(balance, days_or_months(rate), len(periods))
        return lambda interest: payment - interest

    return solve


def _equal_principal(
    _terms: LoanTerms, periods: Sequence[_Period], balance: Money, _accrued: Decimal
) -> _Part:
    part = balance.split(len(periods))[0] if len(periods) > 1 else balance
    return lambda interest: part


def _monthly_equal_principal(
    _terms: LoanTerms, periods: Sequence[_Period], balance: Money, _accrued: Decimal
) -> _Part:
    part = Money.rounded(Decimal(balance.fen) / len(periods))
    return lambda interest: part


def _interest_first(
    _terms: LoanTerms, _periods: Sequence[_Period], _balance: Money, _accrued: Decimal
) -> _Part:
    return _nothing


_Solver = Callable[[LoanTerms, Sequence[_Period], Money, Decimal], _Part]
_PRINCIPAL: Mapping[Method, _Solver] = {
    Method.LEVEL_ACTUAL: _level_actual,
    Method.LEVEL_30: _annuity_of(lambda rate: rate.daily * _LEVEL_30_DAYS),
    Method.LEVEL_FIXED_PMT_ACTUAL: _annuity_of(lambda rate: rate.daily * 365 / 12),
    Method.EQUAL_PRINCIPAL: _equal_principal,
    Method.INTEREST_FIRST: _interest_first,
    Method.MONTHLY_LEVEL: _annuity_of(lambda rate: rate.annual / 12),
    Method.MONTHLY_EQUAL_PRINCIPAL: _monthly_equal_principal,
    Method.AT_END: _interest_first,
}


def annuity(principal: Money, period_rate: Decimal, periods: int) -> Money:
    """Level payment P·r·(1+r)^n / ((1+r)^n − 1), settled HALF_UP (products.md 5)."""
    with localcontext(prec=_PRECISION):
        if not period_rate:
            return Money.rounded(Decimal(principal.fen) / periods)
        growth = (1 + period_rate) ** periods
        return Money.rounded(principal.fen * period_rate * growth / (growth - 1))
