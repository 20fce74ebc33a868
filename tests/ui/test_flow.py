from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from assistant.ui.flow import FlowLayout, flow


def test_buttons_go_on_in_a_next_line_where_the_width_ends(qtbot: QtBot) -> None:
    buttons = [QPushButton(f"button {number}") for number in range(4)]
    row = flow(*buttons)
    qtbot.addWidget(row)
    wide = row.sizeHint()
    row.resize(wide)
    row.show()
    assert {button.y() for button in buttons} == {0}
    narrow = wide.width() // 2
    assert row.heightForWidth(narrow) > wide.height()
    row.resize(narrow, row.heightForWidth(narrow))
    assert [button.y() for button in buttons] == sorted(button.y() for button in buttons)
    assert len({button.y() for button in buttons}) > 1
    assert all(button.geometry().right() < narrow for button in buttons)


def test_a_hidden_button_leaves_no_hole(qtbot: QtBot) -> None:
    first, second = QPushButton("first"), QPushButton("second")
    row = flow(first, second)
    qtbot.addWidget(row)
    row.show()
    first.hide()
    row.resize(row.sizeHint())
    layout = row.layout()
    assert layout is not None
    layout.activate()
    assert second.x() == 0


def test_it_gives_its_items_away_as_qt_asks(qtbot: QtBot) -> None:
    row = flow(QPushButton("only"))
    qtbot.addWidget(row)
    layout = row.layout()
    assert isinstance(layout, FlowLayout)
    assert layout.count() == 1
    assert layout.itemAt(1) is None
    assert layout.takeAt(0) is not None
    assert layout.takeAt(0) is None
    assert layout.count() == 0
