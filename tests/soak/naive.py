"""The model that many programs are: one timer, no ledger; it shows what passed since it looked last."""

from datetime import datetime

from tests.soak.machine import Machine
from tests.soak.oracle import Told


class NaiveMachine(Machine):
    """The same life; what came while it was closed or asleep is lost, a clock set back repeats."""

    last: datetime | None = None

    def install(self) -> None:
        """Nothing: it keeps nothing."""

    def start(self) -> None:
        self.last = None

    def wake_up(self) -> None:
        self.last = None
        self.tick()

    def tick(self, *, after_wake: bool = False) -> None:
        now, last = self.clock(), self.last or self.clock()
        expected = self.oracle.expected(self.versions, now, self.zone)
        shown: set[Told] = set()
        for number, version in self.versions.items():
            if version.loan is not None and not version.paid:
                shown |= {
                    (f"loan:{number}:1", version.loan.first_due, stage)
                    for stage, at in self.oracle.stages(version, self.zone, now)
                    if last < at <= now
                }
        self.last = now
        self.judge(expected, shown)
        self.oracle.record(self.versions, now, self.zone)
