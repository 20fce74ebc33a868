"""Results that are computed once for all who ask, from whichever thread."""

from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from typing import Any

import pytest

from assistant.services.memory import Memory

Tell = Callable[[int], None]
Stopped = Callable[[], bool]


class Slow:
    """A computation that waits until it is let go on, or is stopped."""

    def __init__(self) -> None:
        self.begun, self.let_go = Event(), Event()
        self.runs = 0

    def __call__(self, tell: Tell, stopped: Stopped) -> int | None:
        self.runs += 1
        tell(1)
        self.begun.set()
        while not self.let_go.wait(0.001):
            if stopped():
                return None
        tell(2)
        return 3


class Asking(Thread):
    """One who asks in a thread of his own."""

    def __init__(self, memory: Memory[int], compute: Any, key: str = "key") -> None:
        super().__init__()
        self.heard: list[int] = []
        self.enough = Event()
        stopped = self.enough.is_set
        self._ask = partial(memory.ask, key, compute, told=self.heard.append, stopped=stopped)
        self.result: int | None = None
        self.problem: Exception | None = None
        self.start()

    def run(self) -> None:
        try:
            self.result = self._ask()
        except ValueError as problem:
            self.problem = problem


def joined(memory: Memory[int], count: int) -> None:
    """Until so many wait for what is under way."""
    while True:
        runs = list(memory._under_way.values())  # noqa: SLF001 - nothing tells that one has joined
        if runs and len(runs[0].askers) == count:
            return


def under_way(memory: Memory[int], slow: Slow, compute: Any = None) -> tuple[Asking, Asking]:
    """One asks, and when it is under way a second one, who waits for it too."""
    first = Asking(memory, compute or slow)
    slow.begun.wait()
    second = Asking(memory, compute or slow)
    joined(memory, 2)
    return first, second


def test_what_is_known_is_not_computed_again_and_the_oldest_is_forgotten() -> None:
    memory: Memory[int] = Memory(2)
    computed: list[str] = []

    def of(key: str) -> int | None:
        def compute(_tell: Tell, _stopped: Stopped) -> int:
            computed.append(key)
            return len(key)

        return memory.ask(key, compute)

    assert [of(key) for key in ("a", "bb", "a", "ccc", "bb")] == [1, 2, 1, 3, 2]
    assert computed == ["a", "bb", "ccc", "bb"]
    assert (memory.known("ccc"), memory.known("a")) == (3, None)


def test_who_asks_for_what_is_under_way_hears_of_it_and_waits_for_it() -> None:
    memory, slow = Memory[int](1), Slow()
    both = under_way(memory, slow)
    slow.let_go.set()
    for asking in both:
        asking.join()
        assert asking.result == 3
        assert asking.heard == [1, 2]
    assert slow.runs == 1


def test_it_is_stopped_only_when_nobody_wants_it_any_more() -> None:
    memory, slow = Memory[int](1), Slow()
    first, second = under_way(memory, slow)
    second.enough.set()
    second.join()
    assert second.result == 1  # the last that was found
    third = Asking(memory, slow)
    joined(memory, 3)
    first.enough.set()
    slow.let_go.set()
    third.join()
    first.join()
    assert (third.result, slow.runs) == (3, 1)


def test_what_was_given_up_is_kept_by_nobody_and_computed_anew_for_the_next() -> None:
    memory, slow = Memory[int](1), Slow()
    first = Asking(memory, slow)
    slow.begun.wait()
    first.enough.set()
    first.join()
    assert (first.result, memory.known("key")) == (None, None)
    slow.let_go.set()
    assert memory.ask("key", slow) == 3
    assert slow.runs == 2


def test_what_is_not_worth_keeping_is_computed_again() -> None:
    memory = Memory[int](1, keeps=lambda found: found > 5)
    assert memory.ask("key", lambda _tell, _stopped: 5) == 5
    assert memory.ask("key", lambda _tell, _stopped: 6) == 6
    assert memory.known("key") == 6


def test_a_mistake_is_told_to_all_who_wait_and_the_next_one_tries_again() -> None:
    memory, slow = Memory[int](1), Slow()

    def wrong(tell: Tell, stopped: Stopped) -> int | None:
        slow(tell, stopped)
        raise ValueError("wrong")

    both = under_way(memory, slow, wrong)
    slow.let_go.set()
    for asking in both:
        asking.join()
        assert isinstance(asking.problem, ValueError)
    assert memory.ask("key", lambda _tell, _stopped: 7) == 7
    with pytest.raises(ValueError, match="wrong"):
        memory.ask("other", wrong)
