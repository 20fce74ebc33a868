"""Amounts over days as lines: a legend above, the value under the pointer, arrow keys from day to day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from assistant import i18n
from assistant.domain.money import Money
from assistant.ui import theme, words

_HEIGHT, _LEFT, _HEAD, _FOOT, _RIGHT = 230, 74, 26, 22, 12
_GRID_LINES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name in the legend, an amount a day, the meaning of its colour.

    Attributes:
        dashed: drawn in dashes, so that it differs not by colour alone.
        steps: holds until the next day, as a balance does.
    """

    name: str
    amounts: tuple[Money, ...]
    tone: str
    dashed: bool = False
    steps: bool = True


class DayChart(QWidget):
    """Lines over the same days; ``mark`` puts a dot and words on one of them."""

    def __init__(self, name: str, caption: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(caption)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._days: tuple[date, ...] = ()
        self._lines: tuple[Line, ...] = ()
        self._mark: tuple[int, Money] | None = None
        self._current = -1

    def set_lines(
        self, days: Sequence[date], lines: Sequence[Line], mark: tuple[date, Money] | None = None
    ) -> None:
        """Show lines of as many amounts as there are days."""
        self._days, self._lines = tuple(days), tuple(lines)
        self._mark = None if mark is None else (self._days.index(mark[0]), mark[1])
        self._current = min(self._current, len(self._days) - 1)
        said = "" if mark is None else f"{i18n.day(mark[0])} {words.money(mark[1])}"
        self.setAccessibleDescription(said)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(560, _HEIGHT)

    def words_of(self, number: int) -> str:
        """What a day holds, as a tooltip and a screen reader say it."""
        rows = [f"{line.name} {words.money(line.amounts[number])}" for line in self._lines]
        return "\n".join([i18n.day(self._days[number]), *rows])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from day to day, Home and End to the ends."""
        last = len(self._days) - 1
        steps = {
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or last < 0:
            super().keyPressEvent(event)
            return
        self._choose(max(0, min(last, step)))
        where = self.mapToGlobal(QPointF(self._x(self._current), _HEAD).toPoint())
        QToolTip.showText(where, self.words_of(self._current), self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The day under the pointer tells its values."""
        if not self._days:
            return
        share = (event.position().x() - _LEFT) / max(self.width() - _LEFT - _RIGHT, 1)
        self._choose(max(0, min(len(self._days) - 1, round(share * (len(self._days) - 1)))))
        QToolTip.showText(event.globalPosition().toPoint(), self.words_of(self._current), self)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._current = -1
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Grid and amounts, months, lines, the marked point, the chosen day."""
        if not self._days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.POINTS_SMALL))
        self._paint_grid(painter)
        self._paint_legend(painter)
        for line in self._lines:
            self._paint_line(painter, line)
        if self._mark is not None:
            number, amount = self._mark
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("danger"))
            painter.drawEllipse(QPointF(self._x(number), self._y(amount.fen)), 4.5, 4.5)
        if self._current >= 0:
            painter.setPen(QPen(theme.colour("muted"), 1, Qt.PenStyle.DotLine))
            x = self._x(self._current)
            painter.drawLine(QPointF(x, _HEAD), QPointF(x, self.height() - _FOOT))
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _choose(self, number: int) -> None:
        self._current = number
        self.setAccessibleDescription(self.words_of(number).replace("\n", ", "))
        self.update()

    def _paint_grid(self, painter: QPainter) -> None:
        low, high = self._bounds()
        for number in range(_GRID_LINES + 1):
            fen = low + (high - low) * number // _GRID_LINES
            y = self._y(fen)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(_LEFT, y), QPointF(self.width() - _RIGHT, y))
            painter.setPen(theme.colour("muted"))
            box = QRectF(0, y - 9, _LEFT - 8, 18)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, side, f"{fen // 100:,}")
        foot = self.height() - _FOOT + 3
        for number, day in enumerate(self._days):
            if day.day == 1 or number == 0:
                x = self._x(number)
                room = self.width() - _RIGHT - x
                if (number == 0 and self._next_month() < 40) or room < 40:
                    continue
                painter.drawText(
                    QRectF(x, foot, 60, 18), Qt.AlignmentFlag.AlignLeft, f"{day.month}/{day.day}"
                )

    def _next_month(self) -> float:
        first = next((n for n, day in enumerate(self._days) if n and day.day == 1), None)
        return 99.0 if first is None else self._x(first) - _LEFT

    def _paint_legend(self, painter: QPainter) -> None:
        x = float(_LEFT)
        metrics = painter.fontMetrics()
        for line in self._lines:
            painter.setPen(self._pen(line))
            painter.drawLine(QPointF(x, 11), QPointF(x + 20, 11))
            painter.setPen(theme.colour("text"))
            width = metrics.horizontalAdvance(line.name) + 4
            box = QRectF(x + 26, 0, width, 22)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, line.name)
            x += 26 + width + 18

    def _paint_line(self, painter: QPainter, line: Line) -> None:
        points = QPolygonF()
        for number, amount in enumerate(line.amounts):
            y = self._y(amount.fen)
            if line.steps and number:
                points.append(QPointF(self._x(number), points.last().y()))
            points.append(QPointF(self._x(number), y))
        painter.setPen(self._pen(line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(points)

    def _pen(self, line: Line) -> QPen:
        style = Qt.PenStyle.DashLine if line.dashed else Qt.PenStyle.SolidLine
        return QPen(theme.colour(line.tone), 2, style)

    def _bounds(self) -> tuple[int, int]:
        every = [amount.fen for line in self._lines for amount in line.amounts]
        least, most = min([0, *every]), max([0, *every])
        step = _nice((most - least) / _GRID_LINES)
        low = least // step * step
        while low + step * _GRID_LINES < most:
            step = _nice(step + 1)
            low = least // step * step
        return low, low + step * _GRID_LINES

    def _x(self, number: int) -> float:
        span = max(len(self._days) - 1, 1)
        return _LEFT + (self.width() - _LEFT - _RIGHT) * number / span

    def _y(self, fen: int) -> float:
        low, high = self._bounds()
        room = self.height() - _HEAD - _FOOT
        return _HEAD + room - room * (fen - low) / max(high - low, 1)


def _nice(fen: float) -> int:
    """The next of 1, 2, 5, 10, 20, … yuan that is not below ``fen``."""
    step = 100
    while True:
        for times in (1, 2, 5):
            if step * times >= fen:
                return step * times
        step *= 10
