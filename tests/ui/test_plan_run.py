"""Jobs of the plan's page: only the newest is heard, none outlives its page, a mistake is told."""

from typing import Any

import pytest
from PySide6.QtCore import QObject, QThreadPool
from pytestqt.qtbot import QtBot

from assistant.domain.planning.answer import Answer, Status
from assistant.domain.planning.instance import Instance
from assistant.domain.planning.strategies import best_rule
from assistant.services import planning
from assistant.services.planning import Planner
from assistant.ui.plan_run import Asked, PlanJobs
from tests.domain.instances import realistic

EMPTY = Instance(30, 0, ())


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computation that goes on until it is stopped."""

    def answer(
        instance: Instance, *_given: object, told: Any = None, stopped: Any = None
    ) -> Answer:
        rules = Answer(best_rule(instance), Status.RULES)
        if told:
            told(rules)
        while not stopped():
            continue
        return rules

    monkeypatch.setattr(planning, "plan_in_worker", answer)


def test_a_run_ends_with_its_page(qtbot: QtBot, endless: None) -> None:
    page = QObject()
    jobs = PlanJobs(Planner(), page)
    with qtbot.waitSignal(jobs.told):
        jobs.begin([Asked("plan", EMPTY)])
    assert jobs.running
    del jobs
    page.deleteLater()
    qtbot.waitUntil(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)


def test_only_the_newest_run_is_heard(qtbot: QtBot, endless: None) -> None:
    page = QObject()
    jobs = PlanJobs(Planner(), page)
    heard: list[tuple[str, bool]] = []
    jobs.told.connect(lambda name, _answer: heard.append((name, True)))
    jobs.answered.connect(lambda name, _answer: heard.append((name, False)))
    with qtbot.waitSignal(jobs.told):
        jobs.begin([Asked("old", EMPTY)])
    with qtbot.waitSignal(jobs.told):
        jobs.begin([Asked("new", EMPTY), Asked("never", EMPTY)])
    with qtbot.waitSignal(jobs.ended) as ended:
        jobs.stop()
    assert ended.args == [True]
    assert heard == [("old", True), ("new", True), ("new", False)]
    assert not jobs.running
    jobs.let_go()  # nothing to let go of
    jobs.stop()


def test_a_mistake_of_the_program_is_told_and_ends_the_run(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_given: object, **_named: object) -> Answer:
        raise ZeroDivisionError

    monkeypatch.setattr(planning, "plan_in_worker", wrong)
    page = QObject()
    jobs = PlanJobs(Planner(), page)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(jobs.ended) as ended:
        jobs.begin([Asked("plan", EMPTY)])
    assert ended.args == [True]
    qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    assert not jobs.running


def test_a_run_ended_while_the_rules_are_played_is_ended_without_an_answer(qtbot: QtBot) -> None:
    page = QObject()
    jobs = PlanJobs(Planner(), page)
    heard: list[object] = []
    jobs.told.connect(heard.append)
    jobs.answered.connect(heard.append)
    with qtbot.waitSignal(jobs.ended) as ended:
        jobs.begin([Asked("plan", realistic(7, 20, 36)), Asked("never", EMPTY)])
        jobs.stop()
    assert ended.args == [True]
    assert heard == []
