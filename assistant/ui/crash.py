"""What reaches the top: a mendable problem in its own words, else a report that can be copied."""

import os
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QMessageBox

from assistant import __version__, i18n
from assistant.errors import StorageError, UserError
from assistant.ui import words
from assistant.ui.bus import NotSaved


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Versions and the places in the program; neither local values nor the error's own words.

    An error's words may quote an amount or a name, so only its kind is told.
    """
    import platform  # late: only a crash needs them
    import traceback

    places = traceback.extract_tb(trace)
    lines = [
        f"Beifu {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"{kind.__module__}.{kind.__qualname__}",
        *(f"  {Path(place.filename).name}:{place.lineno} in {place.name}" for place in places),
    ]
    return "\n".join(lines) + "\n"


def write_report(path: Path, text: str) -> None:
    """Keep the last report, mode 0600; a full disk must not hide the crash itself."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            path.chmod(0o600)  # one that lay there before may be open to others
            stream.write(text)
    except OSError as error:
        _say(f"{type(error).__name__}\n")


def install(path: Path) -> None:
    """Catch what reaches the top: say what a person can mend, report what no one foresaw.

    One box at a time: a timer that fails again and again must not cover the screen.
    """
    shown: list[QMessageBox] = []

    def on_top(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(error, NotSaved):
            return
        said = _mendable(error)
        text = "" if said else report(kind, trace)
        _say(text)
        if shown:
            return
        if text:
            write_report(path, text)
        if QThread.isMainThread():
            shown.append(_box(said, text, path))
            shown[0].exec()
            shown.clear()

    sys.excepthook = on_top


def _mendable(error: BaseException) -> str:
    """The words of an error that a person can mend; empty for what no one foresaw."""
    if isinstance(error, UserError):
        return words.error(error)
    if isinstance(error, StorageError):
        return i18n.t(f"storage.{error.trouble}", path=error.path)
    return ""


def _box(said: str, text: str, path: Path) -> QMessageBox:
    box = QMessageBox()
    box.setWindowTitle(i18n.t("app.title" if said else "crash.title"))
    box.setIcon(QMessageBox.Icon.Warning if said else QMessageBox.Icon.Critical)
    box.setText(said or i18n.t("crash.text", path=path))
    box.setDetailedText(text)
    return box


def _say(text: str) -> None:
    if sys.stderr is not None:  # a window program on Windows has none
        sys.stderr.write(text)
