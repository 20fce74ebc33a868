"""「关于」: versions to copy, folders to open, licences to read; by menu, palette and keys."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QTabWidget, QTextBrowser
from pytestqt.qtbot import QtBot

from assistant import __version__
from assistant.paths import Paths
from assistant.services.session import Session
from assistant.ui.dialogs.about import kept_things
from assistant.ui.folders import show_folder_of
from assistant.ui.table import TableView
from tests.ui.conftest import Driver

Drive = Callable[[Session], Driver]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that were opened."""
    found: list[str] = []

    def open_url(url: QUrl) -> bool:
        found.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return found


def test_the_versions_are_shown_and_copied_without_a_path(drive: Drive, session: Session) -> None:
    driver = drive(session)

    def look(dialog: QDialog) -> None:
        driver.press("copy_versions", dialog)

    driver.in_dialog(lambda: driver.trigger("about"), look)
    copied = QGuiApplication.clipboard().text()
    assert f"备付: {__version__}" in copied
    for name in ("Python", "Qt", "SQLite", "SQLCipher", "HiGHS"):
        assert name in copied
    assert session.store_path not in copied
    assert str(Path.home()) not in copied


def test_every_place_can_be_opened_and_copied(
    drive: Drive, session: Session, opened: list[str]
) -> None:
    driver = drive(session)
    store = Path(session.store_path)

    def look(dialog: QDialog) -> None:
        driver.find(QTabWidget, "about_tabs", dialog).setCurrentIndex(1)
        table = driver.find(TableView, "about_places", dialog)
        for number, kept in enumerate(table.table.rows):
            table.selectRow(number)
            if kept.path is not None:
                driver.press("open_folder", dialog)
        table.selectRow(0)
        driver.press("copy_path", dialog)

    driver.in_dialog(lambda: driver.trigger("about"), look)
    assert QGuiApplication.clipboard().text() == str(store)
    assert set(opened) == {str(store.parent)}
    assert len(opened) == 8


def test_what_is_not_written_cannot_be_opened(drive: Drive, session: Session) -> None:
    driver = drive(session)

    def look(dialog: QDialog) -> None:
        table: Any = driver.find(TableView, "about_places", dialog)
        log = next(n for n, kept in enumerate(table.table.rows) if kept.name == "logs")
        table.selectRow(log)
        assert table.current().place == "不写日志"
        for name in ("open_folder", "copy_path"):
            assert not driver.find(QPushButton, name, dialog).isEnabled()

    driver.in_dialog(lambda: driver.trigger("about"), look)


def test_all_that_purge_deletes_has_a_place_here(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    shown = {kept.path.name for kept in kept_things(paths) if kept.path is not None}
    purged = {pattern.rstrip("*") for pattern in paths.everything} - {
        "beifu-evidence",  # taken into the store at the next start
        "demo-evidence",
        "crash-trace.txt",
        "crash-unread",
        *(".beifu.db.", ".crash.txt.part"),  # what a killed program left half written
    }
    assert purged <= shown


def test_a_licence_is_read_by_choosing_its_part(drive: Drive, session: Session) -> None:
    driver = drive(session)

    def look(dialog: QDialog) -> None:
        table = driver.find(TableView, "about_parts", dialog)
        text = driver.find(QTextBrowser, "about_text", dialog)
        assert "GNU GENERAL PUBLIC LICENSE" in text.toPlainText()
        number = next(n for n, part in enumerate(table.table.rows) if part.name == "SQLCipher")
        table.selectRow(number)
        assert "ZETETIC LLC" in text.toPlainText()
        assert driver.text("about_part", dialog) == "SQLCipher（在 sqlcipher3 里）"

    driver.in_dialog(lambda: driver.trigger("about"), look)


def test_it_opens_from_the_palette_and_by_keys(
    drive: Drive, session: Session, qtbot: QtBot
) -> None:
    driver = drive(session)
    seen: list[str] = []

    def choose(dialog: QDialog) -> None:
        field = driver.find(QLineEdit, "palette_field", dialog)
        field.setText("关于")
        driver.in_dialog(
            lambda: qtbot.keyClick(field, Qt.Key.Key_Return),
            lambda about: seen.append(about.objectName()),
        )

    driver.in_dialog(lambda: driver.trigger("palette_action"), choose)
    assert seen == ["about_dialog"]
    action = driver.window.findChild(QAction, "about")
    assert action is not None
    assert action.shortcut() == QKeySequence("Ctrl+F1")


def test_the_nearest_folder_that_is_there_is_opened(tmp_path: Path, opened: list[str]) -> None:
    show_folder_of(tmp_path / "not" / "there.txt")
    assert opened == [str(tmp_path)]
