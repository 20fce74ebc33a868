"""A drawn page of the payment app that shows where the number of a field stands; no screenshot, no brand."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant import i18n
from assistant.ui import plain, theme

_WIDTH, _HEIGHT = 230, 380
_ROWS = 4
_HIGHEST = 500
"""A small screen has room for it whatever the size of text."""


class AppSketch(QWidget):
    """A phone with the way to a number as its lines, the number itself marked."""

    def __init__(self) -> None:
        super().__init__()
        self._path: tuple[str, ...] = ()
        self._label = ""
        self.setObjectName("app_sketch")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A phone held upright."""
        return QSize(theme.scaled(_WIDTH), min(theme.scaled(_HEIGHT), _HIGHEST))

    def show_place(self, where: str, label: str) -> None:
        """Draw the way ``where`` (parts divided by ›) to the number that is called ``label``."""
        self._path = tuple(part.strip() for part in where.split("›") if part.strip())
        self._label = label
        self.setAccessibleName(f"{label}: {where}" if where else label)
        plain.set_tip(self, where)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The case, the way line by line, the marked number, grey lines for all else."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        case = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(QPen(theme.colour("field_line"), 2))
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(case, 22, 22)
        page = case.adjusted(16, 26, -16, -18)
        line = theme.scaled(24)
        top = page.top()
        painter.setFont(theme.font(theme.POINTS_SMALL))
        for number, part in enumerate(self._path[:-1] or (i18n.t("sketch.app"),)):
            indent = number * 10
            painter.setPen(theme.colour("muted"))
            mark = "› " if number else ""
            area = QRectF(page.left() + indent, top, page.width() - indent, line)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, f"{mark}{part}")
            top += line
        self._draw_number(painter, QRectF(page.left(), top + 8, page.width(), 3.1 * line))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        rest = top + 8 + 3.1 * line + 14
        for number in range(_ROWS):
            width = page.width() * (0.9 - 0.15 * (number % 3))
            if rest + 10 < page.bottom():
                painter.drawRoundedRect(QRectF(page.left(), rest, width, 10), 5, 5)
            rest += 26
        painter.end()

    def _draw_number(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(theme.colour("selection"))
        painter.drawRoundedRect(area, 8, 8)
        inner = area.adjusted(10, 6, -10, -6)
        painter.setPen(theme.colour("text"))
        name = self._path[-1] if self._path else self._label
        flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(inner, int(flags), name)
        painter.setFont(theme.font(15, bold=True))
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, "▢▢▢")
