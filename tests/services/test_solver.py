"""The solver's process: it dies or is stopped, and the last answer stays."""

import multiprocessing
from dataclasses import replace

from assistant.domain.planning.answer import Answer, Status
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.strategies import best_rule
from assistant.services.solver import plan_in_worker
from tests.domain.instances import realistic

HEAVY = realistic(7, 20, 36)  # many seconds of work
LONG = Limits(seconds=120)


def test_a_process_that_is_killed_leaves_the_answer_before() -> None:
    heard: list[Answer] = []

    def kill(answer: Answer) -> None:
        heard.append(answer)
        for process in multiprocessing.active_children():
            process.kill()

    answer = plan_in_worker(HEAVY, LONG, told=kill)
    assert len(heard) >= 2, "the process had begun to answer"
    assert answer is heard[-1]
    assert answer.status in {Status.RULES, Status.BOUNDED}
    assert answer.ledger.rank <= best_rule(HEAVY).rank
    assert multiprocessing.active_children() == []


def test_a_process_that_is_stopped_is_gone_when_the_answer_is_there() -> None:
    asked = iter([False, False, True])
    answer = plan_in_worker(HEAVY, LONG, stopped=lambda: next(asked, True))
    assert answer.status is not Status.PROVEN
    assert multiprocessing.active_children() == []


def test_an_answer_tells_how_long_it_took() -> None:
    answer = plan_in_worker(realistic(2, 2, 3))
    assert answer.status is Status.PROVEN
    assert answer.millis > 0
    assert replace(answer, millis=0).gap == answer.gap
