"""Add an instalment plan, settle one early, take a part over as the payment app shows it."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.account import InstalmentPlan, PaymentKind, PlanKind
from assistant.domain.choices import Choice
from assistant.domain.instalments import FrozenPart, InstalmentRow
from assistant.domain.money import Money
from assistant.domain.outlook import plan_outlook
from assistant.domain.terms import Terms
from assistant.ui import words
from assistant.ui.context import Context
from assistant.ui.dialogs.bill import usual_dates
from assistant.ui.dialogs.freeze import FreezeDialog
from assistant.ui.dialogs.payment import paying_choices, paying_id
from assistant.ui.fields import ChoiceField, DateField, MoneyField, TextField
from assistant.ui.form import Field, FormDialog


class PlanDialog(FormDialog):
    """One instalment plan; with a bill and a choice, that bill is put into instalments."""

    def __init__(
        self,
        context: Context,
        account_id: int,
        parent: QWidget,
        *,
        bill_id: int | None = None,
        choice: Choice | None = None,
    ) -> None:
        self._context = context
        self._account_id = account_id
        self._bill_id = bill_id
        snapshot = context.snapshot()
        values = {
            "title": i18n.t("plan.title_default"),
            "principal": "",
            "periods": "12",
            "total_fee": "",
            "first_due": usual_dates(snapshot, account_id)[1],
            "kind": PlanKind.CHECKOUT.value,
        }
        if choice is not None:
            values |= {
                "title": i18n.t("plan.title_bill", periods=choice.periods),
                "principal": words.plain(choice.later - choice.cost),
                "periods": str(choice.periods),
                "total_fee": words.plain(choice.cost),
                "first_due": usual_dates(snapshot, account_id, ahead=1)[1],
                "kind": PlanKind.BILL.value,
            }
        super().__init__(
            i18n.t("plan.add"),
            _plan_fields(values, snapshot.terms_of(snapshot.account(account_id))),
            self._save,
            parent,
            note=i18n.t("plan.from_bill_note") if bill_id is not None else "",
        )

    def _save(self, values: dict[str, str], confirmed: bool) -> None:
        draft = drafts.plan_draft(self._account_id, values, self._bill_id)
        self._context.bus.run(self._context.session.ledger.add_plan, draft, confirmed=confirmed)


def _plan_fields(values: dict[str, str], terms: Terms) -> list[Field]:
    t = i18n.t
    kinds = [(kind.value, t(f"plan_kind.{kind}")) for kind in PlanKind]
    waivers = [(value, t(f"choice.{value}")) for value in ("none", "future_fees")]
    rests = [(value, t(f"choice.{value}")) for value in ("last", "first")]
    fee, due = t("plan.total_fee_hint"), t("plan.first_due_hint")
    waiver, rate = t("plan.waiver_hint"), t("rates.disclosed_hint")
    return [
        Field("title", t("plan.title"), TextField(), value=values["title"]),
        Field("principal", t("plan.principal"), MoneyField(), value=values["principal"]),
        Field("periods", t("plan.periods"), TextField(), value=values["periods"]),
        Field("total_fee", t("plan.total_fee"), MoneyField(), fee, values["total_fee"]),
        Field("first_due", t("plan.first_due"), DateField(), due, values["first_due"]),
        Field("kind", t("plan.kind"), ChoiceField(kinds), value=values["kind"], more=True),
        Field(
            *("waiver", t("term.fee_waiver"), ChoiceField(waivers), waiver, terms.fee_waiver),
            more=True,
        ),
        Field(
            *("remainder", t("term.instalment_remainder"), ChoiceField(rests)),
            value=terms.instalment_remainder,
            more=True,
        ),
        Field("disclosed_rate", t("rates.disclosed"), TextField(), rate, more=True),
    ]


class SettlePlanDialog(FormDialog):
    """Record that an instalment plan was settled early."""

    def __init__(self, context: Context, plan: InstalmentPlan, parent: QWidget) -> None:
        self._context = context
        self._plan = plan
        snapshot = context.snapshot()
        found = plan_outlook(snapshot, plan)
        t = i18n.t
        note = t(
            "plan.saves" if found.saved else "plan.sunk",
            total=words.money(found.settlement),
            principal=words.money(found.principal),
            fee=words.money(found.fee),
            saved=words.money(found.saved),
        )
        source = snapshot.account(plan.account_id).paying_account_id
        super().__init__(
            t("plan.settle"),
            [
                Field(
                    "amount",
                    t("payment.amount"),
                    MoneyField(),
                    value=words.plain(found.settlement),
                ),
                Field(
                    "paid_on", t("payment.paid_on"), DateField(), value=snapshot.today.isoformat()
                ),
                Field(
                    "paying_account",
                    t("payment.source"),
                    ChoiceField(paying_choices(snapshot)),
                    value="" if source is None else str(source),
                ),
            ],
            self._save,
            parent,
            note=f"{note}\n{t('note.limit_may_stay')}",
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        found = drafts.payment_draft(
            values,
            today=self._context.snapshot().today,
            paying_account_id=paying_id(values),
        )
        draft = replace(found, plan_id=self._plan.id, kind=PaymentKind.SETTLEMENT)
        self._context.bus.run(self._context.session.ledger.settle_plan, self._plan.id, draft)


class FreezePartDialog(FreezeDialog):
    """Take a part over as the payment app shows it, or let it be computed again."""

    def __init__(
        self, context: Context, plan: InstalmentPlan, part: InstalmentRow, parent: QWidget
    ) -> None:
        bus, ledger = context.bus, context.session.ledger

        def freeze(principal: Money, fee: Money) -> None:
            bus.run(ledger.freeze_part, plan.id, FrozenPart(part.no, principal, fee))

        super().__init__(
            part,
            ("fee", i18n.t("plan.fee"), part.fee),
            freeze,
            lambda: bus.run(ledger.thaw_part, plan.id, part.no),
            parent,
        )
