"""The coming weeks as a strip of days: bill days, due days and their state, one meaning per mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant import i18n
from assistant.ui import plain, theme

DAYS_BACK, DAYS_AHEAD = 5, 40
_HEIGHT, _HEAD = 46, 15
_NARROWEST = 19


@dataclass(frozen=True, slots=True)
class DayMark:
    """Something on a day: a letter for it, words, and a tone that says the same."""

    day: date
    letter: str
    words: str
    tone: str | None


class CalendarStrip(QWidget):
    """Days in a row; arrow keys move between the marked ones, whose words a screen reader says."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("calendar_strip")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._today: date | None = None
        self._marks: tuple[DayMark, ...] = ()
        self._current = -1

    def set_marks(self, today: date, marks: Sequence[DayMark]) -> None:
        """Show these marks around ``today``."""
        first, last = today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
        self._today = today
        self._marks = tuple(
            sorted((mark for mark in marks if first <= mark.day <= last), key=lambda row: row.day)
        )
        self._current = min(self._current, len(self._marks) - 1)
        said = [f"{i18n.day(mark.day)} {mark.words}" for mark in self._marks]
        self.setAccessibleName(i18n.t("strip.name"))
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(600, theme.scaled(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from mark to mark."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._marks:
            super().keyPressEvent(event)
            return
        self._current = max(0, min(len(self._marks) - 1, self._current + step))
        mark = self._marks[self._current]
        self.setAccessibleDescription(f"{i18n.day(mark.day)} {mark.words}")
        self.update()

    def event(self, event: QEvent) -> bool:
        """A tooltip says what is on the day below the pointer."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            on = self._day_at(event.pos().x())
            words = [mark.words for mark in self._marks if mark.day == on]
            text = "" if on is None else "\n".join([i18n.day(on), *words])
            plain.show_tip(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cells from left to right, months above, marks as letters on colour."""
        if self._today is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = self._today - timedelta(days=DAYS_BACK)
        for number in range(self._days):
            self._paint_day(painter, first + timedelta(days=number), self._cell(number))
        theme.paint_focus(painter, self)
        painter.end()

    def _paint_day(self, painter: QPainter, day: date, cell: QRectF) -> None:
        small = theme.font(theme.POINTS_SMALL)
        painter.setFont(small)
        if day.day == 1 or day == self._today - timedelta(days=DAYS_BACK):  # type: ignore[operator]
            painter.setPen(theme.colour("muted"))
            head = QRectF(cell.left(), 0, cell.width() * 4, theme.scaled(_HEAD))
            painter.drawText(head, Qt.AlignmentFlag.AlignLeft, i18n.t(f"month.{day.month}"))
        marks = [mark for mark in self._marks if mark.day == day]
        box = cell.adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(marks[0].tone or "accent") if marks else theme.colour("line"))
        if marks or day.weekday() >= 5:
            painter.setOpacity(1.0 if marks else 0.45)
            painter.drawRoundedRect(box, 3, 3)
            painter.setOpacity(1.0)
        if day == self._today:
            painter.setPen(theme.colour("text"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour("card") if marks else theme.colour("muted"))
        text = marks[0].letter if marks else str(day.day)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        if (
            marks
            and 0 <= self._current < len(self._marks)
            and marks[0] == self._marks[self._current]
        ):
            painter.setPen(theme.colour("text"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell, 4, 4)

    @property
    def _days(self) -> int:
        """How many days stand side by side; fewer where their numbers would run into each other."""
        room = self.width() // theme.scaled(_NARROWEST)
        return max(min(DAYS_BACK + DAYS_AHEAD + 1, room), DAYS_BACK + 2)

    def _cell(self, number: int) -> QRectF:
        width = self.width() / self._days
        return QRectF(
            number * width, theme.scaled(_HEAD), width, theme.scaled(_HEIGHT) - theme.scaled(_HEAD)
        )

    def _day_at(self, x: int) -> date | None:
        if self._today is None or not self.width():
            return None
        number = x * self._days // self.width()
        return self._today - timedelta(days=DAYS_BACK) + timedelta(days=int(number))
