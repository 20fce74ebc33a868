"""Interest between two dates: simple, unrounded until settled; the days that bear a penalty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from assistant.domain.money import Money

_MODES: Mapping[str, str] = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "up": ROUND_CEILING,
}


def settled(unrounded: Decimal, rounding: str = "half_up") -> Money:
    """An unrounded amount of 分 as a lender settles it; ``rounding`` is the term of that name."""
    return Money.rounded(unrounded, _MODES[rounding])


def interest(principal: Money, daily_rate: Decimal, days: int) -> Decimal:
    """Unrounded 分 of simple interest; ``daily_rate`` is a share per day (products.md 1)."""
    return principal.fen * daily_rate * days


class Per(StrEnum):
    """What a rate is quoted for."""

    DAY = "day"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class QuotedRate:
    """A rate as the contract says it: a share per day or per year of ``basis`` days (products.md 5)."""

    value: Decimal
    per: Per = Per.DAY
    basis: int = 365

    @property
    def daily(self) -> Decimal:
        """The share per day."""
        return self.value if self.per is Per.DAY else self.value / self.basis

    @property
    def annual(self) -> Decimal:
        """The simple share per year."""
        return self.value if self.per is Per.YEAR else self.value * self.basis

    def for_days(self, balance: Money, days: int) -> Decimal:
        """Unrounded 分 for actual days; divided last, so that nothing is lost before settling."""
        if self.per is Per.DAY:
            return interest(balance, self.value, days)
        return balance.fen * self.value * days / self.basis

    def for_month(self, balance: Money) -> Decimal:
        """Unrounded 分 for one whole month: a twelfth of the year."""
        return balance.fen * self.annual / 12


def late_days(
    due: date, settled: date, *, grace_days: int = 0, grace_retroactive: bool = True
) -> int:
    """Days that bear a penalty (products.md 2.4).

    None inside the grace; after it from the due day on when retroactive, else from its end.
    """
    days = (settled - due).days
    if days <= grace_days:
        return 0
    return days if grace_retroactive else days - grace_days
