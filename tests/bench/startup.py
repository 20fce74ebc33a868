"""Process start to first painted window: the program with three accounts against an empty window."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.app import build
from assistant.services.imports.reading import read_bytes
from tests.bench.imports import bill

LIMIT, MORE = 2.0, 0.3
Command = list[str]

EMPTY = """
import sys, time
from PySide6.QtCore import QObject, QEvent
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic(), flush=True)
        QApplication.quit()
app = QApplication([])
window = Window()
window.resize(1024, 640)
window.show()
sys.exit(app.exec())
"""

# The same program as `beifu`, watched from outside: the overview's first paint ends the clock.
PROGRAM = """
import os, sys, time
from assistant.__main__ import main
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from assistant.ui import main_window
class Probe(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            rows = watched.findChild(QObject, "month_table").model().rowCount()
            print(time.monotonic(), rows, flush=True)
            os._exit(0)
        return False
show = main_window.MainWindow.show
def watched_show(self):
    self.probe = Probe()
    self.overview.page.installEventFilter(self.probe)
    show(self)
main_window.MainWindow.show = watched_show
sys.exit(main([]))
"""


def measure_history(runs: int) -> dict[str, Any]:
    """What 100 000 imported rows add to the start: the same, with them in the store."""
    bare, full = measure(runs), measure(runs, history=True)
    more = round(full["ratio"] - bare["ratio"], 2)
    return full | {"what": "start_with_100k_rows", "more": more, "ok": more <= MORE}


def measure(runs: int, *, history: bool = False) -> dict[str, Any]:
    """The source tree's start, with or without a long history."""
    with tempfile.TemporaryDirectory() as folder, screen():
        fill(Path(folder) / "beifu", history=history)
        bare, ours = ([sys.executable, "-c", script] for script in (EMPTY, PROGRAM))
        return compare(bare, ours, Path(folder), runs) | {"what": "start"}


def compare(bare: Command, ours: Command, home: Path, runs: int) -> dict[str, Any]:
    """Median seconds of both, alternating, and the median of the pairs' ratios.

    Args:
        bare: prints the clock when its empty window is painted.
        ours: prints the clock when the overview is painted.
        home: where the data folder lies.
        runs: how many pairs count.
    """
    empty, program = [], []
    for number in range(runs + 1):
        pair = _start(bare, home), _start(ours, home)
        if number:  # the first pair warms the disk
            empty.append(pair[0])
            program.append(pair[1])
    # Each pair ran within the same half second: its ratio is free of the machine's moods.
    ratio = statistics.median(mine / its for mine, its in zip(program, empty, strict=True))
    best = min(program) / min(empty)
    return {
        "empty_s": round(statistics.median(empty), 3),
        "program_s": round(statistics.median(program), 3),
        "platform": os.environ["QT_QPA_PLATFORM"],
        "ratio": round(ratio, 2),
        "ratio_of_minima": round(best, 2),
        "limit": LIMIT,
        "ok": ratio <= LIMIT,
    }


@contextmanager
def screen() -> Iterator[None]:
    """A virtual screen, where Xvfb is installed and no platform is chosen; else Qt's own offscreen."""
    if "QT_QPA_PLATFORM" in os.environ or shutil.which("Xvfb") is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        yield
        return
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as stream:
            os.environ |= {"DISPLAY": f":{stream.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
        yield
        server.terminate()


def fill(data: Path, *, history: bool = False) -> None:
    """Three accounts with bills and a loan in the user's own store, and imported rows if wanted."""
    app = build(data)
    from assistant.services import demo

    session = app.open()
    demo.fill(session.ledger, session.queries)
    if history:
        file = read_bytes("bill.csv", bill())
        session.ledger.import_rows(session.ledger.preview_import(file))
    session.back_up(app.paths.backups)
    session.close()


def _start(command: Command, home: Path) -> float:
    environment = os.environ | {"XDG_DATA_HOME": str(home)}
    began = time.monotonic()
    done = subprocess.run(
        command,
        capture_output=True,
        check=False,
        timeout=30,
        env=environment,
        text=True,
    )
    if not done.stdout:
        raise RuntimeError(done.stderr)
    return float(done.stdout.split()[0]) - began
