"""Edit fields that give and take text; nothing typed is swallowed, what is wrong is said on saving."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractButton,
    QCalendarWidget,
    QComboBox,
    QDialog,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assistant import i18n, resources
from assistant.domain.term_text import read_date
from assistant.errors import UserError
from assistant.ui import theme
from assistant.ui.areas import AreaField, ChecksField, FlagField


class TextField(QLineEdit):
    """A line of text."""

    def text_value(self) -> str:
        """What is typed."""
        return self.text()

    def set_text_value(self, text: str) -> None:
        """Show ``text``."""
        self.setText(text)


class MoneyField(TextField):
    """An amount in yuan; sums and 万 are understood when it is read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("0.00")


class DateField(TextField):
    """A day as text with a calendar; a day that does not exist can be typed and is then explained."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("2026-11-10")
        icon = QIcon(str(resources.path("icons/calendar.svg")))
        self._pick = QAction(icon, i18n.t("field.pick_day"), self)
        self._pick.triggered.connect(self.pick)
        self.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        for button in self.findChildren(QAbstractButton):
            button.setObjectName("pick_day")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow down opens the calendar, as it does a list of choices."""
        down, alt = Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier
        if event.key() == down and event.modifiers() & alt:
            self.pick()
        else:
            super().keyPressEvent(event)

    def pick(self) -> None:
        """Choose the day from a calendar."""
        dialog = QDialog(self)
        dialog.setWindowTitle(i18n.t("field.pick_day"))
        calendar = _calendar(dialog)
        with suppress(UserError):  # no day typed yet: the calendar opens on today
            shown = read_date(self.text(), self.objectName())
            calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.activated.connect(dialog.accept)
        calendar.clicked.connect(dialog.accept)
        QVBoxLayout(dialog).addWidget(calendar)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            picked = calendar.selectedDate()
            self.setText(date(picked.year(), picked.month(), picked.day()).isoformat())


class ChoiceField(QComboBox):
    """One of several values, each with its words; editable where a new one may be typed."""

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        *,
        free: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        for value, words in choices:
            self.addItem(words, value)
        self.setEditable(free)

    def showPopup(self) -> None:
        """A list that shows its longest choice whole."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 2 * theme.GAP_L)
        super().showPopup()

    def text_value(self) -> str:
        """The chosen value; what is typed where it is none of them."""
        index = self.currentIndex()
        if self.isEditable() and self.currentText() != self.itemText(index):
            index = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        return self.currentText() if index < 0 else str(self.itemData(index))

    def set_text_value(self, text: str) -> None:
        """Choose the value ``text``."""
        index = self.findData(text)
        if index >= 0:
            self.setCurrentIndex(index)
        elif self.isEditable():
            self.setEditText(text)


def days_field(name: str, said: str, value: int, most: int) -> QSpinBox:
    """A number of days from 1 to ``most``; ``said`` is its accessible name."""
    made = QSpinBox()
    made.setObjectName(name)
    made.setAccessibleName(said)
    made.setRange(1, most)
    made.setValue(value)
    made.setSuffix(i18n.t("choices.days_suffix"))
    made.setMinimumWidth(theme.scaled(90))
    # A stylesheet's padding does not reach the text of a spin box.
    made.lineEdit().setTextMargins(theme.GAP_S, 0, 0, 0)
    return made


AnyField = TextField | ChoiceField | AreaField | ChecksField | FlagField


def _calendar(parent: QWidget) -> QCalendarWidget:
    """A month in the language in force, from Monday, with every weekday as easy to read."""
    calendar = QCalendarWidget(parent)
    calendar.setLocale(QLocale(i18n.language()))
    calendar.setFont(theme.font())
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    # Qt paints weekends in a red that nobody can read on the dark theme.
    plain = QTextCharFormat()
    plain.setForeground(theme.colour("text"))
    for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(weekend, plain)
    # Qt's own arrows are black on every theme.
    for name, arrow in (("prev", Qt.ArrowType.LeftArrow), ("next", Qt.ArrowType.RightArrow)):
        for button in calendar.findChildren(QToolButton, f"qt_calendar_{name}month"):
            button.setIcon(QIcon())
            button.setArrowType(arrow)
    calendar.setMinimumSize(360, 270)
    return calendar
