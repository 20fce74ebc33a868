"""A request for 个性化分期 or 展期, filled with what the user can pay a month."""

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain.account import Account
from assistant.domain.money import Money
from assistant.domain.overview import owed
from assistant.domain.relief import Relief, relief
from assistant.domain.snapshot import Snapshot
from assistant.domain.term_text import read_money
from assistant.errors import UserError
from assistant.services.letters import Sender, relief_letter
from assistant.ui import words
from assistant.ui.context import Context
from assistant.ui.dialogs.letter import LetterDialog
from assistant.ui.fields import ChoiceField, MoneyField, TextField
from assistant.ui.form import Field

_CARD = "credit_card"


class ReliefDialog(LetterDialog):
    """The letter; ``affordable`` is what the user can pay a month, to be changed."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        *,
        account_id: int | None = None,
        affordable: Money | None = None,
    ) -> None:
        self._snapshot = snapshot = context.snapshot()
        accounts = snapshot.accounts
        chosen = account_id or (accounts[0].id if accounts else None)
        t = i18n.t
        choices = [(str(row.id), row.name) for row in accounts] or [("", t("contact.no_account"))]
        left = "" if chosen is None else words.plain(_owed(snapshot, chosen))
        self._account = ChoiceField(choices)
        self._owed = MoneyField()
        super().__init__(
            context,
            t("relief.title"),
            self._letter,
            parent,
            more=[
                Field("account", t("relief.account"), self._account, value=str(chosen or "")),
                Field("owed", t("relief.owed"), self._owed, value=left),
                Field(
                    "affordable",
                    t("relief.affordable"),
                    MoneyField(),
                    t("relief.affordable_hint"),
                    words.plain(affordable),
                ),
                Field("reason", t("relief.reason"), TextField(), t("relief.reason_hint")),
            ],
        )
        self._account.currentIndexChanged.connect(self._on_account)

    def _on_account(self, _index: int) -> None:
        value = self._account.text_value()
        if value:
            self._owed.setText(words.plain(_owed(self._snapshot, int(value))))

    def _letter(self, sender: Sender, values: dict[str, str]) -> str:
        plan, total = self._plan(values)
        found = self._chosen(values["account"])
        lender = name = ""
        if found is not None:
            name = found.name
            lender = self._snapshot.terms_of(found).lender or name
        return relief_letter(plan, lender, name, total, values["reason"], sender)

    def _plan(self, values: dict[str, str]) -> tuple[Relief, Money]:
        total = read_money(values["owed"], "owed")
        affordable = read_money(values["affordable"], "affordable")
        found = self._chosen(values["account"])
        is_card = found is not None and self._snapshot.product_of(found).id == _CARD
        plan = relief(total, affordable, card=is_card)
        if not plan.within:
            raise UserError("relief.too_long", "affordable", least=plan.least)
        return plan, total

    def _chosen(self, account_id: str) -> Account | None:
        return self._snapshot.account(int(account_id)) if account_id else None


def _owed(snapshot: Snapshot, account_id: int) -> Money:
    return owed(snapshot, snapshot.account(account_id)).total
