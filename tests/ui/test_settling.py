"""After waking up: wait for the desktop, at most twenty seconds."""

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from assistant.ui.settling import LONGEST_MS, STEP_MS, Settling


def seconds(settling: Settling, count: int) -> None:
    """Let so many looks happen."""
    timer = settling.findChild(QTimer)
    assert timer is not None
    for _ in range(count):
        if settling.active:
            timer.timeout.emit()


def test_a_desktop_that_is_ready_is_not_waited_for(qtbot: QtBot) -> None:
    parent = QObject()
    settling = Settling(lambda: True, parent)
    settling.begin()
    assert not settling.active


def test_notices_come_as_soon_as_the_desktop_is_ready(qtbot: QtBot) -> None:
    parent, answers = QObject(), iter([False, False, True])
    settling = Settling(lambda: next(answers), parent)
    settling.begin()
    with qtbot.waitSignal(settling.over):
        seconds(settling, 2)
    assert not settling.active


def test_after_twenty_seconds_nobody_waits_any_longer(qtbot: QtBot) -> None:
    parent = QObject()
    settling = Settling(lambda: False, parent)
    settling.begin()
    seconds(settling, LONGEST_MS // STEP_MS - 1)
    assert settling.active
    with qtbot.waitSignal(settling.over):
        seconds(settling, 1)
    assert LONGEST_MS <= 20_000
