"""Sharing an amount in proportion: to the fen, by largest remainder, and it always adds up."""

from collections.abc import Sequence

from assistant.domain.money import Money, total


def pro_rata(amount: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    """``amount`` in proportion to whole weights; each part is at most one 分 off its exact share.

    The 分 that flooring leaves go to the largest remainders, ties by input order (law.md 7.1).

    Raises:
        ValueError: a weight or the amount is negative, or there is an amount and no weight.
    """
    whole = sum(weights)
    if amount.fen < 0 or any(weight < 0 for weight in weights) or (amount and not whole):
        raise ValueError(weights)
    if not whole:
        return tuple(Money(0) for _ in weights)
    floors = [amount.fen * weight // whole for weight in weights]
    rests = [amount.fen * weight % whole for weight in weights]
    left = amount.fen - sum(floors)
    for index in sorted(range(len(weights)), key=lambda index: -rests[index])[:left]:
        floors[index] += 1
    return tuple(Money(fen) for fen in floors)


def pay_claims(available: Money, claims: Sequence[Money]) -> tuple[Money, ...]:
    """What each claim gets: all of it where there is enough, else in proportion to the claims."""
    payable = min(available, total(claims))
    return pro_rata(payable, [claim.fen for claim in claims])
