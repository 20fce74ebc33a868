"""One account's 60 months as in the report: a row a year, a column a month; arrow keys read them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QBrush, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from assistant import i18n
from assistant.domain.credit_grid import Cell
from assistant.domain.record import RecordRules
from assistant.ui import credit_words, plain, theme
from assistant.ui.table_text import copied, offer

AnyIndex = Any
_ROW_HEIGHT = 28


class CreditGridModel(QAbstractTableModel):
    """Years down, months across; a month outside the window is empty and cannot be chosen."""

    def __init__(self, rules: RecordRules, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rules = rules
        self._cells: dict[tuple[int, int], Cell] = {}
        self.years: tuple[int, ...] = ()

    def set_cells(self, cells: Sequence[Cell]) -> None:
        """Show these months, the newest year above."""
        self.beginResetModel()
        self._cells = {(cell.month.year, cell.month.month): cell for cell in cells}
        self.years = tuple(sorted({year for year, _ in self._cells}, reverse=True))
        self.endResetModel()

    def cell_at(self, index: AnyIndex) -> Cell | None:
        """The month of an index."""
        if not index.isValid():
            return None
        return self._cells.get((self.years[index.row()], index.column() + 1))

    def index_of(self, month: date) -> QModelIndex:
        """Where a month is; an invalid index when it is not in the window."""
        if (month.year, month.month) not in self._cells:
            return QModelIndex()
        return self.index(self.years.index(month.year), month.month - 1)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of years."""
        return 0 if parent.isValid() else len(self.years)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Twelve."""
        return 0 if parent.isValid() else 12

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Months above, years at the left."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return str(section + 1)
        return str(self.years[section]) if section < len(self.years) else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Months of the window can be chosen."""
        return super().flags(index) if self.cell_at(index) else Qt.ItemFlag.NoItemFlags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A month's code, what it means, and its colours."""
        cell = self.cell_at(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{cell.code or '·'}{'≠' if cell.differs else ''}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = credit_words.cell(self._rules, cell)
            return plain.tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        tone = credit_words.tone(self._rules, cell.code)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour(tone or "muted")
        if role == Qt.ItemDataRole.BackgroundRole and tone is not None:
            return QBrush(theme.colour(f"{tone}_soft"))
        if role == Qt.ItemDataRole.FontRole:
            return theme.font(bold=tone == "danger")
        return None


class CreditGridView(QTableView):
    """The grid; Enter or a double click edits the month."""

    chosen = Signal(object)  # the Cell, None where there is none
    acted = Signal(object)  # the Cell

    def __init__(self, rules: RecordRules) -> None:
        super().__init__()
        self.grid = CreditGridModel(rules, self)
        self.setModel(self.grid)
        self.setObjectName("credit_grid")
        self.setAccessibleName(i18n.t("record.grid"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(24)
        self.verticalHeader().setDefaultSectionSize(theme.scaled(_ROW_HEIGHT))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda _index: self._act())

    def show_cells(self, cells: Sequence[Cell]) -> None:
        """Show these months; the chosen one stays chosen."""
        before = self.current()
        self.grid.set_cells(cells)
        self.setFixedHeight(
            self.horizontalHeader().sizeHint().height()
            + theme.scaled(_ROW_HEIGHT) * len(self.grid.years)
            + 4
        )
        month = before.month if before else cells[-1].month
        index = self.grid.index_of(month)
        self.setCurrentIndex(index if index.isValid() else self.grid.index_of(cells[-1].month))

    def current(self) -> Cell | None:
        """The chosen month."""
        return self.grid.cell_at(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits; a year or all of it is copied."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._act()
        elif not copied(self, event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the keys copy."""
        offer(self, event.globalPos())

    def _act(self) -> None:
        cell = self.current()
        if cell is not None:
            self.acted.emit(cell)

    def _on_current(self, *_: object) -> None:
        self.chosen.emit(self.current())
