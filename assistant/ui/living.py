"""The kept plan and the chances of a shortfall live behind the window: computed anew after every change."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from assistant.domain.planning.answer import Status
from assistant.domain.planning.kept import KeptPlan, kept_now
from assistant.domain.planning.kept_now import KeptNow
from assistant.domain.shortfall import Shortfall
from assistant.domain.snapshot import Changes, Snapshot
from assistant.errors import Cancelled
from assistant.services.planning import Planner, case_of, kept_case
from assistant.ui.alive import is_uncertain
from assistant.ui.behind import Behind, Task
from assistant.ui.context import Context
from assistant.ui.plan_run import LIMITS
from assistant.ui.work import Newest, Step, raised


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a thread needs to plan anew for a kept plan."""

    planner: Planner
    snapshot: Snapshot
    plan: KeptPlan
    order: Sequence[int]
    months: int

    def plan_anew(self, step: Step) -> KeptNow | None:
        """How it stands; None where that cannot be told: no solver, or its time is over.

        Raises:
            Cancelled: something newer is asked for.
        """
        case = kept_case(self.snapshot, self.plan, self.order)
        if case is None:
            return None
        answer = self.planner.answer(case.instance, LIMITS, stopped=step.is_ended)
        if step.is_ended():
            raise Cancelled
        if answer.status in {Status.RULES, Status.INCONSISTENT}:
            return None
        return kept_now(self.plan, case, answer.ledger)

    def look_ahead(self, step: Step) -> None:
        """Compute what the plan's page shows first, so that it is there when the page is opened."""
        case = case_of(self.snapshot, self.months, self.order)
        if case.instance.products:
            self.planner.answer(case.instance, LIMITS, stopped=step.is_ended)


class LivingPlan(QObject):
    """Plans anew for the plan that is kept; without one nothing is computed.

    What is found stands in the session's ``behind`` and is announced as ``Changes.PLANS``.
    """

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._asked: _Asked | None = None
        self._behind = Behind(context, self._prepare, self)
        self._behind.found.connect(self._on_found)
        self._ahead = Newest(self)
        self._ahead.failed.connect(raised)
        self.start, self.tick = self._behind.start, self._behind.tick

    def stop(self) -> None:
        """Compute nothing any more."""
        self._behind.stop()
        self._ahead.stop()

    def _prepare(self) -> Task | None:
        self._ahead.stop()
        session = self._context.session
        plan = session.plans.load() if session.queries.keeps_plan() else None
        if plan is None:
            self._asked = None
            self._tell(None)
            return None
        months = session.plans.months_shown or plan.months
        order = session.queries.harm_order()
        asked = _Asked(session.planner, self._context.snapshot(), plan, order, months)
        self._asked = asked
        return asked.plan_anew

    def _on_found(self, now: KeptNow | None) -> None:
        self._tell(now)
        if self._asked is not None:
            self._ahead.begin(self._asked.look_ahead)

    def _tell(self, now: KeptNow | None) -> None:
        behind = self._context.session.behind
        if now != behind.plan:
            behind.plan = now
            self._context.bus.changed.emit(Changes.PLANS)


class LivingChances(QObject):
    """Simulates for the alert rules where something is uncertain; the pages share what it finds."""

    found = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._behind = Behind(context, self._prepare, self)
        self._behind.found.connect(self._on_found)
        self.start, self.tick = self._behind.start, self._behind.tick
        self.stop = self._behind.stop

    def _prepare(self) -> Task | None:
        session, snapshot = self._context.session, self._context.snapshot()
        if not is_uncertain(snapshot):
            session.behind.chances = None
            return None
        return partial(session.chances.find, snapshot)

    def _on_found(self, chances: Shortfall) -> None:
        self._context.session.behind.chances = chances
        self.found.emit()
