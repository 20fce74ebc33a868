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


@dataclass(frozen=True)
class Answer:
    """A plan with its certificate.

    Attributes:
        bound: no plan with this harm costs less, in 分 rounded down; None where nothing is known.
        harm_bound: no plan does less harm.
        seconds: the solver's time in milliseconds is ``millis``.
    """

    ledger: Ledger
    status: Status
    bound: int | None = None
    harm_bound: int | None = None
    millis: int = 0
    solver: str = ""

    @property
    def gap(self) -> int | None:
        """At most so many 分 could still be saved; rounding to 分 is no gap."""
        if self.bound is None:
            return None
        return max(self.ledger.cost - self.bound, 0)
