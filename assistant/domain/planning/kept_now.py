"""How a kept plan stands by today's facts: no more than figures, so that whoever reminds may know it."""

from dataclasses import dataclass
from datetime import date

from assistant.domain.money import Money

NOISE = Money(1_000)
"""So far the days to come may differ from what they cost seen from before (``advance.later``)."""


@dataclass(frozen=True, slots=True)
class KeptNow:
    """A kept plan beside the best one from today's facts to the same last day.

    Attributes:
        cost: what the days to come cost now; ``promised`` what the kept plan said of them.
        debt_free: None while some debt lasts beyond the last day; ``debt_free_then`` as it was kept.
        days: by so many days the debt-free day moved; negative: it is sooner.
        missed: dues that cannot be met now, where the kept plan met all.
    """

    made_on: date
    cost: Money
    promised: Money
    debt_free: date | None
    debt_free_then: date | None
    days: int
    missed: int

    @property
    def dearer(self) -> Money:
        """By so much the days to come cost more; negative: less."""
        return self.cost - self.promised

    @property
    def has_moved(self) -> bool:
        """Whether it is worth a word."""
        return bool(self.days or self.missed) or abs(self.dearer.fen) >= NOISE.fen
