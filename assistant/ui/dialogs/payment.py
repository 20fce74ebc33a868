"""Record a repayment of one due: amount, day and source, all three to be changed."""

from collections.abc import Iterable, Mapping

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.account import Payment
from assistant.domain.dues import Obligation, terms_of_due
from assistant.domain.money import Money
from assistant.domain.snapshot import Snapshot
from assistant.domain.terms import FULL_DAY_MINUTES
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


def hour_fields(
    snapshot: Snapshot, dues: Iterable[Obligation], *, after: bool = False
) -> list[Field]:
    """Before or after the lender's hour; nothing where the day of all these dues ends at midnight."""
    hours = {terms_of_due(snapshot, due).cutoff for due in dues} - {FULL_DAY_MINUTES}
    if not hours:
        return []
    t = i18n.t
    until = t("list.comma").join(i18n.clock_time(minutes) for minutes in sorted(hours))
    choices = [(name, t(f"payment.hour_{name}", until=until)) for name in drafts.HOURS]
    value = drafts.AFTER if after else drafts.BEFORE
    return [Field("hour", t("payment.hour"), ChoiceField(choices), t("payment.hour_hint"), value)]


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
                *hour_fields(snapshot, [due], after=payment is not None and payment.after_cutoff),
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
