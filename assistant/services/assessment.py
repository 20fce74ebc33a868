"""The whole assessment of what can be carried, step by step, so that it can be computed off the window."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from assistant.domain.capacity import (
    Breach,
    Capacity,
    Proposal,
    breaches,
    capacity,
    proposed_ceilings,
)
from assistant.domain.forecast import CashForecast, forecast
from assistant.domain.money import Money
from assistant.domain.moves import Move, best_moves
from assistant.domain.overview import Owed, owed
from assistant.domain.snapshot import Snapshot
from assistant.domain.stress import Stressed, stress

STEPS = 5
_KEPT = 8


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the facts, for how many months no income comes, how big the big expense is."""

    snapshot: Snapshot
    months: int
    expense: Money | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that the page shows of one question."""

    asked: Question
    capacity: Capacity
    picture: CashForecast
    moves: tuple[Move, ...]
    stressed: tuple[Stressed, ...]
    owed: tuple[Owed, ...]
    proposal: Proposal
    breaches: tuple[Breach, ...]


def digest(asked: Question) -> str:
    """Names everything an assessment depends on; the same inputs have the same name."""
    inputs = (asked.snapshot.facts(), asked.months, asked.expense)
    return sha256(repr(inputs).encode()).hexdigest()


class Assessor:
    """Assessments by the hash of their inputs; may be asked from any thread."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Assessment] = OrderedDict()
        self._one_at_a_time = Lock()

    def assess(self, asked: Question, step: Callable[[int], None]) -> Assessment:
        """The assessment, from memory where nothing changed.

        Args:
            asked: the question.
            step: hears how many of ``STEPS`` are done; what it raises ends the work.
        """
        name = digest(asked)
        with self._one_at_a_time:
            if name not in self._known:
                self._known[name] = _assessed(asked, step)
                while len(self._known) > _KEPT:
                    self._known.popitem(last=False)
            self._known.move_to_end(name)
            return self._known[name]


def _assessed(asked: Question, step: Callable[[int], None]) -> Assessment:
    snapshot = asked.snapshot
    step(0)
    found, picture = capacity(snapshot), forecast(snapshot)
    step(1)
    moves = best_moves(snapshot)
    step(2)
    stressed = stress(snapshot, asked.months, asked.expense)
    step(3)
    rows = tuple(owed(snapshot, account) for account in snapshot.accounts)
    step(4)
    return Assessment(
        *(asked, found, picture, moves, stressed, rows),
        proposal=proposed_ceilings(snapshot),
        breaches=breaches(snapshot),
    )
