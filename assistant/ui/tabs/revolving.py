"""A revolving account (花呗, a card): its page's numbers, bills, the decision, and what lies behind them."""

from collections.abc import Iterable
from datetime import date

from assistant import i18n
from assistant.domain.account import Bill, Intent
from assistant.domain.choices import Choice, Way
from assistant.domain.dues import Obligation, Source, dues_of, payments_of_due
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State
from assistant.domain.statement import expected_bill
from assistant.ui import cards, words
from assistant.ui.account_tab import AccountTab, stacked
from assistant.ui.answers_card import AnswersCard
from assistant.ui.context import Context
from assistant.ui.decision_card import DecisionCard
from assistant.ui.dialogs.bill import BillDialog
from assistant.ui.dialogs.payment import PaymentDialog
from assistant.ui.dialogs.plan import PlanDialog
from assistant.ui.flow import flow
from assistant.ui.items_card import ItemsCard
from assistant.ui.numbers_card import NumbersCard
from assistant.ui.plans_card import PlansCard
from assistant.ui.rates_card import RatesCard
from assistant.ui.reconcile_card import ReconcileCard
from assistant.ui.sections import Sections
from assistant.ui.table import Column, TableView

_FORECASTS_SHOWN = 2


class RevolvingTab(AccountTab):
    """One revolving account."""

    def __init__(self, context: Context, account_id: int) -> None:
        super().__init__(context, account_id)
        self._stood = False
        self._numbers = NumbersCard(context, account_id)
        self._decision = DecisionCard(context)
        self._decision.decided.connect(self._on_decided)
        self._items = ItemsCard(context, account_id)
        self._plans = PlansCard(context, account_id)
        self._reconcile = ReconcileCard()
        self._answers = AnswersCard()
        self._answers.written_off.connect(self._write_off)
        self._rates = RatesCard(context, account_id)
        right = stacked(self._bills_card(), self._decision)
        self.column.addLayout(cards.columns((self._numbers, 1), (right, 2)))
        self.sections = Sections(
            [
                ("items", self._items),
                ("plans", self._plans),
                ("reconcile", self._reconcile),
                ("answers", self._answers),
                ("rates", self._rates),
            ]
        )
        self.column.addWidget(self.sections)
        self.column.addStretch(1)

    def show_account(self, snapshot: Snapshot) -> None:
        """Show its numbers, bills, items and plans."""
        self._numbers.show_account(snapshot)
        dues = _newest_first(dues_of(snapshot, snapshot.account(self.account_id)))
        self._table.set_rows(dues, lambda before, after: before.key == after.key)
        self._select_open(dues)
        self._table.fit()
        self._items.show_account(snapshot)
        self._plans.show_account(snapshot)
        self._rates.show_account(snapshot)
        self._on_chosen(self._table.current())

    def _select_open(self, dues: list[Obligation]) -> None:
        """On the first showing, stand on the bill that wants money, else on the one that comes next."""
        current = self._table.current()
        if current is None or current.source is not Source.FORECAST:
            return
        coming = [no for no, due in enumerate(dues) if due.source is Source.FORECAST]
        typed = [no for no, due in enumerate(dues) if due.open and no not in coming]
        if typed:
            self._table.selectRow(typed[0])
        elif coming and not self._stood:
            self._table.selectRow(coming[-1])
        self._stood = True

    def _day(self, on: date) -> str:
        return i18n.day(on, self.context.snapshot().today)

    def _bills_card(self) -> cards.Card:
        card = cards.Card(i18n.t("revolving.bills"), "bills")
        self._table = TableView(
            [
                Column("column.bill_date", lambda due: self._day(due.bill_date), whole=True),
                Column("column.due_date", lambda due: self._day(due.due_date), whole=True),
                Column("column.amount", lambda due: words.money(due.whole), right=True),
                Column("column.left", lambda due: words.money(due.amount), right=True),
                Column("column.minimum", lambda due: words.money(due.minimum), right=True),
                Column(
                    "column.state",
                    words.due_state,
                    tone=lambda due: words.TONES[due.state],
                    tip=words.due_state,
                ),
            ],
            name_key="revolving.bills",
            stretch=5,
            empty_key="revolving.no_bills",
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
            "correct": cards.button(t("action.correct"), "correct", self._correct),
            "edit": cards.button(t("action.edit"), "edit_bill", self._edit_bill),
            "remove": cards.button(t("action.remove"), "remove_bill", self._remove_bill),
        }
        # What changes the bill itself stands apart from what pays it.
        changes = [self._actions["edit"], self._actions["remove"]]
        for button in (*changes, cards.button(t("bill.add_short"), "add_bill", self._add_bill)):
            card.head.addWidget(button)
        card.body.addWidget(flow(*(row for row in self._actions.values() if row not in changes)))
        card.body.addWidget(self._table)
        note = i18n.t("revolving.assumed_note")
        self._assumed_note = cards.wrapped(cards.text(note, role="muted", name="assumed_note"))
        card.body.addWidget(self._assumed_note)
        self._intent_note = cards.wrapped(cards.text(role="muted", name="intent_note"))
        card.body.addWidget(self._intent_note)
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
        # What rolled into a newer bill that is typed is repaid there.
        moved = bill is not None and not waiting and bill != snapshot.bills_of(self.account_id)[-1]
        self._actions["partial"].setEnabled(due is not None and bool(due.amount) and not moved)
        self._actions["minimum"].setEnabled(
            bill is not None and (bill.intent is Intent.MINIMUM or (waiting and has_minimum))
        )
        wants_minimum = bill is not None and bill.intent is Intent.MINIMUM
        self._actions["minimum"].setText(
            i18n.t("action.full" if wants_minimum else "action.minimum")
        )
        paid = due is not None and bool(payments_of_due(snapshot, due))
        for name in ("take_back", "correct"):
            self._actions[name].setEnabled(paid)
        self._actions["edit"].setEnabled(typed)
        self._actions["remove"].setEnabled(typed)
        product = snapshot.product_of(snapshot.account(self.account_id))
        where = product.where("deduct_at", i18n.language())
        self._intent_note.setText(i18n.t("revolving.intent_note", where=where))
        self._intent_note.setVisible(wants_minimum)
        self._assumed_note.setVisible(bill is not None and bill.assumed)
        self._decision.show_bill(snapshot, bill or self._expected(snapshot, due))
        self._reconcile.show_bill(snapshot, bill)
        self._answers.show_bill(snapshot, bill)

    def _expected(self, snapshot: Snapshot, due: Obligation | None) -> Bill | None:
        if due is None or due.bill_date is None:
            return None
        return expected_bill(snapshot, snapshot.account(self.account_id), due.bill_date)

    def _on_decided(self, bill_id: int, choice: Choice) -> None:
        """Carry out the chosen way: pay in full, mean the minimum, or put the bill into instalments."""
        if choice.way is Way.FULL:
            self._pay_full()
        elif choice.way is Way.MINIMUM:
            ledger = self.context.session.ledger
            self.context.bus.run(ledger.set_intent, bill_id, Intent.MINIMUM)
        else:
            PlanDialog(self.context, self.account_id, self, bill_id=bill_id, choice=choice).exec()

    def _write_off(self, bill_id: int) -> None:
        account = self.context.snapshot().account(self.account_id)
        for due in dues_of(self.context.snapshot(), account):
            if due.bill_id == bill_id:
                self.context.bus.run(self.context.session.ledger.write_off, due)
                return

    def _pay_full(self) -> None:
        due = self._table.current()
        if due is not None and due.open:
            PaymentDialog(self.context, due, due.to_pay + due.penalty, self).exec()

    def _pay_part(self) -> None:
        due = self._table.current()
        if due is not None and due.amount:
            PaymentDialog(self.context, due, due.minimum or None, self).exec()

    def _correct(self) -> None:
        due = self._table.current()
        if due is None:
            return
        payments = payments_of_due(self.context.snapshot(), due)
        if payments:
            newest = max(payments, key=lambda row: row.id)
            PaymentDialog(self.context, due, newest.amount, self, payment=newest).exec()

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


def _newest_first(dues: Iterable[Obligation]) -> list[Obligation]:
    """All bills and the nearest forecasts; what instalments bring later stands in their own table."""
    ordered = sorted(dues, key=lambda due: due.due_date)
    typed = [due for due in ordered if due.source is not Source.FORECAST]
    coming = [due for due in ordered if due.source is Source.FORECAST][:_FORECASTS_SHOWN]
    return sorted(typed + coming, key=lambda due: due.due_date, reverse=True)
