"""What every view is given: the session's reads and commands, and the bus. Nothing global."""

from dataclasses import dataclass

from assistant.domain.dues import Obligation
from assistant.domain.snapshot import Snapshot
from assistant.services.session import Session
from assistant.ui.bus import Bus


@dataclass(frozen=True, slots=True)
class Context:
    """The session and the bus of one window."""

    session: Session
    bus: Bus

    def snapshot(self) -> Snapshot:
        """The present snapshot."""
        return self.session.queries.snapshot()

    def mark_paid(self, due: Obligation) -> None:
        """Record that a due was paid today from its own source."""
        self.bus.run(self.session.ledger.mark_paid, due)

    def take_back(self, due: Obligation) -> None:
        """Delete a due's newest repayment."""
        self.bus.run(self.session.ledger.take_back, due)
