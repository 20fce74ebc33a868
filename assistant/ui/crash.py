"""What no one foresaw: a local report that the user can read and copy; no amounts, no names."""

import os
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox

from assistant import __version__, i18n


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
            stream.write(text)
    except OSError as error:
        sys.stderr.write(f"{type(error).__name__}\n")


def install(path: Path) -> None:
    """Catch what reaches the top: write the report and show it."""

    def on_crash(
        kind: type[BaseException], _error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = report(kind, trace)
        write_report(path, text)
        sys.stderr.write(text)
        box = QMessageBox()
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle(i18n.t("crash.title"))
        box.setText(i18n.t("crash.text", path=path))
        box.setDetailedText(text)
        box.exec()

    sys.excepthook = on_crash
