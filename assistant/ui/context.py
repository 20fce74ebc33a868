"""What every view is given: the session's reads and commands, and the bus. Nothing global."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.dues import Obligation, is_after_hour
from assistant.domain.snapshot import Snapshot
from assistant.errors import UserError
from assistant.paths import Paths
from assistant.services.session import Session
from assistant.ui.bus import Bus
from assistant.ui.delivery import Delivery

if TYPE_CHECKING:
    from assistant.domain.wishes import Subject


@dataclass(frozen=True, slots=True)
class Context:
    """The session, the bus and the state of the reminders' delivery of one window."""

    session: Session
    bus: Bus
    delivery: Delivery = field(default_factory=Delivery)

    @property
    def paths(self) -> Paths:
        """Where the session's data directory keeps what; of no use to a store in memory."""
        return Paths(Path(self.session.store_path).parent)

    def snapshot(self) -> Snapshot:
        """The present snapshot."""
        return self.session.queries.snapshot()

    def mark_paid(self, due: Obligation) -> None:
        """Record that a due was paid today from its own source.

        After the hour that ends its last day the user is asked whether he paid before it; a box that
        is closed records nothing.
        """
        after: bool | None = False
        snapshot = self.snapshot()
        if is_after_hour(snapshot, due, snapshot.now):
            from assistant.ui.paid_hour import ask_hour  # late: few lenders end the day early

            after = ask_hour(snapshot, due)
        if after is not None:
            self.bus.run(self.session.ledger.mark_paid, due, after_cutoff=after)

    def take_back(self, due: Obligation) -> None:
        """Delete a due's newest repayment."""
        self.bus.run(self.session.ledger.take_back, due)

    def snooze(self, subject: "Subject", choice: str) -> bool:
        """Put a reminder off by one of the usual choices.

        False when the user has to be asked for the time: he wants another one, or the chosen one is
        after the due's cut-off, which would be too late.
        """
        from assistant.domain.snooze import SNOOZES, snooze_until  # late: no part of the start

        if choice not in SNOOZES:
            return False
        until = snooze_until(choice, self.session.queries.now(), self.session.zone)
        try:
            self.bus.run(self.session.ledger.snooze, subject, until)
        except UserError:
            return False
        return True
