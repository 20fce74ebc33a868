"""Fee instalments (分期): schedules with a sunk fee, frozen parts, refunds, what they really cost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal

from assistant.domain.calendar import monthly
from assistant.domain.money import ZERO, Money, Remainder, total

if TYPE_CHECKING:
    from assistant.domain.rate import Irr

FeeWaiver = Literal["none", "future_fees"]


@dataclass(frozen=True, slots=True)
class FrozenPart:
    """A part that the user took over as his app shows it; nothing recomputes it."""

    no: int
    principal: Money
    fee: Money


@dataclass(frozen=True, slots=True)
class InstalmentRow:
    """One part; ``due`` is None where no first due day was given."""

    no: int
    due: date | None
    principal: Money
    fee: Money
    frozen: bool = False

    @property
    def payment(self) -> Money:
        """Principal and fee together."""
        return self.principal + self.fee


Rows = tuple[InstalmentRow, ...]


@dataclass(frozen=True, slots=True)
class InstalmentSchedule:
    """All parts of one plan."""

    rows: Rows

    @property
    def principal(self) -> Money:
        """The amount that was put into instalments."""
        return total(row.principal for row in self.rows)

    @property
    def total_fee(self) -> Money:
        """All fees together."""
        return total(row.fee for row in self.rows)

    @property
    def total(self) -> Money:
        """Principal and fees together."""
        return self.principal + self.total_fee

    @property
    def irr(self) -> "Irr":
        """The real cost on the payments as rounded, one a month from the start."""
        from assistant.domain.rate import irr  # late: only the plans' table shows it

        received = Decimal(self.principal.fen)
        return irr([received, *(Decimal(-row.payment.fen) for row in self.rows)])


def fee_instalment(
    amount: Money,
    periods: int,
    *,
    total_fee: Money,
    first_due: date | None = None,
    remainder: Remainder = "last",
) -> InstalmentSchedule:
    """Principal and fee floored to 分 per period, the rest in the last or first (products.md 2.3)."""
    dues: list[date | None] = [None] * periods
    if first_due is not None:
        dues = list(monthly(first_due, periods, first_due.day))
    principals = amount.split(periods, remainder)
    fees = total_fee.split(periods, remainder)
    parts = zip(dues, principals, fees, strict=True)
    return InstalmentSchedule(
        tuple(InstalmentRow(no, *part) for no, part in enumerate(parts, start=1))
    )


def freeze(rows: Sequence[InstalmentRow], frozen: Sequence[FrozenPart]) -> Rows:
    """The rows with some of them as the lender shows them; what that leaves falls into the last.

    The last part takes the difference, so that the principal stays what was put into instalments.
    """
    fixed = {part.no: part for part in frozen}
    found = [
        replace(row, principal=fixed[row.no].principal, fee=fixed[row.no].fee, frozen=True)
        if row.no in fixed
        else row
        for row in rows
    ]
    missing = total(row.principal for row in rows) - total(row.principal for row in found)
    if missing and rows[-1].no not in fixed:
        found[-1] = replace(found[-1], principal=max(found[-1].principal + missing, ZERO))
    return tuple(found)


def refund(
    rows: Sequence[InstalmentRow], on: date, amount: Money, *, returns_fee: bool
) -> tuple[Rows, Money]:
    """A refund of an instalment purchase: parts due after ``on`` shrink, the rest comes as cash.

    The principal left is spread over the parts left; fees go on unless ``returns_fee``, then they
    shrink with the principal (products.md 2.3 leaves it open, 白条 returns none).
    """
    past = [row for row in rows if row.due is not None and row.due <= on]
    coming = [row for row in rows if row.due is None or row.due > on]
    before = total(row.principal for row in coming)
    left = max(before - amount, ZERO)
    fees = total(row.fee for row in coming)
    if not before:
        return tuple(rows), amount
    if returns_fee:
        fees = fees.share(Decimal(left.fen) / before.fen)
    parts = zip(coming, left.split(len(coming)), fees.split(len(coming)), strict=True)
    spread = (replace(row, principal=principal, fee=fee) for row, principal, fee in parts)
    return (*past, *spread), amount - (before - left)


def fee_of(amount: Money, total_fee_rate: Decimal, rounding: str = ROUND_HALF_UP) -> Money:
    """The whole fee: amount × rate, rounded once."""
    return amount.share(total_fee_rate, rounding)
