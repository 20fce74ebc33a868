"""Who takes how much of an estate before debts, and who bears how much of the debts (民法典 1127–1163)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.estate_case import Taker
from assistant.domain.money import ZERO, Money, total
from assistant.domain.shares import pay_claims, pro_rata

NOBODY = -1  # the last taking: what nobody takes
_SCALE = 10**9  # shares are told with at most nine decimals


@dataclass(frozen=True, slots=True)
class Taking:
    """What is taken before taxes and debts, and what of it pays them."""

    gross: Money
    bears: Money


def share_out(takers: Sequence[Taker], takable: Money, burden: Money) -> tuple[Taking, ...]:
    """One taking per taker in their order, then the one of NOBODY.

    The will's amounts come first, its shares are shares of the rest, and what it leaves goes to the
    heirs by statute (also what somebody renounced: 民法典 1154). These bear the burden first; the
    excess is borne by heirs under the will and legatees in proportion to what they take (1163).

    Args:
        takers: as told.
        takable: the estate after costs and necessary shares.
        burden: the taxes and debts that it pays, at most ``takable``.
    """
    gross = [*_by_will(takers, takable), ZERO]
    rest = takable - total(gross)
    heirs = _statutory(takers)
    parts = pro_rata(rest, [takers[index].parts for index in heirs] or [1])
    for index, part in zip(heirs or [NOBODY], parts, strict=True):
        gross[index] = part
    by_statute = [index for index, taker in enumerate(takers) if taker.by_statute]
    by_statute.append(len(takers))
    others = [index for index, taker in enumerate(takers) if not taker.by_statute]
    bears = [ZERO] * len(gross)
    for group in (by_statute, others):
        shares = pay_claims(burden, [gross[index] for index in group])
        for index, share in zip(group, shares, strict=True):
            bears[index] = share
        burden -= total(shares)
    return tuple(Taking(*pair) for pair in zip(gross, bears, strict=True))


def _by_will(takers: Sequence[Taker], takable: Money) -> list[Money]:
    """The will's amounts, cut in proportion where there is less; its shares, of what they leave."""
    given = [not taker.by_statute and taker.accepts for taker in takers]
    fixed = [
        (taker.amount or ZERO) if gives else ZERO
        for taker, gives in zip(takers, given, strict=True)
    ]
    amounts = pay_claims(takable, fixed)
    rest = takable - total(amounts)
    weights = [
        int(taker.share * _SCALE) if gives and taker.amount is None else 0
        for taker, gives in zip(takers, given, strict=True)
    ]
    told = min(Decimal(1), Decimal(sum(weights)) / _SCALE)
    shares = pro_rata(Money(int(rest.fen * told)), weights) if any(weights) else [ZERO] * len(given)
    return [amount + share for amount, share in zip(amounts, shares, strict=True)]


def _statutory(takers: Sequence[Taker]) -> list[int]:
    """Who inherits by statute: the second order only where nobody of the first does (1127)."""
    for order in (1, 2):
        found = [
            index
            for index, taker in enumerate(takers)
            if taker.by_statute and taker.order == order and taker.accepts
        ]
        if found:
            return found
    return []
