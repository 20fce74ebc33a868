"""The planner's pictures: what each strategy costs as bars, the debt over time as a stack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant import i18n
from assistant.ui import plan_words, theme

_BAR, _GAP, _LABEL, _AMOUNT = 16, 10, 130, 100
_HEIGHT, _LEFT, _HEAD, _FOOT = 220, 78, 26, 22
_GRID_LINES = 4
_SHARES = (100, 72, 50, 34, 22)
"""Lightness of the layers in per cent of the accent colour, so that they differ without colour too."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, 分, and whether it is the one that stands out."""

    name: str
    fen: int
    best: bool = False
    note: str = ""


class CostBars(QWidget):
    """Horizontal bars from the same zero; the table beside it says the same in figures."""

    def __init__(self, name: str, caption: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(caption)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bars: tuple[Bar, ...] = ()

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars, in this order."""
        self._bars = tuple(bars)
        said = [f"{bar.name} {plan_words.fen(bar.fen)} {bar.note}".strip() for bar in bars]
        self.setAccessibleDescription("; ".join(said))
        self.setToolTip("\n".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as there are bars."""
        return QSize(360, len(self._bars) * theme.scaled(_BAR + _GAP) + _GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name, bar, amount."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.POINTS_SMALL))
        most = max((bar.fen for bar in self._bars), default=0) or 1
        label, amount = theme.scaled(_LABEL), theme.scaled(_AMOUNT)
        room = max(self.width() - label - amount, 20)
        top = float(_GAP) / 2
        high = theme.scaled(_BAR)
        for bar in self._bars:
            painter.setPen(theme.colour("text" if bar.best else "muted"))
            left = QRectF(0, top, label - 8, high)
            painter.drawText(
                left, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, bar.name
            )
            wide = max(room * bar.fen / most, 2.0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent" if bar.best else "field_line"))
            painter.drawRoundedRect(QRectF(label, top, wide, high), 3, 3)
            painter.setPen(theme.colour("text" if bar.best else "muted"))
            beside = QRectF(label + wide + 6, top, amount, high)
            painter.drawText(
                beside,
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                plan_words.fen(bar.fen),
            )
            top += theme.scaled(_BAR + _GAP)
        painter.end()


@dataclass(frozen=True, slots=True)
class Layer:
    """One account's debt at each day of the picture, in 分."""

    name: str
    fen: tuple[int, ...]


class DebtStack(QWidget):
    """Debts on top of each other over time: where the top meets the ground, nothing is owed."""

    def __init__(self, name: str, caption: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(caption)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._days: tuple[date, ...] = ()
        self._layers: tuple[Layer, ...] = ()

    def set_layers(self, days: Sequence[date], layers: Sequence[Layer]) -> None:
        """Show layers of as many amounts as there are days."""
        self._days, self._layers = tuple(days), tuple(layers)
        said = [
            f"{layer.name} {plan_words.fen(layer.fen[0])} → {plan_words.fen(layer.fen[-1])}"
            for layer in layers
        ]
        self.setAccessibleDescription("; ".join(said))
        self.setToolTip("\n".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(360, theme.scaled(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A grid with amounts, the layers from below, a legend above."""
        if len(self._days) < 2 or not self._layers:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.POINTS_SMALL))
        tops = [sum(layer.fen[i] for layer in self._layers) for i in range(len(self._days))]
        area = QRectF(_LEFT, _HEAD, self.width() - _LEFT - 12, self.height() - _HEAD - _FOOT)
        most = max(*tops, 1)
        self._grid(painter, area, most)
        below = [0] * len(self._days)
        for number, layer in enumerate(self._layers):
            above = [low + fen for low, fen in zip(below, layer.fen, strict=True)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_shade(number))
            points = self._points(area, most, above) + self._points(area, most, below)[::-1]
            painter.drawPolygon(QPolygonF(points))
            below = above
        self._legend(painter)
        painter.end()

    def _points(self, area: QRectF, most: int, amounts: Sequence[int]) -> list[QPointF]:
        whole = max((self._days[-1] - self._days[0]).days, 1)
        found: list[QPointF] = []
        for day, fen in zip(self._days, amounts, strict=True):
            x = area.left() + area.width() * (day - self._days[0]).days / whole
            y = area.bottom() - area.height() * fen / most
            if found:  # a debt holds until it changes
                found.append(QPointF(x, found[-1].y()))
            found.append(QPointF(x, y))
        return found

    def _grid(self, painter: QPainter, area: QRectF, most: int) -> None:
        for line in range(_GRID_LINES + 1):
            y = area.bottom() - area.height() * line / _GRID_LINES
            painter.setPen(theme.colour("line"))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.colour("muted"))
            box = QRectF(0, y - 9, _LEFT - 8, 18)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, side, plan_words.fen(most * line // _GRID_LINES))
        foot = QRectF(area.left(), area.bottom() + 2, area.width(), _FOOT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, i18n.full_day(self._days[0]))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, i18n.full_day(self._days[-1]))

    def _legend(self, painter: QPainter) -> None:
        x = float(_LEFT)
        for number, layer in enumerate(self._layers):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_shade(number))
            painter.drawRoundedRect(QRectF(x, 6, 10, 10), 2, 2)
            painter.setPen(theme.colour("muted"))
            wide = painter.fontMetrics().horizontalAdvance(layer.name)
            painter.drawText(QPointF(x + 14, 15), layer.name)
            x += wide + 30


def _shade(number: int) -> QColor:
    colour = QColor(theme.colour("accent"))
    ground = theme.colour("card")
    share = _SHARES[number % len(_SHARES)] / 100
    return QColor(
        int(colour.red() * share + ground.red() * (1 - share)),
        int(colour.green() * share + ground.green() * (1 - share)),
        int(colour.blue() * share + ground.blue() * (1 - share)),
    )
