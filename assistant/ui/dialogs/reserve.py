"""Forms of the reserve: put in, take out, promise to another product."""

from datetime import date

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import cash_drafts
from assistant.domain.money import Money
from assistant.domain.reserve import earmarks
from assistant.domain.snapshot import Snapshot
from assistant.ui import words
from assistant.ui.context import Context
from assistant.ui.dialogs.cash_flow import paying_choices
from assistant.ui.fields import ChoiceField, DateField, MoneyField, TextField
from assistant.ui.form import Field, FormDialog


def earmark_choices(snapshot: Snapshot) -> list[tuple[str, str]]:
    """The products to promise money to, with what each has; none in particular first."""
    held = earmarks(snapshot.reserve)
    rows: list[tuple[int | None, str]] = [(None, i18n.t("reserve.for_all"))]
    rows += [(row.id, row.name) for row in snapshot.accounts]
    return [
        ("" if key is None else str(key), f"{name} · {words.money(held.get(key, Money(0)))}")
        for key, name in rows
    ]


class ReserveDialog(FormDialog):
    """Money into the reserve, or out of it when ``out``."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        *,
        out: bool = False,
        amount: Money | None = None,
        account_id: int | None = None,
    ) -> None:
        self._context = context
        self._out = out
        snapshot = context.snapshot()
        t = i18n.t
        accounts = paying_choices(snapshot, "reserve.elsewhere")
        super().__init__(
            t("reserve.take_title" if out else "reserve.put_title"),
            [
                Field("amount", t("column.amount"), MoneyField(), value=words.plain(amount)),
                Field(
                    "earmark",
                    t("reserve.earmark"),
                    ChoiceField(earmark_choices(snapshot)),
                    t("reserve.earmark_hint"),
                    "" if account_id is None else str(account_id),
                ),
                Field(
                    "paying_account",
                    t("reserve.to_account" if out else "reserve.from_account"),
                    ChoiceField(accounts),
                    value=accounts[1][0] if len(accounts) > 1 else "",
                ),
                Field("happened_on", t("reserve.day"), DateField(), value=str(snapshot.today)),
                Field("note", t("reserve.note"), TextField(), more=True),
            ],
            self._save,
            parent,
        )

    def _save(self, values: dict[str, str], confirmed: bool) -> None:
        draft = cash_drafts.reserve_draft(values)
        ledger = self._context.session.ledger
        if self._out:
            self._context.bus.run(ledger.take_from_reserve, draft)
        else:
            self._context.bus.run(ledger.put_into_reserve, draft, confirmed=confirmed)


class EarmarkDialog(FormDialog):
    """Money of the reserve promised to another product."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context = context
        t = i18n.t
        snapshot = context.snapshot()
        self._today: date = snapshot.today
        choices = earmark_choices(snapshot)
        super().__init__(
            t("reserve.move_title"),
            [
                Field("amount", t("column.amount"), MoneyField()),
                Field("source", t("reserve.move_from"), ChoiceField(choices)),
                Field(
                    "target",
                    t("reserve.move_to"),
                    ChoiceField(choices),
                    value=choices[1][0] if len(choices) > 1 else "",
                ),
            ],
            self._save,
            parent,
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        draft = cash_drafts.reserve_draft(values | {"happened_on": str(self._today)})
        source, target = values["source"], values["target"]
        self._context.bus.run(
            self._context.session.ledger.move_earmark,
            draft.amount,
            draft.happened_on,
            source=int(source) if source else None,
            target=int(target) if target else None,
        )
