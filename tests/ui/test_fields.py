"""Edit fields: what is typed is what is read, and the calendar speaks the language in force."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, QLocale, Qt, QTimer
from PySide6.QtWidgets import QApplication, QCalendarWidget, QDialog
from pytestqt.qtbot import QtBot

from assistant import i18n
from assistant.ui import theme
from assistant.ui.fields import ChoiceField, DateField, MoneyField, TextField

PAYING = [("", "未设置"), ("1", "余额宝"), ("2", "工资卡")]


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    """The calendar asks for a colour."""
    theme.apply_theme(qapp, "light")


def in_calendar(act: Callable[[QCalendarWidget], None]) -> None:
    """Act in the calendar that opens next."""

    def run() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        calendar = dialog.findChild(QCalendarWidget)
        assert calendar is not None
        act(calendar)
        if dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(0, run)


@pytest.mark.parametrize("kind", [TextField, MoneyField, DateField])
@pytest.mark.parametrize("typed", ["2026-02-31", "1,234.56+10万", "", "  x ", "花呗"])
def test_nothing_typed_is_swallowed(qtbot: QtBot, kind: type[TextField], typed: str) -> None:
    field = kind()
    qtbot.addWidget(field)
    field.insert(typed)
    assert field.text_value() == typed
    field.set_text_value("1")
    assert field.text_value() == "1"


def test_a_choice_is_read_as_its_value(qtbot: QtBot) -> None:
    field = ChoiceField(PAYING)
    qtbot.addWidget(field)
    assert field.text_value() == ""
    field.set_text_value("2")
    assert field.currentText() == "工资卡"
    assert field.text_value() == "2"
    field.set_text_value("unknown")
    assert field.text_value() == "2"


def test_two_choices_with_the_same_words_are_told_apart(qtbot: QtBot) -> None:
    for free in (False, True):
        field = ChoiceField([("1", "同名"), ("2", "同名")], free=free)
        qtbot.addWidget(field)
        field.set_text_value("2")
        assert field.text_value() == "2"


def test_a_free_choice_may_be_new_or_typed_in_full(qtbot: QtBot) -> None:
    field = ChoiceField(PAYING, free=True)
    qtbot.addWidget(field)
    field.setEditText("零钱通")
    assert field.text_value() == "零钱通"
    field.setEditText("余额宝")
    assert field.text_value() == "1"
    field.set_text_value("2")
    assert field.text_value() == "2"


@pytest.mark.parametrize("typed", ["2026-11-10", "2026/11/10", " 2026.11.10 "])
def test_the_calendar_opens_on_the_day_that_is_typed(qtbot: QtBot, typed: str) -> None:
    field = DateField()
    qtbot.addWidget(field)
    field.setText(typed)
    shown: list[QDate] = []
    in_calendar(lambda calendar: shown.append(calendar.selectedDate()))
    field.pick()
    assert shown == [QDate(2026, 11, 10)]
    assert field.text_value() == typed  # left without choosing


def test_alt_with_an_arrow_down_opens_the_calendar(qtbot: QtBot) -> None:
    field = DateField()
    qtbot.addWidget(field)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert QApplication.activeModalWidget() is None
    seen: list[QDate] = []
    in_calendar(lambda calendar: seen.append(calendar.selectedDate()))
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert len(seen) == 1


def test_a_click_in_the_calendar_types_the_day(qtbot: QtBot) -> None:
    field = DateField()
    qtbot.addWidget(field)
    field.setText("2026-02-31")

    def choose(calendar: QCalendarWidget) -> None:
        calendar.setSelectedDate(QDate(2026, 2, 28))
        calendar.clicked.emit(calendar.selectedDate())

    in_calendar(choose)
    field.pick()
    assert field.text_value() == "2026-02-28"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("zh_CN", QLocale.Language.Chinese), ("en", QLocale.Language.English)],
)
def test_the_calendar_speaks_the_language_in_force_and_starts_on_monday(
    qtbot: QtBot, language: str, expected: QLocale.Language
) -> None:
    i18n.use(language)
    field = DateField()
    qtbot.addWidget(field)
    seen: list[object] = []
    in_calendar(lambda made: seen.extend((made.locale().language(), made.firstDayOfWeek())))
    field.pick()
    assert seen == [expected, Qt.DayOfWeek.Monday]


def test_weekends_can_be_read_in_the_dark(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply_theme(qapp, "dark")
    field = DateField()
    qtbot.addWidget(field)
    seen: list[str] = []

    def look(calendar: QCalendarWidget) -> None:
        days = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
        seen.extend(calendar.weekdayTextFormat(day).foreground().color().name() for day in days)

    in_calendar(look)
    field.pick()
    assert seen == [theme.colour("text").name()] * 2
