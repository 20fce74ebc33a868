"""What happens to a loan off its schedule: a part prepaid, a new rate, a term as the app shows it."""

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.loan import FrozenRow, ScheduleRow
from assistant.domain.loan_standing import LoanStanding
from assistant.domain.money import Money
from assistant.domain.outlook import prepayment_outlook
from assistant.domain.term_text import parse_term, read_date, read_money, read_ratio
from assistant.errors import UserError
from assistant.ui import words
from assistant.ui.cards import text, wrapped
from assistant.ui.context import Context
from assistant.ui.dialogs.freeze import FreezeDialog
from assistant.ui.dialogs.payment import paying_choices
from assistant.ui.fields import ChoiceField, DateField, MoneyField, TextField
from assistant.ui.form import Field, FormDialog


class PrepaymentDialog(FormDialog):
    """Repay a part before it is due: what it takes and changes is priced while typing."""

    def __init__(self, context: Context, standing: LoanStanding, parent: QWidget) -> None:
        self._context = context
        self._standing = standing
        snapshot = context.snapshot()
        account = snapshot.account(standing.loan.account_id)
        source = account.paying_account_id
        t = i18n.t
        effects = [(value, t(f"choice.{value}")) for value in ("lower", "shorten")]
        super().__init__(
            t("prepay.title"),
            [
                Field("principal", t("prepay.principal"), MoneyField()),
                Field(
                    "paid_on", t("payment.paid_on"), DateField(), value=snapshot.today.isoformat()
                ),
                Field(
                    "effect",
                    t("term.prepay_effect"),
                    ChoiceField(effects),
                    value=snapshot.terms_of(account).prepay_effect,
                ),
                Field("interest", t("prepay.interest"), MoneyField(), t("prepay.interest_hint")),
                Field(
                    "paying_account",
                    t("payment.source"),
                    ChoiceField(paying_choices(snapshot)),
                    value="" if source is None else str(source),
                ),
            ],
            self._save,
            parent,
            note=t("note.limit_may_stay"),
        )
        self._priced = wrapped(text(name="prepay_priced"))
        self._column.insertWidget(2, self._priced)
        self._proposed = ""
        self.form.edited.connect(self._price)

    def _price(self) -> None:
        values = self.form.values()
        try:
            found = prepayment_outlook(
                self._context.snapshot(),
                self._standing,
                read_date(values["paid_on"], "paid_on"),
                read_money(values["principal"], "principal"),
                values["effect"],
            )
        except UserError:
            self._priced.setText("")
            return
        charge = str(found.interest + found.fee)
        if values["interest"] in ("", self._proposed) and charge != values["interest"]:
            self._proposed = charge
            self.form.fields["interest"].widget.set_text_value(charge)
        self._priced.setText(
            i18n.t(
                "prepay.priced",
                total=words.money(found.total),
                before=words.money(found.next_before),
                after=words.money(found.next_after),
                last_before=found.last_before.isoformat(),
                last_after=found.last_after.isoformat(),
                saved=words.money(found.saved),
            )
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        today = self._context.snapshot().today
        draft = drafts.prepayment_draft(values, today=today, loan_id=self._standing.loan.id)
        self._context.bus.run(self._context.session.ledger.prepay_loan, draft)


class FreezeTermDialog(FreezeDialog):
    """Take a term over as the payment app shows it, or let it be computed again."""

    def __init__(self, context: Context, loan_id: int, row: ScheduleRow, parent: QWidget) -> None:
        bus, ledger = context.bus, context.session.ledger

        def freeze(principal: Money, interest: Money) -> None:
            bus.run(ledger.freeze_term, loan_id, FrozenRow(row.no, principal, interest))

        super().__init__(
            row,
            ("interest", i18n.t("column.interest"), row.interest),
            freeze,
            lambda: bus.run(ledger.thaw_term, loan_id, row.no),
            parent,
        )


class RateChangeDialog(FormDialog):
    """A new rate from a day on (LPR 重定价); an empty rate takes the change of that day back."""

    def __init__(self, context: Context, standing: LoanStanding, parent: QWidget) -> None:
        self._context = context
        self._loan = standing.loan
        t = i18n.t
        known = "\n".join(
            t("rate_change.known", day=row.on.isoformat(), rate=words.percent(row.rate, 4))
            for row in self._loan.rate_changes
        )
        super().__init__(
            t("rate_change.title"),
            [
                Field(
                    "effective_from",
                    t("rate_change.from"),
                    DateField(),
                    value=f"{context.snapshot().today.year + 1}-01-01",
                ),
                Field(
                    "rate",
                    t(f"rate_change.{self._loan.rate_per}"),
                    TextField(),
                    t("rate_change.hint"),
                ),
            ],
            self._save,
            parent,
            note=known,
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        on = read_date(drafts.required(values, "effective_from"), "effective_from")
        rate = None
        if values["rate"].strip():
            rate = read_ratio(values["rate"], "rate")
            if self._loan.rate_per == "day":
                parse_term("daily_rate", values["rate"])
        self._context.bus.run(self._context.session.ledger.change_rate, self._loan.id, on, rate)
