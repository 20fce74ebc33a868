"""What the planner answers: the plan, how good it is, and how that is known."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.planning.plan import Ledger


class Status(StrEnum):
    """How much is known about the answer.

    ``proven`` no plan is better by more than rounding; ``bounded`` a limit was reached, the bound
    holds; ``found`` only found, no bound; ``rules`` no solver took part; ``inconsistent`` the solver
    contradicted the exact replay and is not trusted.
    """

    PROVEN = "proven"
    BOUNDED = "bounded"
    FOUND = "found"
    RULES = "rules"
    INCONSISTENT = "inconsistent"


Due = tuple[int, int]
"""Place of a product, and the day."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What is missing.

    Attributes:
        day: the first due day by which the dues until then cannot all be met.
        then: 分 that would have to be there by that day to meet the dues until then.
        whole: 分 by that day that keep everything clean until the horizon.
        conflict: a set of dues that cannot all be met, though they can without any one of them.
    """

    day: int
    then: int
    whole: int
    conflict: tuple[Due, ...]


class Kind(StrEnum):
    """What can be done: more money, another due day, 分期, 协商先息."""

    MONEY = "money"
    MOVE = "move"
    INSTALMENT = "instalment"
    NEGOTIATE = "negotiate"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One thing that makes a clean plan possible, and the plan's cost then.

    Attributes:
        fen: of more money; ``day`` by when.
        product: whose due day, bill or loan; empty for money.
        number: days later, periods of the instalment, or dues without principal.
    """

    kind: Kind
    cost: int
    day: int
    fen: int = 0
    product: str = ""
    number: int = 0


@dataclass(frozen=True)
class Answer:
    """A plan with its certificate.

    Attributes:
        bound: no plan with this harm costs less, in 分 rounded down; None where nothing is known.
        harm_bound: no plan does less harm.
        millis: from the question to this answer.
        short: where the money is missing, and ``remedies`` what would help, once that is known.
    """

    ledger: Ledger
    status: Status
    bound: int | None = None
    harm_bound: int | None = None
    millis: int = 0
    solver: str = ""
    short: Shortfall | None = None
    remedies: tuple[Remedy, ...] = ()

    @property
    def gap(self) -> int | None:
        """At most so many 分 could still be saved; rounding to 分 is no gap."""
        if self.bound is None:
            return None
        return max(self.ledger.cost - self.bound, 0)
