"""A plan computed off the window's thread: each better answer comes as a signal, and it can be stopped."""

from dataclasses import dataclass
from threading import Event

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from assistant.domain.planning.answer import Answer
from assistant.domain.planning.explain import explain
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.plan import Ledger
from assistant.services.planning import Planner

LIMITS = Limits(nodes=20_000, seconds=20)


@dataclass(frozen=True, slots=True)
class Asked:
    """An instance and what it is for; ``name`` comes back with the answer."""

    name: str
    instance: Instance


@dataclass(frozen=True, slots=True)
class Known:
    """An instance with its outcome, against which a new one is explained."""

    instance: Instance
    ledger: Ledger


class _Stopped(Exception):
    """The explanation was ended before all its mixtures were solved."""


class PlanRun(QObject):
    """One or more instances solved one after the other in the thread pool.

    With ``before`` the first one's difference from it is explained by its causes afterwards.
    """

    told = Signal(str, object)  # the name, an Answer that is not the last
    answered = Signal(str, object)  # the name, the last Answer
    explained = Signal(object)  # the Parts of what moved since ``before``
    ended = Signal(bool)  # whether it was stopped

    def __init__(
        self, planner: Planner, asked: tuple[Asked, ...], before: Known | None = None
    ) -> None:
        super().__init__()
        self._planner = planner
        self._asked = asked
        self._before = before
        self._stop = Event()

    def start(self) -> None:
        """Begin."""
        QThreadPool.globalInstance().start(QRunnable.create(self._run))

    def stop(self) -> None:
        """End it soon; what was found so far stays."""
        self._stop.set()

    def _run(self) -> None:
        for one in self._asked:
            if self._stop.is_set():
                break

            def told(answer: Answer, name: str = one.name) -> None:
                self.told.emit(name, answer)

            answer = self._planner.answer(
                one.instance, LIMITS, told=told, stopped=self._stop.is_set
            )
            self.answered.emit(one.name, answer)
            if one is self._asked[0]:
                self._explain(Known(one.instance, answer.ledger))
        self.ended.emit(self._stop.is_set())

    def _explain(self, now: Known) -> None:
        before = self._before
        if before is None or self._stop.is_set():
            return

        def solved(instance: Instance) -> Ledger:
            for known in (before, now):
                if instance == known.instance:
                    return known.ledger
            ledger = self._planner.answer(instance, LIMITS, stopped=self._stop.is_set).ledger
            if self._stop.is_set():
                raise _Stopped
            return ledger

        try:
            self.explained.emit(explain(before.instance, now.instance, solved))
        except _Stopped:
            return
