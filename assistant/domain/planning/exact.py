"""Interest in whole numbers: a share as a fraction, settled to 分 only when it is billed."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

_PRECISION = 50


@dataclass(frozen=True, slots=True)
class Share:
    """A share as numerator and denominator, so that sums of products stay exact."""

    num: int
    den: int

    def settle(self, units: int) -> int:
        """分 of ``units`` (amount × days × numerator), HALF_UP as lenders do (products.md 1)."""
        return (2 * units + self.den) // (2 * self.den)

    def of(self, fen: int, days: int = 1) -> int:
        """分 of ``fen`` over ``days``, settled."""
        return self.settle(fen * days * self.num)


@lru_cache(maxsize=4096)
def share(rate: Decimal) -> Share:
    """An exact share."""
    return Share(*rate.as_integer_ratio())


@lru_cache(maxsize=1024)
def annuity_sums(shares: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """For each period the value of one 分 at its due and at every later one, seen from its start.

    A level payment that begins with period k is the principal divided by the k-th of them: the rule
    of ``loan.schedule`` with days as they are (products.md 3.1, LEVEL_ACTUAL).
    """
    sums: list[Decimal] = []
    with localcontext(prec=_PRECISION):
        later = Decimal(0)
        for rate in reversed(shares):
            later = (1 + later) / (1 + rate)
            sums.append(later)
    return tuple(reversed(sums))


def level_payment(principal: int, value: Decimal) -> int:
    """The payment in 分, settled once."""
    with localcontext(prec=_PRECISION):
        return int((principal / value).quantize(Decimal(1), rounding=ROUND_HALF_UP))
