"""Settling a loan early: what it takes today or on a chosen day, and what it saves."""

from PySide6.QtWidgets import QHBoxLayout

from assistant import i18n
from assistant.domain.loan_standing import LoanStanding
from assistant.domain.outlook import SettlementOutlook, settlement_outlook
from assistant.domain.term_text import read_date
from assistant.errors import UserError
from assistant.ui import cards, words
from assistant.ui.context import Context
from assistant.ui.dialogs.loan import SettlementDialog
from assistant.ui.fields import DateField
from assistant.ui.learn_link import learn_link


class SettlementCard(cards.Card):
    """Settling a loan early: today or on a chosen day, with the interest saved."""

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("settle.card"), "settlement")
        self._context = context
        self._standing: LoanStanding | None = None
        self._outlook: SettlementOutlook | None = None
        self._proposed = ""
        self.head.insertWidget(1, learn_link(context, "settlement-early", i18n.t("settle.card")))
        self._day = DateField()
        self._day.setObjectName("settle_day")
        self._day.setAccessibleName(i18n.t("settle.day"))
        self._day.textChanged.connect(self._price)
        row = QHBoxLayout()
        row.addWidget(cards.text(i18n.t("settle.day")))
        row.addWidget(self._day, 1)
        row.addWidget(cards.button(i18n.t("settle.today"), "settle_today", self._today))
        self.body.addLayout(row)
        self._total = cards.text(points=15, bold=True, name="settle_total")
        self._parts = cards.wrapped(cards.text(role="muted", name="settle_parts"))
        self._saved = cards.wrapped(cards.text(name="settle_saved"))
        self._error = cards.wrapped(cards.text(role="error", name="settle_error"))
        for label in (self._total, self._parts, self._saved, self._error):
            self.body.addWidget(label)
        self._record = cards.button(i18n.t("settle.record"), "settle", self._on_record)
        self.body.addWidget(self._record)

    def show_loan(self, standing: LoanStanding | None) -> None:
        """Price the settlement of a loan."""
        self._standing = standing
        self.setVisible(standing is not None and not standing.settled)
        if self._day.text() == self._proposed:
            self._today()
        self._price()

    def _today(self) -> None:
        """Propose today; as long as the user chooses no other day, the proposal moves along."""
        self._proposed = self._context.snapshot().today.isoformat()
        self._day.setText(self._proposed)

    def _price(self) -> None:
        self._outlook = None
        snapshot = self._context.snapshot()
        problem = ""
        try:
            if self._standing is not None:
                on = read_date(self._day.text(), "settle_day")
                self._outlook = settlement_outlook(snapshot, self._standing, on)
        except UserError as error:
            problem = f"✕ {words.error(error)}"
        self._error.setText(problem)
        self._error.setVisible(bool(problem))
        self._record.setEnabled(self._outlook is not None)
        for label in (self._total, self._parts, self._saved):
            label.setVisible(self._outlook is not None)
        if self._outlook is not None:
            self._show(self._outlook)

    def _show(self, outlook: SettlementOutlook) -> None:
        found = outlook.settlement
        t = i18n.t
        self._total.setText(words.money(outlook.total))
        self._total.setAccessibleName(t("settle.total", amount=words.money(outlook.total)))
        parts = t(
            "settle.parts",
            principal=words.money(found.outstanding),
            interest=words.money(found.interest),
            days=found.days,
        )
        if outlook.overdue:
            parts += t("settle.overdue", amount=words.money(outlook.overdue))
        if outlook.ahead:
            parts += t("settle.ahead", amount=words.money(outlook.ahead))
        self._parts.setText(parts)
        self._saved.setText(t("settle.saved", amount=words.money(found.interest_saved)))
        cards.set_tone(self._saved, "ok")

    def _on_record(self) -> None:
        if self._standing is not None and self._outlook is not None:
            SettlementDialog(self._context, self._standing.loan, self._outlook, self).exec()
