"""Pages to print: what is told is escaped; a failure is said and nothing is lost."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from assistant.ui import boxes, papers, pick


def test_a_letter_has_its_first_line_as_title_and_escapes_the_rest() -> None:
    html = papers.letter("标题\n\n第一段 <b>\n第二行\n\n第二段")
    assert html == (
        "<h1 align='center'>标题</h1><p class='letter'>第一段 &lt;b&gt;<br>第二行</p>"
        "<p class='letter'>第二段</p>"
    )


def test_leaving_the_file_dialog_writes_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    monkeypatch.setattr(pick, "file_to_save", lambda *_arguments: None)
    assert not papers.save_pdf(widget, "a", "<p>a</p>")


def test_a_folder_that_is_gone_is_told(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    told: list[str] = []
    monkeypatch.setattr(pick, "file_to_save", lambda *_arguments: tmp_path / "gone" / "a.pdf")
    monkeypatch.setattr(boxes, "warn", lambda *arguments: told.append(arguments[2]))
    assert not papers.save_pdf(widget, "a", "<p>a</p>")
    assert "a.pdf" in told[0]
