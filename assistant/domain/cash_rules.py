"""The user's own rules about his cash: what to keep for living, how sure to be, own ceilings of credit."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.money import ZERO, Money

ALPHAS = ("0.01", "0.05", "0.10", "0.20")
"""Chances of a shortfall that the user may choose to accept."""


@dataclass(frozen=True, slots=True)
class CashRules:
    """One field, one default; the store keeps only what was set.

    Attributes:
        floor: cash that stays for living (生活底线); no due and no plan may touch it.
        holder_id: the paying account that the reserve lies in; None: it is kept apart from them.
        alpha: the chance of a shortfall that is accepted, a share.
        usual: whether bills after the known ones are expected as the last ones were.
    """

    floor: Money = ZERO
    holder_id: int | None = None
    alpha: Decimal = Decimal("0.05")
    usual: bool = True


def cash_rules(stored: Mapping[str, str]) -> CashRules:
    """The rules of their stored texts; what is not there has its default."""
    plain = CashRules()
    holder = stored.get("holder_id", "")
    return CashRules(
        floor=Money(int(stored.get("floor", "0"))),
        holder_id=int(holder) if holder else None,
        alpha=Decimal(stored.get("alpha", str(plain.alpha))),
        usual=stored.get("usual", "yes") == "yes",
    )


def stored_rules(rules: CashRules) -> Mapping[str, str]:
    """The texts that the store keeps of the rules."""
    return {
        "floor": str(rules.floor.fen),
        "holder_id": "" if rules.holder_id is None else str(rules.holder_id),
        "alpha": str(rules.alpha),
        "usual": "yes" if rules.usual else "no",
    }


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that the user himself wants to owe (自设上限): on one account, or on all for None."""

    account_id: int | None
    amount: Money
