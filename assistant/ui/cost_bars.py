"""What ways to repay cost, as bars from the same zero; arrow keys go from bar to bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant.ui import plain, plan_words, theme

_BAR, _GAP, _SPACE = 16, 10, 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, 分, and whether it is the one that stands out."""

    name: str
    fen: int
    best: bool = False
    note: str = ""

    @property
    def said(self) -> str:
        """The bar in words."""
        return f"{self.name} {plan_words.fen(self.fen)} {self.note}".strip()


class CostBars(QWidget):
    """Horizontal bars; the table beside them says the same in figures."""

    def __init__(self, name: str, caption: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(caption)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bars: tuple[Bar, ...] = ()
        self._current = -1

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars, in this order."""
        self._bars = tuple(bars)
        self._current = -1
        self.setAccessibleDescription("; ".join(bar.said for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as there are bars."""
        return QSize(360, len(self._bars) * theme.scaled(_BAR + _GAP) + _GAP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from bar to bar."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not self._bars:
            super().keyPressEvent(event)
            return
        self._choose(max(0, min(len(self._bars) - 1, self._current + step)))
        where = self.mapToGlobal(self._box(self._current).center().toPoint())
        plain.show_tip(where, self._bars[self._current].said, self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The bar under the pointer tells its value."""
        for number, bar in enumerate(self._bars):
            if self._box(number).contains(event.position()):
                self._choose(number)
                plain.show_tip(event.globalPosition().toPoint(), bar.said, self)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._current = -1
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name, bar, amount."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.POINTS_SMALL))
        most = max((bar.fen for bar in self._bars), default=0) or 1
        label, amount = self._sides()
        room = max(self.width() - label - amount, 20)
        for number, bar in enumerate(self._bars):
            row = self._box(number)
            if number == self._current:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("hover"))
                painter.drawRoundedRect(row, 4, 4)
            self._paint_bar(painter, bar, row, (label, amount, max(room * bar.fen / most, 2.0)))
        theme.paint_focus(painter, self)
        painter.end()

    def _paint_bar(
        self, painter: QPainter, bar: Bar, row: QRectF, widths: tuple[float, float, float]
    ) -> None:
        label, amount, wide = widths
        high = theme.scaled(_BAR)
        top = row.center().y() - high / 2
        painter.setPen(theme.colour("text" if bar.best else "muted"))
        side = Qt.AlignmentFlag.AlignVCenter
        name = painter.fontMetrics().elidedText(
            bar.name, Qt.TextElideMode.ElideRight, round(label - _SPACE)
        )
        painter.drawText(
            QRectF(0, top, label - _SPACE, high), side | Qt.AlignmentFlag.AlignRight, name
        )
        beside = QRectF(label + wide + 6, top, amount, high)
        painter.drawText(beside, side | Qt.AlignmentFlag.AlignLeft, plan_words.fen(bar.fen))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent" if bar.best else "field_line"))
        painter.drawRoundedRect(QRectF(label, top, wide, high), 3, 3)

    def _choose(self, number: int) -> None:
        self._current = number
        self.setAccessibleDescription(self._bars[number].said)
        self.update()

    def _box(self, number: int) -> QRectF:
        high = theme.scaled(_BAR + _GAP)
        return QRectF(1, _GAP / 2 + number * high, self.width() - 2, high)

    def _sides(self) -> tuple[float, float]:
        """Room for the names and for the amounts, as wide as the longest of them, names to a third."""
        metrics = QFontMetricsF(theme.font(theme.POINTS_SMALL))
        names = max((metrics.horizontalAdvance(bar.name) for bar in self._bars), default=0.0)
        amounts = [metrics.horizontalAdvance(plan_words.fen(bar.fen)) for bar in self._bars]
        return min(names + 2 * _SPACE, self.width() / 3), max(amounts, default=0.0) + 2 * _SPACE
