"""Crashes that end the process: their trace becomes a report without paths, names or amounts."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from assistant.app import App
from assistant.paths import Paths
from assistant.ui import hard_crash
from assistant.ui.dialogs.crash_report import CrashReportDialog
from assistant.ui.program import Program
from tests.conftest import SHANGHAI, FakeClock
from tests.ui.test_safety import press, then

DIE = """
import sys
from pathlib import Path
from PySide6.QtCore import qFatal
from assistant.paths import Paths
from assistant.ui import hard_crash
watch = hard_crash.Watch(Paths(Path(sys.argv[1])))
def pay_zhangsan():
    {how}
pay_zhangsan()
"""
WAYS = {
    "fault": ("import faulthandler; faulthandler._sigsegv()", "Fatal Python error"),
    "qt": ("qFatal('张三 1234.56')", "Qt stopped the program"),
    "abort": ("import os; os.abort()", "Fatal Python error"),
}


def die(folder: Path, how: str) -> None:
    """A process of its own that dies so."""
    done = subprocess.run(
        [sys.executable, "-c", DIE.format(how=how), str(folder)],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode != 0


@pytest.mark.parametrize("way", WAYS)
def test_a_hard_crash_is_reported_by_its_places_alone(tmp_path: Path, way: str) -> None:
    paths = Paths(tmp_path / "zhangsan" / "data")
    how, words = WAYS[way]
    die(paths.data, how)
    assert paths.crash_trace.stat().st_mode & 0o777 == 0o600
    assert hard_crash.gather(paths)
    text = paths.crash_report.read_text("utf-8")
    assert text.startswith("Beifu ")
    assert words in text
    assert "in pay_zhangsan" in text  # a place in the program
    for secret in ("张三", "1234", str(tmp_path), "/"):
        assert secret not in text.split("\n", 1)[1]
    assert paths.crash_report.stat().st_mode & 0o777 == 0o600
    assert paths.crash_unread.exists()
    assert not hard_crash.gather(paths)


def test_a_run_that_ends_well_leaves_nothing_to_report(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data")
    assert not hard_crash.gather(paths)
    script = DIE.format(how="qInfo = 1")
    subprocess.run([sys.executable, "-c", script, str(paths.data)], check=True, timeout=60)
    assert not hard_crash.gather(paths)
    assert not paths.crash_unread.exists()


@pytest.fixture
def crashed(tmp_path: Path, clock: FakeClock, qtbot: QtBot, qapp: object) -> Callable[[], Program]:
    """Starts the program after a run that died."""
    app = App(Paths(tmp_path / "data"), clock, SHANGHAI)
    die(app.paths.data, "import os; os.abort()")
    hard_crash.gather(app.paths)

    def start() -> Program:
        program = Program(app, qapp)  # type: ignore[arg-type]
        with qtbot.waitSignal(program.painted):
            assert program.start()
        return program

    return start


def test_the_next_start_says_it_calmly_and_shows_the_report(
    crashed: Callable[[], Program], tmp_path: Path
) -> None:
    program = crashed()
    paths = Paths(tmp_path / "data")
    read: list[str] = []

    def look(dialog: CrashReportDialog) -> None:
        text = dialog.findChild(QPlainTextEdit, "crash_report_text")
        assert text is not None
        read.append(text.toPlainText())
        press("copy_report")(dialog)
        press("delete_report")(dialog)

    problems = then(look)
    show = program.window.findChild(QPushButton, "show_report")
    assert show is not None
    show.click()
    program.leave()
    assert problems == []
    assert "Fatal Python error: Aborted" in read[0]
    assert QGuiApplication.clipboard().text() == read[0]
    assert not paths.crash_report.exists()
    assert not paths.crash_unread.exists()


def test_a_notice_that_was_put_away_does_not_come_again(crashed: Callable[[], Program]) -> None:
    program = crashed()
    dismiss = program.window.findChild(QPushButton, "dismiss_crash")
    assert dismiss is not None
    dismiss.click()
    program.leave()
    program = crashed()
    assert program.window.findChild(QPushButton, "dismiss_crash") is None
    program.leave()
