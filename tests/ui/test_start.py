"""What stands between the user and the first screen: nothing is loaded that it does not show."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.app import build
from assistant.services import demo

ROOT = Path(__file__).parent.parent.parent
SHOWN = """
import builtins, json, os, sys
from assistant.__main__ import main
from PySide6.QtCore import QEvent, QObject
from assistant.ui import main_window
class Probe(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            rows = watched.findChild(QObject, "month_table").model().rowCount()
            own_import = builtins.__import__ is builtins.__orig_import__
            early = [name for name in loaded if name in sys.modules]
            early += [name for name in late_classes if name in vars(sys.modules["PySide6.QtGui"])]
            print(json.dumps([rows, own_import, early]), flush=True)
            os._exit(0)
        return False
loaded, late_classes = json.loads(sys.argv[1])
show = main_window.MainWindow.show
def watched_show(self):
    self.probe = Probe()
    self.overview.page.installEventFilter(self.probe)
    show(self)
main_window.MainWindow.show = watched_show
main([])
"""
NOT_YET = [
    *("multiprocessing", "subprocess", "pkgutil", "asyncio", "ssl", "http", "email"),
    *("sqlite_utils", "sqlcipher3", "jeepney", "httpx", "numpy", "highspy", "keyring", "pyrage"),
    *("icalendar", "chinese_calendar", "pyqtgraph", "xlsxwriter", "desktop_notifier"),
    *("PySide6.QtNetwork", "PySide6.QtSvg", "PySide6.QtDBus", "PySide6.QtPrintSupport"),
    *("assistant.cli", "assistant.domain.planning", "assistant.domain.reminders"),
    *("assistant.services.ledger", "assistant.services.watch", "assistant.services.imports"),
    *("assistant.services.planning", "assistant.store.backup", "assistant.store.migrations"),
    *(
        "assistant.ui.background",
        "assistant.ui.form",
        "assistant.ui.dialogs",
        "assistant.ui.palette",
    ),
    *("assistant.ui.account_tab", "assistant.ui.plot", "assistant.ui.tray", "assistant.ui.notify"),
    *("assistant.ui.tabs.revolving", "assistant.ui.tabs.loans", "assistant.ui.tabs.plan"),
]
"""What many pages need, or none at the start. Each was there once, or is an import away from it."""


NOT_NAMED = ["QIcon", "QKeySequence", "QAction"]
"""Classes of QtGui with many enums: a class is made, and stands in its module, when it is first named."""


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, bool, list[str]]:
    """Rows on the first screen, whether imports are Python's own, and what is loaded too early."""
    folder = tmp_path_factory.mktemp("home")
    session = build(folder / "beifu").open()
    demo.fill(session.ledger, session.queries)
    session.close()
    home = {"XDG_DATA_HOME": str(folder), "TMPDIR": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SHOWN, json.dumps([NOT_YET, NOT_NAMED])],
        env=os.environ | home,
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    rows, own_import, early = json.loads(done.stdout)
    return rows, own_import, early


def test_the_first_screen_loads_nothing_that_it_does_not_show(
    start: tuple[int, bool, list[str]],
) -> None:
    rows, _, early = start
    assert rows > 0
    assert early == []


def test_no_module_is_read_for_names_that_nobody_spells_otherwise(
    start: tuple[int, bool, list[str]],
) -> None:
    assert start[1]
