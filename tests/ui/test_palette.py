from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from assistant.services.session import Session
from assistant.ui.dialogs.shortcuts import shortcuts_of
from assistant.ui.palette import Entry, Palette, matching, plain
from assistant.ui.table import TableView
from tests.ui.conftest import Driver

Drive = Callable[[Session], Driver]


def entry(words: str, hint: str = "") -> Entry:
    return Entry(words, hint, lambda: None)


def test_every_typed_word_must_be_there_and_beginnings_come_first() -> None:
    rows = [entry("添加花呗", "账户"), entry("花呗", "账户"), entry("日历", "页面")]
    assert [row.words for row in matching(rows, "花呗")] == ["花呗", "添加花呗"]
    assert [row.words for row in matching(rows, "花呗 添加")] == ["添加花呗"]
    assert [row.words for row in matching(rows, "页面")] == ["日历"]
    assert len(matching(rows, " ")) == 3
    assert matching(rows, "没有") == []


@pytest.mark.parametrize(
    ("title", "words"),
    [("账户(&A)", "账户"), ("&Accounts", "Accounts"), ("年化(IRR)", "年化(IRR)")],
)
def test_a_menus_words_are_shown_without_the_mark_of_its_key(title: str, words: str) -> None:
    assert plain(title) == words


def test_ctrl_k_opens_an_account_by_a_few_letters(
    drive: Drive, demo: Session, qtbot: QtBot
) -> None:
    driver = drive(demo)

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, Palette)
        field = driver.find(QLineEdit, "palette_field", dialog)
        field.setText("借呗")
        qtbot.keyClick(field, Qt.Key.Key_Down)
        qtbot.keyClick(field, Qt.Key.Key_Up)
        qtbot.keyClick(field, Qt.Key.Key_Return)

    driver.in_dialog(lambda: driver.trigger("palette_action"), choose)
    assert driver.window.tabs.tabText(driver.window.tabs.currentIndex()) == "借呗"


def test_the_palette_says_when_nothing_is_found_and_does_nothing(
    drive: Drive, demo: Session, qtbot: QtBot
) -> None:
    driver = drive(demo)

    def look(dialog: QDialog) -> None:
        field = driver.find(QLineEdit, "palette_field", dialog)
        field.setText("zzzz")
        found = driver.find(QListView, "palette_list", dialog).model()
        assert found.rowCount() == 0
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert dialog.isVisible()

    driver.in_dialog(lambda: driver.trigger("palette_action"), look)


def test_every_action_of_the_menus_is_in_the_palette(drive: Drive, demo: Session) -> None:
    driver = drive(demo)

    def look(dialog: QDialog) -> None:
        view = driver.find(QListView, "palette_list", dialog)
        words = [str(view.model().index(row, 0).data()) for row in range(view.model().rowCount())]
        for part in ("月度填报", "撤销", "深色", "花呗    账户 › 添加账户", "退出"):
            assert any(part in row for row in words), part

    driver.in_dialog(lambda: driver.trigger("palette_action"), look)


def test_the_sheet_of_keys_shows_each_shortcut_of_the_window(drive: Drive, demo: Session) -> None:
    driver = drive(demo)
    found = dict(shortcuts_of(driver.window))
    assert found["Ctrl+K"].startswith("查找")
    assert found["Ctrl+1"] == "账户"

    def look(dialog: QDialog) -> None:
        table = driver.find(TableView, "shortcut_table", dialog)
        assert ("Esc", "不保存，关闭窗口") in table.table.rows

    driver.in_dialog(lambda: driver.trigger("keys"), look)
