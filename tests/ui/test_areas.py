"""Fields of several lines and ticks give and take text as the others do."""

from pytestqt.qtbot import QtBot

from assistant.ui.areas import AreaField, ChecksField, FlagField


def test_ticks_are_words_with_spaces_between(qtbot: QtBot) -> None:
    field = ChecksField([("a", "甲"), ("b", "乙"), ("c", "丙")])
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.textChanged) as told:
        field.set_text_value("c a")
    assert told.args is not None
    assert field.text_value() == "a c"
    field.set_text_value("")
    assert field.text_value() == ""


def test_a_flag_is_yes_or_no(qtbot: QtBot) -> None:
    field = FlagField("同意")
    qtbot.addWidget(field)
    assert field.text_value() == "no"
    field.set_text_value("yes")
    assert field.isChecked()
    assert field.text_value() == "yes"


def test_an_area_keeps_its_lines_and_leaves_tab_alone(qtbot: QtBot) -> None:
    field = AreaField()
    qtbot.addWidget(field)
    field.set_text_value("一\n二")
    assert field.text_value() == "一\n二"
    assert field.tabChangesFocus()
