"""The chances of a shortfall of one session: simulated once for all who ask, kept while the facts stay."""

from dataclasses import dataclass
from typing import Protocol

from assistant.domain.shortfall import Shortfall, shortfall
from assistant.domain.snapshot import Snapshot
from assistant.errors import Cancelled
from assistant.services.memory import Memory, Stopped


class Ends(Protocol):
    """Whatever says whether a task is to end."""

    is_ended: Stopped


@dataclass(frozen=True, slots=True)
class _Inputs:
    """All that a simulation depends on; equal where the facts are."""

    facts: tuple[object, ...]

    def __hash__(self) -> int:
        return hash(self.facts[0])  # the day: what lies in the store is compared


class Chances:
    """Safe to be asked from several threads at once."""

    def __init__(self) -> None:
        self._memory: Memory[Shortfall] = Memory(1)

    def known(self, snapshot: Snapshot) -> Shortfall | None:
        """Those of these facts, where they were simulated already."""
        return self._memory.known(_Inputs(snapshot.facts()))

    def find(self, snapshot: Snapshot, step: Ends) -> Shortfall:
        """Those of these facts, simulated now where they are not known.

        Raises:
            Cancelled: it was ended before.
        """
        found = self._memory.ask(
            _Inputs(snapshot.facts()),
            lambda _tell, ended: shortfall(snapshot, cancelled=ended),
            stopped=step.is_ended,
        )
        if found is None:
            raise Cancelled
        return found
