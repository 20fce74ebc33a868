"""A plan computed off the window's thread: each better answer comes as a signal, and it can be stopped."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from threading import Event

from PySide6.QtCore import QObject, Signal

from assistant.domain.planning.explain import Part, explain, explain_since
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.kept import KeptPlan, expected
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.plan import Ledger
from assistant.errors import Cancelled
from assistant.services.planning import Planner
from assistant.ui.work import Say, off_thread

LIMITS = Limits(nodes=20_000, seconds=20)


@dataclass(frozen=True, slots=True)
class Known:
    """An instance with its outcome, against which a new one is explained."""

    instance: Instance
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Since:
    """A kept plan and today's facts until its last day, between which what moved is explained."""

    plan: KeptPlan
    case: Case


@dataclass(frozen=True, slots=True)
class Asked:
    """An instance and what it is for.

    Attributes:
        name: comes back with the answer; chosen by the program, never a name that a person typed.
        before: what its difference from is explained afterwards, by its causes.
    """

    name: str
    instance: Instance
    before: Known | Since | None = None


class PlanRun(QObject):
    """One or more instances solved one after the other in the thread pool."""

    told = Signal(str, object)  # the name, an Answer that is not the last
    answered = Signal(str, object)  # the name, the last Answer
    explained = Signal(str, object)  # the name, the Parts of what moved since ``before``
    ended = Signal(bool)  # whether it was stopped
    failed = Signal(object)  # the exception; nothing comes after it

    def __init__(self, planner: Planner, asked: Sequence[Asked], parent: QObject) -> None:
        super().__init__(parent)
        self._planner = planner
        self._asked = tuple(asked)
        self._stop = Event()
        self.destroyed.connect(self._stop.set)

    def start(self) -> None:
        """Begin."""
        task = _Solving(self._planner, self._asked, self._stop)
        off_thread(self, self._stop, task.carry_out)

    def stop(self) -> None:
        """End it soon; what was found so far stays."""
        self._stop.set()


class _Solving:
    """What the thread does; it knows the run only by what it has to say to it."""

    def __init__(self, planner: Planner, asked: Sequence[Asked], stop: Event) -> None:
        self._planner = planner
        self._asked = asked
        self._stop = stop

    def carry_out(self, say: Say) -> None:
        """Solve one after the other."""
        try:
            with suppress(Cancelled):
                for one in self._asked:
                    if self._stop.is_set():
                        break
                    self._answer(one, say)
        except Exception as problem:  # noqa: BLE001 - told where the crash report hears it
            say("failed", problem)
        else:
            say("ended", self._stop.is_set())

    def _answer(self, one: Asked, say: Say) -> None:
        answer = self._planner.answer(
            one.instance, LIMITS, told=partial(say, "told", one.name), stopped=self._stop.is_set
        )
        say("answered", one.name, answer)
        if one.before is not None:
            now = Known(one.instance, answer.ledger)
            with suppress(Cancelled):
                say("explained", one.name, self._explain(one.before, now))

    def _explain(self, before: Known | Since, now: Known) -> tuple[Part, ...]:
        known = {now.instance: now.ledger}
        if isinstance(before, Known):
            known[before.instance] = before.ledger

        def solved(instance: Instance) -> Ledger:
            if instance not in known:
                answer = self._planner.answer(instance, LIMITS, stopped=self._stop.is_set)
                known[instance] = answer.ledger
            if self._stop.is_set():
                raise Cancelled
            return known[instance]

        if isinstance(before, Known):
            return explain(before.instance, now.instance, solved)
        return _since(before, now.instance, solved)


def _since(before: Since, now: Instance, solved: Callable[[Instance], Ledger]) -> tuple[Part, ...]:
    """What moved since a plan was kept; nothing where it is not known what it was made for."""
    left = expected(before.plan, before.case)
    if left is None:
        return ()
    free = before.plan.day_of_debt_free(before.case.start)
    return explain_since((before.plan.cost.fen, free), left, now, solved)


class PlanJobs(QObject):
    """At most one run at a time, and only the newest is heard."""

    told = Signal(str, object)
    answered = Signal(str, object)
    explained = Signal(str, object)
    ended = Signal(bool)

    def __init__(self, planner: Planner, parent: QObject) -> None:
        super().__init__(parent)
        self._planner = planner
        self._run: PlanRun | None = None

    @property
    def running(self) -> bool:
        """Whether something is being computed."""
        return self._run is not None

    def begin(self, asked: Sequence[Asked]) -> None:
        """Compute these, in place of what is being computed."""
        self.let_go()
        run = PlanRun(self._planner, asked, self)
        run.told.connect(self.told)
        run.answered.connect(self.answered)
        run.explained.connect(self.explained)
        run.ended.connect(self._on_ended)
        run.failed.connect(self._on_failed)
        self._run = run
        run.start()

    def stop(self) -> None:
        """End it soon; what was found so far is still told."""
        if self._run is not None:
            self._run.stop()

    def let_go(self) -> None:
        """End it soon, and hear nothing of it any more."""
        if self._run is None:
            return
        run, self._run = self._run, None
        run.stop()
        run.deleteLater()
        for signal in (run.told, run.answered, run.explained, run.ended, run.failed):
            signal.disconnect()

    def _on_ended(self, stopped: bool) -> None:
        if self._run is not None:
            self._run.deleteLater()
        self._run = None
        self.ended.emit(stopped)

    def _on_failed(self, problem: Exception) -> None:
        self._on_ended(stopped=True)
        raise problem
