"""What a fee or a schedule really costs a year, as an internal rate of return."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

_PRECISION = 50
_STEPS = 160  # bisection halves 1 to below 1e-48


@dataclass(frozen=True, slots=True)
class Irr:
    """An internal rate of return per month, as a share."""

    monthly: Decimal

    @property
    def nominal(self) -> Decimal:
        """Twelve times the monthly rate: the market's habit (products.md 6)."""
        return self.monthly * 12

    @property
    def effective(self) -> Decimal:
        """Compounded over twelve months."""
        with localcontext(prec=_PRECISION):
            return (1 + self.monthly) ** 12 - 1


def irr(cash_flows: Sequence[Decimal]) -> Irr:
    """The monthly rate at which the flows are worth nothing; 0 when nothing is paid beyond principal.

    Args:
        cash_flows: the amount received first (positive), then one payment a month (negative).
    """
    with localcontext(prec=_PRECISION):
        low, high = Decimal(0), Decimal(1)
        if _worth(cash_flows, low) >= 0:
            return Irr(Decimal(0))
        for _ in range(_STEPS):
            middle = (low + high) / 2
            if _worth(cash_flows, middle) < 0:
                low = middle
            else:
                high = middle
        return Irr((low + high) / 2)


def _worth(cash_flows: Sequence[Decimal], rate: Decimal) -> Decimal:
    """Present worth at a monthly rate, by Horner's rule from the last flow."""
    factor = 1 / (1 + rate)
    worth = Decimal(0)
    for flow in reversed(cash_flows):
        worth = worth * factor + flow
    return worth
