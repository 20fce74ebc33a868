"""Add or correct a purchase, a cash advance or a refund."""

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.account import Destination, Item, ItemKind
from assistant.domain.entries import refund_route
from assistant.domain.snapshot import Snapshot
from assistant.domain.term_text import read_date
from assistant.errors import UserError
from assistant.ui import words
from assistant.ui.context import Context
from assistant.ui.fields import ChoiceField, DateField, MoneyField, TextField
from assistant.ui.form import Field, FormDialog


class ItemDialog(FormDialog):
    """One item; a refund asks what it gives back and proposes where it goes."""

    def __init__(
        self, context: Context, account_id: int, kind: ItemKind, item: Item | None, parent: QWidget
    ) -> None:
        self._context = context
        self._account_id = account_id
        self._kind = kind
        self._item = item
        snapshot = context.snapshot()
        t = i18n.t
        today = snapshot.today.isoformat()
        refund = kind is ItemKind.REFUND
        fields = [
            Field(
                "title",
                t("items.title"),
                TextField(),
                value=t(f"item.{kind}") if item is None else item.title,
            ),
            Field(
                "amount",
                t("column.amount"),
                MoneyField(),
                value="" if item is None else words.plain(item.amount),
            ),
            Field(
                "spent_on",
                t("items.refunded_on" if refund else "items.spent_on"),
                DateField(),
                value=today if item is None else item.spent_on.isoformat(),
            ),
        ]
        if refund:
            fields += self._refund_fields(snapshot)
        else:
            fields.append(
                Field(
                    "posted_on",
                    t("items.posted_on"),
                    DateField(),
                    t("items.posted_hint"),
                    _optional(None if item is None else item.posted_on, today, new=item is None),
                )
            )
        fields.append(
            Field(
                "bill_date",
                t("items.bill_date"),
                DateField(),
                t("items.bill_date_hint"),
                "" if item is None or item.bill_date is None else item.bill_date.isoformat(),
                more=True,
            )
        )
        super().__init__(
            t(f"items.{'add' if item is None else 'edit'}_{kind}"), fields, self._save, parent
        )
        if refund and item is None:
            widget = self.form.fields["refund_of"].widget
            if isinstance(widget, ChoiceField):
                widget.currentIndexChanged.connect(self._propose)

    def _refund_fields(self, snapshot: Snapshot) -> list[Field]:
        t, item = i18n.t, self._item
        purchases = [("", t("items.refund_unknown"))]
        purchases += [
            (str(row.id), f"{row.spent_on.isoformat()} {row.title} {words.money(row.amount)}")
            for row in reversed(snapshot.items_of(self._account_id))
            if row.kind is not ItemKind.REFUND
        ]
        plans = [("", t("items.no_plan"))]
        plans += [(str(plan.id), plan.title) for plan in snapshot.plans_of(self._account_id)]
        went = [(value.value, t(f"destination.{value}")) for value in Destination]
        chosen = Destination.BILL if item is None or item.destination is None else item.destination
        return [
            Field(
                "refund_of",
                t("items.refund_of"),
                ChoiceField(purchases),
                value="" if item is None or item.refund_of is None else str(item.refund_of),
            ),
            Field(
                "destination",
                t("items.destination"),
                ChoiceField(went),
                t("items.destination_hint"),
                chosen.value,
            ),
            Field(
                "plan_id",
                t("items.plan"),
                ChoiceField(plans),
                t("items.plan_hint"),
                "" if item is None or item.plan_id is None else str(item.plan_id),
                more=True,
            ),
        ]

    def _propose(self) -> None:
        """Where a refund of the chosen purchase usually goes."""
        values = self.form.values()
        snapshot = self._context.snapshot()
        known = {str(row.id): row for row in snapshot.items_of(self._account_id)}
        try:
            day = read_date(values["spent_on"], "spent_on")
        except UserError:
            return
        account = snapshot.account(self._account_id)
        route = refund_route(snapshot, account, day, known.get(values["refund_of"]))
        self.form.set_values(
            {
                "destination": route.destination.value,
                "bill_date": "" if route.bill_date is None else route.bill_date.isoformat(),
            }
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        values["kind"] = self._kind.value
        if self._kind is ItemKind.REFUND:
            values["posted_on"] = values["spent_on"]
        draft = drafts.item_draft(self._account_id, values)
        ledger = self._context.session.ledger
        if self._item is None:
            self._context.bus.run(ledger.add_item, draft)
        else:
            self._context.bus.run(ledger.edit_item, self._item.id, draft)


def _optional(day: object, today: str, *, new: bool) -> str:
    return today if new else "" if day is None else str(day)
