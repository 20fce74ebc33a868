"""Loans off their schedule: settled early (提前结清), prepaid in part, late (罚息)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from assistant.domain.accrual import interest, late_days, settled
from assistant.domain.loan import LoanTerms, ScheduleRow, accrued_between
from assistant.domain.money import ZERO, Money, total
from assistant.domain.terms import Terms

_PENALTY_PLACES = Decimal("0.000001")  # six decimals, as the lender's interface has it


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
    balance = terms.principal if behind is None else behind.balance_after
    since = terms.start if behind is None else behind.due
    days = max((on - since).days, terms.min_days if behind is None else 0)
    end = since + timedelta(days=days)
    unrounded, outstanding = accrued_between(terms, since, end, balance)
    for made in terms.prepayments:
        if made.on == end:  # prepaid on the very day
            unrounded -= made.interest.fen
            outstanding = max(outstanding - made.principal, ZERO)
    accrued = max(settled(unrounded, terms.rounding), ZERO)
    planned = total(row.interest for row in rows[paid_terms:])
    fee = outstanding.share(fee_rate)
    return Settlement(outstanding, days, accrued, fee, planned - accrued - fee)


@dataclass(frozen=True, slots=True)
class PartialPrepayment:
    """A partial prepayment: its interest when all that accrued is taken, or only the part's."""

    interest_on_all: Money
    interest_on_part: Money
    principal: Money
    outstanding_after: Money


def partial_prepayment(
    terms: LoanTerms, rows: Sequence[ScheduleRow], *, paid_terms: int, on: date, principal: Money
) -> PartialPrepayment:
    """Repay a part of the principal before it is due (vector JB-EARLY-04 shows both readings).

    The part never takes more interest than is open on the whole: of that, earlier prepayments took
    their share rounded.
    """
    whole = early_settlement(terms, rows, paid_terms=paid_terms, on=on)
    since = on - timedelta(days=whole.days)
    unrounded, _ = accrued_between(replace(terms, prepayments=()), since, on, principal)
    part = min(settled(unrounded, terms.rounding), whole.interest)
    return PartialPrepayment(whole.interest, part, principal, whole.outstanding - principal)


@dataclass(frozen=True, slots=True)
class LoanOverdue:
    """A late term when settled; the two penalties are rounded apart."""

    days: int
    daily_rate: Decimal
    on_principal: Money
    on_interest: Money

    @property
    def penalty(self) -> Money:
        """罚息 in all."""
        return self.on_principal + self.on_interest


def penalty_rate(daily_rate: Decimal, multiplier: Decimal) -> Decimal:
    """The rate per day of the overdue part, instead of the normal one, to six decimals."""
    return (daily_rate * multiplier).quantize(_PENALTY_PLACES)


def loan_overdue(
    row: ScheduleRow, daily_rate: Decimal, settled_on: date, terms: Terms
) -> LoanOverdue:
    """罚息 of one term: 1.5 × rate on overdue principal and interest (products.md 3, JB-OVD-01/02)."""
    days = late_days(
        row.due,
        settled_on,
        grace_days=terms.grace_days,
        grace_retroactive=terms.grace_retroactive,
    )
    rate = penalty_rate(daily_rate, terms.penalty_multiplier)
    on_principal = settled(interest(row.principal, rate, days), terms.rounding)
    on_interest = ZERO
    if terms.penalty_base == "principal_and_interest":
        on_interest = settled(interest(row.interest, rate, days), terms.rounding)
    return LoanOverdue(days, rate, on_principal, on_interest)
