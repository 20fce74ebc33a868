"""Fields of several lines and of several ticks; they give and take text as the other fields do."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from assistant.ui import theme


class AreaField(QPlainTextEdit):
    """Several lines of text; Tab leaves it. It grows with its dialog only where ``grows`` says so."""

    def __init__(
        self, lines: int = 4, *, grows: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        height = lines * self.fontMetrics().lineSpacing() + 2 * theme.GAP_M
        self.setMinimumHeight(height)
        if not grows:
            self.setMaximumHeight(height)

    def text_value(self) -> str:
        """What is typed."""
        return self.toPlainText()

    def set_text_value(self, text: str) -> None:
        """Show ``text``."""
        self.setPlainText(text)


class ChecksField(QWidget):
    """Any of several values; as text, the chosen ones with spaces between."""

    textChanged = Signal(str)  # noqa: N815 - as Qt's own fields name it

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        self._boxes: dict[str, QCheckBox] = {}
        for value, words in choices:
            box = QCheckBox(words)
            box.setObjectName(f"check_{value}")
            box.setAccessibleName(words)
            box.toggled.connect(lambda _checked: self.textChanged.emit(self.text_value()))
            column.addWidget(box)
            self._boxes[value] = box

    def text_value(self) -> str:
        """The chosen values."""
        return " ".join(value for value, box in self._boxes.items() if box.isChecked())

    def set_text_value(self, text: str) -> None:
        """Choose the values of ``text``."""
        chosen = set(text.split())
        for value, box in self._boxes.items():
            box.setChecked(value in chosen)


class FlagField(QCheckBox):
    """Yes or no; ``yes`` and ``no`` as text."""

    textChanged = Signal(str)  # noqa: N815 - as Qt's own fields name it

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.toggled.connect(lambda _checked: self.textChanged.emit(self.text_value()))

    def text_value(self) -> str:
        """Whether it is ticked."""
        return "yes" if self.isChecked() else "no"

    def set_text_value(self, text: str) -> None:
        """Tick it or not."""
        self.setChecked(text == "yes")
