"""A list in the user's order: drag, keys and buttons, and what stands beside it in a narrow window."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assistant.ui.beside import Beside
from assistant.ui.order_list import OrderList

ITEMS = [("a", "花呗"), ("b", "借呗"), ("c", "信用卡")]


@pytest.fixture
def shown(qtbot: QtBot) -> OrderList:
    made = OrderList("order", "次序")
    qtbot.addWidget(made)
    made.set_items(ITEMS)
    made.show()
    return made


def inner(order: OrderList) -> QListWidget:
    found = order.findChild(QListWidget, "order")
    assert found is not None
    return found


def texts(order: OrderList) -> list[str]:
    rows = inner(order)
    return [rows.item(number).text() for number in range(rows.count())]


def test_alt_with_an_arrow_moves_a_row_and_stops_at_the_ends(
    shown: OrderList, qtbot: QtBot
) -> None:
    rows, alt = inner(shown), Qt.KeyboardModifier.AltModifier
    with qtbot.waitSignal(shown.reordered):
        QTest.keyClick(rows, Qt.Key.Key_Down, alt)
    assert shown.order() == ("b", "a", "c")
    assert texts(shown) == ["1. 借呗", "2. 花呗", "3. 信用卡"]
    assert rows.currentRow() == 1
    QTest.keyClick(rows, Qt.Key.Key_Up, alt)
    with qtbot.assertNotEmitted(shown.reordered):
        QTest.keyClick(rows, Qt.Key.Key_Up, alt)
    assert shown.order() == ("a", "b", "c")
    QTest.keyClick(rows, Qt.Key.Key_Down)  # without Alt it only chooses
    assert (rows.currentRow(), shown.order()) == (1, ("a", "b", "c"))


def test_a_drag_and_the_buttons_reorder_and_new_items_do_not(
    shown: OrderList, qtbot: QtBot
) -> None:
    none = QModelIndex()
    with qtbot.waitSignal(shown.reordered):
        inner(shown).model().moveRow(none, 0, none, 3)  # what a drop does
    assert shown.order() == ("b", "c", "a")
    assert texts(shown)[2] == "3. 花呗"
    inner(shown).setCurrentRow(2)
    up = shown.findChild(QPushButton, "order_up")
    assert up is not None
    up.click()
    assert shown.order() == ("b", "a", "c")
    with qtbot.assertNotEmitted(shown.reordered):
        shown.set_items([("c", "信用卡"), ("a", "花呗")])
    assert inner(shown).currentRow() == 1  # the chosen one stays chosen
    shown.set_items([])
    assert shown.order() == ()
    up.click()


def test_two_cards_stand_below_each_other_where_there_is_no_room(qtbot: QtBot) -> None:
    left, right = QWidget(), QWidget()
    both = Beside((left, 3), (right, 2))
    qtbot.addWidget(both)
    both.resize(1200, 200)
    both.show()
    assert left.y() == right.y()
    both.resize(500, 200)
    qtbot.waitUntil(lambda: right.y() > left.y())
