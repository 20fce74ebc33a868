"""收支: what comes and goes, the cash of the coming days with its lowest point, chances of a shortfall."""

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain.account import PayingAccount
from assistant.domain.cash import available
from assistant.domain.cashflow import CashItem, Direction, Repeat, Spread
from assistant.domain.forecast import CashForecast, DayCash, forecast, free_cash
from assistant.domain.snapshot import Changes, Snapshot
from assistant.ui import cards, words
from assistant.ui.bus import Refresher
from assistant.ui.cash_chart import DayChart, Line
from assistant.ui.context import Context
from assistant.ui.dialogs.cash import PayingAccountDialog
from assistant.ui.dialogs.cash_flow import ActualDialog, CashItemDialog, CashRulesDialog
from assistant.ui.flow import even, flow
from assistant.ui.shortfall_strip import ShortfallCard
from assistant.ui.table import Column, TableView

_INTEREST = Changes.EVERYTHING & ~Changes.REMINDERS


class CashPage(QWidget):
    """The cash picture on one page."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        column = cards.column_in(self)
        self._picture = PictureCard(context)
        self._items = ItemsCard(context)
        self._accounts = AccountsCard(context)
        column.addWidget(self._picture)
        column.addWidget(ShortfallCard(context))
        column.addWidget(self._items)
        column.addWidget(self._accounts)
        column.addStretch(1)
        self._refresher = Refresher(context.bus, self, _INTEREST, self._refresh)

    def _refresh(self) -> None:
        snapshot = self._context.snapshot()
        self._picture.show_forecast(snapshot, forecast(snapshot))
        self._items.show_items(snapshot)
        self._accounts.show_accounts(snapshot)


class PictureCard(cards.Card):
    """The forecast as figures, chart, and a table of the days on which something moves."""

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("forecast.title"), "forecast")
        self._context = context
        t = i18n.t
        self._now = cards.Figure(t("forecast.now"), "cash_now")
        self._lowest = cards.Figure(t("forecast.lowest"), "cash_lowest")
        self._floor = cards.Figure(t("forecast.floor"), "cash_floor")
        self.head.addWidget(cards.button(t("flows.rules"), "cash_rules", self._on_rules))
        self.body.addWidget(even(self._now, self._lowest, self._floor, most=3))
        self._hint = cards.wrapped(cards.text(role="muted", name="forecast_hint"))
        self.body.addWidget(self._hint)
        self._chart = DayChart("forecast_chart", t("forecast.chart"))
        self.body.addWidget(self._chart)
        self._table = TableView(
            [
                Column("forecast.day", lambda row: i18n.day(row.day), whole=True),
                Column("forecast.income", lambda row: _amount(row.income), right=True),
                Column("forecast.expense", lambda row: _amount(row.expense), right=True),
                Column("forecast.dues", lambda row: _amount(row.dues), right=True),
                Column("forecast.closing", lambda row: words.money(row.closing), right=True),
                Column("forecast.what", self._what, tip=self._what),
            ],
            name_key="forecast.table",
            stretch=5,
        )
        self._table.setObjectName("forecast_table")
        self.body.addWidget(cards.Fold(t("forecast.days"), "forecast_days", self._table))
        self.body.addWidget(self._table)

    def show_forecast(self, snapshot: Snapshot, found: CashForecast) -> None:
        """Show the cash of the coming days."""
        t = i18n.t
        reserve = t("forecast.with_reserve", amount=words.money(found.reserve))
        self._now.set(words.money(found.opening), reserve if found.reserve else "")
        moves = any(row.flows for row in found.days)
        tone = "danger" if found.below_on else "ok" if moves else None
        when = t("forecast.lowest_on", day=i18n.day(found.lowest_on))
        self._lowest.set(words.money(found.lowest), when, tone)
        below = found.below_on
        self._floor.set(
            words.money(found.floor),
            t("forecast.never_below")
            if below is None
            else t("forecast.below", day=i18n.day(below)),
            None if below is None else "danger",
        )
        self._hint.setText(self._hint_of(snapshot, found))
        self._hint.setVisible(bool(self._hint.text()))
        amounts = tuple(row.closing for row in found.days)
        lines = [Line(t("forecast.line_cash"), amounts, "accent")]
        if found.floor:
            lines.append(
                Line(t("forecast.floor"), (found.floor,) * len(amounts), "warning", dashed=True)
            )
        days = [row.day for row in found.days]
        self._chart.set_lines(days, lines, (found.lowest_on, found.lowest))
        self._table.set_rows([row for row in found.days if row.flows])
        self._table.fit(12)

    def _hint_of(self, snapshot: Snapshot, found: CashForecast) -> str:
        if not found.complete:
            return i18n.t("forecast.no_balance")
        if not any(row.direction is Direction.INCOME for row in snapshot.cash_items):
            return i18n.t("forecast.no_income")
        return ""

    def _what(self, row: DayCash) -> str:
        snapshot = self._context.snapshot()
        names = {account.id: account.name for account in snapshot.accounts}
        said = [
            flow.title
            or (
                names[flow.account_id or 0]
                if flow.due_key
                else i18n.t("forecast.usual", account=names[flow.account_id or 0])
            )
            for flow in row.flows
        ]
        return i18n.listed(dict.fromkeys(said))

    def _on_rules(self) -> None:
        CashRulesDialog(self._context, self).exec()


class ItemsCard(cards.Card):
    """Incomes and expenses, and what each really came to."""

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("flows.title"), "cash_items")
        self._context = context
        t = i18n.t
        self._edit_button = cards.button(t("action.edit"), "edit_cash_item", self._edit)
        self._actual_button = cards.button(t("flows.record_actual"), "record_actual", self._actual)
        self._remove_button = cards.button(t("action.remove"), "remove_cash_item", self._remove)
        self.body.addWidget(
            flow(
                cards.button(
                    t("flows.add_income"),
                    "add_income",
                    lambda: self._add(Direction.INCOME),
                    primary=True,
                ),
                cards.button(
                    t("flows.add_expense"), "add_expense", lambda: self._add(Direction.EXPENSE)
                ),
                self._edit_button,
                self._actual_button,
                self._remove_button,
            )
        )
        self._hint = cards.wrapped(cards.text(t("flows.none"), role="muted"))
        self.body.addWidget(self._hint)
        self._table = TableView(
            [
                Column("flows.name", lambda item: item.title),
                Column("flows.direction", lambda item: t(f"direction.{item.direction}")),
                Column("column.amount", _item_amount, right=True, tone=_item_tone),
                Column("flows.repeat", _when),
                Column("flows.spread", _spread),
            ],
            name_key="flows.title",
        )
        self._table.setObjectName("cash_item_table")
        self._table.acted.connect(lambda _item: self._edit())
        self.body.addWidget(self._table)
        self.body.addStretch(1)

    def show_items(self, snapshot: Snapshot) -> None:
        """Show incomes first, then expenses."""
        rows = sorted(snapshot.cash_items, key=lambda item: item.direction is Direction.EXPENSE)
        self._table.set_rows(rows, lambda before, after: before.id == after.id)
        self._table.fit()
        self._table.setVisible(bool(rows))
        self._hint.setVisible(not rows)
        for button in (self._edit_button, self._actual_button, self._remove_button):
            button.setEnabled(bool(rows))

    def _add(self, direction: Direction) -> None:
        CashItemDialog(self._context, direction, None, self).exec()

    def _edit(self) -> None:
        item = self._table.current()
        if item is not None:
            CashItemDialog(self._context, item.direction, item, self).exec()

    def _actual(self) -> None:
        item = self._table.current()
        if item is not None:
            ActualDialog(self._context, item, self).exec()

    def _remove(self) -> None:
        item = self._table.current()
        if item is not None:
            self._context.bus.run(self._context.session.ledger.remove_cash_item, item.id)


class AccountsCard(cards.Card):
    """The paying accounts with what is free in each."""

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("forecast.accounts"), "cash_accounts")
        self._context = context
        self._table = TableView(
            [
                Column("cash.name", lambda row: row.name),
                Column("cash.balance", self._balance, right=True),
            ],
            name_key="forecast.accounts",
        )
        self._table.setObjectName("cash_account_table")
        self._table.acted.connect(self._open)
        self._update = cards.button(i18n.t("cash.update"), "update_balance", self._on_update)
        self.body.addWidget(
            flow(
                cards.button(i18n.t("cash.add_short"), "add_paying", lambda: self._open(None)),
                self._update,
            )
        )
        self._sum = cards.text(role="muted", name="cash_free")
        self.body.addWidget(self._table)
        self.body.addWidget(self._sum)
        self.body.addStretch(1)

    def show_accounts(self, snapshot: Snapshot) -> None:
        """Show one line per account and what is free in all."""
        rows = snapshot.paying_accounts
        self._table.set_rows(rows, lambda before, after: before.id == after.id)
        self._table.fit()
        self._table.setVisible(bool(rows))
        self._update.setEnabled(bool(rows))
        self._sum.setText(i18n.t("forecast.free", amount=words.money(free_cash(snapshot))))

    def _balance(self, row: PayingAccount) -> str:
        left = available(self._context.snapshot(), row)
        return i18n.t("cash.unknown") if left is None else words.money(left)

    def _on_update(self) -> None:
        self._open(self._table.current())

    def _open(self, account: PayingAccount | None) -> None:
        PayingAccountDialog(self._context, account, self).exec()


def _amount(amount: object) -> str:
    return words.money(amount) if amount else "—"  # type: ignore[arg-type]


def _item_amount(item: CashItem) -> str:
    sign = "+" if item.direction is Direction.INCOME else "−"
    return f"{sign}{words.money(item.amount)}"


def _item_tone(item: CashItem) -> str | None:
    return "ok" if item.direction is Direction.INCOME else None


def _when(item: CashItem) -> str:
    often = i18n.t(f"repeat.{item.repeat}")
    if item.repeat is Repeat.EVENLY:
        return often
    return f"{often} · {item.first_on.isoformat()}"


def _spread(item: CashItem) -> str:
    said = i18n.t(f"spread.{item.spread}")
    if item.spread is Spread.RANGE and item.low is not None and item.high is not None:
        said = f"{words.money(item.low)} – {words.money(item.high)}"
    return said
