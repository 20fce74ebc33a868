"""Any table as text: its row, all of it, by keys and by its menu, on every page."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QTableView, QWidget
from pytestqt.qtbot import QtBot

from assistant.services.session import Session
from assistant.ui.credit_grid_view import CreditGridView
from assistant.ui.month_table import MonthTable
from assistant.ui.pages import PAGES
from assistant.ui.table import Column, TableView
from assistant.ui.table_text import table_text
from tests.ui.conftest import Driver

Drive = Callable[[Session], Driver]
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
COLUMNS = [
    Column("column.what", lambda row: row[0]),
    Column("column.state", lambda row: "hidden"),
    Column("column.amount", lambda row: row[1], right=True),
]


@pytest.fixture
def table(qtbot: QtBot) -> TableView:
    made = TableView(COLUMNS, name_key="overview.month")
    qtbot.addWidget(made)
    made.set_rows([("a\tb\nc", "1.00"), ("d", "2.00")])
    made.setColumnHidden(1, True)
    return made


def copied(table: QTableView, qtbot: QtBot, *, whole: bool) -> str:
    QGuiApplication.clipboard().setText("")
    only_row = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(table, Qt.Key.Key_C, BOTH if whole else only_row)
    return QGuiApplication.clipboard().text()


def test_a_row_and_the_whole_table_without_what_is_hidden(table: TableView, qtbot: QtBot) -> None:
    table.selectRow(1)
    assert copied(table, qtbot, whole=False) == "d\t2.00"
    assert copied(table, qtbot, whole=True) == "项目\t金额\na b c\t1.00\nd\t2.00"


def test_an_empty_table_has_its_headings_and_no_row(table: TableView, qtbot: QtBot) -> None:
    table.set_rows([])
    assert copied(table, qtbot, whole=False) == ""
    assert copied(table, qtbot, whole=True) == "项目\t金额"


def test_its_menu_offers_both(table: TableView, qtbot: QtBot) -> None:
    table.show()
    for name, text in (("copy_row", "a b c\t1.00"), ("copy_table", table_text(table))):
        place = table.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.mapToGlobal(place))
        QApplication.sendEvent(table.viewport(), event)
        menu = table.findChild(QMenu, "table_menu")
        assert menu is not None
        action = menu.findChild(QAction, name)
        assert action is not None
        action.trigger()
        assert QGuiApplication.clipboard().text() == text
        with qtbot.waitSignal(menu.destroyed):
            menu.close()


def tables(page: QWidget) -> list[QTableView]:
    kinds = (TableView, MonthTable, CreditGridView)
    return [table for kind in kinds for table in page.findChildren(kind)]


def test_every_table_of_every_page_gives_its_rows(
    drive: Drive, demo: Session, qtbot: QtBot
) -> None:
    window = drive(demo).window
    seen = 0
    for key in ("accounts", *(page.key for page in PAGES)):
        window.open_page(key)
        page = window.pages.currentWidget()
        assert page is not None
        for table in tables(page):
            lines = copied(table, qtbot, whole=True).split("\n")
            assert len(lines) == table.model().rowCount() + 1, table.objectName()
            assert len({line.count("\t") for line in lines}) == 1, table.objectName()
            assert lines[0].strip(), table.objectName()
            seen += len(lines) > 1
    assert seen >= 10
