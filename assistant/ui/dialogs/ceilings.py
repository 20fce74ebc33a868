"""Forms of the capacity page: own ceilings with the proposed ones, and the stress tests' sizes."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import cash_drafts, drafts
from assistant.domain.capacity import proposed_ceilings
from assistant.domain.money import Money
from assistant.ui import words
from assistant.ui.context import Context
from assistant.ui.fields import MoneyField, TextField
from assistant.ui.form import Field, FormDialog

MOST_MONTHS = 12


class CeilingsDialog(FormDialog):
    """One ceiling per account and one for all; a button fills in what the capacity bears."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context = context
        snapshot = context.snapshot()
        own = {row.account_id: row.amount for row in snapshot.ceilings}
        proposal = proposed_ceilings(snapshot)
        self._proposed = {str(row.id): amount for row, amount in proposal.by_account}
        if proposal.by_account:
            self._proposed["all"] = proposal.together
        rows: list[tuple[str, str, Money | None]] = [
            (str(account.id), account.name, own.get(account.id)) for account in snapshot.accounts
        ]
        rows.append(("all", i18n.t("together.all"), own.get(None)))
        super().__init__(
            i18n.t("together.set_title"),
            [
                Field(name, label, MoneyField(), self._hint(name), words.plain(amount))
                for name, label, amount in rows
            ],
            self._save,
            parent,
            note=i18n.t("together.set_note"),
        )
        self.add_action(i18n.t("together.take"), "take_proposed", self._take)

    def _hint(self, name: str) -> str:
        amount = self._proposed.get(name)
        return "" if amount is None else i18n.t("together.hint", amount=words.money(amount))

    def _take(self) -> None:
        self.form.set_values({name: str(amount) for name, amount in self._proposed.items()})

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        self._context.bus.run(
            self._context.session.ledger.set_ceilings, cash_drafts.ceiling_amounts(values)
        )


class StressDialog(FormDialog):
    """How long the job is lost, and how big the big expense is."""

    def __init__(
        self,
        act: Callable[[int, Money | None], None],
        months: int,
        expense: Money | None,
        parent: QWidget,
    ) -> None:
        self._act = act
        t = i18n.t
        super().__init__(
            t("stress.change_title"),
            [
                Field("months", t("stress.months"), TextField(), value=str(months)),
                Field(
                    "expense",
                    t("stress.expense"),
                    MoneyField(),
                    t("stress.expense_hint"),
                    words.plain(expense),
                ),
            ],
            self._save,
            parent,
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        months = drafts.read_whole(values, "months", 1, MOST_MONTHS)
        self._act(months, drafts.optional_money(values, "expense"))
