"""The real window on a real store, without a screen."""

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assistant.app import App
from assistant.paths import Paths
from assistant.services.demo import fill
from assistant.services.session import Session
from assistant.ui import pick, theme
from assistant.ui.bus import Bus
from assistant.ui.context import Context
from assistant.ui.main_window import MainWindow
from assistant.ui.program import Program
from tests.conftest import SHANGHAI, FakeClock

Widget = TypeVar("Widget", bound=QWidget)
PATIENCE_MS = 60_000
"""What a busy machine may take; a signal that comes costs no more than ever."""


class PatientBot(QtBot):
    """Waits as long as a busy machine may need where a test says no time of its own."""

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **wishes: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **wishes)

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's own, with more patience."""
    return PatientBot(request)


class Driver:
    """Drives one window as a person would: by what has a name on it."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot = qtbot
        self.session = session
        self.context = Context(session, Bus())
        self.window = MainWindow(self.context)
        qtbot.addWidget(self.window, before_close_func=lambda window: window.allow_closing())
        with qtbot.waitSignal(self.window.painted):
            self.window.show()

    def find(self, kind: type[Widget], name: str, inside: QWidget | None = None) -> Widget:
        """The widget of a kind with an object name, in the tab that is shown or in ``inside``."""
        area = inside or self.window.tabs.currentWidget()
        assert area is not None
        found = area.findChild(kind, name)
        assert found is not None, name
        return found

    def press(self, name: str, inside: QWidget | None = None) -> None:
        """Press a button."""
        button = self.find(QPushButton, name, inside)
        assert button.isEnabled(), f"{name} cannot be pressed"
        button.click()

    def text(self, name: str, inside: QWidget | None = None) -> str:
        """What a label says."""
        label: Any = self.find(QWidget, name, inside)
        return str(label.text())

    def trigger(self, name: str) -> None:
        """Choose an entry of a menu, which is opened for it."""
        for menu in self.window.findChildren(QMenu):
            menu.aboutToShow.emit()
        action = self.window.findChild(QAction, name)
        assert action is not None, name
        action.trigger()

    def in_dialog(self, opening: Callable[[], None], act: Callable[[QDialog], None]) -> None:
        """Open a dialog and act in it; it is closed afterwards, whatever happened."""
        problems: list[BaseException] = []

        def run() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, QDialog)
            try:
                act(dialog)
            except BaseException as error:  # noqa: BLE001 - told after the dialog is closed
                problems.append(error)
            finally:
                if dialog.isVisible():
                    dialog.reject()

        QTimer.singleShot(0, run)
        opening()
        if problems:
            raise problems[0]

    def fill(self, inside: QWidget, **values: str) -> None:
        """Type into fields by name."""
        for name, text in values.items():
            field: Any = inside.findChild(QWidget, name)
            assert field is not None, name
            if isinstance(field, QLineEdit):
                field.setText(text)
            else:
                field.set_text_value(text)


@pytest.fixture
def drive(qtbot: QtBot) -> Callable[[Session], Driver]:
    """Opens the window on a session."""
    theme.apply_theme(QApplication.instance(), "light")  # type: ignore[arg-type]
    return lambda session: Driver(qtbot, session)


@pytest.fixture
def app(tmp_path: Path, clock: FakeClock) -> App:
    """The program on a data directory of its own."""
    return App(Paths(tmp_path / "data"), clock, SHANGHAI)


@pytest.fixture
def started(qtbot: QtBot) -> Iterator[Callable[[App], Program]]:
    """Starts a program and waits for its window; it is left at the end."""
    running: list[Program] = []

    def start(app: App) -> Program:
        made = Program(app, QApplication.instance())  # type: ignore[arg-type]
        running.append(made)
        with qtbot.waitSignal(made.painted, timeout=60_000):
            assert made.start()
        return made

    yield start
    for made in running:
        made.leave()


@pytest.fixture
def demo(session: Session) -> Session:
    """A session with the demo's data: three accounts."""
    fill(session.ledger, session.queries)
    return session


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where PDF files go without asking."""
    path = tmp_path / "saved.pdf"
    monkeypatch.setattr(pick, "file_to_save", lambda *_arguments: path)
    return path


def error_of(dialog: QWidget, name: str) -> str:
    """The refusal that stands below a field of a dialog, empty when none."""
    label = dialog.findChild(QLabel, f"{name}.error")
    assert label is not None, name
    return label.text()


def pdf_text(path: Path) -> str:
    """The text of a PDF without spaces; Qt maps some glyphs back to radicals of the same look."""
    pages = PdfReader(path).pages
    text = unicodedata.normalize("NFKC", "".join(page.extract_text() for page in pages))
    return "".join(text.split())
