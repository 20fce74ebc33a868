"""Long work runs beside the window and comes back into its thread."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assistant.errors import UserError
from assistant.services.session import Session
from assistant.store.unit import Store
from assistant.ui import busy
from assistant.ui.busy import run_busy, run_on_store
from tests.conftest import SHANGHAI, FakeClock


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_work_is_done_in_a_thread_of_its_own(window: QWidget) -> None:
    thread = run_busy(window, "…", lambda _stopped: threading.get_ident())
    assert thread != threading.get_ident()


def test_a_refusal_comes_back(window: QWidget) -> None:
    def refuse(_stopped: Callable[[], bool]) -> None:
        raise UserError("row.gone")

    with pytest.raises(UserError, match=r"row\.gone"):
        run_busy(window, "…", refuse)


def test_the_work_hears_that_it_was_cancelled(window: QWidget) -> None:
    cancelled = threading.Event()

    def wait(stopped: Callable[[], bool]) -> bool:
        cancelled.wait(10)
        return stopped()

    def cancel() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QProgressDialog):
                widget.canceled.emit()
        cancelled.set()

    QTimer.singleShot(0, cancel)
    assert run_busy(window, "…", wait)


def test_what_is_whole_or_not_at_all_cannot_be_stopped_and_the_window_lives_on(
    window: QWidget, qtbot: QtBot
) -> None:
    go_on, seen = threading.Event(), []

    def look() -> None:
        (dialog,) = (
            row for row in QApplication.topLevelWidgets() if isinstance(row, QProgressDialog)
        )
        dialog.forceShow()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        dialog.close()
        seen.append((dialog.isVisible(), dialog.findChildren(QPushButton)))
        go_on.set()

    QTimer.singleShot(0, window, look)

    def work(stopped: Callable[[], bool]) -> bool:
        assert go_on.wait(20)
        return stopped()

    assert run_busy(window, "…", work, stoppable=False) is False
    assert seen == [(True, [])]


def test_a_store_in_memory_is_worked_on_where_it_was_opened(
    window: QWidget, clock: FakeClock
) -> None:
    store = Store(None, clock)
    session = Session(store, {}, clock, SHANGHAI)
    assert run_on_store(window, "…", session, lambda twin, _stopped: twin) is session
    session.close()


def test_a_store_in_a_file_is_opened_once_more(window: QWidget, session: Session) -> None:
    def work(twin: Session, _stopped: Callable[[], bool]) -> tuple[bool, int]:
        assert twin.queries.snapshot().accounts == ()
        return twin is session, threading.get_ident()

    same, thread = run_on_store(window, "…", session, work)
    assert not same
    assert thread != threading.get_ident()


@pytest.mark.parametrize("stoppable", [True, False])
def test_what_was_over_soon_is_not_announced_afterwards(
    window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, stoppable: bool
) -> None:
    monkeypatch.setattr(busy, "_SHOWN_AFTER_MS", 200)
    seen: list[bool] = []
    loop, following = QEventLoop(), QEventLoop()

    def work() -> None:
        run_busy(window, "…", lambda _stopped: None, stoppable=stoppable)
        QTimer.singleShot(400, look)
        following.exec()  # the next dialog's: what is to be deleted later waits for its end
        loop.quit()

    def look() -> None:
        bars = [row for row in QApplication.topLevelWidgets() if isinstance(row, QProgressDialog)]
        seen.extend(row.isVisible() for row in bars)
        following.quit()

    QTimer.singleShot(0, window, work)
    loop.exec()
    assert seen == [False]
