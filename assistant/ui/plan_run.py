"""A plan computed off the window's thread: each better answer comes as a signal, and it can be stopped."""

from dataclasses import dataclass
from threading import Event

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from assistant.domain.planning.answer import Answer
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.optimise import Limits
from assistant.services.planning import Planner

LIMITS = Limits(nodes=20_000, seconds=20)


@dataclass(frozen=True, slots=True)
class Asked:
    """An instance and what it is for; ``name`` comes back with the answer."""

    name: str
    instance: Instance


class PlanRun(QObject):
    """One or more instances solved one after the other in the thread pool."""

    told = Signal(str, object)  # the name, an Answer that is not the last
    answered = Signal(str, object)  # the name, the last Answer
    ended = Signal(bool)  # whether it was stopped

    def __init__(self, planner: Planner, asked: tuple[Asked, ...]) -> None:
        super().__init__()
        self._planner = planner
        self._asked = asked
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
        self.ended.emit(self._stop.is_set())
