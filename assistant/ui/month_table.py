"""A month as a table of six weeks: each cell says its dues with amount, mark and tone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from assistant import i18n
from assistant.domain.dues import Obligation
from assistant.ui import plain, theme, words
from assistant.ui.table_text import copied

WEEKS, DAYS = 6, 7
AnyIndex = QModelIndex | QPersistentModelIndex
DayRole = Qt.ItemDataRole.UserRole
_PAD, _DATE_HEIGHT, _CHIP_HEIGHT, _BAR = 4, 18, 17, 3
LOWEST_ROW = 58
_NARROWEST = 100
"""Of a day: an amount of five figures is never cut; where text is large the month scrolls sideways."""


@dataclass(frozen=True, slots=True)
class DueLabel:
    """A due as a cell says it: by its account's short ``name``, and by its ``title`` in words."""

    due: Obligation
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day with its dues."""

    day: date
    in_month: bool
    is_today: bool
    labels: tuple[DueLabel, ...]

    @property
    def spoken(self) -> str:
        """The day in words, for screen readers and the line below the month."""
        said = [
            f"{label.title} {words.money(_amount(label.due))} {words.due_state(label.due)}"
            for label in self.labels
        ]
        what = "; ".join(said) or i18n.t("calendar.nothing")
        return i18n.t("calendar.day", day=i18n.day(self.day), what=what)


def _amount(due: Obligation) -> Any:
    return due.to_pay + due.penalty if due.open else due.whole


def first_shown(month: date) -> date:
    """The Monday on or before the month's first day."""
    first = month.replace(day=1)
    return first - timedelta(days=first.weekday())


class MonthModel(QAbstractTableModel):
    """Six weeks from Monday; a cell's text is all of it in words."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._cells: tuple[DayCell, ...] = ()

    def set_month(self, month: date, today: date, dues: Mapping[date, Sequence[DueLabel]]) -> None:
        """Show a month's weeks."""
        first = first_shown(month)
        days = [first + timedelta(days=number) for number in range(WEEKS * DAYS)]
        self.beginResetModel()
        self._cells = tuple(
            DayCell(day, day.month == month.month, day == today, tuple(dues.get(day, ())))
            for day in days
        )
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Weeks."""
        return 0 if parent.isValid() or not self._cells else WEEKS

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Days of a week."""
        return 0 if parent.isValid() else DAYS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The weekdays from Monday."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return i18n.t(f"weekday.{section + 1}")
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A day: its cell for the painter, its words for all else."""
        if not index.isValid():
            return None
        cell = self._cells[index.row() * DAYS + index.column()]
        if role == DayRole:
            return cell
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tip(cell.spoken.replace("; ", "\n")) if cell.labels else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.spoken
        return None

    def place_of(self, day: date) -> QModelIndex:
        """The index of a day that is shown."""
        number = (day - self._cells[0].day).days
        return self.index(number // DAYS, number % DAYS)


class DayPainter(QStyledItemDelegate):
    """Paints a day: its number, and a label for each due as far as there is room."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """The cell."""
        cell: DayCell = index.data(DayRole)
        box: QRect = option.rect
        selected = option.state & QStyle.StateFlag.State_Selected
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, theme.colour("card" if cell.in_month else "page"))
        painter.setPen(theme.colour("line"))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        if selected:
            painter.setPen(theme.colour("accent"))
            painter.drawRoundedRect(box.adjusted(1, 1, -2, -2), 4, 4)
            painter.drawRoundedRect(box.adjusted(2, 2, -3, -3), 3, 3)
        self._paint_number(painter, cell, box)
        for label, place in zip(cell.labels, label_boxes(box, len(cell.labels)), strict=False):
            self._paint_label(painter, label, place, dim=not cell.in_month)
        self._paint_rest(painter, cell, box)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Cells are as big as the table has room for."""
        return QSize(60, theme.scaled(LOWEST_ROW))

    def _paint_number(self, painter: QPainter, cell: DayCell, box: QRect) -> None:
        number = str(cell.day.day)
        painter.setFont(theme.font(theme.POINTS_SMALL, bold=cell.is_today))
        place = QRect(
            box.left() + _PAD, box.top() + 2, box.width() - 2 * _PAD, theme.scaled(_DATE_HEIGHT)
        )
        if cell.is_today:
            said = f"{number} {i18n.t('calendar.today')}"
            width = QFontMetrics(painter.font()).horizontalAdvance(said) + 10
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            pill = QRect(place.left(), place.top() + 1, width, theme.scaled(_DATE_HEIGHT) - 2)
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
            painter.setPen(theme.colour("accent_text"))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, said)
            return
        painter.setPen(theme.colour("text" if cell.in_month else "muted"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, number)

    def _paint_label(self, painter: QPainter, label: DueLabel, box: QRect, *, dim: bool) -> None:
        tone = words.TONES[label.due.state]
        painter.setOpacity(0.6 if dim else 1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{tone}_soft" if tone else "hover"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setBrush(theme.colour(tone or "muted"))
        painter.drawRoundedRect(QRect(box.left(), box.top(), _BAR, box.height()), 1, 1)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(theme.POINTS_SMALL))
        inner = box.adjusted(_BAR + 3, 0, -2, 0)
        mark, amount = words.MARKS[label.due.state], words.money(_amount(label.due))
        painter.drawText(
            inner,
            Qt.AlignmentFlag.AlignVCenter,
            fitted(painter.font(), inner.width(), mark, label.name, amount),
        )
        painter.setOpacity(1.0)

    def _paint_rest(self, painter: QPainter, cell: DayCell, box: QRect) -> None:
        rest = len(cell.labels) - len(label_boxes(box, len(cell.labels)))
        if rest > 0:
            painter.setPen(theme.colour("muted"))
            painter.setFont(theme.font(theme.POINTS_SMALL))
            place = box.adjusted(_PAD, 2, -_PAD, 0)
            place.setHeight(theme.scaled(_DATE_HEIGHT))
            words_of_rest = i18n.t("calendar.more", count=rest)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words_of_rest
            )


