"""Add or correct one loan, and record its early settlement."""

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.account import Loan
from assistant.domain.calendar import add_months
from assistant.domain.loan import Method, first_due_date
from assistant.domain.outlook import SettlementOutlook
from assistant.domain.terms import write_term
from assistant.ui import words
from assistant.ui.context import Context
from assistant.ui.dialogs.payment import paying_choices
from assistant.ui.fields import ChoiceField, DateField, MoneyField, TextField
from assistant.ui.form import Field, FormDialog


class LoanDialog(FormDialog):
    """One draw of a loan account."""

    def __init__(
        self, context: Context, account_id: int, loan: Loan | None, parent: QWidget
    ) -> None:
        self._context = context
        self._account_id = account_id
        self._loan = loan
        values = self._values()
        t = i18n.t
        methods = [(method.value, t(f"choice.{method.value}")) for method in Method]
        super().__init__(
            t("loan.add" if loan is None else "loan.edit"),
            [
                Field("title", t("loan.title"), TextField(), value=values["title"]),
                Field("principal", t("loan.principal"), MoneyField(), value=values["principal"]),
                Field(
                    "daily_rate",
                    t("loan.daily_rate"),
                    TextField(),
                    t("loan.daily_rate_hint"),
                    values["daily_rate"],
                ),
                Field("start", t("loan.start"), DateField(), value=values["start"]),
                Field("first_due", t("loan.first_due"), DateField(), value=values["first_due"]),
                Field("repay_day", t("loan.repay_day"), TextField(), value=values["repay_day"]),
                Field("terms", t("loan.terms"), TextField(), value=values["terms"]),
                Field("method", t("loan.method"), ChoiceField(methods), value=values["method"]),
                Field(
                    "paid_terms",
                    t("loan.paid_terms"),
                    TextField(),
                    t("loan.paid_terms_hint"),
                    values["paid_terms"],
                ),
            ],
            self._save,
            parent,
        )

    def _values(self) -> dict[str, str]:
        snapshot = self._context.snapshot()
        if self._loan is not None:
            loan = self._loan
            return {
                "title": loan.title,
                "principal": words.plain(loan.principal),
                "daily_rate": str(loan.daily_rate),
                "start": loan.start.isoformat(),
                "first_due": loan.first_due.isoformat(),
                "repay_day": str(loan.repay_day),
                "terms": str(loan.terms),
                "method": loan.method.value,
                "paid_terms": str(loan.paid_terms),
            }
        terms = snapshot.terms_of(snapshot.account(self._account_id))
        day = terms.repay_day or add_months(snapshot.today, 1).day
        count = len(snapshot.loans_of(self._account_id)) + 1
        return {
            "title": i18n.t("loan.title_default", number=count),
            "principal": "",
            "daily_rate": write_term(terms.daily_rate),
            "start": snapshot.today.isoformat(),
            "first_due": first_due_date(snapshot.today, day).isoformat(),
            "repay_day": str(day),
            "terms": "12",
            "method": terms.schedule_method,
            "paid_terms": "0",
        }

    def _save(self, values: dict[str, str], confirmed: bool) -> None:
        draft = drafts.loan_draft(self._account_id, values)
        ledger = self._context.session.ledger
        if self._loan is None:
            self._context.bus.run(ledger.add_loan, draft, confirmed=confirmed)
        else:
            self._context.bus.run(ledger.edit_loan, self._loan.id, draft, confirmed=confirmed)


class SettlementDialog(FormDialog):
    """Record that a loan was settled early."""

    def __init__(
        self, context: Context, loan: Loan, outlook: SettlementOutlook, parent: QWidget
    ) -> None:
        self._context = context
        self._loan = loan
        snapshot = context.snapshot()
        source = snapshot.account(loan.account_id).paying_account_id
        super().__init__(
            i18n.t("settle.title"),
            [
                Field(
                    "amount",
                    i18n.t("payment.amount"),
                    MoneyField(),
                    i18n.t("settle.amount_hint"),
                    words.plain(outlook.total),
                ),
                Field(
                    "paid_on",
                    i18n.t("payment.paid_on"),
                    DateField(),
                    value=min(outlook.on, snapshot.today).isoformat(),
                ),
                Field(
                    "paying_account",
                    i18n.t("payment.source"),
                    ChoiceField(paying_choices(snapshot)),
                    value="" if source is None else str(source),
                ),
            ],
            self._save,
            parent,
            note=i18n.t("settle.note", title=loan.title),
            save_text=i18n.t("settle.save"),
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        today = self._context.snapshot().today
        draft = drafts.payment_draft(values, today=today, loan_id=self._loan.id)
        source = values["paying_account"]
        self._context.bus.run(
            self._context.session.ledger.settle_loan,
            self._loan.id,
            draft.amount,
            draft.paid_on,
            int(source) if source else None,
        )
