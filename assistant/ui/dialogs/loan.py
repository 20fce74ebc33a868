"""Add or correct one loan, and record its early settlement."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.account import Loan
from assistant.domain.accrual import Per
from assistant.domain.calendar import add_months
from assistant.domain.loan import Method, first_due_date
from assistant.domain.outlook import SettlementOutlook
from assistant.domain.term_text import write_percent
from assistant.ui import words
from assistant.ui.context import Context
from assistant.ui.dialogs.payment import paying_choices, paying_id
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
                *_rate_fields(values),
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
                Field(
                    "interest_only_terms",
                    t("loan.interest_only"),
                    TextField(),
                    t("loan.interest_only_hint"),
                    values["interest_only_terms"],
                    more=True,
                ),
                Field(
                    "disclosed_rate",
                    t("rates.disclosed"),
                    TextField(),
                    t("rates.disclosed_hint"),
                    values["disclosed_rate"],
                    more=True,
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
                "daily_rate": write_percent(loan.rate) if loan.rate_per is Per.DAY else "",
                "annual_rate": write_percent(loan.rate) if loan.rate_per is Per.YEAR else "",
                "interest_only_terms": str(loan.interest_only_terms or ""),
                "disclosed_rate": _percent(loan.disclosed_rate),
                "start": loan.start.isoformat(),
                "first_due": loan.first_due.isoformat(),
                "repay_day": str(loan.repay_day),
                "terms": str(loan.terms),
                "method": loan.method.value,
                "paid_terms": str(loan.paid_terms),
            }
        account = snapshot.account(self._account_id)
        terms = snapshot.terms_of(account)
        day = terms.repay_day or add_months(snapshot.today, 1).day
        first_due = first_due_date(snapshot.today, day)
        if terms.due_after_days is not None:
            first_due = snapshot.today + timedelta(days=terms.due_after_days)
            day = first_due.day
        count = len(snapshot.loans_of(self._account_id)) + 1
        return {
            "title": i18n.t("loan.title_default", number=count),
            "principal": "",
            "daily_rate": write_percent(terms.daily_rate) if terms.annual_rate is None else "",
            "annual_rate": _percent(terms.annual_rate),
            "start": snapshot.today.isoformat(),
            "first_due": first_due.isoformat(),
            "repay_day": str(day),
            "terms": "1" if terms.schedule_method == Method.AT_END else str(terms.terms),
            "method": terms.schedule_method,
            "paid_terms": "0",
            "interest_only_terms": "",
            "disclosed_rate": "",
        }

    def _save(self, values: dict[str, str], confirmed: bool) -> None:
        draft = drafts.loan_draft(self._account_id, values)
        ledger = self._context.session.ledger
        if self._loan is None:
            self._context.bus.run(ledger.add_loan, draft, confirmed=confirmed)
        else:
            self._context.bus.run(ledger.edit_loan, self._loan.id, draft, confirmed=confirmed)


def _percent(share: Decimal | None) -> str:
    return "" if share is None else write_percent(share)


def _rate_fields(values: Mapping[str, str]) -> list[Field]:
    """The rate per day and per year; the one that is not used is folded away."""
    t = i18n.t
    fields = [
        Field(
            name,
            t(f"loan.{name}"),
            TextField(),
            t(f"loan.{name}_hint"),
            values[name],
            more=not used,
        )
        for name, used in (
            ("daily_rate", not values["annual_rate"]),
            ("annual_rate", bool(values["annual_rate"])),
        )
    ]
    return sorted(fields, key=lambda field: field.more)


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
            note=f"{i18n.t('settle.note', title=loan.title)}\n{i18n.t('note.limit_may_stay')}",
            save_text=i18n.t("settle.save"),
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        today = self._context.snapshot().today
        draft = drafts.payment_draft(values, today=today, loan_id=self._loan.id)
        self._context.bus.run(
            self._context.session.ledger.settle_loan,
            self._loan.id,
            draft.amount,
            draft.paid_on,
            paying_id(values),
        )
