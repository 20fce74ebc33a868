"""What a window asks about accounts: the first steps, opening, changing, closing and deleting them."""

from typing import TYPE_CHECKING

from assistant import i18n
from assistant.domain.overview import owed
from assistant.ui import words
from assistant.ui.context import Context

if TYPE_CHECKING:
    from assistant.ui.account_tab import AccountTab
    from assistant.ui.main_window import MainWindow


class AccountDialogs:
    """The dialogs of one window's accounts; each imports its form when it is opened."""

    def __init__(self, context: Context, window: "MainWindow") -> None:
        self._context = context
        self._window = window

    def serve(self, tab: "AccountTab") -> None:
        """Answer what an account's tab asks for."""
        tab.edit_requested.connect(self.edit)
        tab.remove_requested.connect(self.remove)
        tab.archive_requested.connect(self.archive)
        tab.days_requested.connect(self.change_days)
        tab.times_requested.connect(self.change_times)

    def begin(self, product_id: str) -> None:
        """The first steps with a product: a few numbers, and the answer at once."""
        from assistant.ui.dialogs.account import free_name
        from assistant.ui.dialogs.first import FirstDialog  # late: no part of the start

        product = self._context.session.products[product_id]
        name = free_name(product, self._context.snapshot())
        dialog = FirstDialog(self._context, product, name, self._window)
        dialog.another.connect(self._window.menus.ask_product)
        dialog.encryption_requested.connect(self._window.ask_encryption)
        if dialog.exec():
            self._window.bills.offer_waiting()

    def add(self, product_id: str) -> None:
        """Open an account of a product."""
        from assistant.ui.dialogs.account import AccountDialog  # late: no part of the start

        before = {account.id for account in self._context.snapshot().accounts}
        product = self._context.session.products[product_id]
        if AccountDialog(self._context, product, None, self._window).exec():
            added = {account.id for account in self._context.snapshot().accounts} - before
            for account_id in added:
                self._window.open_account(account_id)
            self._window.bills.offer_waiting()

    def edit(self, account_id: int) -> None:
        """Change an account's settings."""
        from assistant.ui.dialogs.account import AccountDialog  # late, as above

        snapshot = self._context.snapshot()
        account = snapshot.account(account_id)
        AccountDialog(self._context, snapshot.product_of(account), account, self._window).exec()

    def remove(self, account_id: int) -> None:
        """Delete an account after asking."""
        account = self._context.snapshot().account(account_id)
        question = i18n.t("account.remove_question", name=account.name)
        if _ask(
            self._window,
            i18n.t("account.remove_title"),
            question,
            "action.remove",
            "confirm_remove",
        ):
            self._context.bus.run(self._context.session.ledger.remove_account, account_id)

    def change_times(self, account_id: int) -> None:
        """Give an account's dues reminder times of their own."""
        account = self._context.snapshot().account(account_id)
        self._window.ask_times(account)

    def archive(self, account_id: int) -> None:
        """Put a closed account away after asking."""
        snapshot = self._context.snapshot()
        account = snapshot.account(account_id)
        left = owed(snapshot, account).total
        question = i18n.t("archive.question", name=account.name)
        if left:
            question += "\n\n" + i18n.t("archive.still_owed", left=words.money(left))
        if _ask(self._window, i18n.t("archive.title"), question, "archive.do", "confirm_archive"):
            ledger = self._context.session.ledger
            self._context.bus.run(ledger.archive_account, account_id, confirmed=True)

    def change_days(self, account_id: int) -> None:
        """Let the bill and due day change."""
        from assistant.ui.dialogs.days import ChangeDaysDialog  # late, as above

        ChangeDaysDialog(self._context, account_id, self._window).exec()


def _ask(parent: "MainWindow", title: str, question: str, do_key: str, do_name: str) -> bool:
    from assistant.ui.ask import ask  # late: a message box is no part of the start

    return ask(parent, title, question, do_key, do_name)
