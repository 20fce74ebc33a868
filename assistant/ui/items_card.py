"""Purchases, cash advances and refunds of a revolving account, and the bill each one enters."""

from PySide6.QtWidgets import QHBoxLayout

from assistant import i18n
from assistant.domain.account import Item, ItemKind
from assistant.domain.answers import which_bill
from assistant.domain.entries import entry_of
from assistant.domain.snapshot import Snapshot
from assistant.domain.term_text import read_date
from assistant.errors import UserError
from assistant.ui import cards, words
from assistant.ui.context import Context
from assistant.ui.dialogs.item import ItemDialog
from assistant.ui.fields import DateField
from assistant.ui.flow import flow
from assistant.ui.table import Column, TableView


class ItemsCard(cards.Card):
    """The items with the bill they enter and why; and which bill a purchase of any day enters."""

    def __init__(self, context: Context, account_id: int) -> None:
        super().__init__("", "items")
        self._context = context
        self._account_id = account_id
        t = i18n.t
        self._day = DateField()
        self._day.setObjectName("which_bill_day")
        self._day.setAccessibleName(t("items.which_day"))
        self._day.setMaximumWidth(150)
        self._day.textChanged.connect(self._on_day)
        self._which = cards.wrapped(cards.text(name="which_bill"))
        asked = QHBoxLayout()
        asked.addWidget(cards.text(t("items.which_day")))
        asked.addWidget(self._day)
        asked.addWidget(self._which, 1)
        self.body.addLayout(asked)
        adding = [
            cards.button(t(key), name, act, primary=primary)
            for key, name, act, primary in (
                ("items.add", "add_item", lambda: self._add(ItemKind.PURCHASE), True),
                ("items.add_refund", "add_refund", lambda: self._add(ItemKind.REFUND), False),
                ("items.add_cash", "add_cash_item", lambda: self._add(ItemKind.CASH), False),
            )
        ]
        self._edit_button = cards.button(t("action.edit"), "edit_item", self._edit)
        self._remove_button = cards.button(t("action.remove"), "remove_item", self._remove)
        self.body.addWidget(flow(*adding, self._edit_button, self._remove_button))
        self._hint = cards.wrapped(cards.text(t("items.none"), role="muted"))
        self._table = TableView(
            [
                Column("items.spent_on", lambda item: item.spent_on.isoformat(), whole=True),
                Column("items.title", lambda item: item.title),
                Column("items.kind", lambda item: t(f"item.{item.kind}")),
                Column("column.amount", _amount, right=True),
                Column("items.posted_on", _posted),
                Column("items.bill", self._bill, tip=self._why),
            ],
            name_key="items.name",
            stretch=1,
        )
        self._table.setObjectName("item_table")
        self._table.acted.connect(lambda _item: self._edit())
        self.body.addWidget(self._hint)
        self.body.addWidget(self._table)
        self.body.addStretch(1)

    def show_account(self, snapshot: Snapshot) -> None:
        """Show the account's items, the newest first."""
        items = list(reversed(snapshot.items_of(self._account_id)))
        self._table.set_rows(items, lambda before, after: before.id == after.id)
        self._table.fit()
        self._table.setVisible(bool(items))
        self._hint.setVisible(not items)
        for button in (self._edit_button, self._remove_button):
            button.setEnabled(bool(items))
        if not self._day.text():
            self._day.setText(snapshot.today.isoformat())
        self._on_day()

    def _on_day(self) -> None:
        snapshot = self._context.snapshot()
        try:
            day = read_date(self._day.text(), "which_bill_day")
        except UserError as error:
            self._which.setText(f"✕ {words.error(error)}")
            return
        found = which_bill(snapshot, snapshot.account(self._account_id), day)
        self._which.setText(words.answer("entry", found))

    def _bill(self, item: Item) -> str:
        if item.kind is ItemKind.REFUND and item.bill_date is None:
            return i18n.t(f"destination.{item.destination}")
        entry = entry_of(self._context.snapshot(), item)
        return i18n.t(f"why.{entry.why}", bill=words.optional_day(entry.bill_date))

    def _why(self, item: Item) -> str:
        entry = entry_of(self._context.snapshot(), item)
        return i18n.t(f"why_long.{entry.why}")

    def _add(self, kind: ItemKind) -> None:
        ItemDialog(self._context, self._account_id, kind, None, self).exec()

    def _edit(self) -> None:
        item = self._table.current()
        if item is not None:
            ItemDialog(self._context, self._account_id, item.kind, item, self).exec()

    def _remove(self) -> None:
        item = self._table.current()
        if item is not None:
            self._context.bus.run(self._context.session.ledger.remove_item, item.id)


def _amount(item: Item) -> str:
    return words.money(-item.amount if item.kind is ItemKind.REFUND else item.amount)


def _posted(item: Item) -> str:
    return i18n.t("items.not_posted") if item.posted_on is None else item.posted_on.isoformat()
