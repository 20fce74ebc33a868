"""Type or correct one bill, and add a running instalment plan."""

from datetime import date

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.account import Bill
from assistant.domain.calendar import due_date, latest_bill_date
from assistant.domain.terms import Terms
from assistant.ui import words
from assistant.ui.context import Context
from assistant.ui.fields import DateField, MoneyField, TextField
from assistant.ui.form import Field, FormDialog


def usual_dates(terms: Terms, today: date) -> tuple[str, str]:
    """The newest bill day and its due day by the account's terms, as text."""
    if terms.bill_day is None:
        return today.isoformat(), ""
    bill_date = latest_bill_date(today, terms.bill_day)
    if terms.due_day is None and terms.due_offset_days is None:
        return bill_date.isoformat(), ""
    due = due_date(bill_date, due_day=terms.due_day, due_offset_days=terms.due_offset_days)
    return bill_date.isoformat(), due.isoformat()


class BillDialog(FormDialog):
    """One bill of a revolving account."""

    def __init__(
        self, context: Context, account_id: int, bill: Bill | None, parent: QWidget
    ) -> None:
        self._context = context
        self._account_id = account_id
        self._bill = bill
        snapshot = context.snapshot()
        terms = snapshot.terms_of(snapshot.account(account_id))
        bill_date, due = usual_dates(terms, snapshot.today)
        amount = minimum = carried = ""
        if bill is not None:
            bill_date, due = bill.bill_date.isoformat(), bill.due_date.isoformat()
            amount, minimum = words.plain(bill.amount), words.plain(bill.minimum)
            carried = words.plain(bill.carried)
        t = i18n.t
        super().__init__(
            t("bill.add" if bill is None else "bill.edit"),
            [
                Field("bill_date", t("bill.bill_date"), DateField(), value=bill_date),
                Field("due_date", t("bill.due_date"), DateField(), value=due),
                Field("amount", t("bill.amount"), MoneyField(), t("bill.amount_hint"), amount),
                Field("minimum", t("bill.minimum"), MoneyField(), t("bill.minimum_hint"), minimum),
                Field(
                    "carried",
                    t("bill.carried"),
                    MoneyField(),
                    t("bill.carried_hint"),
                    carried,
                    more=True,
                ),
            ],
            self._save,
            parent,
        )

    def _save(self, values: dict[str, str], confirmed: bool) -> None:
        draft = drafts.bill_draft(self._account_id, values)
        ledger = self._context.session.ledger
        if self._bill is None:
            self._context.bus.run(ledger.record_bill, draft, confirmed=confirmed)
        else:
            self._context.bus.run(ledger.edit_bill, self._bill.id, draft, confirmed=confirmed)


class PlanDialog(FormDialog):
    """One running instalment plan of a revolving account."""

    def __init__(self, context: Context, account_id: int, parent: QWidget) -> None:
        self._context = context
        self._account_id = account_id
        snapshot = context.snapshot()
        terms = snapshot.terms_of(snapshot.account(account_id))
        t = i18n.t
        super().__init__(
            t("plan.add"),
            [
                Field("title", t("plan.title"), TextField(), value=t("plan.title_default")),
                Field("principal", t("plan.principal"), MoneyField()),
                Field("periods", t("plan.periods"), TextField(), value="12"),
                Field("total_fee", t("plan.total_fee"), MoneyField(), t("plan.total_fee_hint")),
                Field(
                    "first_due",
                    t("plan.first_due"),
                    DateField(),
                    t("plan.first_due_hint"),
                    usual_dates(terms, snapshot.today)[1],
                ),
            ],
            self._save,
            parent,
        )

    def _save(self, values: dict[str, str], confirmed: bool) -> None:
        draft = drafts.plan_draft(self._account_id, values)
        self._context.bus.run(self._context.session.ledger.add_plan, draft, confirmed=confirmed)
