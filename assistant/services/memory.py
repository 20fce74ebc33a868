"""Results by what they are computed from; who asks for one that is under way waits for that one."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Generic, TypeVar

Result = TypeVar("Result")
Stopped = Callable[[], bool]
_ASKS_PER_SECOND = 20  # so often one who waits says whether he still wants to


@dataclass(slots=True)
class _Asker(Generic[Result]):
    """One who wants a result: how he hears of better ones on the way, and whether he still wants it."""

    told: Callable[[Result], None] | None
    stopped: Stopped


@dataclass(slots=True)
class _UnderWay(Generic[Result]):
    """A computation with all who wait for it; it is stopped when none of them wants it any more."""

    askers: list[_Asker[Result]]
    ended: Event = field(default_factory=Event)
    last: Result | None = None
    result: Result | None = None
    problem: BaseException | None = None
    given_up: bool = False

    def tell(self, better: Result) -> None:
        self.last = better
        for asker in tuple(self.askers):
            if asker.told is not None and not asker.stopped():
                asker.told(better)

    def stopped(self) -> bool:
        self.given_up = self.given_up or all(asker.stopped() for asker in tuple(self.askers))
        return self.given_up


Compute = Callable[[Callable[[Result], None], Stopped], Result | None]
"""What computes a result: it tells better ones on the way, and ends soon when asked to."""


class Memory(Generic[Result]):
    """The newest results; may be asked from any threads at once.

    Args:
        most: so many are kept.
        keeps: which results are worth it; others are computed again when they are asked for again.
    """

    def __init__(self, most: int, keeps: Callable[[Result], bool] = lambda _result: True) -> None:
        self._most = most
        self._keeps = keeps
        self._known: OrderedDict[Hashable, Result] = OrderedDict()
        self._under_way: dict[Hashable, _UnderWay[Result]] = {}
        self._lock = Lock()

    def known(self, key: Hashable) -> Result | None:
        """The result, where it is there already."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
            return self._known.get(key)

    def ask(
        self,
        key: Hashable,
        compute: Compute[Result],
        *,
        told: Callable[[Result], None] | None = None,
        stopped: Stopped = lambda: False,
    ) -> Result | None:
        """The result: known, or of the computation that is under way, or computed now.

        Args:
            key: names all that the result depends on.
            compute: gives the result; None where it was stopped.
            told: hears better results on the way, from whichever thread computes.
            stopped: asked all the time; what is computed is stopped when all say yes who asked for it.

        Returns:
            The last that was found when it was stopped; None when there was nothing yet.
        """
        asker = _Asker(told, stopped)
        while True:
            with self._lock:
                if key in self._known:
                    self._known.move_to_end(key)
                    return self._known[key]
                run = self._under_way.get(key)
                mine = run is None or run.given_up
                if run is None or run.given_up:
                    run = self._under_way[key] = _UnderWay([asker])
                else:
                    run.askers.append(asker)
            if mine:
                return self._carry_out(key, run, compute)
            self._wait(run, asker)
            if stopped() or not run.given_up:
                break
        if run.problem is not None:
            raise run.problem
        return run.result if run.ended.is_set() else run.last

    def _wait(self, run: _UnderWay[Result], asker: _Asker[Result]) -> None:
        if asker.told is not None and run.last is not None:
            asker.told(run.last)
        while not asker.stopped() and not run.ended.wait(1 / _ASKS_PER_SECOND):
            pass

    def _carry_out(
        self, key: Hashable, run: _UnderWay[Result], compute: Compute[Result]
    ) -> Result | None:
        try:
            run.result = compute(run.tell, run.stopped)
        except BaseException as problem:
            run.problem = problem
            raise
        finally:
            with self._lock:
                if self._under_way.get(key) is run:
                    del self._under_way[key]
                if run.result is not None and self._keeps(run.result) and not run.given_up:
                    self._known[key] = run.result
                    while len(self._known) > self._most:
                        self._known.popitem(last=False)
            run.ended.set()
        return run.result
