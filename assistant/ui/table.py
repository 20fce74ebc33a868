"""One table model for all tables: columns say how a row reads; rows are replaced as a whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from assistant import i18n
from assistant.ui import plain, theme

AnyIndex = Any
_ROW_HEIGHT = 30
_NARROWEST = 60


@dataclass(frozen=True, slots=True)
class Column:
    """How one column reads a row.

    Attributes:
        title_key: words of the header.
        text: the cell's text.
        right: amounts stand right-aligned.
        tone: ``ok``, ``warning``, ``danger``, ``muted`` or None; never the only carrier of meaning.
        tip: the tooltip's text.
        whole: a day, which is never cut where room is scarce, as amounts never are.
    """

    title_key: str
    text: Callable[[Any], str]
    right: bool = False
    tone: Callable[[Any], str | None] | None = None
    tip: Callable[[Any], str] | None = None
    whole: bool = False


class TableModel(QAbstractTableModel):
    """Rows of any record, shown by columns."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Any, ...] = ()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Header words, aligned as their column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return i18n.t(self.columns[section].title_key)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, alignment, colour or tooltip."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role == Qt.ItemDataRole.ForegroundRole and column.tone is not None:
            tone = column.tone(row)
            return None if tone is None else theme.colour(tone)
        if role == Qt.ItemDataRole.ToolTipRole and column.tip is not None:
            return plain.tip(column.tip(row))
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = (
            Qt.AlignmentFlag.AlignRight
            if self.columns[column].right
            else Qt.AlignmentFlag.AlignLeft
        )
        return side | Qt.AlignmentFlag.AlignVCenter


class TableView(QTableView):
    """A table by rows: keyboard, its row or all of it copied as text, Enter or double click acts.

    With ``wrap`` a long cell has several lines; every row is asked then, so it is for short lists.
    ``empty_key`` names what it says in its middle while it has no rows.
    """

    acted = Signal(object)  # the row's record
    chosen = Signal(object)  # the current row's record, None when there is none

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        name_key: str,
        stretch: int = 0,
        wrap: bool = False,
        empty_key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._empty_key = empty_key
        self._stretch = stretch
        self._wanted: list[int] = []
        self.table = TableModel(columns, self)
        self.setModel(self.table)
        self.setAccessibleName(i18n.t(name_key))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(wrap)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.scaled(_ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        # Fitted once per set of rows: ResizeToContents would ask for every cell at every event.
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._on_acted)
        self.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.table.modelReset.connect(self._on_chosen)

    def set_rows(self, rows: Sequence[Any], same: Callable[[Any, Any], bool] | None = None) -> None:
        """Replace the rows; the current one stays current where ``same`` finds it again."""
        before = self.current()
        self.table.set_rows(rows)
        self.setAccessibleDescription(self._said_of_none())
        # Before it is dressed for the first time its text has not its size yet.
        if self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            self._measure()
            self._share_width()
        self.setMinimumHeight(
            min(len(rows), 3) * theme.scaled(_ROW_HEIGHT) + theme.scaled(_ROW_HEIGHT) + 8
        )
        if before is not None and same is not None:
            for number, row in enumerate(rows):
                if same(before, row):
                    self.selectRow(number)
                    return
        if rows:
            self.selectRow(0)

    def _said_of_none(self) -> str:
        return i18n.t(self._empty_key) if self._empty_key and not self.table.rows else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows; where there are none, the words that say so."""
        super().paintEvent(event)
        if words := self._said_of_none():
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("muted"))
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect(), wrapped, words)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        if self._wanted:
            self._share_width()

    def showEvent(self, event: QShowEvent) -> None:
        """Now its text has its size."""
        super().showEvent(event)
        if not self._wanted:
            self._measure()
            self._share_width()

    def _measure(self) -> None:
        header = self.horizontalHeader()
        self._wanted = [
            max(self.sizeHintForColumn(number), header.sectionSizeHint(number))
            for number in range(len(self.table.columns))
        ]

    def _share_width(self) -> None:
        """Give every column what it wants; where that is too much, the widest words are cut, no amount.

        On a wide window all columns grow, so that a row can be read across.
        """
        room = self._room()
        words = [not column.right and not column.whole for column in self.table.columns]
        hidden = [self.isColumnHidden(number) for number in range(len(words))]
        wanted = [0 if gone else width for gone, width in zip(hidden, self._wanted, strict=True)]
        widths = spread(shared(wanted, words, room), room)
        for number, width in enumerate(widths):
            if number != self._stretch and not hidden[number]:
                self.setColumnWidth(number, width)
        if self.wordWrap():
            for number in range(len(self.table.rows)):
                height = self.sizeHintForRow(number) + theme.GAP_M
                self.setRowHeight(number, max(height, theme.scaled(_ROW_HEIGHT)))

    def _room(self) -> int:
        """The width of the viewport, without asking for it: that would load every kind of widget."""
        bar = self.verticalScrollBar()
        taken = 0 if bar.isHidden() or not self.isVisible() else bar.width()
        return self.maximumViewportSize().width() - taken

    def current(self) -> Any:
        """The current row's record, None when there is none."""
        index = self.currentIndex()
        return self.table.rows[index.row()] if index.isValid() else None

    def fit(self, most: int = 60) -> None:
        """Be as high as the rows are, so that the page scrolls and not the table.

        Above ``most`` rows the table scrolls itself: a mortgage has 360.
        """
        height = self.horizontalHeader().sizeHint().height() + 6
        rows = max(len(self.table.rows), 1 if self._empty_key else 0)
        self.setFixedHeight(height + min(rows, most) * theme.scaled(_ROW_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts on the current row; it, or the whole table, is copied as text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_acted()
            return
        from assistant.ui.table_text import copied  # late: no part of the start

        if not copied(self, event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the keys copy."""
        from assistant.ui.table_text import offer  # late, as above

        offer(self, event.globalPos())

    def _on_acted(self, *_: object) -> None:
        row = self.current()
        if row is not None:
            self.acted.emit(row)

    def _on_chosen(self, *_: object) -> None:
        self.chosen.emit(self.current())


def spread(widths: Sequence[int], room: int) -> list[int]:
    """Widths in proportion where more than half as much again is there; else as they are."""
    whole = sum(widths)
    if 2 * room <= 3 * whole:
        return list(widths)
    return [width * (2 * room) // (3 * whole) for width in widths]


def shared(wanted: Sequence[int], words: Sequence[bool], room: int) -> list[int]:
    """Widths in pixels of columns that want ``wanted`` where there is only ``room``.

    Only columns of ``words`` give way, the widest first and none below ``_NARROWEST``; so a short
    name stays whole beside a long remark.
    """
    widths = list(wanted)
    lack = sum(widths) - room
    while lack > 0:
        may = [n for n, width in enumerate(widths) if words[n] and width > _NARROWEST]
        if not may:
            break
        widest = max(widths[n] for n in may)
        level = max((widths[n] for n in may if widths[n] < widest), default=_NARROWEST)
        most = [n for n in may if widths[n] == widest]
        each = min(widest - level, -(-lack // len(most)))
        for number in most:
            widths[number] -= each
        lack -= each * len(most)
    return widths
