"""Text as it was typed: Qt takes what has tags in it for rich text, in labels and in tooltips.

A merchant may be called ``<img src=…>``. Labels are made here and are plain; tooltips, which know no
plain text, are set and shown here, with what looks like markup escaped.
"""

from html import escape

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QListWidgetItem, QWidget


def label(words: str = "") -> QLabel:
    """A label that shows its words literally."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(words)
    return made


def tip(words: str) -> str:
    """The words of a tooltip, so that it shows them literally."""
    if "<" not in words and "&" not in words:
        return words
    shown = escape(words, quote=False).replace("\n", "<br>")
    return f"<span>{shown}</span>"


def set_tip(of: QWidget | QListWidgetItem, words: str) -> None:
    """Give a widget or a row its tooltip."""
    of.setToolTip(tip(words))


def show_tip(at: QPoint, words: str, of: QWidget) -> None:
    """Show a tooltip now, at a place on the screen."""
    from PySide6.QtWidgets import QToolTip  # late: no part of the start

    QToolTip.showText(at, tip(words), of)
