"""Name a paying account and type its balance."""

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.account import PayingAccount
from assistant.domain.cash import available
from assistant.ui import words
from assistant.ui.ask import ask
from assistant.ui.context import Context
from assistant.ui.fields import MoneyField, TextField
from assistant.ui.form import Field, FormDialog


class PayingAccountDialog(FormDialog):
    """One paying account; the balance typed counts as read now."""

    def __init__(self, context: Context, account: PayingAccount | None, parent: QWidget) -> None:
        self._context = context
        self._account = account
        name = balance = ""
        if account is not None:
            name = account.name
            balance = words.plain(available(context.snapshot(), account))
        super().__init__(
            i18n.t("cash.add" if account is None else "cash.edit"),
            [
                Field("name", i18n.t("cash.name"), TextField(), i18n.t("cash.name_hint"), name),
                Field(
                    "balance",
                    i18n.t("cash.balance"),
                    MoneyField(),
                    i18n.t("cash.balance_hint"),
                    balance,
                ),
            ],
            self._save,
            parent,
        )
        if account is not None:
            self.add_action(i18n.t("action.remove"), "remove_paying", lambda: self._remove(account))
            self.form.fields["balance"].widget.setFocus()

    def _remove(self, account: PayingAccount) -> None:
        """Delete it after saying whose deduction it was."""
        paid = [row.name for row in self._context.snapshot().accounts if account.id in row.sources]
        key = "cash.remove_used" if paid else "cash.remove_unused"
        question = i18n.t(key, name=account.name, accounts=i18n.t("list.comma").join(paid))
        if ask(self, i18n.t("cash.remove"), question, "action.remove", "confirm_remove"):
            ledger = self._context.session.ledger
            self._context.bus.run(ledger.remove_paying_account, account.id)
            self.accept()

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        self._context.bus.run(
            self._context.session.ledger.save_paying_account,
            drafts.paying_account_draft(values),
            None if self._account is None else self._account.id,
        )
