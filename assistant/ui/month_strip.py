"""All months of a record in one cell of a table, a letter each, so that accounts can be compared."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assistant.domain.record import RecordRules
from assistant.ui import credit_words, theme

_NARROWEST, _WIDEST = 6, 13
_HEIGHT = 18


class MonthStrip(QStyledItemDelegate):
    """Paints a string of codes as coloured letters; the cell's text stays what a screen reader says."""

    def __init__(self, rules: RecordRules, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rules = rules

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As narrow as it can be read."""
        return QSize(theme.scaled(_NARROWEST) * self._rules.months, theme.scaled(_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """A letter a month, the newest at the right."""
        codes = str(index.data())
        rect = QRectF(option.rect)
        painter.save()
        selected = option.state & QStyle.StateFlag.State_Selected
        empty = "line" if selected else "hover"
        if selected:
            painter.fillRect(rect, option.palette.highlight())
        width = min(rect.width() / max(len(codes), 1), theme.scaled(_WIDEST))
        painter.setFont(theme.font(7.0))
        height = theme.scaled(_HEIGHT)
        top = rect.center().y() - height / 2
        for number, code in enumerate(codes):
            box = QRectF(rect.left() + number * width, top, width - 1, height)
            tone = credit_words.tone(self._rules, None if code == " " else code)
            painter.fillRect(box, theme.colour(f"{tone}_soft" if tone else empty))
            painter.setPen(theme.colour(tone or "muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "" if code == " " else code)
        painter.restore()
