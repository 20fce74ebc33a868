"""Loans: repayment schedules by five methods, settling early, prepaying in part, being late."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum

from assistant.domain.accrual import interest, late_days
from assistant.domain.calendar import add_months, monthly
from assistant.domain.money import ZERO, Money, total

_PRECISION = 50
_LEVEL_30_DAYS = 30
_PENALTY_PLACES = Decimal("0.000001")  # six decimals, as the lender's interface has it


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


@dataclass(frozen=True, slots=True)
class Settlement:
    """What settling early (提前结清) takes and saves."""

    outstanding: Money
    days: int
    interest: Money
    fee: Money
    interest_saved: Money

    @property
    def total(self) -> Money:
        """Principal, interest to the day and fee together."""
        return self.outstanding + self.interest + self.fee


def early_settlement(
    terms: LoanTerms,
    rows: Sequence[ScheduleRow],
    *,
    paid_terms: int,
    on: date,
    fee_rate: Decimal = Decimal(0),
) -> Settlement:
    """Settle on ``on`` after ``paid_terms`` terms were paid (vectors JB-EARLY-01..03).

    Interest runs by actual days since the last due day that is behind ``on`` or was paid; on the
    very day of the draw at least ``min_days`` count. Saved: the interest of the terms not reached.
    """
    behind = rows[paid_terms - 1] if paid_terms else None
    outstanding = terms.principal if behind is None else behind.balance_after
    since = terms.start if behind is None else behind.due
    days = max((on - since).days, terms.min_days if behind is None else 0)
    accrued = Money.rounded(interest(outstanding, terms.daily_rate, days))
    planned = total(row.interest for row in rows[paid_terms:])
    fee = outstanding.share(fee_rate)
    return Settlement(outstanding, days, accrued, fee, planned - accrued - fee)


@dataclass(frozen=True, slots=True)
class PartialPrepayment:
    """A partial prepayment: interest and cash when all accrued interest is taken, or only the part's."""

    interest_on_all: Money
    interest_on_part: Money
    principal: Money
    outstanding_after: Money

    @property
    def cash_on_all(self) -> Money:
        """Cash when all accrued interest is collected."""
        return self.principal + self.interest_on_all

    @property
    def cash_on_part(self) -> Money:
        """Cash when only the repaid part's interest is collected."""
        return self.principal + self.interest_on_part


def partial_prepayment(
    terms: LoanTerms, rows: Sequence[ScheduleRow], *, paid_terms: int, on: date, principal: Money
) -> PartialPrepayment:
    """Repay a part of the principal before it is due (vector JB-EARLY-04 shows both readings)."""
    whole = early_settlement(terms, rows, paid_terms=paid_terms, on=on)
    part = Money.rounded(interest(principal, terms.daily_rate, whole.days))
    return PartialPrepayment(whole.interest, part, principal, whole.outstanding - principal)


@dataclass(frozen=True, slots=True)
class LoanOverdue:
    """A late term when settled; the two penalties are rounded apart."""

    days: int
    daily_rate: Decimal
    on_principal: Money
    on_interest: Money
    total_due: Money

    @property
    def penalty(self) -> Money:
        """罚息 in all."""
        return self.on_principal + self.on_interest


def penalty_rate(daily_rate: Decimal, multiplier: Decimal) -> Decimal:
    """The rate per day of the overdue part, instead of the normal one, to six decimals."""
    return (daily_rate * multiplier).quantize(_PENALTY_PLACES)


def loan_overdue(
    row: ScheduleRow,
    *,
    daily_rate: Decimal,
    settled: date,
    multiplier: Decimal = Decimal("1.5"),
    base: str = "principal_and_interest",
    grace_days: int = 0,
) -> LoanOverdue:
    """罚息 of one term: 1.5 × rate on overdue principal and interest (products.md 3, JB-OVD-01/02)."""
    days = late_days(row.due, settled, grace_days=grace_days)
    rate = penalty_rate(daily_rate, multiplier)
    on_principal = Money.rounded(interest(row.principal, rate, days))
    on_interest = ZERO
    if base == "principal_and_interest":
        on_interest = Money.rounded(interest(row.interest, rate, days))
    return LoanOverdue(
        days, rate, on_principal, on_interest, row.payment + on_principal + on_interest
    )


@dataclass(frozen=True, slots=True)
class Position:
    """A whole loan with one late term: all that pays it off on a day."""

    overdue: LoanOverdue
    not_due_principal: Money
    accrued_on_not_due: Money

    @property
    def payoff(self) -> Money:
        """Everything together."""
        return self.overdue.total_due + self.not_due_principal + self.accrued_on_not_due


def whole_position(
    terms: LoanTerms, rows: Sequence[ScheduleRow], *, late_term: int, on: date
) -> Position:
    """Pay off a loan whose term ``late_term`` is late; the rest bears the normal rate (JB-OVD-03)."""
    row = rows[late_term - 1]
    late = loan_overdue(row, daily_rate=terms.daily_rate, settled=on)
    accrued = Money.rounded(interest(row.balance_after, terms.daily_rate, (on - row.due).days))
    return Position(late, row.balance_after, accrued)


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
