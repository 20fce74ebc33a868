"""One repayment that covered several dues: 「花呗|信用购」 paid in one go, split over two debts."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.dues import Obligation, terms_of_due
from assistant.domain.money import ZERO, Money, total
from assistant.domain.split import proposed
from assistant.domain.terms import FULL_DAY_MINUTES
from assistant.errors import UserError
from assistant.ui import words
from assistant.ui.context import Context
from assistant.ui.dialogs.payment import hour_fields, paying_choices, paying_id
from assistant.ui.fields import ChoiceField, DateField, MoneyField
from assistant.ui.form import Field, FormDialog


class SplitDialog(FormDialog):
    """The sum that was paid, and its parts; the parts follow the sum, earliest due first."""

    def __init__(self, context: Context, dues: tuple[Obligation, ...], parent: QWidget) -> None:
        self._context = context
        self._dues = {f"part_{number}": due for number, due in enumerate(dues)}
        snapshot = context.snapshot()
        t = i18n.t
        source = dues[0].paying_account_id if dues else None
        super().__init__(
            t("split.title"),
            [
                Field("amount", t("split.amount"), MoneyField(), t("split.amount_hint")),
                Field(
                    "paid_on", t("payment.paid_on"), DateField(), value=snapshot.today.isoformat()
                ),
                *hour_fields(snapshot, dues),
                Field(
                    "paying_account",
                    t("payment.source"),
                    ChoiceField(paying_choices(snapshot)),
                    value="" if source is None else str(source),
                ),
                *(
                    Field(
                        name,
                        words.title(snapshot, due),
                        MoneyField(),
                        t(
                            "split.due",
                            day=i18n.day(due.due_date),
                            left=words.money(due.outstanding),
                        ),
                    )
                    for name, due in self._dues.items()
                ),
            ],
            self._save,
            parent,
            note=t("split.note"),
        )
        widget = self.form.fields["amount"].widget
        if isinstance(widget, MoneyField):
            widget.textEdited.connect(self._spread)

    def _spread(self) -> None:
        """Propose parts: the earliest due first, up to what is left of it."""
        try:
            paid = drafts.optional_money(self.form.values(), "amount") or ZERO
        except UserError:
            return
        parts = proposed(paid, tuple(self._dues.values()))
        for name, part in zip(self._dues, parts, strict=True):
            self.form.fields[name].widget.set_text_value(str(part) if part else "")

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        parts = {name: drafts.optional_money(values, name) or ZERO for name in self._dues}
        whole = drafts.optional_money(values, "amount")
        _check_sum(whole, parts)
        made = []
        snapshot = self._context.snapshot()
        for name, due in self._dues.items():
            if not parts[name]:
                continue
            ends_early = terms_of_due(snapshot, due).cutoff < FULL_DAY_MINUTES
            hour = values.get("hour", "") if ends_early else drafts.BEFORE
            draft = drafts.payment_draft(
                values | {"amount": str(parts[name]), "hour": hour},
                today=snapshot.today,
                paying_account_id=paying_id(values),
            )
            made.append((due, draft))
        try:
            self._context.bus.run(self._context.session.ledger.pay_split, made)
        except UserError as problem:  # it names the due, the form its field
            fields = {due.key: name for name, due in self._dues.items()}
            field = fields.get(problem.field or "", problem.field)
            raise UserError(problem.key, field, **problem.params) from problem


def _check_sum(whole: Money | None, parts: Mapping[str, Money]) -> None:
    together = total(parts.values())
    if not together:
        raise UserError("money.zero", "amount")
    if whole is not None and whole != together:
        raise UserError("split.sum_differs", "amount", parts=together)
