"""What an estate pays to whom, step by step, and what a creditor gets who comes late."""

from dataclasses import dataclass

from assistant.domain.estate_case import Basis, Debt, EstateCase, Taker
from assistant.domain.money import ZERO, Money, total
from assistant.domain.shares import pay_claims


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a step: who or what, and how much."""

    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the rule's id, its lines, and what is left for the next step.

    Attributes:
        short: what the step asks for and does not get.
    """

    rule: str
    entries: tuple[Entry, ...]
    left: Money
    short: Money = ZERO


@dataclass(frozen=True, slots=True)
class CreditorResult:
    """What one claim gets, from where, and how it counts: fee, interest, principal (民法典 561).

    Attributes:
        spouse_owes: the part of ``unpaid`` that the surviving spouse owes personally.
    """

    debt: Debt
    claim: Money
    collateral: Money
    community: Money
    estate: Money
    fee: Money
    interest: Money
    principal: Money
    spouse_owes: Money

    @property
    def paid(self) -> Money:
        """All that it gets."""
        return self.collateral + self.community + self.estate

    @property
    def unpaid(self) -> Money:
        """What it does not get; no heir has to pay it."""
        return self.claim - self.paid


@dataclass(frozen=True, slots=True)
class TakerResult:
    """What one taker ends with.

    Attributes:
        gross: what he takes before debts: the cap of what he answers for (民法典 1161).
        bears: what of it pays taxes and debts.
        reserve: the necessary share, which answers for nothing.
    """

    taker: Taker
    gross: Money
    bears: Money
    reserve: Money

    @property
    def net(self) -> Money:
        """What he keeps, the necessary share with it."""
        return self.gross - self.bears + self.reserve


@dataclass(frozen=True, slots=True)
class Settlement:
    """The whole result. ``unclaimed`` is what nobody takes; ``spouse_half`` was never estate."""

    case: EstateCase
    basis: Basis
    steps: tuple[Step, ...]
    creditors: tuple[CreditorResult, ...]
    takers: tuple[TakerResult, ...]
    excluded: Money
    spouse_half: Money
    costs: Money
    unclaimed: Money

    @property
    def solvent(self) -> bool:
        """Whether every claim against the estate is met."""
        return not any(row.unpaid - row.spouse_owes for row in self.creditors)

    @property
    def spouse_owes(self) -> Money:
        """What the surviving spouse owes personally."""
        return total(row.spouse_owes for row in self.creditors)

    @property
    def unpaid(self) -> Money:
        """What stays unpaid and no heir owes."""
        return total(row.unpaid for row in self.creditors) - self.spouse_owes


@dataclass(frozen=True, slots=True)
class LateShare:
    """What one taker answers for towards a creditor who comes after the partition."""

    taker: Taker
    pays: Money
    keeps: Money


def late_claim(settlement: Settlement, claim: Money) -> tuple[tuple[LateShare, ...], Money]:
    """Who pays a creditor that comes late, each up to what he still has, and what stays unpaid (1161, 1163).

    Heirs by statute first; the excess by heirs under the will and legatees. A necessary share answers
    for nothing.
    """
    held = [row.gross - row.bears for row in settlement.takers]
    pays = [ZERO] * len(held)
    left = claim
    for by_statute in (True, False):
        indexes = [
            index
            for index, row in enumerate(settlement.takers)
            if row.taker.by_statute is by_statute
        ]
        shares = pay_claims(
            min(left, total(held[index] for index in indexes)), [held[index] for index in indexes]
        )
        for index, share in zip(indexes, shares, strict=True):
            pays[index] = share
        left -= total(shares)
    rows = tuple(
        LateShare(row.taker, paid, row.net - paid)
        for row, paid in zip(settlement.takers, pays, strict=True)
    )
    return rows, left
