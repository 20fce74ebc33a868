"""最低还款: what a bill consists of, and the least that keeps it in good standing."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class BillParts:
    """What a bill consists of; only consumption and cash can be rolled (products.md 2.1, 4.1).

    Attributes:
        cash: cash advances, which have a ratio of their own.
        interest: interest and fees.
        overdue: of a card the unpaid minimum of the bill before.
        over_limit: of a card what was spent above the limit.
    """

    revolving_principal: Money
    instalment_principal: Money = ZERO
    instalment_fee: Money = ZERO
    interest: Money = ZERO
    overdue: Money = ZERO
    over_limit: Money = ZERO
    cash: Money = ZERO

    @property
    def fixed(self) -> Money:
        """The parts that are due in full."""
        charged = self.instalment_principal + self.instalment_fee + self.interest
        return charged + self.overdue + self.over_limit

    @property
    def total(self) -> Money:
        """The whole bill; what is over the limit is asked for in the minimum, not owed twice."""
        return self.revolving_principal + self.cash + self.fixed - self.over_limit


def minimum_payment(
    parts: BillParts, ratio: Decimal, floor: Money = ZERO, cash_ratio: Decimal | None = None
) -> Money:
    """Ratio × unpaid consumption + all instalments, fees, interest and overdue (products.md 2.2).

    Cards: cash by its own ratio, and what is over the limit (4.1). At least ``floor``, never more
    than the bill.
    """
    cash = parts.cash.share(ratio if cash_ratio is None else cash_ratio)
    least = parts.revolving_principal.share(ratio) + cash + parts.fixed
    return min(max(least, floor), parts.total)
