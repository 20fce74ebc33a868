"""What reaches the top: mendable problems in words, else a report without amounts or names."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from assistant.errors import StorageError, StorageTrouble, UserError
from assistant.paths import Paths
from assistant.ui import crash
from assistant.ui.bus import NotSaved
from assistant.ui.dialogs.crash_report import CrashReportDialog

PRIVATE = "张三 1234.56"


def fail(error: BaseException) -> None:
    """Fails with a private value at hand."""
    amount_and_name = PRIVATE
    assert amount_and_name
    raise error


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Where the report goes."""
    return Paths(tmp_path)


@pytest.fixture
def path(paths: Paths) -> Path:
    """The report itself."""
    return paths.crash_report


@pytest.fixture
def reach_top(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> Callable[[BaseException], None]:
    """Lets an error reach the top, with the program's own hook in place."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    crash.install(paths)

    def reach(error: BaseException) -> None:
        try:
            fail(error)
        except BaseException:  # noqa: BLE001 - this is what the hook is for
            sys.excepthook(*sys.exc_info())

    return reach


@pytest.fixture
def boxes(qapp: QApplication) -> Iterator[list[str]]:
    """Reads the report behind each box that opens, closes both and keeps what they said."""
    said: list[str] = []

    def close() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, CrashReportDialog):
            said[-1] += box.findChild(QPlainTextEdit, "crash_report_text").toPlainText()  # type: ignore[union-attr]
            box.reject()
        elif isinstance(box, QMessageBox):
            if box.property("read"):
                box.reject()
                return
            box.setProperty("read", True)
            said.append(f"{box.text()}\n")
            show = box.findChild(QPushButton, "show_report")
            if show is not None:
                QTimer.singleShot(0, show.click)  # not from this timer, which would stand still

    timer = QTimer()
    timer.timeout.connect(close)
    timer.start(10)
    yield said
    timer.stop()


def test_a_crash_is_reported_with_places_and_without_what_it_was_about(
    reach_top: Any, boxes: list[str], path: Path
) -> None:
    reach_top(ValueError(PRIVATE))
    text = path.read_text("utf-8")
    assert "builtins.ValueError" in text
    assert "test_crash.py:" in text
    assert "in fail" in text
    assert len(boxes) == 1
    assert text in boxes[0]
    for secret in ("张三", "1234"):
        assert secret not in text
        assert secret not in boxes[0]


def test_the_report_is_the_users_own_also_where_an_open_one_lay(path: Path) -> None:
    path.write_text("old")
    path.chmod(0o644)
    crash.write_report(path, "new")
    assert path.read_text("utf-8") == "new"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_report_that_cannot_be_written_does_not_hide_the_crash(
    path: Path, reach_top: Any, boxes: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path.mkdir()
    reach_top(ValueError(PRIVATE))
    assert len(boxes) == 1
    said = capsys.readouterr().err
    assert "builtins.ValueError" in said
    assert "IsADirectoryError" in said


def test_a_program_without_a_console_says_it_all_the_same(
    reach_top: Any, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    reach_top(ValueError(PRIVATE))
    assert len(boxes) == 1


def test_one_box_stands_however_often_the_program_fails(
    reach_top: Any, boxes: list[str], path: Path
) -> None:
    QTimer.singleShot(0, lambda: reach_top(KeyError(PRIVATE)))
    reach_top(ValueError(PRIVATE))
    assert len(boxes) == 1
    assert "ValueError" in path.read_text("utf-8")  # the first is the cause
    reach_top(KeyError(PRIVATE))
    assert len(boxes) == 2


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (UserError("row.gone"), "这条记录已不存在"),
        (StorageError(StorageTrouble.FULL, "beifu.db"), "磁盘已满"),
    ],
)
def test_what_a_person_can_mend_is_said_in_words_and_is_no_crash(
    reach_top: Any, boxes: list[str], path: Path, error: Exception, words: str
) -> None:
    reach_top(error)
    assert len(boxes) == 1
    assert boxes[0].startswith(words)
    assert not path.exists()


def test_what_the_bus_told_already_is_not_told_twice(
    reach_top: Any, boxes: list[str], path: Path, qtbot: QtBot
) -> None:
    reach_top(NotSaved())
    qtbot.wait(30)
    assert boxes == []
    assert not path.exists()


def test_a_crash_beside_the_windows_thread_is_told_in_the_windows_thread(
    reach_top: Any, boxes: list[str], path: Path, qtbot: QtBot
) -> None:
    thread = threading.Thread(target=lambda: fail(ValueError(PRIVATE)))
    thread.start()
    thread.join()
    assert "in fail" in path.read_text("utf-8")
    assert boxes == []
    qtbot.waitUntil(lambda: bool(boxes) and QApplication.activeModalWidget() is None)
    assert "builtins.ValueError" in boxes[0]
    assert "张三" not in boxes[0]


def test_a_report_that_the_user_saw_is_not_told_again_at_the_next_start(
    reach_top: Any, boxes: list[str], paths: Paths
) -> None:
    reach_top(ValueError(PRIVATE))
    assert boxes
    assert not paths.crash_unread.exists()
    crash.keep(paths, "a report")
    assert paths.crash_unread.exists()


def test_ctrl_c_quits(reach_top: Any, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    quits: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda: quits.append(True))
    reach_top(KeyboardInterrupt())
    assert quits == [True]
    assert not path.exists()
