"""The chances of a shortfall of one session: simulated once for all who ask, kept while the facts stay."""

from dataclasses import dataclass

from assistant.domain.shortfall import Shortfall, shortfall
from assistant.domain.snapshot import Snapshot
from assistant.services.memory import Memory, Stopped


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

    def find(self, snapshot: Snapshot, stopped: Stopped = lambda: False) -> Shortfall | None:
        """Those of these facts, simulated now where they are not known; None when it was stopped."""
        return self._memory.ask(
            _Inputs(snapshot.facts()),
            lambda _tell, ended: shortfall(snapshot, cancelled=ended),
            stopped=stopped,
        )
