"""Boxes that tell or ask something: their words are plain, because names and paths may look like markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget


def box(
    parent: QWidget | None, title: str, text: str, *, more: str = "", warning: bool = False
) -> QMessageBox:
    """A box without buttons of its own; ``more`` stands below in small words."""
    made = QMessageBox(parent)
    made.setObjectName("said")
    made.setWindowTitle(title)
    if warning:
        made.setIcon(QMessageBox.Icon.Warning)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    if more:
        made.setInformativeText(more)
        for label in made.findChildren(QLabel):  # the format above is that of the first text alone
            label.setTextFormat(Qt.TextFormat.PlainText)
    return made


def say(parent: QWidget | None, title: str, text: str) -> None:
    """Tell something; also while no window is there."""
    box(parent, title, text).exec()


def warn(parent: QWidget | None, title: str, text: str) -> None:
    """Tell what went wrong, in words that name the mend."""
    box(parent, title, text, warning=True).exec()
