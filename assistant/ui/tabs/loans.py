"""A loan account (借呗): its loans, the full schedule of each, and what settling early saves."""

from assistant import i18n
from assistant.domain.account import Loan, Payment, PaymentKind
from assistant.domain.accrual import Per
from assistant.domain.dues import Obligation, dues_of, term_key
from assistant.domain.loan_standing import LoanStanding, TermStanding, loan_standing
from assistant.domain.money import Money
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State
from assistant.domain.term_text import write_percent
from assistant.ui import cards, plain, words
from assistant.ui.account_tab import AccountTab, stacked
from assistant.ui.context import Context
from assistant.ui.dialogs.loan import LoanDialog
from assistant.ui.dialogs.loan_changes import FreezeTermDialog, PrepaymentDialog, RateChangeDialog
from assistant.ui.dialogs.payment import PaymentDialog
from assistant.ui.flow import flow
from assistant.ui.rates_card import RatesCard
from assistant.ui.sections import Sections
from assistant.ui.settlement_card import SettlementCard
from assistant.ui.table import Column, TableView

_MOST_TERMS = 24


class LoansTab(AccountTab):
    """One loan account."""

    def __init__(self, context: Context, account_id: int) -> None:
        super().__init__(context, account_id)
        self._standing: LoanStanding | None = None
        self._settlement = SettlementCard(context)
        left = stacked(self._loans_card(), self._settlement)
        self._schedule = self._schedule_card()
        self.column.addLayout(cards.columns((left, 3), (self._schedule, 5)))
        self._rates = RatesCard(context, account_id)
        self.sections = Sections([("rates", self._rates)])
        self.column.addWidget(self.sections)
        self.column.addStretch(1)

    def show_account(self, snapshot: Snapshot) -> None:
        """Show its loans, and the schedule of the chosen one."""
        standings = [loan_standing(snapshot, loan) for loan in snapshot.loans_of(self.account_id)]
        standings.sort(key=lambda row: (row.settled, row.loan.start))
        self._table.set_rows(standings, lambda before, after: before.loan.id == after.loan.id)
        self._table.fit()
        self._table.setVisible(bool(standings))
        self._hint.setVisible(not standings)
        self._rates.show_account(snapshot)
        self._on_chosen(self._table.current())

    def _due_day(self, term: TermStanding) -> str:
        return i18n.day(term.row.due, self.context.snapshot().today)

    def _loans_card(self) -> cards.Card:
        card = cards.Card(i18n.t("loans.loans"), "loans")
        card.head.addWidget(
            cards.button(i18n.t("loan.add_short"), "add_loan", self._add, primary=True)
        )
        self._hint = cards.wrapped(cards.text(i18n.t("loans.none"), role="muted"))
        self._table = TableView(
            [
                Column("loan.title", lambda row: row.loan.title),
                Column("loans.outstanding", lambda row: words.money(row.outstanding), right=True),
                Column("loans.progress", lambda row: f"{_paid(row)}/{row.loan.terms}"),
                Column(
                    "loans.rate",
                    self._rate,
                    right=True,
                    tip=self._rate_tip,
                ),
            ],
            name_key="loans.loans",
        )
        self._table.setObjectName("loan_table")
        self._table.chosen.connect(self._on_chosen)
        self._table.acted.connect(lambda _row: self._edit())
        card.body.addWidget(self._hint)
        card.body.addWidget(self._table)
        self._edit_button = cards.button(i18n.t("action.edit"), "edit_loan", self._edit)
        self._remove_button = cards.button(i18n.t("action.remove"), "remove_loan", self._remove)
        self._prepay_button = cards.button(i18n.t("prepay.short"), "prepay", self._prepay)
        self._rate_button = cards.button(i18n.t("rate_change.short"), "rate_change", self._new_rate)
        back = cards.button(i18n.t("prepay.back"), "take_back_prepayment", self._unprepay)
        self._unprepay_button = back
        changes = (self._prepay_button, back, self._rate_button)
        card.body.addWidget(flow(self._edit_button, self._remove_button, *changes))
        return card

    def _schedule_card(self) -> cards.Card:
        card = cards.Card(i18n.t("loans.schedule"), "schedule")
        self._terms = TableView(
            [
                Column("column.term", lambda term: str(term.row.no), right=True),
                Column("column.due_date", self._due_day, whole=True),
                Column("column.payment", lambda term: words.money(term.row.payment), right=True),
                Column(
                    "column.principal", lambda term: words.money(term.row.principal), right=True
                ),
                Column("column.interest", lambda term: words.money(term.row.interest), right=True),
                Column("column.state", self._state, tone=self._tone, tip=self._state),
            ],
            name_key="loans.schedule",
            stretch=5,
        )
        self._terms.setObjectName("term_table")
        self._terms.chosen.connect(self._on_term)
        self._terms.acted.connect(lambda _term: self._pay())
        t = i18n.t
        self._pay_button = cards.button(t("action.pay"), "pay", self._pay, primary=True)
        self._part_button = cards.button(t("action.partial"), "partial", self._part)
        self._back_button = cards.button(t("action.take_back"), "take_back", self._take_back)
        self._freeze_button = cards.button(t("action.freeze"), "freeze_term", self._freeze)
        self._sum = cards.text(role="muted", name="schedule_sum")
        card.head.addWidget(self._sum)
        repaying = (self._pay_button, self._part_button, self._back_button)
        card.body.addWidget(flow(*repaying, self._freeze_button))
        card.body.addWidget(self._terms)
        return card

    def _on_chosen(self, standing: LoanStanding | None) -> None:
        self._standing = standing
        self._schedule.setVisible(standing is not None)
        self._edit_button.setEnabled(standing is not None)
        self._remove_button.setEnabled(standing is not None)
        open_ = standing is not None and not standing.settled
        self._prepay_button.setEnabled(open_)
        self._rate_button.setEnabled(open_)
        self._settlement.show_loan(standing)
        self._show_unprepay()
        if standing is None:
            return
        self._terms.set_rows(standing.terms, lambda before, after: before.row.no == after.row.no)
        self._terms.fit(_MOST_TERMS)
        for number, term in enumerate(standing.terms):
            if term.state is not State.SETTLED:
                self._terms.selectRow(number)
                break
        interest = sum(term.row.interest.fen for term in standing.terms)
        self._sum.setText(i18n.t("loans.interest_sum", amount=words.money(Money(interest))))

    def _on_term(self, term: TermStanding | None) -> None:
        waiting = term is not None and term.state is not State.SETTLED
        self._pay_button.setEnabled(waiting)
        self._part_button.setEnabled(waiting)
        self._freeze_button.setEnabled(term is not None and term.state is not State.SETTLED)
        self._back_button.setEnabled(term is not None and self._has_payment(term))

    def _has_payment(self, term: TermStanding) -> bool:
        if self._standing is None:
            return False
        snapshot = self.context.snapshot()
        return bool(snapshot.payments_of_term(self._standing.loan.id, term.row.no))

    def _prepaid(self) -> Payment | None:
        """The newest prepayment of the chosen loan."""
        if self._standing is None:
            return None
        payments = self.context.snapshot().payments_of_loan(self._standing.loan.id)
        made = [row for row in payments if row.kind is PaymentKind.PREPAYMENT]
        return max(made, key=lambda row: row.id, default=None)

    def _show_unprepay(self) -> None:
        made = self._prepaid()
        self._unprepay_button.setVisible(made is not None)
        if made is not None:
            day, amount = i18n.day(made.paid_on), words.money(made.amount)
            plain.set_tip(self._unprepay_button, i18n.t("prepay.back_tip", day=day, amount=amount))

    def _rate(self, row: LoanStanding) -> str:
        per = "rate.per_day" if row.loan.rate_per is Per.DAY else "rate.per_year"
        return i18n.t(per, rate=write_percent(row.loan.rate))

    def _rate_tip(self, row: LoanStanding) -> str:
        terms = self.context.snapshot().terms_of(self.context.snapshot().account(self.account_id))
        return words.rate(row.loan.quoted(terms))

    def _state(self, term: TermStanding) -> str:
        if term.state is State.DUE and term.row.due > self.context.snapshot().today:
            return i18n.t("state.upcoming")
        if term.state is State.OVERDUE:
            late = f"{words.state(term.state)} {i18n.t('days.late', days=term.days_late)}"
            if term.penalty:  # no column of its own: it is empty in all other rows
                late += f" · {i18n.t('loans.penalty', amount=words.money(term.penalty))}"
            return late
        return words.state(term.state)

    def _tone(self, term: TermStanding) -> str | None:
        upcoming = term.state is State.DUE and term.row.due > self.context.snapshot().today
        return None if upcoming else words.TONES[term.state]

    def _due(self) -> Obligation | None:
        term, standing = self._terms.current(), self._standing
        if term is None or standing is None:
            return None
        snapshot = self.context.snapshot()
        key = term_key(standing.loan.id, term.row.no)
        dues = dues_of(snapshot, snapshot.account(self.account_id))
        return next((due for due in dues if due.key == key), None)

    def _pay(self) -> None:
        due = self._due()
        if due is not None and due.open:
            PaymentDialog(self.context, due, due.to_pay + due.penalty, self).exec()

    def _part(self) -> None:
        due = self._due()
        if due is not None and due.open:
            PaymentDialog(self.context, due, None, self).exec()

    def _take_back(self) -> None:
        due = self._due()
        if due is not None:
            self.context.take_back(due)

    def _prepay(self) -> None:
        if self._standing is not None:
            PrepaymentDialog(self.context, self._standing, self).exec()

    def _unprepay(self) -> None:
        if self._standing is not None:
            ledger = self.context.session.ledger
            self.context.bus.run(ledger.take_back_prepayment, self._standing.loan.id)

    def _new_rate(self) -> None:
        if self._standing is not None:
            RateChangeDialog(self.context, self._standing, self).exec()

    def _freeze(self) -> None:
        term = self._terms.current()
        if self._standing is not None and term is not None:
            FreezeTermDialog(self.context, self._standing.loan.id, term.row, self).exec()

    def _add(self) -> None:
        LoanDialog(self.context, self.account_id, None, self).exec()

    def _edit(self) -> None:
        loan = self._loan()
        if loan is not None:
            LoanDialog(self.context, self.account_id, loan, self).exec()

    def _remove(self) -> None:
        loan = self._loan()
        if loan is not None:
            self.context.bus.run(self.context.session.ledger.remove_loan, loan.id)

    def _loan(self) -> Loan | None:
        return None if self._standing is None else self._standing.loan


def _paid(standing: LoanStanding) -> int:
    return sum(term.state is State.SETTLED for term in standing.terms)
