"""Record a repayment of one due: amount, day and source, all three to be changed."""

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.dues import Obligation
from assistant.domain.money import Money
from assistant.domain.snapshot import Snapshot
from assistant.ui import words
from assistant.ui.context import Context
from assistant.ui.fields import ChoiceField, DateField, MoneyField
from assistant.ui.form import Field, FormDialog


def paying_choices(snapshot: Snapshot) -> list[tuple[str, str]]:
    """The paying accounts to choose from, none of them first."""
    rows = [(str(row.id), row.name) for row in snapshot.paying_accounts]
    return [("", i18n.t("payment.no_source")), *rows]


class PaymentDialog(FormDialog):
    """One repayment; ``amount`` is what is proposed."""

    def __init__(
        self, context: Context, due: Obligation, amount: Money | None, parent: QWidget
    ) -> None:
        self._context = context
        self._due = due
        snapshot = context.snapshot()
        note = i18n.t(
            "payment.note",
            title=words.title(snapshot, due),
            left=words.money(due.amount),
            penalty=words.money(due.penalty),
        )
        source = "" if due.paying_account_id is None else str(due.paying_account_id)
        super().__init__(
            i18n.t("payment.title"),
            [
                Field("amount", i18n.t("payment.amount"), MoneyField(), value=words.plain(amount)),
                Field(
                    "paid_on",
                    i18n.t("payment.paid_on"),
                    DateField(),
                    value=snapshot.today.isoformat(),
                ),
                Field(
                    "paying_account",
                    i18n.t("payment.source"),
                    ChoiceField(paying_choices(snapshot)),
                    value=source,
                ),
            ],
            self._save,
            parent,
            note=note,
            save_text=i18n.t("payment.save"),
        )

    def _save(self, values: dict[str, str], confirmed: bool) -> None:
        source = values["paying_account"]
        draft = drafts.payment_draft(
            values,
            today=self._context.snapshot().today,
            paying_account_id=int(source) if source else None,
        )
        self._context.bus.run(
            self._context.session.ledger.pay, self._due, draft, confirmed=confirmed
        )
