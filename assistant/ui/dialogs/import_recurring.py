"""Monthly incomes and expenses found in imported history; what is ticked goes to the planner."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from assistant import i18n
from assistant.domain.imports.movement import Flow
from assistant.domain.imports.recurring import Recurring
from assistant.ui import cards, theme, words
from assistant.ui.context import Context

_COLUMNS = (
    "import.col_party",
    "import.col_kind",
    "import.col_sum",
    "import.col_monthday",
    "import.col_seen",
)


class RecurringDialog(QDialog):
    """A list with ticks; nothing is taken that the user did not tick."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._rows = context.session.ledger.proposals()
        t = i18n.t
        self.setObjectName("recurring_dialog")
        self.setWindowTitle(t("import.recurring_title"))
        self.resize(720, 440)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP_M)
        note = "import.recurring_note" if self._rows else "import.recurring_none"
        layout.addWidget(cards.wrapped(cards.text(t(note), role="muted", name="recurring_note")))
        self._list = QTreeWidget()
        self._list.setObjectName("recurring_list")
        self._list.setAccessibleName(t("import.recurring_title"))
        self._list.setRootIsDecorated(False)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setHeaderLabels([t(key) for key in _COLUMNS])
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for row in self._rows:
            self._list.addTopLevelItem(_entry(row))
        self._list.itemChanged.connect(lambda _item, _column: self._on_ticked())
        layout.addWidget(self._list, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cards.button(t("form.cancel"), "recurring_cancel", self.reject))
        self._go = cards.button(
            t("import.recurring_go"), "recurring_go", self._accept_ticked, primary=True
        )
        buttons.addWidget(self._go)
        layout.addLayout(buttons)
        self._on_ticked()

    def _ticked(self) -> tuple[Recurring, ...]:
        entries = (self._list.topLevelItem(number) for number in range(len(self._rows)))
        return tuple(
            row
            for row, entry in zip(self._rows, entries, strict=True)
            if entry is not None and entry.checkState(0) is Qt.CheckState.Checked
        )

    def _on_ticked(self) -> None:
        self._go.setEnabled(bool(self._ticked()))

    def _accept_ticked(self) -> None:
        self._context.bus.run(self._context.session.ledger.accept_proposals, self._ticked())
        self.accept()


def _entry(row: Recurring) -> QTreeWidgetItem:
    income = row.flow is Flow.IN
    entry = QTreeWidgetItem(
        [
            row.party,
            i18n.t("import.kind.income" if income else "import.kind.expense"),
            words.money(row.amount),
            i18n.t("import.on_day", day=row.day),
            i18n.t("import.seen", months=row.months),
        ]
    )
    entry.setFlags(entry.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    entry.setCheckState(0, Qt.CheckState.Unchecked)
    entry.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return entry
