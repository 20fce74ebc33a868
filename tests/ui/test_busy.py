"""Long work runs beside the window and comes back into its thread."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from assistant.errors import UserError
from assistant.ui.busy import run_busy


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
