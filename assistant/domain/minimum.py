"""最低还款: what a bill consists of, and the least that keeps it in good standing."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class BillParts:
    """What a bill consists of; only the first part can be rolled (products.md 2.1)."""

    revolving_principal: Money
    instalment_principal: Money = ZERO
    instalment_fee: Money = ZERO
    interest: Money = ZERO
    overdue: Money = ZERO

    @property
    def fixed(self) -> Money:
        """The parts that are due in full."""
        return self.instalment_principal + self.instalment_fee + self.interest + self.overdue

    @property
    def total(self) -> Money:
        """The whole bill."""
        return self.revolving_principal + self.fixed


def minimum_payment(parts: BillParts, ratio: Decimal, floor: Money = ZERO) -> Money:
    """Ratio × unpaid consumption + all instalments, fees, interest and overdue (products.md 2.2).

    At least ``floor``, never more than the bill.
    """
    least = parts.revolving_principal.share(ratio) + parts.fixed
    return min(max(least, floor), parts.total)
