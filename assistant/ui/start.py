"""The window's start: Qt, one instance a data folder, then the program."""

import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from assistant.paths import APP_ID
from assistant.ui import theme
from assistant.ui.desktop import prepare_environment
from assistant.ui.opener import Opener
from assistant.ui.program import Program


def run_window(app: Opener, *, hidden: bool = False, file: Path | None = None) -> int:
    """Open the window and run until the user quits; a second start raises the first window.

    Args:
        app: what is run.
        hidden: stay in the tray, as after login.
        file: a bill file, a backup or an export to show; the first window shows it after a second start.
    """
    prepare_environment()
    qt = _application()
    qt.setProperty(theme.STYLED, True)
    qt.setApplicationName("Beifu")
    QGuiApplication.setDesktopFileName(APP_ID)
    from assistant.ui.instance import Instance  # late: after QApplication

    instance = Instance()
    if not instance.claim(app.paths.data, quietly=hidden, file=file):
        return 0
    program = Program(app, qt)
    instance.raise_requested.connect(program.come_forward)
    instance.file_requested.connect(program.open_file)
    if file is not None:
        program.open_file(file)
    program.painted.connect(instance.listen)
    if sys.platform == "darwin":
        from assistant.ui.mac import MacApplication  # late: macOS only

        if isinstance(qt, MacApplication):
            qt.raise_requested.connect(program.come_forward)
            qt.file_requested.connect(program.open_file)
    return program.run(hidden=hidden)


def _application() -> QApplication:
    # Named in the arguments: to name it by a call would first load all that QStyle knows.
    arguments = ["beifu", "-style", theme.STYLE]
    if sys.platform == "darwin":
        from assistant.ui.mac import MacApplication  # late, as above

        return MacApplication(arguments)
    return QApplication(arguments)
