"""The plan's pictures over time: what is owed as a stack, what is paid month by month as bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from assistant import i18n
from assistant.ui import plan_words, theme
from assistant.ui.plot import Plot, Sign

_SHARES = (100, 62, 36)
"""Lightness of the layers in per cent of the accent colour."""
_PATTERNS = (Qt.BrushStyle.SolidPattern, Qt.BrushStyle.BDiagPattern, Qt.BrushStyle.Dense5Pattern)
"""Behind the third layer a pattern tells them apart, so that colour never does so alone."""
_WIDEST_BAR = 44


@dataclass(frozen=True, slots=True)
class Layer:
    """One account's amount at each place of a picture, in 分."""

    name: str
    fen: tuple[int, ...]


class _Stack(Plot):
    """Layers on top of each other; ``places`` have a day each."""

    def __init__(self, name: str, caption: str) -> None:
        super().__init__(name, caption)
        self.days: tuple[date, ...] = ()
        self.layers: tuple[Layer, ...] = ()

    def set_layers(self, days: Sequence[date], layers: Sequence[Layer]) -> None:
        """Show layers of as many amounts as there are days."""
        self.days = tuple(days)
        self.layers = tuple(layer for layer in layers if any(layer.fen))
        self.shown_anew("; ".join(self.words_of(n).replace("\n", ", ") for n in self._ends()))

    def _ends(self) -> Sequence[int]:
        return sorted({0, len(self.days) - 1}) if self.days else ()

    def places(self) -> int:
        """A place a day; none where there is nothing to show."""
        return len(self.days) if self.layers else 0

    def words_of(self, number: int) -> str:
        """The day, all together, and each account that has some."""
        rows = [
            f"{layer.name} {plan_words.fen(layer.fen[number])}"
            for layer in self.layers
            if layer.fen[number]
        ]
        whole = plan_words.fen(self.top(number))
        return "\n".join(
            [f"{self.day_words(number)} {i18n.t('plan.together', amount=whole)}", *rows]
        )

    def day_words(self, number: int) -> str:
        """How a place's day is called."""
        return i18n.full_day(self.days[number])

    def top(self, number: int) -> int:
        """All layers of a place together, in 分."""
        return sum(layer.fen[number] for layer in self.layers)

    def extent(self) -> tuple[int, int]:
        """From nothing to the highest top."""
        return 0, max((self.top(number) for number in range(len(self.days))), default=0)

    def legend(self) -> Sequence[Sign]:
        """Each layer by its ground."""

        def paint(number: int, painter: QPainter, box: QRectF) -> None:
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.setBrush(brush(number))
            painter.drawRoundedRect(box.adjusted(4, 0, -4, 0), 2, 2)

        return [Sign(layer.name, partial(paint, place)) for place, layer in enumerate(self.layers)]


class DebtStack(_Stack):
    """Debts over time: where the top meets the ground, nothing is owed."""

    def across(self, number: int) -> float:
        """By the day itself: the places are not equally far apart."""
        room = self.area()
        whole = max((self.days[-1] - self.days[0]).days, 1)
        return room.left() + room.width() * (self.days[number] - self.days[0]).days / whole

    def label_of(self, number: int) -> str:
        """The first place of each month."""
        day = self.days[number]
        before = self.days[number - 1] if number else None
        if before is not None and (before.year, before.month) == (day.year, day.month):
            return ""
        return f"{day.year}-{day.month:02}"

    def paint_body(self, painter: QPainter) -> None:
        """The layers from below."""
        below = [0] * len(self.days)
        for place, layer in enumerate(self.layers):
            above = [low + fen for low, fen in zip(below, layer.fen, strict=True)]
            painter.setPen(QPen(theme.colour("card"), 1))
            painter.setBrush(brush(place))
            painter.drawPolygon(QPolygonF(self._edge(above) + self._edge(below)[::-1]))
            below = above

    def _edge(self, amounts: Sequence[int]) -> list[QPointF]:
        found: list[QPointF] = []
        for number, fen in enumerate(amounts):
            x, y = self.across(number), self.upwards(fen)
            if found:  # a debt holds until it changes
                found.append(QPointF(x, found[-1].y()))
            found.append(QPointF(x, y))
        return found


class MonthBars(_Stack):
    """What is paid in each month; a place is a month, named by its first day."""

    def across(self, number: int) -> float:
        """The middle of a bar."""
        room = self.area()
        return room.left() + room.width() * (number + 0.5) / max(len(self.days), 1)

    def day_words(self, number: int) -> str:
        """The month."""
        return f"{self.days[number].year}-{self.days[number].month:02}"

    def label_of(self, number: int) -> str:
        """Each month, where there is room."""
        return self.day_words(number)

    def paint_body(self, painter: QPainter) -> None:
        """A bar a month."""
        each = self.area().width() / max(len(self.days), 1)
        wide = min(each * 0.7, theme.scaled(_WIDEST_BAR))
        for number in range(len(self.days)):
            low = 0
            for place, layer in enumerate(self.layers):
                high = low + layer.fen[number]
                if high > low:
                    top, bottom = self.upwards(high), self.upwards(low)
                    painter.setPen(QPen(theme.colour("card"), 1))
                    painter.setBrush(brush(place))
                    painter.drawRect(
                        QRectF(self.across(number) - wide / 2, top, wide, bottom - top)
                    )
                low = high


def brush(number: int) -> QBrush:
    """The ground of a layer: three shades, then the same in patterns."""
    colour = QColor(theme.colour("accent"))
    ground = theme.colour("card")
    share = _SHARES[number % len(_SHARES)] / 100
    mixed = QColor(
        int(colour.red() * share + ground.red() * (1 - share)),
        int(colour.green() * share + ground.green() * (1 - share)),
        int(colour.blue() * share + ground.blue() * (1 - share)),
    )
    return QBrush(mixed, _PATTERNS[number // len(_SHARES) % len(_PATTERNS)])
