"""Edit fields that give and take text; nothing typed is swallowed, what is wrong is said on saving."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from assistant import i18n, resources
from assistant.ui import theme


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

    def pick(self) -> None:
        """Choose the day from a calendar."""
        dialog = QDialog(self)
        dialog.setWindowTitle(i18n.t("field.pick_day"))
        calendar = QCalendarWidget(dialog)
        calendar.setFont(theme.font())
        shown = QDate.fromString(self.text().strip(), "yyyy-MM-dd")
        if shown.isValid():
            calendar.setSelectedDate(shown)
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

    def text_value(self) -> str:
        """The chosen value; what is typed where it is none of them."""
        index = self.findText(self.currentText())
        return self.currentText() if index < 0 else str(self.itemData(index))

    def set_text_value(self, text: str) -> None:
        """Choose the value ``text``."""
        index = self.findData(text)
        if index >= 0:
            self.setCurrentIndex(index)
        elif self.isEditable():
            self.setEditText(text)


AnyField = TextField | ChoiceField
