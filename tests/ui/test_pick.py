"""Where files come from and go."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from assistant.ui import pick


@pytest.fixture
def widget(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("typed", "path"),
    [("/a/b.pdf", Path("/a/b.pdf")), ("/a/b", Path("/a/b.pdf")), ("", None)],
)
def test_a_name_without_an_ending_gets_the_proposed_one(
    widget: QWidget, monkeypatch: pytest.MonkeyPatch, typed: str, path: Path | None
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (typed, ""))
    assert pick.file_to_save(widget, "t", "report.pdf", "PDF (*.pdf)") == path


def test_the_chosen_files_are_paths(widget: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_arguments: (["/a", "/b"], ""))
    assert pick.files_to_open(widget, "t") == [Path("/a"), Path("/b")]
