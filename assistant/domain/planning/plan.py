"""What a plan says: payments and conversions by day, and what they lead to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class How(StrEnum):
    """What a payment is for.

    全额, 最低, 一部分, 提前, 补逾期, 分期 (the amount is moved, not paid).
    """

    FULL = "full"
    MINIMUM = "minimum"
    PART = "part"
    EARLY = "early"
    ARREARS = "arrears"
    INSTALMENT = "instalment"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: pay ``fen`` on ``day``, or convert them into ``periods`` instalments."""

    day: int
    product: str
    fen: int
    how: How
    periods: int = 0


@dataclass(frozen=True, slots=True)
class Miss:
    """A due that the plan does not meet: ``fen`` missing, ``harm`` what that weighs.

    ``tolerated``: so little is missing that the lender counts it as paid (容差).
    """

    day: int
    product: str
    fen: int
    harm: int
    tolerated: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A day's close: debt by product and the money that may still go to creditors, in 分."""

    day: int
    debts: tuple[int, ...]
    spare: int


@dataclass(frozen=True)
class Ledger:
    """The exact outcome of a plan, the only figures that are shown.

    Attributes:
        steps: what was done, as it was taken.
        costs: interest, fees and penalties inside the horizon by product, in 分.
        debt_free: the first day from which nothing is owed; None while something is.
        overdue_days: days on which something overdue was owed, all products together.
        lowest: the least that was left above the floor at the end of a pay period.
    """

    steps: tuple[Step, ...]
    costs: Mapping[str, int]
    misses: tuple[Miss, ...]
    points: tuple[Point, ...]
    overdue_days: int
    lowest: int
    debt_free: int | None = None
    refused: tuple[Step, ...] = field(default=())

    @property
    def cost(self) -> int:
        """All of it together."""
        return sum(self.costs.values())

    @property
    def harm(self) -> int:
        """The weight of what was missed."""
        return sum(miss.harm for miss in self.misses)

    @property
    def transfers(self) -> int:
        """How many payments the user has to make."""
        return sum(1 for step in self.steps if step.how is not How.INSTALMENT)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Nothing overdue first, then least harm, cost, transfers: smaller is better."""
        return self.harm, self.cost, self.transfers
