"""The rules that corrections in imports made: what each looks at, means and matches; deleted one by one."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.imports.meaning import Field
from assistant.domain.money import Money
from assistant.services.commands.imports import KnownRule
from assistant.ui import cards, theme, words
from assistant.ui.context import Context
from assistant.ui.dialogs.import_lists import meaning_words
from assistant.ui.table import Column, TableView

SIZE = (780, 560)
_FIELDS = {
    Field.PARTY: "rules_list.by_party",
    Field.ITEM: "rules_list.by_item",
    Field.METHOD: "rules_list.by_method",
    Field.STATUS: "rules_list.by_status",
    Field.TRADE: "rules_list.by_trade",
}


class ImportRulesDialog(QDialog):
    """The list of rules, and below it the newest rows that the chosen one matches."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        t = i18n.t
        self.setObjectName("import_rules_dialog")
        self.setWindowTitle(t("rules_list.title"))
        self.resize(*SIZE)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP_M)
        self._note = cards.wrapped(cards.text(role="muted", name="import_rules_note"))
        layout.addWidget(self._note)
        self._table = TableView(
            (
                Column("rules_list.by", lambda row: t(_FIELDS[row.rule.field])),
                Column("rules_list.text", lambda row: row.rule.text),
                Column("rules_list.means", self._meaning),
                Column("rules_list.rows", lambda row: str(row.rows), right=True),
            ),
            name_key="rules_list.title",
            stretch=1,
        )
        self._table.setObjectName("import_rules")
        self._table.chosen.connect(self._on_chosen)
        layout.addWidget(self._table, 1)
        self._matches_title = cards.text(role="muted", name="import_rule_matches_title")
        layout.addWidget(self._matches_title)
        self._matches = TableView(
            (
                Column("import.col_day", lambda row: row.day, whole=True),
                Column("import.col_party", lambda row: row.party[:16]),
                Column("import.col_item", lambda row: row.item),
                Column("import.col_method", lambda row: row.method[:16]),
                Column("import.col_sum", lambda row: words.money(Money(row.fen)), right=True),
            ),
            name_key="rules_list.rows",
            stretch=2,
        )
        self._matches.setObjectName("import_rule_matches")
        layout.addWidget(self._matches, 1)
        buttons = QHBoxLayout()
        self._delete = cards.button(t("rules_list.remove"), "import_rule_remove", self._remove)
        buttons.addWidget(self._delete)
        buttons.addStretch(1)
        done = cards.button(t("evidence.close"), "import_rules_close", self.accept, primary=True)
        buttons.addWidget(done)
        layout.addLayout(buttons)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._table, self._remove)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self._undo)
        self._refresh()

    def _refresh(self) -> None:
        rules = self._context.session.ledger.import_rules()
        self._note.setText(i18n.t("rules_list.note" if rules else "rules_list.none"))
        self._table.set_rows(rules, lambda one, other: one.rule == other.rule)
        if rules and self._table.current() is None:
            self._table.selectRow(0)
        self._on_chosen(self._table.current())

    def _on_chosen(self, row: KnownRule | None) -> None:
        self._delete.setEnabled(row is not None)
        found = () if row is None else self._context.session.ledger.matching_rows(row.rule)
        self._matches.set_rows(found)
        self._matches_title.setText(i18n.t("rules_list.matches", count=len(found)))
        for part in (self._matches, self._matches_title):
            part.setVisible(bool(found))

    def _remove(self) -> None:
        row = self._table.current()
        if row is not None:
            self._context.bus.run(self._context.session.ledger.remove_import_rule, row.rule)
            self._refresh()

    def _undo(self) -> None:
        """Take back a deletion of this sitting, as the window would."""
        ledger = self._context.session.ledger
        if ledger.next_undo() == "remove_import_rule":
            self._context.bus.run(ledger.undo)
            self._refresh()

    def _meaning(self, row: KnownRule) -> str:
        return meaning_words(self._context, row.rule.kind, row.rule.product)