def fitted(font: Any, width: int, mark: str, title: str, amount: str) -> str:
    """Mark, name and amount in one line: the name is cut first, the amount never."""
    metrics = QFontMetrics(font)
    left = width - metrics.horizontalAdvance(f"{mark}  {amount}")
    name = metrics.elidedText(title, Qt.TextElideMode.ElideRight, max(left, 0))
    return f"{mark} {name} {amount}" if name not in ("", "…") else f"{mark} {amount}"


def label_boxes(cell: QRect, count: int) -> list[QRect]:
    """Where the labels of a cell stand, as many as there is room for."""
    head, chip = theme.scaled(_DATE_HEIGHT), theme.scaled(_CHIP_HEIGHT)
    room = (cell.height() - head - _PAD) // (chip + 2)
    return [
        QRect(
            *(cell.left() + _PAD, cell.top() + head + 2 + number * (chip + 2)),
            *(cell.width() - 2 * _PAD, chip),
        )
        for number in range(min(count, max(room, 0)))
    ]


class MonthTable(QTableView):
    """The month: arrows go from day to day, Page Up and Down change it, Enter or a click acts."""

    day_chosen = Signal(object)  # a DayCell
    acted = Signal(object, object)  # dues, a global position
    turned = Signal(int)  # months
    stepped = Signal(object)  # the day that an arrow key goes to

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = MonthModel(self)
        self.setModel(self.month)
        self.setItemDelegate(DayPainter(self))
        self.setObjectName("month_grid")
        self.setAccessibleName(i18n.t("page.calendar"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setHighlightSections(False)
        lowest = theme.scaled(LOWEST_ROW)
        self.verticalHeader().setMinimumSectionSize(lowest)
        self.horizontalHeader().setMinimumSectionSize(theme.scaled(_NARROWEST))
        self.setMinimumHeight(WEEKS * lowest + theme.scaled(30))
        self.selectionModel().currentChanged.connect(self._on_current)

    def cell(self) -> DayCell | None:
        """The current day."""
        found: DayCell | None = self.currentIndex().data(DayRole)
        return found

    def choose(self, day: date) -> None:
        """Stand on a day that is shown."""
        self.setCurrentIndex(self.month.place_of(day))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go on past the edge; Enter, Space and Menu act on the day; weeks are copied."""
        cell, key = self.cell(), Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -DAYS,
            Qt.Key.Key_Down: DAYS,
        }
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Menu):
            if cell is not None:
                self._act(cell.labels, self.visualRect(self.currentIndex()).center())
        elif key in steps and cell is not None:
            self.stepped.emit(cell.day + timedelta(days=steps[key]))
        elif not copied(self, event):
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a label acts on its due, one elsewhere chooses the day."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        cell: DayCell | None = index.data(DayRole)
        if cell is None:
            return
        boxes = label_boxes(self.visualRect(index), len(cell.labels))
        for label, box in zip(cell.labels, boxes, strict=False):
            if box.contains(place):
                self._act((label,), place)
                return
        if event.button() is Qt.MouseButton.RightButton:
            self._act(cell.labels, place)

    def _act(self, labels: Sequence[DueLabel], place: QPoint) -> None:
        if labels:
            dues = tuple(label.due for label in labels)
            self.acted.emit(dues, self.viewport().mapToGlobal(place))

    def _on_current(self, index: AnyIndex, _before: AnyIndex) -> None:
        cell = index.data(DayRole)
        if cell is not None:
            self.day_chosen.emit(cell)
