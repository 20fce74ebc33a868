"""Type or correct one bill."""

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.account import Bill
from assistant.domain.cycle import due_of, latest_bill, next_bill
from assistant.domain.snapshot import Snapshot
from assistant.ui import words
from assistant.ui.context import Context
from assistant.ui.fields import DateField, MoneyField
from assistant.ui.form import Field, FormDialog


def usual_dates(snapshot: Snapshot, account_id: int, *, ahead: int = 0) -> tuple[str, str]:
    """The newest bill day and its due day by the account's terms, as text; or so many bills ahead."""
    account = snapshot.account(account_id)
    bill_date = latest_bill(snapshot, account, snapshot.today)
    for _ in range(ahead):
        bill_date = None if bill_date is None else next_bill(snapshot, account, bill_date)
    if bill_date is None:
        return snapshot.today.isoformat(), ""
    due = due_of(snapshot, account, bill_date)
    return bill_date.isoformat(), "" if due == bill_date else due.isoformat()


class BillDialog(FormDialog):
    """One bill of a revolving account."""

    def __init__(
        self, context: Context, account_id: int, bill: Bill | None, parent: QWidget
    ) -> None:
        self._context = context
        self._account_id = account_id
        self._bill = bill
        snapshot = context.snapshot()
        bill_date, due = usual_dates(snapshot, account_id)
        amount = minimum = carried = ""
        if bill is not None:
            bill_date, due = bill.bill_date.isoformat(), bill.due_date.isoformat()
            if not bill.assumed:
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
