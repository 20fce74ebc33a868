"""The solver's process: it dies or is stopped, and the last answer stays; the rules can be ended too."""

import multiprocessing
from dataclasses import replace
from typing import Any

import pytest

from assistant.domain.planning.answer import Answer, Status
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.optimise import Limits
from assistant.domain.planning.strategies import best_rule
from assistant.errors import Cancelled
from assistant.services.planning import Planner
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
    answer = plan_in_worker(HEAVY, LONG, stopped=lambda: bool(multiprocessing.active_children()))
    assert answer.status is not Status.PROVEN
    assert multiprocessing.active_children() == []


def test_an_answer_tells_how_long_it_took() -> None:
    answer = plan_in_worker(realistic(2, 2, 3))
    assert answer.status is Status.PROVEN
    assert answer.millis > 0
    assert replace(answer, millis=0).gap == answer.gap


HOUSE = realistic(3, 4, 6)


@pytest.fixture
def no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that were started would be a mistake."""

    def get_context(*_given: object) -> Any:
        raise AssertionError

    monkeypatch.setattr(multiprocessing, "get_context", get_context)


def test_what_is_ended_before_the_rules_have_an_answer_has_none(no_process: None) -> None:
    heard: list[Answer] = []
    with pytest.raises(Cancelled):
        plan_in_worker(HOUSE, told=heard.append, stopped=lambda: True)
    with pytest.raises(Cancelled):
        Planner().answer(HOUSE, told=heard.append, stopped=lambda: True)
    assert heard == []


def test_what_is_ended_with_the_rules_answer_starts_no_process(no_process: None) -> None:
    heard: list[Answer] = []
    answer = plan_in_worker(HOUSE, told=heard.append, stopped=lambda: bool(heard))
    assert heard == [answer]
    assert answer.status is Status.RULES


def test_who_waits_for_what_another_asked_and_ends_that_has_nothing_either(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planner = Planner()

    def asked_by_another(*_given: object, **_named: object) -> Answer:
        # While the first is computed a second asks the same, and does not want it any more.
        with pytest.raises(Cancelled):
            planner.answer(Instance(30, 0, ()), stopped=lambda: True)
        return Answer(best_rule(Instance(30, 0, ())), Status.RULES)

    monkeypatch.setattr("assistant.services.planning.plan_in_worker", asked_by_another)
    assert planner.answer(Instance(30, 0, ())).status is Status.RULES
