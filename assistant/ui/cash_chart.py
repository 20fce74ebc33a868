"""Amounts over days as lines; a dot marks one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from assistant import i18n
from assistant.domain.money import Money
from assistant.ui import theme, words
from assistant.ui.plot import Plot, Sign


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


class DayChart(Plot):
    """Lines over the same days; ``mark`` puts a dot and words on one of them."""

    def __init__(self, name: str, caption: str) -> None:
        super().__init__(name, caption)
        self._days: tuple[date, ...] = ()
        self._lines: tuple[Line, ...] = ()
        self._mark: tuple[int, Money] | None = None

    def set_lines(
        self, days: Sequence[date], lines: Sequence[Line], mark: tuple[date, Money] | None = None
    ) -> None:
        """Show lines of as many amounts as there are days."""
        self._days, self._lines = tuple(days), tuple(lines)
        self._mark = None if mark is None else (self._days.index(mark[0]), mark[1])
        said = "" if mark is None else f"{i18n.day(mark[0])} {words.money(mark[1])}"
        self.shown_anew(said)

    def places(self) -> int:
        """A place a day; none where there is nothing but zeros."""
        return len(self._days) if any(self.extent()) else 0

    def words_of(self, number: int) -> str:
        """The day, and each line's amount."""
        rows = [f"{line.name} {words.money(line.amounts[number])}" for line in self._lines]
        return "\n".join([i18n.day(self._days[number]), *rows])

    def extent(self) -> tuple[int, int]:
        """Of all lines."""
        every = [amount.fen for line in self._lines for amount in line.amounts]
        return min(every, default=0), max(every, default=0)

    def label_of(self, number: int) -> str:
        """The first day and the first of each month."""
        day = self._days[number]
        if number and day.day != 1:
            return ""
        if not number and any(one.day == 1 for one in self._days[1 : len(self._days) // 20 + 2]):
            return ""  # the first of the month is so near that it stands there instead
        return f"{day.month}/{day.day}"

    def legend(self) -> Sequence[Sign]:
        """Each line by its pen."""

        def paint(line: Line, painter: QPainter, box: QRectF) -> None:
            painter.setPen(_pen(line))
            painter.drawLine(
                QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y())
            )

        return [
            Sign(line.name, lambda painter, box, line=line: paint(line, painter, box))  # type: ignore[misc]
            for line in self._lines
        ]

    def paint_body(self, painter: QPainter) -> None:
        """The lines, then the marked point."""
        for line in self._lines:
            points = QPolygonF()
            for number, amount in enumerate(line.amounts):
                y = self.upwards(amount.fen)
                if line.steps and number:
                    points.append(QPointF(self.across(number), points.last().y()))
                points.append(QPointF(self.across(number), y))
            painter.setPen(_pen(line))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(points)
        if self._mark is not None:
            number, amount = self._mark
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("danger"))
            painter.drawEllipse(QPointF(self.across(number), self.upwards(amount.fen)), 4.5, 4.5)


def _pen(line: Line) -> QPen:
    style = Qt.PenStyle.DashLine if line.dashed else Qt.PenStyle.SolidLine
    return QPen(theme.colour(line.tone), 2, style)
