"""What reaches the top: a mendable problem in its own words, else a report that the user can read first."""

import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QApplication, QWidget

from assistant import __version__, i18n
from assistant.errors import StorageError, UserError
from assistant.paths import Paths
from assistant.private_file import write_private
from assistant.ui import words
from assistant.ui.bus import NotSaved

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from assistant.ui.main_window import MainWindow


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Versions and the places in the program; neither local values nor the error's own words.

    An error's words may quote an amount or a name, so only its kind is told.
    """
    import traceback  # late: only a crash needs it

    places = traceback.extract_tb(trace)
    lines = [
        head(),
        f"{kind.__module__}.{kind.__qualname__}",
        *(f"  {Path(place.filename).name}:{place.lineno} in {place.name}" for place in places),
    ]
    return "\n".join(lines) + "\n"


def head() -> str:
    """The first line of each report."""
    import platform  # late, as above

    return f"Beifu {__version__}, Python {platform.python_version()}, {platform.platform()}"


def keep(paths: Paths, text: str) -> None:
    """Write the report, and remember that the user does not know of it yet."""
    write_report(paths.crash_report, text)
    with suppress(OSError):
        paths.crash_unread.touch(mode=0o600)


def told(paths: Paths) -> None:
    """The user knows of the last crash."""
    with suppress(OSError):
        paths.crash_unread.unlink(missing_ok=True)


def write_report(path: Path, text: str) -> None:
    """Keep the last report, mode 0600; a full disk must not hide the crash itself."""
    try:
        write_private(path, text.encode())
    except OSError as error:
        say(f"{type(error).__name__}\n")


class Top(QObject):
    """Catches what reaches the top of any thread, and tells it on the window's.

    One box at a time: a timer that fails again and again must not cover the screen.
    """

    _from_elsewhere = Signal(str)

    def __init__(self, paths: Paths) -> None:
        super().__init__()
        self._paths = paths
        self._shown = False
        self._from_elsewhere.connect(
            lambda text: self._tell("", text), Qt.ConnectionType.QueuedConnection
        )

    def catch(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """As ``sys.excepthook``."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(error, NotSaved):
            return
        said = _mendable(error)
        text = "" if said else report(kind, trace)
        say(text)
        if self._shown:
            return
        if text:
            keep(self._paths, text)
        if QThread.isMainThread():
            self._tell(said, text)
        elif text:
            self._from_elsewhere.emit(text)

    def catch_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        """As ``threading.excepthook``."""
        if caught.exc_value is not None and not issubclass(caught.exc_type, SystemExit):
            self.catch(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _tell(self, said: str, text: str) -> None:
        if self._shown:
            return
        from PySide6.QtWidgets import QMessageBox  # late: no part of the start

        self._shown = True
        box = _box(said)
        if text:
            show = box.addButton(i18n.t("crash.show"), QMessageBox.ButtonRole.ActionRole)
            show.setObjectName("show_report")
            # Else the box would close before the report is read.
            show.clicked.disconnect()
            show.clicked.connect(lambda: show_report(self._paths, box))
        box.exec()
        self._shown = False
        if text:
            told(self._paths)


def install(paths: Paths) -> Top:
    """Catch what reaches the top: say what a person can mend, report what no one foresaw."""
    top = Top(paths)
    sys.excepthook = top.catch
    threading.excepthook = top.catch_in_thread
    return top


def show_report(paths: Paths, parent: QWidget) -> None:
    """Let the user read the last report."""
    from assistant.ui.dialogs.crash_report import CrashReportDialog  # late: hardly ever

    CrashReportDialog(paths.crash_report, parent).exec()


def tell_of_last_run(paths: Paths, window: "MainWindow") -> None:
    """Say calmly, above the pages, that the last run ended in a crash."""
    from assistant.ui import cards  # late, as above

    def close(*, read: bool) -> None:
        told(paths)
        banner.deleteLater()
        if read:
            show_report(paths, window)

    show = cards.button(i18n.t("crash.show"), "show_report", lambda: close(read=True))
    dismiss = cards.button(i18n.t("crash.dismiss"), "dismiss_crash", lambda: close(read=False))
    banner = cards.Banner(i18n.t("crash.last_run"), [show, dismiss], "info")
    window.add_banner(banner)


def _mendable(error: BaseException) -> str:
    """The words of an error that a person can mend; empty for what no one foresaw."""
    if isinstance(error, UserError):
        return words.error(error)
    if isinstance(error, StorageError):
        return i18n.t(f"storage.{error.trouble}", path=error.path)
    return ""


def _box(said: str) -> "QMessageBox":
    from PySide6.QtWidgets import QMessageBox  # late, as above

    from assistant.ui import boxes

    title = i18n.t("app.title" if said else "crash.title")
    box = boxes.box(None, title, said or i18n.t("crash.text"), warning=True)
    box.setObjectName("crash_box")
    close = box.addButton(QMessageBox.StandardButton.Close)
    close.setObjectName("close")
    return box


def say(text: str) -> None:
    """To the console, where there is one."""
    if sys.stderr is not None:  # a window program on Windows has none
        sys.stderr.write(text)
