"""What all pictures over time share: grid, legend, the values under the pointer, arrow keys, focus."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant.domain.money import Money
from assistant.ui import plain, theme, words

_HEIGHT, _RIGHT, _GAP, _SIGN = 200, 12, 8, 20
_GRID_LINES = 5


@dataclass(frozen=True, slots=True)
class Sign:
    """An entry of the legend; ``paint`` draws its sign into a box."""

    name: str
    paint: Callable[[QPainter, QRectF], None]


class Plot(QWidget):
    """A picture of places from left to right, each with words of its own.

    The table beside a picture holds the same values for those who do not see it.
    """

    def __init__(self, name: str, caption: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(caption)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.current = -1

    # What a kind of picture says of itself.

    def places(self) -> int:
        """How many places there are."""
        raise NotImplementedError

    def words_of(self, number: int) -> str:
        """What a place holds, as a tooltip and a screen reader say it."""
        raise NotImplementedError

    def extent(self) -> tuple[int, int]:
        """The least and the most amount, in 分."""
        raise NotImplementedError

    def legend(self) -> Sequence[Sign]:
        """What the colours and lines mean."""
        raise NotImplementedError

    def label_of(self, number: int) -> str:
        """What stands below a place; empty for most of many places."""
        raise NotImplementedError

    def across(self, number: int) -> float:
        """Where a place is."""
        room = self.area()
        return room.left() + room.width() * number / max(self.places() - 1, 1)

    def paint_body(self, painter: QPainter) -> None:
        """The lines or bars."""
        raise NotImplementedError

    # What they all do.

    def shown_anew(self, said: str) -> None:
        """After new values: the chosen place stays where it can, ``said`` is the picture in words."""
        self.current = min(self.current, self.places() - 1)
        self.setAccessibleDescription(said)
        self.setVisible(self.places() > 0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(420, round(theme.scaled(_HEIGHT) + self._head() + self._line()))

    def resizeEvent(self, event: QEvent) -> None:
        """A narrow window breaks the legend into more lines."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.updateGeometry()

    def area(self) -> QRectF:
        """Where the values are drawn."""
        low, high, _step = self._bounds()
        metrics = QFontMetricsF(theme.font(theme.POINTS_SMALL))
        wide = max(metrics.horizontalAdvance(_axis(fen)) for fen in (low, high))
        left, head = wide + _GAP + 2, self._head()
        return QRectF(
            left, head, self.width() - left - _RIGHT, self.height() - head - self._line() - 2
        )

    def upwards(self, fen: int) -> float:
        """Where an amount is."""
        low, high, _step = self._bounds()
        room = self.area()
        return room.bottom() - room.height() * (fen - low) / max(high - low, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from place to place, Home and End to the ends."""
        last = self.places() - 1
        steps = {
            Qt.Key.Key_Left: self.current - 1,
            Qt.Key.Key_Right: self.current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or last < 0:
            super().keyPressEvent(event)
            return
        self._choose(max(0, min(last, step)))
        where = QPointF(self.across(self.current), self.area().top())
        plain.show_tip(self.mapToGlobal(where.toPoint()), self.words_of(self.current), self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The place under the pointer tells its values."""
        if not self.places():
            return
        at = event.position().x()
        self._choose(min(range(self.places()), key=lambda number: abs(self.across(number) - at)))
        plain.show_tip(event.globalPosition().toPoint(), self.words_of(self.current), self)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self.current = -1
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Grid and amounts, legend, values, the chosen place."""
        if not self.places():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.POINTS_SMALL))
        self._paint_grid(painter)
        self._paint_legend(painter)
        self.paint_body(painter)
        room = self.area()
        if self.current >= 0:
            painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DotLine))
            x = self.across(self.current)
            painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
        theme.paint_focus(painter, self)
        painter.end()

    def _choose(self, number: int) -> None:
        self.current = number
        self.setAccessibleDescription(self.words_of(number).replace("\n", ", "))
        self.update()

    def _bounds(self) -> tuple[int, int, int]:
        """The lowest and the highest grid line and the step between two, in 分."""
        least, most = self.extent()
        least, most = min(0, least), max(0, most)
        step = nice((most - least) / _GRID_LINES)
        high = -(-most // step) * step
        return least // step * step, max(high, step), step

    def _line(self) -> float:
        return QFontMetricsF(theme.font(theme.POINTS_SMALL)).height() + 2

    def _head(self) -> float:
        rows = {top for _sign, _left, top in self._placed()}
        return (len(rows) or 1) * self._line() + _GAP

    def _placed(self) -> list[tuple[Sign, float, float]]:
        """Each entry of the legend with its left and top, in as many lines as they need."""
        metrics = QFontMetricsF(theme.font(theme.POINTS_SMALL))
        found: list[tuple[Sign, float, float]] = []
        left = top = 0.0
        for sign in self.legend():
            wide = _SIGN + 6 + metrics.horizontalAdvance(sign.name)
            if left and left + wide > self.width():
                left, top = 0.0, top + self._line()
            found.append((sign, left, top))
            left += wide + 18
        return found

    def _paint_legend(self, painter: QPainter) -> None:
        high = self._line()
        for sign, left, top in self._placed():
            sign.paint(painter, QRectF(left, top + high / 2 - 5, _SIGN, 10))
            painter.setPen(theme.colour("text"))
            wide = painter.fontMetrics().horizontalAdvance(sign.name) + 4
            box = QRectF(left + _SIGN + 6, top, wide, high)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, sign.name)

    def _paint_grid(self, painter: QPainter) -> None:
        low, high, step = self._bounds()
        room, line = self.area(), self._line()
        for fen in range(low, high + 1, step):
            y = self.upwards(fen)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(theme.colour("muted"))
            box = QRectF(0, y - line / 2, room.left() - _GAP, line)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, side, _axis(fen))
        self._paint_labels(painter, room)

    def _paint_labels(self, painter: QPainter, room: QRectF) -> None:
        """Labels below the places, each only where it does not touch the one before."""
        free = 0.0
        for number in range(self.places()):
            label = self.label_of(number)
            if not label:
                continue
            wide = painter.fontMetrics().horizontalAdvance(label)
            left = min(max(self.across(number) - wide / 2, 0.0), self.width() - wide - 1)
            if left < free:
                continue
            box = QRectF(left, room.bottom() + 2, wide + 2, self._line())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft, label)
            free = left + wide + _GAP


def _axis(fen: int) -> str:
    """An amount of the axis: whole yuan, hidden where amounts are."""
    shown = words.money(Money(fen))
    return shown.removesuffix(".00")


def nice(fen: float) -> int:
    """The next of 1, 2, 5, 10, 20, … yuan that is not below ``fen``."""
    step = 100
    while True:
        for times in (1, 2, 5):
            if step * times >= fen:
                return step * times
        step *= 10
