"""Long work: heard in the window's thread, and by nobody once the one who asked is gone."""

from threading import Event, get_ident

import pytest
from PySide6.QtCore import QObject, QThreadPool
from pytestqt.qtbot import QtBot

from assistant.ui.work import Newest, Step, Work


def test_what_is_done_is_told_in_the_window_s_thread(qtbot: QtBot) -> None:
    def task(step: Step) -> int:
        step(1)
        step(2)
        return get_ident()

    work = Work(task)
    steps: list[int] = []
    threads: list[int] = []
    work.progressed.connect(steps.append)
    work.progressed.connect(lambda _done: threads.append(get_ident()))
    with qtbot.waitSignal(work.done) as told:
        work.start()
    assert steps == [1, 2]
    assert set(threads) == {get_ident()}
    assert told.args != [get_ident()]


def test_a_mistake_is_told_as_such(qtbot: QtBot) -> None:
    problem = ValueError("no")

    def task(_step: Step) -> None:
        raise problem

    work = Work(task)
    with qtbot.waitSignal(work.failed) as told:
        work.start()
    assert told.args == [problem]


@pytest.mark.parametrize("how", ["cancelled", "deleted", "forgotten"])
def test_it_ends_with_the_one_who_asked_and_nobody_hears_of_it(qtbot: QtBot, how: str) -> None:
    running = Event()
    heard: list[object] = []
    parent = QObject()

    def task(step: Step) -> None:
        running.set()
        while True:
            step(0)

    work: Work | None = Work(task, None if how == "forgotten" else parent)
    assert work is not None
    work.done.connect(heard.append)
    work.start()
    qtbot.waitUntil(running.is_set)
    if how == "cancelled":
        work.cancel()
    elif how == "deleted":
        parent.deleteLater()
    work = None  # for "forgotten" this was the last who knew it
    qtbot.waitUntil(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)
    assert heard == []


def test_many_that_end_while_they_speak_do_no_harm(qtbot: QtBot) -> None:
    def task(step: Step) -> None:
        for number in range(200):
            step(number)

    for _ in range(200):
        page = QObject()
        work = Work(task, page)
        work.progressed.connect(lambda _done: None)
        work.start()
        page.deleteLater()
        qtbot.wait(1)
    qtbot.waitUntil(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)


def test_of_two_the_newer_alone_is_heard(qtbot: QtBot) -> None:
    running, go_on = Event(), Event()
    page = QObject()
    newest = Newest(page)
    heard: list[object] = []
    newest.done.connect(heard.append)

    def older(_step: Step) -> str:
        running.set()
        go_on.wait()
        return "older"

    newest.begin(older)
    qtbot.waitUntil(running.is_set)
    with qtbot.waitSignal(newest.done):
        newest.begin(lambda _step: "newer")
        go_on.set()
    qtbot.waitUntil(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)
    qtbot.wait(1)
    assert heard == ["newer"]


def test_what_was_stopped_is_not_heard_even_where_it_has_spoken(qtbot: QtBot) -> None:
    page = QObject()
    newest = Newest(page)
    heard: list[object] = []
    newest.done.connect(heard.append)
    newest.begin(lambda _step: "done")
    QThreadPool.globalInstance().waitForDone()  # its words wait for the window's thread
    newest.stop()
    qtbot.wait(1)
    assert heard == []
