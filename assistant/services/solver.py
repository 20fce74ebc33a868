"""The solver in a process of its own: it can be stopped at any moment, and nothing is lost with it."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from time import monotonic_ns
from typing import Any, Protocol

from assistant.domain.planning.answer import Answer, Status
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.plan import Ledger
from assistant.domain.planning.remedies import diagnosed
from assistant.domain.planning.solve import plan
from assistant.domain.planning.strategies import best_rule

_POLL_PER_SECOND = 20
_PATIENCE = 8  # a run has at most seven solutions with a limit each, the repetition is quicker
_NS = 1_000_000


def plan_in_worker(
    instance: Instance,
    limits: Limits | None = None,
    *,
    told: Callable[[Answer], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Answer:
    """The best plan: the rules' answer at once, then the solver's from its own process.

    Args:
        instance: the facts.
        limits: node limit (repeatable) and the seconds after which a run is ended.
        told: hears the rules' answer at once and every better one.
        stopped: asked all the time; when it says yes the rules or the process are ended.

    Returns:
        The last answer that came: when the process dies, hangs or is stopped, the one before.

    Raises:
        Cancelled: it was stopped before there was any.
    """
    limits = limits or Limits()
    ended = stopped or _never
    began = monotonic_ns()
    rules = best_rule(instance, ended)
    answer = Answer(rules, Status.RULES)
    if told:
        told(answer)
    if ended():
        return answer
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, instance, limits, rules), daemon=True)
    process.start()
    theirs.close()
    deadline = began + int(limits.seconds * _PATIENCE) * 1000 * _NS + 20_000 * _NS
    try:
        for better in _heard(mine, lambda: monotonic_ns() > deadline or ended()):
            answer = replace(better, millis=(monotonic_ns() - began) // _NS)
            if told:
                told(answer)
    finally:
        if process.is_alive():
            process.kill()
        process.join()
        mine.close()
    return answer


def _never() -> bool:
    return False


class _Answers(Protocol):
    """The end of a pipe that reads; Windows has a class of its own for it."""

    def poll(self, timeout: Any) -> bool:
        """Whether something comes within so many seconds."""

    def recv(self) -> Answer:
        """What came."""


def _heard(pipe: _Answers, ended: Callable[[], bool]) -> Iterator[Answer]:
    """The answers that come through a pipe until it closes or the time is over."""
    while not ended():
        try:
            if pipe.poll(1 / _POLL_PER_SECOND):
                yield pipe.recv()
        except (EOFError, OSError):
            return


def _work(pipe: Connection, instance: Instance, limits: Limits, rules: Ledger) -> None:
    """What the process does: plan, say it, then look for what would help where it is not enough."""
    os.dup2(
        os.open(os.devnull, os.O_WRONLY), 1
    )  # the solver greets on the output that scripts read
    best = plan(instance, limits, rules=rules, told=pipe.send)
    pipe.send(best)
    if best.ledger.harm:
        pipe.send(diagnosed(instance, best))
    pipe.close()
