from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from assistant.domain.dues import Obligation
from assistant.services.session import Session
from assistant.ui.dialogs.shortcuts import shortcuts_of
from assistant.ui.doings import doings
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


def test_a_knowledge_card_is_found_by_its_text_and_opened_on_its_page(
    drive: Drive, demo: Session, qtbot: QtBot
) -> None:
    driver = drive(demo)

    def choose(words: str) -> Callable[[QDialog], None]:
        def act(dialog: QDialog) -> None:
            field = driver.find(QLineEdit, "palette_field", dialog)
            field.setText(words)
            view = driver.find(QListView, "palette_list", dialog)
            rows = [
                str(view.model().index(row, 0).data()) for row in range(view.model().rowCount())
            ]
            assert rows[0].endswith("知识卡"), rows
            qtbot.keyClick(field, Qt.Key.Key_Return)

        return act

    for words, card_id in (("拿到的遗产", "estate-cap"), ("修复 骗", "credit-repair-scam")):
        driver.in_dialog(partial(driver.trigger, "palette_action"), choose(words))
        page = driver.window.pages.currentWidget()
        assert page is not None
        table = driver.find(TableView, "learn_list", page)
        assert table.current().id == card_id
        assert driver.text("learn_title", page) == table.current().title


def test_accounts_pages_and_actions_come_before_cards(drive: Drive, demo: Session) -> None:
    driver = drive(demo)

    def look(dialog: QDialog) -> None:
        field = driver.find(QLineEdit, "palette_field", dialog)
        field.setText("花呗")
        model = driver.find(QListView, "palette_list", dialog).model()
        rows = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        assert rows[0] == "花呗    账户"
        cards = [row.endswith("知识卡") for row in rows]
        assert any(cards)
        assert cards == sorted(cards)
        field.setText("")
        rows = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        assert not any(row.endswith("知识卡") for row in rows)

    driver.in_dialog(lambda: driver.trigger("palette_action"), look)


def test_what_is_done_every_month_is_found_by_its_word(
    drive: Drive, demo: Session, qtbot: QtBot
) -> None:
    driver = drive(demo)
    asked: list[Obligation] = []
    driver.window.pay = asked.append  # type: ignore[method-assign, assignment]

    def choose(dialog: QDialog) -> None:
        field = driver.find(QLineEdit, "palette_field", dialog)
        field.setText("还款 花呗")
        qtbot.keyClick(field, Qt.Key.Key_Return)

    driver.in_dialog(lambda: driver.trigger("palette_action"), choose)
    (due,) = asked
    assert demo.queries.snapshot().account(due.account_id).name == "花呗"


def test_every_doing_opens_its_own_dialog(drive: Drive, demo: Session) -> None:
    driver = drive(demo)
    opened: list[str] = []

    def note(dialog: QDialog) -> None:
        opened.append(type(dialog).__name__)

    for doing in doings(driver.context, driver.window):
        driver.in_dialog(partial(_do, doing), note)
    assert set(opened) == {
        *("PaymentDialog", "BillDialog", "LoanDialog", "PayingAccountDialog"),
        *("CashItemDialog", "ReserveDialog", "ContactDialog"),
    }


def _do(doing: Entry) -> None:
    doing.act()
