"""征信: each account's 60 months as the credit record would show them, typed over where the report differs."""

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain.credit_grid import Cell, CreditRow, credit_rows, differences
from assistant.domain.snapshot import Changes
from assistant.services.record_export import record_csv
from assistant.ui import cards, credit_words, papers, plain, record_paper, save_table
from assistant.ui.bus import Refresher
from assistant.ui.context import Context
from assistant.ui.credit_grid_view import CreditGridView
from assistant.ui.dialogs.record import DisputeDialog, RecordMonthsDialog
from assistant.ui.flow import flow
from assistant.ui.month_strip import MonthStrip
from assistant.ui.pages import Shell, to_accounts
from assistant.ui.scroll_page import ScrollPage
from assistant.ui.table import Column, TableView

_INTEREST = Changes.ACCOUNTS | Changes.BILLS | Changes.LOANS | Changes.PAYMENTS | Changes.RECORDS
_STRIP = 1


class RecordTab(ScrollPage):
    """The accounts' rows, the chosen one's grid, and when its bad entries go away."""

    def __init__(self, context: Context, shell: Shell) -> None:
        super().__init__()
        self._context = context
        self._rules = context.session.record_rules
        self._rows: tuple[CreditRow, ...] = ()
        words_of_none = i18n.t("record.empty_title"), i18n.t("record.empty")
        self._empty = cards.EmptyState(*words_of_none, [to_accounts(shell, "record_to_accounts")])
        self._body = [self._accounts_card(), self._grid_card(), self._bad_card(), self._sources()]
        self.column.addWidget(self._empty)
        for card in self._body:
            self.column.addWidget(card)
        self.column.addStretch(1)
        self._refresher = Refresher(context.bus, self, _INTEREST, self._refresh)

    def _accounts_card(self) -> QWidget:
        t = i18n.t
        card = cards.Card(t("record.accounts"), "record_accounts")
        self._table = TableView(
            [
                Column("record.account", lambda row: row.account.name, tip=self._row_tip),
                Column("record.months60", lambda row: row.codes, tip=self._row_tip),
                Column("record.late_months", self._late_months, right=True, tone=self._row_tone),
                Column("record.reported", lambda row: t(f"record.reported_{row.reported}")),
            ],
            name_key="record.accounts",
            stretch=_STRIP,
        )
        self._table.setObjectName("record_table")
        self._table.setItemDelegateForColumn(_STRIP, MonthStrip(self._rules, self._table))
        self._table.chosen.connect(self._on_chosen)
        self._dispute = cards.button(t("record.dispute"), "dispute", self._write_dispute)
        self._found = cards.prose(role="muted", name="differences")
        card.body.addWidget(self._table)
        card.body.addWidget(self._found)
        card.body.addWidget(
            flow(
                cards.button(t("record.save_pdf"), "record_pdf", self._save_pdf),
                cards.button(t("record.save_csv"), "record_csv", self._save_csv),
                self._dispute,
            )
        )
        return card

    def _grid_card(self) -> QWidget:
        card = cards.Card(i18n.t("record.grid"), "record_grid")
        edit = cards.button(i18n.t("record.edit"), "record_edit", self._edit)
        card.head.addWidget(edit)
        self._grid = CreditGridView(self._rules)
        self._grid.chosen.connect(self._on_month)
        self._grid.acted.connect(lambda _cell: self._edit())
        self._detail = cards.wrapped(cards.text(name="month_detail"))
        self._legend = cards.prose(role="muted", name="record_legend")
        for widget in (self._grid, self._detail, self._legend):
            card.body.addWidget(widget)
        return card

    def _bad_card(self) -> QWidget:
        card = cards.Card(i18n.t("record.bad"), "record_bad")
        keys = ("entry_month", "code", "entry_days", "entry_amount", "entry_settled", "entry_until")
        self._bad = TableView(
            [
                Column(f"record.{key}", text, right=2 <= place <= 3)
                for place, (key, text) in enumerate(zip(keys, record_paper.BAD_TEXTS, strict=True))
            ],
            name_key="record.bad",
            stretch=5,
        )
        self._bad.setObjectName("bad_table")
        self._none = cards.prose(i18n.t("record.no_bad"), role="muted")
        card.body.addWidget(self._bad)
        card.body.addWidget(self._none)
        return card

    def _sources(self) -> QWidget:
        lines = [*record_paper.sources(self._rules), i18n.t("record.repair_note")]
        return cards.prose("\n".join(lines), role="muted", name="record_sources")

    def _refresh(self) -> None:
        snapshot = self._context.snapshot()
        typed = self._context.session.queries.record_months()
        self._rows = credit_rows(snapshot, typed, self._rules)
        self._empty.setVisible(not self._rows)
        for card in self._body:
            card.setVisible(bool(self._rows))
        found = len(tuple(differences(self._rows)))
        self._found.setText(i18n.t("record.found", count=found))
        self._found.setVisible(bool(found))
        plain.set_tip(self._dispute, i18n.t("record.dispute_tip"))
        self._table.set_rows(self._rows, lambda one, other: one.account.id == other.account.id)
        self._table.fit()

    def _on_chosen(self, row: CreditRow | None) -> None:
        if row is None:
            return
        self._grid.show_cells(row.cells)
        self._on_month(self._grid.current())
        used = {cell.code for cell in row.cells}
        meanings = [
            f"{code} {credit_words.said(found.names)}"
            for code, found in self._rules.codes.items()
            if code in used
        ]
        self._legend.setText(
            i18n.t("record.separator").join([*meanings, i18n.t("record.legend_unknown")])
        )
        bad = row.bad_cells(self._rules)
        self._bad.set_rows(bad)
        self._bad.fit()
        self._bad.setVisible(bool(bad))
        self._none.setVisible(not bad)

    def _on_month(self, cell: Cell | None) -> None:
        text = "" if cell is None else credit_words.cell(self._rules, cell)
        self._detail.setText(text)
        self._detail.setAccessibleName(text)

    def _edit(self) -> None:
        row, cell = self._table.current(), self._grid.current()
        if row is not None and cell is not None:
            RecordMonthsDialog(
                self._context, row.account.id, cell.month, cell.typed or cell.code, self
            ).exec()

    def _write_dispute(self) -> None:
        DisputeDialog(self._context, self).exec()

    def _save_pdf(self) -> None:
        html = record_paper.record_html(self._context.snapshot(), self._rows, self._rules)
        papers.save_pdf(self, i18n.t("page.record"), html)

    def _save_csv(self) -> None:
        snapshot = self._context.snapshot()
        text = record_csv(snapshot, self._rows, self._rules, i18n.language())
        save_table.save_csv(self, i18n.t("page.record"), text)

    def _late_months(self, row: CreditRow) -> str:
        return str(len(row.bad_cells(self._rules)))

    def _row_tone(self, row: CreditRow) -> str | None:
        return "danger" if row.bad_cells(self._rules) else None

    def _row_tip(self, row: CreditRow) -> str:
        lender = self._context.snapshot().terms_of(row.account).lender
        return lender or i18n.t("record.no_lender")
