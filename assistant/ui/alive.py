"""Begins what is computed behind the window, as soon as there is something to compute."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from assistant.domain.cashflow import Spread
from assistant.domain.snapshot import Changes, Snapshot
from assistant.ui.context import Context

if TYPE_CHECKING:
    from assistant.ui.living import LivingChances, LivingPlan

AFTER_START_MS = 4_000
"""So long after the first paint nothing is computed that nobody asked for."""


class Alive(QObject):
    """The living plan and chances; where there is neither, not even their modules are loaded."""

    found = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._begun = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._begin)
        self._living: list[LivingPlan | LivingChances] = []
        self._plans = self._simulates = False

    def start(self, after_ms: int = AFTER_START_MS) -> None:
        """Begin in a moment."""
        self._context.bus.changed.connect(self._on_changed)
        self._later.start(after_ms)

    def tick(self) -> None:
        """Look whether a new day has come."""
        for living in self._living:
            living.tick()

    def stop(self) -> None:
        """Compute nothing any more."""
        self._begun = False
        self._later.stop()  # the store may be closed as soon as this returns
        self._context.bus.changed.disconnect(self._on_changed)
        for living in self._living:
            living.stop()

    def _on_changed(self, changes: Changes) -> None:
        if self._begun and changes & (Changes.PLANS | Changes.CASH):
            self._begin()

    def _begin(self) -> None:
        self._begun = True
        if not self._plans and self._context.session.queries.keeps_plan():
            from assistant.ui.living import LivingPlan  # late: the planner

            self._plans = True
            self._add(LivingPlan(self._context, self))
        if not self._simulates and is_uncertain(self._context.snapshot()):
            from assistant.ui.living import LivingChances  # late: the simulation

            self._simulates = True
            chances = LivingChances(self._context, self)
            chances.found.connect(self.found)
            self._add(chances)

    def _add(self, living: "LivingPlan | LivingChances") -> None:
        self._living.append(living)
        living.start(0)


def is_uncertain(snapshot: Snapshot) -> bool:
    """Whether some income or expense may come out otherwise than planned."""
    return any(item.spread is not Spread.FIXED for item in snapshot.cash_items)
