"""备付金: what is put aside and for whom, what has to be there, when to move how much, the ledger."""

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain.money import ZERO, Money
from assistant.domain.required import ReservePlan, Transfer, reserve_plan
from assistant.domain.reserve import EntryKind, ReserveEntry, earmarks
from assistant.domain.shortfall import Shortfall
from assistant.domain.snapshot import Changes, Snapshot
from assistant.errors import UserError
from assistant.ui import cards, theme, words
from assistant.ui.beside import Beside
from assistant.ui.bus import Refresher
from assistant.ui.context import Context
from assistant.ui.dialogs.reserve import EarmarkDialog, ReserveDialog
from assistant.ui.flow import even, flow
from assistant.ui.reserve_curve import ReserveCurve
from assistant.ui.shortfall_strip import ShortfallRun
from assistant.ui.table import Column, TableView

_INTEREST = Changes.EVERYTHING & ~Changes.REMINDERS


class ReservePage(QWidget):
    """The reserve on one page."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        column = cards.column_in(self)
        self._state = StateCard(context)
        self._transfers = TransfersCard(context)
        self._ledger = LedgerCard(context)
        self._earmarks = EarmarksCard()
        self._run = ShortfallRun(context.session.chances, "reserve", lambda: "reserve.stopped")
        self._run.done.connect(self._state.show_likely)
        column.addWidget(self._state)
        column.addWidget(self._run)
        column.addWidget(Beside((self._transfers, 3), (self._earmarks, 2)))
        column.addWidget(self._ledger)
        column.addStretch(1)
        self._refresher = Refresher(context.bus, self, _INTEREST, self._refresh)

    def _refresh(self) -> None:
        snapshot = self._context.snapshot()
        found = reserve_plan(snapshot)
        self._state.show_plan(found)
        self._transfers.show_transfers(found)
        self._earmarks.show_earmarks(snapshot)
        self._ledger.show_ledger(snapshot)
        self._run.ask(snapshot)


class StateCard(cards.Card):
    """What lies there against what has to, over the coming days."""

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("reserve.title"), "reserve_state")
        self._context = context
        self._plan: ReservePlan | None = None
        t = i18n.t
        self._balance = cards.Figure(t("reserve.balance"), "reserve_balance")
        self._needed = cards.Figure(t("reserve.needed"), "reserve_needed")
        self._likely = cards.Figure(t("reserve.likely"), "reserve_likely")
        self.body.addWidget(even(self._balance, self._needed, self._likely, most=3))
        self._verdict = cards.wrapped(cards.text(name="reserve_verdict"))
        self.body.addWidget(self._verdict)
        self.body.addWidget(
            flow(
                cards.button(
                    t("reserve.put"),
                    "put_into_reserve",
                    lambda: ReserveDialog(context, self).exec(),
                    primary=True,
                ),
                cards.button(
                    t("reserve.take"),
                    "take_from_reserve",
                    lambda: ReserveDialog(context, self, out=True).exec(),
                ),
                cards.button(
                    t("reserve.move"),
                    "move_earmark",
                    lambda: EarmarkDialog(context, self).exec(),
                ),
            )
        )
        self._curve = ReserveCurve()
        self.body.addWidget(self._curve)
        why = cards.wrapped(cards.text(t("reserve.why"), role="muted", points=theme.POINTS_SMALL))
        self.body.addWidget(why)

    def show_plan(self, found: ReservePlan) -> None:
        """Show the reserve and its curve."""
        self._plan = found
        t = i18n.t
        self._balance.set(words.money(found.balance), tone="danger" if found.below else "ok")
        self._needed.set(words.money(found.needed), t("reserve.needed_note"))
        self._likely.set("…", _likely_note(self._context.snapshot().cash_rules.alpha))
        if found.missing_on is not None:
            said, tone = (
                t(
                    "reserve.missing",
                    amount=words.money(found.missing),
                    day=i18n.day(found.missing_on),
                ),
                "danger",
            )
        elif found.below:
            said, tone = t("reserve.below", amount=words.money(found.below)), "warning"
        else:
            said, tone = t("reserve.kept"), "ok"
        self._verdict.setText(f"{'✓' if tone == 'ok' else '!'} {said}")
        cards.set_tone(self._verdict, tone)
        self._draw(None)

    def show_likely(self, found: Shortfall) -> None:
        """Show the curve of what is uncertain, when it was computed."""
        if self._plan is None:
            return
        self._likely.set(words.money(found.curve[0][1]), _likely_note(found.alpha))
        self._draw(tuple(amount for _, amount in found.curve))

    def _draw(self, likely: tuple[Money, ...] | None) -> None:
        if self._plan is not None:
            self._curve.show_curve(self._plan, likely)


class TransfersCard(cards.Card):
    """How much of which income goes into the reserve."""

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("transfers.title"), "transfers")
        self._context = context
        self._hint = cards.wrapped(cards.text(role="muted"))
        self.body.addWidget(self._hint)
        self._table = TableView(
            [
                Column("forecast.day", lambda row: i18n.day(row.day), whole=True),
                Column("transfers.income", _income),
                Column("transfers.amount", lambda row: words.money(row.amount), right=True),
                Column("transfers.spend", _spend, right=True),
                Column("transfers.left", lambda row: words.money(row.left), right=True),
            ],
            name_key="transfers.title",
            stretch=1,
        )
        self._table.setObjectName("transfer_table")
        self._table.acted.connect(self._put)
        self._button = cards.button(i18n.t("transfers.do"), "do_transfer", self._on_button)
        self.body.addWidget(self._table)
        self.body.addWidget(flow(self._button))
        self.body.addStretch(1)

    def show_transfers(self, found: ReservePlan) -> None:
        """Show the schedule; what cannot be brought in time is said above."""
        self._table.set_rows(found.transfers)
        self._table.fit()
        any_ = bool(found.transfers)
        self._table.setVisible(any_)
        self._button.setVisible(any_)
        self._hint.setText(i18n.t("transfers.how" if any_ else "transfers.none"))

    def _on_button(self) -> None:
        row = self._table.current()
        if row is not None:
            self._put(row)

    def _put(self, row: Transfer) -> None:
        ReserveDialog(self._context, self, amount=row.amount).exec()


class EarmarksCard(cards.Card):
    """What is promised to each product."""

    def __init__(self) -> None:
        super().__init__(i18n.t("reserve.earmarks"), "earmarks")
        self._table = TableView(
            [
                Column("reserve.earmark", lambda row: row[0]),
                Column("column.amount", lambda row: words.money(row[1]), right=True),
            ],
            name_key="reserve.earmarks",
        )
        self._table.setObjectName("earmark_table")
        self.body.addWidget(self._table)
        self.body.addStretch(1)

    def show_earmarks(self, snapshot: Snapshot) -> None:
        """Show one line per product, and what is promised to none."""
        held = earmarks(snapshot.reserve)
        rows = [
            (row.name, held.get(row.id, ZERO))
            for row in (*snapshot.accounts, *snapshot.archived)
            if held.get(row.id) or row in snapshot.accounts
        ]
        self._table.set_rows([*rows, (i18n.t("reserve.for_all"), held[None])])
        self._table.fit()


class LedgerCard(cards.Card):
    """Every line of the reserve, the newest first, with the balance after it."""

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("reserve.ledger"), "reserve_ledger")
        self._context = context
        self._remove_button = cards.button(
            i18n.t("action.remove"), "remove_reserve_entry", self._remove
        )
        self._refusal = cards.wrapped(cards.text(role="error", name="ledger_refusal"))
        self._refusal.hide()
        self._hint = cards.wrapped(cards.text(i18n.t("reserve.none"), role="muted"))
        self._table = TableView(
            [
                Column("reserve.day", lambda row: i18n.day(row[0].happened_on), whole=True),
                Column("reserve.kind", lambda row: i18n.t(f"entry_kind.{row[0].kind}")),
                Column("reserve.earmark", self._earmark),
                Column("reserve.account", self._account),
                Column("column.amount", _signed, right=True),
                Column("reserve.balance_after", lambda row: words.money(row[1]), right=True),
            ],
            name_key="reserve.ledger",
            stretch=2,
        )
        self._table.setObjectName("reserve_table")
        self.body.addWidget(self._hint)
        self.body.addWidget(self._table)
        self.body.addWidget(self._refusal)
        self.body.addWidget(flow(self._remove_button))

    def show_ledger(self, snapshot: Snapshot) -> None:
        """Show the lines with the balance after each."""
        balance, rows = ZERO, []
        for entry in snapshot.reserve:
            balance += entry.amount
            rows.append((entry, balance))
        self._table.set_rows(rows[::-1], lambda before, after: before[0].id == after[0].id)
        self._table.fit(20)
        self._table.setVisible(bool(rows))
        self._hint.setVisible(not rows)
        self._remove_button.setVisible(bool(rows))
        self._refusal.hide()

    def _earmark(self, row: tuple[ReserveEntry, Money]) -> str:
        if row[0].account_id is None:
            return i18n.t("reserve.for_all")
        return self._context.snapshot().account(row[0].account_id).name

    def _account(self, row: tuple[ReserveEntry, Money]) -> str:
        account = self._context.snapshot().paying_account(row[0].paying_account_id)
        return row[0].note if account is None else account.name

    def _remove(self) -> None:
        row = self._table.current()
        if row is None:
            return
        entry = row[0]
        chosen = [entry.id]
        if entry.kind is EntryKind.MOVE:  # both halves of one move
            chosen += [
                other.id
                for other, _ in self._table.table.rows
                if other.kind is EntryKind.MOVE
                and other.created_at == entry.created_at
                and other.amount == -entry.amount
            ]
        try:
            self._context.bus.run(self._context.session.ledger.remove_reserve_entry, chosen)
        except UserError as problem:
            self._refusal.setText(f"✕ {words.error(problem)}")
            self._refusal.show()


def _likely_note(alpha: Decimal) -> str:
    return i18n.t("reserve.likely_note", alpha=words.percent(alpha))


def _income(row: Transfer) -> str:
    return i18n.listed(row.titles) or i18n.t("transfers.at_hand")


def _spend(row: Transfer) -> str:
    return words.money(row.spare - row.amount)


def _signed(row: tuple[ReserveEntry, Money]) -> str:
    sign = "−" if row[0].amount < ZERO else "+"
    return f"{sign}{words.money(max(row[0].amount, -row[0].amount))}"
