"""A revolving account (花呗, a card): its page's numbers, bills, what each choice costs, instalments."""

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout

from assistant import i18n
from assistant.domain.account import InstalmentPlan, Intent
from assistant.domain.dues import Obligation, Source, dues_of
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State, plan_rows
from assistant.ui import cards, theme, words
from assistant.ui.account_tab import AccountTab, stacked
from assistant.ui.bill_cards import ChoicesCard, NumbersCard
from assistant.ui.context import Context
from assistant.ui.dialogs.bill import BillDialog, PlanDialog
from assistant.ui.dialogs.payment import PaymentDialog
from assistant.ui.table import Column, TableView

_FORECASTS_SHOWN = 2


class RevolvingTab(AccountTab):
    """One revolving account."""

    def __init__(self, context: Context, account_id: int) -> None:
        super().__init__(context, account_id)
        self._numbers = NumbersCard(context, account_id)
        self._choices = ChoicesCard(context)
        right = stacked(self._bills_card(), self._choices)
        self.column.addLayout(cards.columns((self._numbers, 2), (right, 3)))
        self.column.addWidget(self._plans_card())
        self.column.addStretch(1)

    def show_account(self, snapshot: Snapshot) -> None:
        """Show its numbers, bills and plans."""
        self._numbers.show_account(snapshot)
        dues = _newest_first(dues_of(snapshot, snapshot.account(self.account_id)))
        self._table.set_rows(dues, lambda before, after: before.key == after.key)
        self._select_open(dues)
        self._table.fit()
        self._bill_hint.setVisible(not dues)
        plans = snapshot.plans_of(self.account_id)
        self._plan_table.set_rows(plans, lambda before, after: before.id == after.id)
        self._plan_table.fit()
        self._plan_table.setVisible(bool(plans))
        self._plan_hint.setVisible(not plans)
        self._plan_remove.setVisible(bool(plans))
        self._on_chosen(self._table.current())

    def _select_open(self, dues: list[Obligation]) -> None:
        """On the first showing, stand on the bill that wants money, not on the forecast above it."""
        current = self._table.current()
        if current is not None and current.estimated:
            for number, due in enumerate(dues):
                if due.open and not due.estimated:
                    self._table.selectRow(number)
                    return

    def _bills_card(self) -> cards.Card:
        card = cards.Card(i18n.t("revolving.bills"), "bills")
        card.head.addWidget(cards.button(i18n.t("bill.add_short"), "add_bill", self._add_bill))
        self._bill_hint = cards.wrapped(cards.text(i18n.t("revolving.no_bills"), role="muted"))
        self._table = TableView(
            [
                Column("column.bill_date", lambda due: due.bill_date.isoformat()),
                Column("column.due_date", lambda due: i18n.day(due.due_date)),
                Column("column.amount", lambda due: words.money(due.whole), right=True),
                Column("column.left", lambda due: words.money(due.amount), right=True),
                Column("column.minimum", lambda due: words.money(due.minimum), right=True),
                Column("column.state", words.due_state, tone=lambda due: words.TONES[due.state]),
            ],
            name_key="revolving.bills",
            stretch=5,
        )
        self._table.setObjectName("bill_table")
        self._table.chosen.connect(self._on_chosen)
        self._table.acted.connect(lambda _due: self._pay_full())
        t = i18n.t
        self._actions = {
            "pay": cards.button(t("action.pay"), "pay", self._pay_full, primary=True),
            "partial": cards.button(t("action.partial"), "partial", self._pay_part),
            "minimum": cards.button(t("action.minimum"), "minimum", self._toggle_minimum),
            "take_back": cards.button(t("action.take_back"), "take_back", self._take_back),
            "edit": cards.button(t("action.edit"), "edit_bill", self._edit_bill),
            "remove": cards.button(t("action.remove"), "remove_bill", self._remove_bill),
        }
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        for made in self._actions.values():
            row.addWidget(made)
        row.addStretch(1)
        card.body.addLayout(row)
        card.body.addWidget(self._bill_hint)
        card.body.addWidget(self._table)
        self._intent_note = cards.wrapped(cards.text(role="muted", name="intent_note"))
        card.body.addWidget(self._intent_note)
        return card

    def _plans_card(self) -> cards.Card:
        card = cards.Card(i18n.t("revolving.plans"), "plans")
        self._plan_remove = cards.button(i18n.t("action.remove"), "remove_plan", self._remove_plan)
        card.head.addWidget(self._plan_remove)
        card.head.addWidget(cards.button(i18n.t("plan.add_short"), "add_plan", self._add_plan))
        self._plan_hint = cards.wrapped(cards.text(i18n.t("revolving.no_plans"), role="muted"))
        self._plan_table = TableView(
            [
                Column("plan.title", lambda plan: plan.title),
                Column("plan.principal", lambda plan: words.money(plan.principal), right=True),
                Column("plan.total_fee", lambda plan: words.money(plan.total_fee), right=True),
                Column("plan.progress", self._progress),
                Column("plan.each", self._each, right=True),
                Column("plan.rest", self._rest, right=True),
                Column("plan.real_rate", self._real_rate, right=True),
            ],
            name_key="revolving.plans",
        )
        self._plan_table.setObjectName("plan_table")
        card.body.addWidget(self._plan_hint)
        card.body.addWidget(self._plan_table)
        return card

    def _on_chosen(self, due: Obligation | None) -> None:
        typed = due is not None and due.source is Source.BILL
        waiting = due is not None and due.open
        snapshot = self.context.snapshot()
        bill = snapshot.bill(due.bill_id) if due is not None and due.bill_id is not None else None
        has_minimum = (
            due is not None and due.minimum < due.amount and due.state is not State.OVERDUE
        )
        self._actions["pay"].setEnabled(waiting)
        self._actions["partial"].setEnabled(due is not None and bool(due.amount))
        self._actions["minimum"].setEnabled(
            bill is not None and (bill.intent is Intent.MINIMUM or (waiting and has_minimum))
        )
        wants_minimum = bill is not None and bill.intent is Intent.MINIMUM
        self._actions["minimum"].setText(
            i18n.t("action.full" if wants_minimum else "action.minimum")
        )
        paid = bill is not None and bool(snapshot.payments_of_bill(bill.id))
        self._actions["take_back"].setEnabled(paid)
        self._actions["edit"].setEnabled(typed)
        self._actions["remove"].setEnabled(typed)
        product = snapshot.product_of(snapshot.account(self.account_id))
        where = product.where("deduct_at", i18n.language())
        self._intent_note.setText(i18n.t("revolving.intent_note", where=where))
        self._intent_note.setVisible(wants_minimum)
        self._choices.show_bill(snapshot, bill)

    def _pay_full(self) -> None:
        due = self._table.current()
        if due is not None and due.open:
            PaymentDialog(self.context, due, due.to_pay + due.penalty, self).exec()

    def _pay_part(self) -> None:
        due = self._table.current()
        if due is not None and due.amount:
            PaymentDialog(self.context, due, due.minimum or None, self).exec()

    def _toggle_minimum(self) -> None:
        due = self._table.current()
        if due is None or due.bill_id is None:
            return
        now = self.context.snapshot().bill(due.bill_id).intent
        wanted = Intent.FULL if now is Intent.MINIMUM else Intent.MINIMUM
        self.context.bus.run(self.context.session.ledger.set_intent, due.bill_id, wanted)

    def _take_back(self) -> None:
        due = self._table.current()
        if due is not None:
            self.context.take_back(due)

    def _add_bill(self) -> None:
        BillDialog(self.context, self.account_id, None, self).exec()

    def _edit_bill(self) -> None:
        due = self._table.current()
        if due is not None and due.bill_id is not None:
            bill = self.context.snapshot().bill(due.bill_id)
            BillDialog(self.context, self.account_id, bill, self).exec()

    def _remove_bill(self) -> None:
        due = self._table.current()
        if due is not None and due.bill_id is not None:
            self.context.bus.run(self.context.session.ledger.remove_bill, due.bill_id)

    def _add_plan(self) -> None:
        PlanDialog(self.context, self.account_id, self).exec()

    def _remove_plan(self) -> None:
        plan = self._plan_table.current()
        if plan is not None:
            self.context.bus.run(self.context.session.ledger.remove_plan, plan.id)

    def _rows(self, plan: InstalmentPlan) -> tuple[int, int]:
        today = self.context.snapshot().today
        rows = plan_rows(plan, "last")
        return sum(row.due is not None and row.due < today for row in rows), len(rows)

    def _progress(self, plan: InstalmentPlan) -> str:
        past, count = self._rows(plan)
        return i18n.t("plan.progress_of", past=past, count=count)

    @staticmethod
    def _each(plan: InstalmentPlan) -> str:
        return words.money(plan_rows(plan, "last")[0].payment)

    def _rest(self, plan: InstalmentPlan) -> str:
        past, _ = self._rows(plan)
        return i18n.money(sum(row.payment.fen for row in plan_rows(plan, "last")[past:]))

    @staticmethod
    def _real_rate(plan: InstalmentPlan) -> str:
        from assistant.domain.instalments import fee_instalment  # late: only where plans are shown

        found = fee_instalment(plan.principal, plan.periods, total_fee=plan.total_fee).irr
        return words.percent(found.nominal, 2)


def _newest_first(dues: Iterable[Obligation]) -> list[Obligation]:
    """All bills and the nearest forecasts; what instalments bring later stands in their own table."""
    ordered = sorted(dues, key=lambda due: due.due_date)
    typed = [due for due in ordered if not due.estimated]
    coming = [due for due in ordered if due.estimated][:_FORECASTS_SHOWN]
    return sorted(typed + coming, key=lambda due: due.due_date, reverse=True)
