"""The monthly sheet: every account's numbers and every balance typed in one go, stored in one step."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.account import Account
from assistant.domain.draft import PageDraft
from assistant.domain.money import Money
from assistant.domain.product import Family
from assistant.domain.snapshot import Snapshot
from assistant.errors import UserError
from assistant.ui import words
from assistant.ui.context import Context
from assistant.ui.dialogs.bill import usual_dates
from assistant.ui.fields import MoneyField
from assistant.ui.form import Field, FormDialog

_PARTS = ("amount", "minimum", "unbilled")


class SheetDialog(FormDialog):
    """Three numbers per revolving account, one per paying account; what stays empty stays as it is."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context = context
        snapshot = context.snapshot()
        self._accounts = [
            account
            for account in snapshot.accounts
            if snapshot.product_of(account).family is Family.REVOLVING
        ]
        t = i18n.t
        fields = []
        for account in self._accounts:
            bill_date, due = usual_dates(snapshot, account.id)
            hint = t("sheet.bill_of", bill=bill_date, due=due)
            for part in _PARTS:
                label = t(f"sheet.{part}", account=account.name)
                name = f"{part}_{account.id}"
                value = _known(snapshot, account, part)
                fields.append(
                    Field(name, label, MoneyField(), hint if part == "amount" else "", value)
                )
        fields += [
            Field(
                f"balance_{row.id}",
                t("sheet.balance", account=row.name),
                MoneyField(),
                t("cash.balance_hint"),
            )
            for row in snapshot.paying_accounts
        ]
        super().__init__(t("sheet.title"), fields, self._save, parent, note=t("sheet.note"))
        self._shown = self.form.values()

    def _save(self, values: dict[str, str], confirmed: bool) -> None:
        snapshot = self._context.snapshot()
        pages = {}
        for account in self._accounts:
            page = self._page(snapshot, account, values)
            if page is not None:
                pages[account.id] = page
        balances: dict[int, Money] = {}
        for row in snapshot.paying_accounts:
            balance = drafts.optional_money(values, f"balance_{row.id}")
            if balance is not None:
                balances[row.id] = balance
        if not pages and not balances:
            raise UserError("sheet.empty")
        self._context.bus.run(
            self._context.session.ledger.record_sheet, pages, balances, confirmed=confirmed
        )

    def _page(
        self, snapshot: Snapshot, account: Account, values: Mapping[str, str]
    ) -> PageDraft | None:
        typed = {part: values[f"{part}_{account.id}"].strip() for part in _PARTS}
        changed = {
            part for part in _PARTS if typed[part] != self._shown[f"{part}_{account.id}"].strip()
        }
        bill_date, due = usual_dates(snapshot, account.id)
        bill = reading = None
        try:
            if changed & {"amount", "minimum"}:
                bill = drafts.bill_draft(
                    account.id, typed | {"bill_date": bill_date, "due_date": due or bill_date}
                )
            if "unbilled" in changed:
                reading = drafts.reading_draft(account.id, snapshot.today, typed)
        except UserError as error:
            field = error.field if error.field in _PARTS else "amount"
            raise UserError(error.key, f"{field}_{account.id}", **error.params) from None
        return PageDraft(None, bill, reading) if bill or reading else None


def _known(snapshot: Snapshot, account: Account, part: str) -> str:
    bill_date = usual_dates(snapshot, account.id)[0]
    if part == "unbilled":
        return ""
    for bill in snapshot.bills_of(account.id):
        if bill.bill_date.isoformat() == bill_date and not bill.assumed:
            return words.plain(bill.amount if part == "amount" else bill.minimum)
    return ""
