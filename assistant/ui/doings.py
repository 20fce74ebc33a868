"""What the command palette does beside the menus: dues are paid, bills, loans, balances and flows typed."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from assistant import i18n
from assistant.domain.account import Account
from assistant.domain.cashflow import Direction
from assistant.domain.dues import obligations
from assistant.domain.product import Family
from assistant.ui import words
from assistant.ui.context import Context
from assistant.ui.palette import Entry

if TYPE_CHECKING:
    from assistant.ui.main_window import MainWindow

_DAYS = 31


def doings(context: Context, window: "MainWindow") -> Iterator[Entry]:
    """Every due of the coming month to pay, and what can be typed of accounts, cash, reserve and contacts."""
    t, snapshot = i18n.t, context.snapshot()
    for due in obligations(snapshot, snapshot.today + timedelta(days=_DAYS)):
        what = t("palette.pay", what=words.title(snapshot, due))
        hint = f"{i18n.day(due.due_date)} {words.money(due.to_pay + due.penalty)}"
        yield Entry(what, hint, partial(window.pay, due))
    for account in snapshot.accounts:
        if snapshot.product_of(account).family is Family.REVOLVING:
            yield Entry(t("bill.add"), account.name, partial(_bill, context, window, account))
        else:
            yield Entry(t("loan.add"), account.name, partial(_loan, context, window, account))
    for paying in snapshot.paying_accounts:
        title = t("cash.update_of", account=paying.name)
        yield Entry(title, t("page.cash"), partial(window.ask_balance, paying))
    flows = ((Direction.INCOME, "flows.add_income"), (Direction.EXPENSE, "flows.add_expense"))
    for direction, key in flows:
        yield Entry(t(key), t("page.cash"), partial(_flow, context, window, direction))
    for key, out in (("reserve.put_title", False), ("reserve.take_title", True)):
        yield Entry(t(key), t("page.reserve"), partial(_reserve, context, window, out=out))
    yield Entry(t("contact.add"), t("page.collection"), partial(_contact, context, window))


def _bill(context: Context, window: "MainWindow", account: Account) -> None:
    from assistant.ui.dialogs.bill import BillDialog  # late: no part of the palette

    BillDialog(context, account.id, None, window).exec()


def _loan(context: Context, window: "MainWindow", account: Account) -> None:
    from assistant.ui.dialogs.loan import LoanDialog  # late, as above

    LoanDialog(context, account.id, None, window).exec()


def _flow(context: Context, window: "MainWindow", direction: Direction) -> None:
    from assistant.ui.dialogs.cash_flow import CashItemDialog  # late, as above

    CashItemDialog(context, direction, None, window).exec()


def _reserve(context: Context, window: "MainWindow", *, out: bool) -> None:
    from assistant.ui.dialogs.reserve import ReserveDialog  # late, as above

    ReserveDialog(context, window, out=out).exec()


def _contact(context: Context, window: "MainWindow") -> None:
    from assistant.ui.dialogs.contact import ContactDialog  # late, as above

    ContactDialog(context, None, window).exec()
