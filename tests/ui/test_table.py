"""The one table model, by Qt's own model tester, and the table's keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from assistant.ui import theme
from assistant.ui.table import Column, TableModel, TableView, shared, spread

COLUMNS = [
    Column("column.what", lambda row: row[0]),
    Column("column.amount", lambda row: str(row[1]), right=True, tone=lambda row: row[2]),
]
ROWS = [("a", 1, None), ("b", 2, "danger"), ("c", 3, "ok")]


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = TableModel(COLUMNS)
    model.set_rows(ROWS)
    qtmodeltester.check(model)


def test_a_cell_has_text_side_and_tone(qapp: QApplication) -> None:
    theme.apply_theme(qapp, "light")
    model = TableModel(COLUMNS)
    model.set_rows(ROWS)
    cell = model.index(1, 1)
    assert model.data(cell) == "2"
    assert model.data(cell, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.data(cell, Qt.ItemDataRole.ForegroundRole) == theme.colour("danger")
    assert model.data(model.index(0, 1), Qt.ItemDataRole.ForegroundRole) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) == "项目"


def test_the_current_row_stays_when_rows_are_replaced(qtbot: QtBot) -> None:
    table = TableView(COLUMNS, name_key="overview.month")
    qtbot.addWidget(table)
    table.set_rows(ROWS)
    table.selectRow(1)
    table.set_rows(list(reversed(ROWS)), lambda before, after: before[0] == after[0])
    assert table.current() == ROWS[1]
    table.set_rows([])
    assert table.current() is None


def test_enter_acts_and_copy_gives_text(qtbot: QtBot) -> None:
    table = TableView(COLUMNS, name_key="overview.month")
    qtbot.addWidget(table)
    table.set_rows(ROWS)
    with qtbot.waitSignal(table.acted) as acted:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert acted.args == [ROWS[0]]
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "a\t1"


@pytest.mark.parametrize(
    ("room", "widths"),
    [
        (500, [80, 100, 300]),  # room for all
        (400, [80, 100, 220]),  # the long remark gives way, the short name stays whole
        (230, [65, 100, 65]),  # both words give way evenly, the amount never
        (100, [60, 100, 60]),  # what is left is not made unreadable
    ],
)
def test_where_room_lacks_the_widest_words_give_way(room: int, widths: list[int]) -> None:
    assert shared([80, 100, 300], [True, False, True], room) == widths


def test_where_there_is_much_room_every_column_grows() -> None:
    assert spread([80, 100, 300], 720) == [80, 100, 300]
    assert spread([80, 100, 300], 1440) == [160, 200, 600]
    assert sum(spread([80, 100, 300], 1440)) < 1440  # the rest is the stretched column's


def test_a_table_filled_before_it_is_shown_cuts_no_day_and_no_amount(
    qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply_theme(qapp, "light", 150)
    columns = [
        Column("column.what", lambda row: row[0]),
        Column("column.due_date", lambda row: row[1], whole=True),
        Column("column.amount", lambda row: row[2], right=True),
        Column("column.state", lambda row: row[3]),
    ]
    table = TableView(columns, name_key="overview.month")
    qtbot.addWidget(table)
    table.resize(420, 200)
    table.set_rows([("a long name of a thing", "11月25日 周三", "¥14,331.51", "a long state")])
    table.show()
    for number in (1, 2):
        assert table.columnWidth(number) >= table.sizeHintForColumn(number)
    assert table.columnWidth(3) < table.sizeHintForColumn(3)  # words give way
    theme.apply_theme(qapp, "light")


def test_a_table_without_rows_says_so(qtbot: QtBot) -> None:
    table = TableView(COLUMNS, name_key="overview.month", empty_key="overview.month_none")
    qtbot.addWidget(table)
    table.set_rows([])
    table.fit()
    assert table.accessibleDescription() == "这个月没有要还的"
    lowest = table.height()
    table.set_rows(ROWS)
    table.fit()
    assert table.accessibleDescription() == ""
    assert table.height() > lowest
