"""What a revolving account's page in the payment app shows, typed in one go."""

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.account import Account, DatedTerm
from assistant.domain.cycle import next_bill
from assistant.domain.draft import PageDraft
from assistant.domain.snapshot import Snapshot
from assistant.domain.term_text import read_money, write_term
from assistant.errors import UserError
from assistant.ui import cards, words
from assistant.ui.bus import NotSaved
from assistant.ui.context import Context
from assistant.ui.dialogs.bill import usual_dates
from assistant.ui.fields import DateField, MoneyField
from assistant.ui.form import Field, Form, Submission

_NARROWEST = 290  # a day must not be cut off beside its label


class NumbersCard(cards.Card):
    """What the payment app's page shows, typed in one go."""

    def __init__(self, context: Context, account_id: int) -> None:
        super().__init__(i18n.t("revolving.numbers"), "numbers")
        self.setMinimumWidth(_NARROWEST)
        self._context = context
        self._account_id = account_id
        t = i18n.t
        snapshot = context.snapshot()
        product = snapshot.product_of(snapshot.account(account_id))
        self.form = Form(
            [
                Field(
                    "limit", t("term.limit"), MoneyField(), product.where("limit", i18n.language())
                ),
                Field("amount", t("bill.amount"), MoneyField(), t("bill.amount_hint")),
                Field("minimum", t("bill.minimum"), MoneyField(), t("bill.minimum_hint")),
                Field("unbilled", t("numbers.unbilled"), MoneyField(), t("numbers.unbilled_hint")),
                Field("bill_date", t("bill.bill_date"), DateField()),
                Field("due_date", t("bill.due_date"), DateField()),
            ]
        )
        self.submission = Submission(self.form, self._save, t("numbers.save"))
        self.body.addWidget(self.form)
        self.body.addWidget(self.submission)
        self.body.addStretch(1)
        self._shown: dict[str, str] = {}

    def show_account(self, snapshot: Snapshot) -> None:
        """Show the newest numbers, unless the user is typing others."""
        account = snapshot.account(self._account_id)
        terms = snapshot.terms_of(account)
        bill_date, due = usual_dates(snapshot, account.id)
        values = {
            "limit": words.plain(terms.limit),
            "amount": "",
            "minimum": "",
            "bill_date": bill_date,
            "due_date": due,
        }
        bills = [
            row for row in snapshot.bills_of(account.id) if row.bill_date.isoformat() == bill_date
        ]
        for bill in bills:
            if not bill.assumed:  # what was only expected is no figure of the lender's
                values["amount"] = words.plain(bill.amount)
                values["minimum"] = words.plain(bill.minimum)
            values["due_date"] = bill.due_date.isoformat()
        values["unbilled"] = _read_of_coming(snapshot, account)
        if not self._shown or self.form.values() == self._shown:
            self.form.set_values(values)
            self._shown = self.form.values()

    def _save(self, values: dict[str, str], confirmed: bool) -> None:
        snapshot = self._context.snapshot()
        limit = None
        if values["limit"].strip():
            limit = DatedTerm("limit", write_term(read_money(values["limit"], "limit")))
        bill = None
        if values["amount"].strip() or values["minimum"].strip():
            bill = drafts.bill_draft(self._account_id, values)
        reading = None
        if values["unbilled"] != self._shown.get("unbilled"):
            # What stands there is what was read on its own day: only a new figure is of today.
            reading = drafts.reading_draft(self._account_id, snapshot.today, values)
        page = PageDraft(limit, bill, reading)
        ledger = self._context.session.ledger
        before, self._shown = self._shown, {}  # what is stored now may be shown in its place
        try:
            self._context.bus.run(ledger.record_page, self._account_id, page, confirmed=confirmed)
        except (UserError, NotSaved):
            self._shown = before  # what was typed stays until it is stored
            raise


def _read_of_coming(snapshot: Snapshot, account: Account) -> str:
    """未出账 as it was last read of the bill that comes next; one of an earlier bill is over."""
    coming = next_bill(snapshot, account, snapshot.today)
    for reading in snapshot.readings_of(account.id)[-1:]:
        if next_bill(snapshot, account, reading.read_on) == coming:
            return words.plain(reading.unbilled)
    return ""
