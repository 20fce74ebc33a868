"""Record a repayment of one due: amount, day and source, all three to be changed."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.account import Payment
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


def paying_id(values: Mapping[str, str]) -> int | None:
    """The paying account that was chosen, None for none."""
    return int(values["paying_account"]) if values["paying_account"] else None


class PaymentDialog(FormDialog):
    """One repayment; ``amount`` is what is proposed, ``payment`` one to be corrected."""

    def __init__(
        self,
        context: Context,
        due: Obligation,
        amount: Money | None,
        parent: QWidget,
        *,
        payment: Payment | None = None,
    ) -> None:
        self._context = context
        self._due = due
        self._payment = payment
        snapshot = context.snapshot()
        note = i18n.t(
            "payment.note",
            title=words.title(snapshot, due),
            left=words.money(due.amount),
            penalty=words.money(due.penalty),
        )
        source = due.paying_account_id if payment is None else payment.paying_account_id
        paid_on = snapshot.today if payment is None else payment.paid_on
        t = i18n.t
        super().__init__(
            t("payment.title"),
            [
                Field("amount", t("payment.amount"), MoneyField(), value=words.plain(amount)),
                Field("paid_on", t("payment.paid_on"), DateField(), value=paid_on.isoformat()),
                Field(
                    "paying_account",
                    t("payment.source"),
                    ChoiceField(paying_choices(snapshot)),
                    value="" if source is None else str(source),
                ),
                Field(
                    "discount",
                    t("payment.discount"),
                    MoneyField(),
                    t("payment.discount_hint"),
                    "" if payment is None or not payment.discount else str(payment.discount),
                    more=True,
                ),
            ],
            self._save,
            parent,
            note=note,
            save_text=t("payment.save"),
        )

    def _save(self, values: dict[str, str], confirmed: bool) -> None:
        draft = drafts.payment_draft(
            values,
            today=self._context.snapshot().today,
            paying_account_id=paying_id(values),
        )
        ledger = self._context.session.ledger
        if self._payment is None:
            self._context.bus.run(ledger.pay, self._due, draft, confirmed=confirmed)
        else:
            self._context.bus.run(ledger.edit_payment, self._payment.id, draft)
