"""A plan computed off the window's thread: each better answer comes as a signal, and it can be stopped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal

from assistant.domain.planning.answer import Answer
from assistant.domain.planning.explain import Part, explain, explain_since
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.kept import KeptPlan, expected
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.plan import Ledger
from assistant.services.planning import Planner

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


class _Stopped(Exception):
    """The explanation was ended before all its mixtures were solved."""


class PlanRun(QObject):
    """One or more instances solved one after the other in the thread pool."""

    told = Signal(str, object)  # the name, an Answer that is not the last
    answered = Signal(str, object)  # the name, the last Answer
    explained = Signal(str, object)  # the name, the Parts of what moved since ``before``
    ended = Signal(bool)  # whether it was stopped
    failed = Signal(object)  # the exception; nothing comes after it

    def __init__(self, planner: Planner, asked: Sequence[Asked]) -> None:
        super().__init__()
        self._planner = planner
        self._asked = tuple(asked)
        self._stop = Event()

    def start(self) -> None:
        """Begin."""
        QThreadPool.globalInstance().start(QRunnable.create(self._run))

    def stop(self) -> None:
        """End it soon; what was found so far stays."""
        self._stop.set()

    def _run(self) -> None:
        try:
            self._answer_all()
        except Exception as problem:  # noqa: BLE001 - told where the crash report hears it
            self.failed.emit(problem)

    def _answer_all(self) -> None:
        for one in self._asked:
            if self._stop.is_set():
                break

            def told(answer: Answer, name: str = one.name) -> None:
                self.told.emit(name, answer)

            answer = self._planner.answer(
                one.instance, LIMITS, told=told, stopped=self._stop.is_set
            )
            self.answered.emit(one.name, answer)
            if one.before is not None:
                self._explain(one.name, one.before, Known(one.instance, answer.ledger))
        self.ended.emit(self._stop.is_set())

    def _explain(self, name: str, before: Known | Since, now: Known) -> None:
        known = {now.instance: now.ledger}
        if isinstance(before, Known):
            known[before.instance] = before.ledger

        def solved(instance: Instance) -> Ledger:
            if instance not in known:
                answer = self._planner.answer(instance, LIMITS, stopped=self._stop.is_set)
                known[instance] = answer.ledger
            if self._stop.is_set():
                raise _Stopped
            return known[instance]

        try:
            if isinstance(before, Known):
                parts = explain(before.instance, now.instance, solved)
            else:
                parts = _since(before, now.instance, solved)
        except _Stopped:
            return
        self.explained.emit(name, parts)


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

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._planner = Planner()
        self._run: PlanRun | None = None

    @property
    def running(self) -> bool:
        """Whether something is being computed."""
        return self._run is not None

    def begin(self, asked: Sequence[Asked]) -> None:
        """Compute these, in place of what is being computed."""
        self.let_go()
        run = PlanRun(self._planner, asked)
        run.told.connect(self.told)
        run.answered.connect(self.answered)
        run.explained.connect(self.explained)
        run.ended.connect(self._on_ended)
        run.failed.connect(self._on_failed)
        self._run = run
        # Qt waits for its threads when the program ends: a solver must not keep it.
        self.destroyed.connect(run.stop)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(run.stop)
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
        for signal in (run.told, run.answered, run.explained, run.ended, run.failed):
            signal.disconnect()
        run.stop()

    def _on_ended(self, stopped: bool) -> None:
        self._run = None
        self.ended.emit(stopped)

    def _on_failed(self, problem: Exception) -> None:
        self._on_ended(stopped=True)
        raise problem
