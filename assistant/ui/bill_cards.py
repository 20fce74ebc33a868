"""A revolving account's cards: the page's numbers typed in one go, and what each choice costs."""

from PySide6.QtWidgets import QSpinBox

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.account import Bill, DatedTerm
from assistant.domain.draft import PageDraft
from assistant.domain.outlook import bill_outlook
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import bill_standing
from assistant.domain.terms import read_money, write_term
from assistant.errors import UserError
from assistant.ui import cards, words
from assistant.ui.bus import NotSaved
from assistant.ui.context import Context
from assistant.ui.dialogs.bill import usual_dates
from assistant.ui.fields import DateField, MoneyField
from assistant.ui.form import Field, Form, Submission


class NumbersCard(cards.Card):
    """What the payment app's page shows, typed in one go."""

    def __init__(self, context: Context, account_id: int) -> None:
        super().__init__(i18n.t("revolving.numbers"), "numbers")
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
        bill_date, due = usual_dates(terms, snapshot.today)
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
            values["amount"], values["minimum"] = (
                words.plain(bill.amount),
                words.plain(bill.minimum),
            )
            values["due_date"] = bill.due_date.isoformat()
        readings = snapshot.readings_of(account.id)
        values["unbilled"] = words.plain(readings[-1].unbilled) if readings else ""
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
        reading = drafts.reading_draft(self._account_id, snapshot.today, values)
        page = PageDraft(limit, bill, reading)
        ledger = self._context.session.ledger
        before, self._shown = self._shown, {}  # what is stored now may be shown in its place
        try:
            self._context.bus.run(ledger.record_page, self._account_id, page, confirmed=confirmed)
        except (UserError, NotSaved):
            self._shown = before  # what was typed stays until it is stored
            raise


class ChoicesCard(cards.Card):
    """What the chosen bill costs in full, at the minimum, or late by k days."""

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("choices.title"), "choices")
        self._context = context
        self._bill_id: int | None = None
        self._full = cards.wrapped(cards.text(name="choice_full"))
        self._minimum = cards.wrapped(cards.text(name="choice_minimum"))
        self._late = cards.wrapped(cards.text(name="choice_late"))
        self._days = QSpinBox()
        self._days.setObjectName("late_days")
        self._days.setAccessibleName(i18n.t("choices.days_name"))
        self._days.setRange(1, 3650)
        self._days.setValue(5)
        self._days.setSuffix(i18n.t("choices.days_suffix"))
        self._days.valueChanged.connect(self._on_days)
        self.head.addWidget(cards.text(i18n.t("choices.late_by"), role="muted"))
        self.head.addWidget(self._days)
        self._none = cards.wrapped(cards.text(i18n.t("choices.none"), role="muted"))
        for label in (self._none, self._full, self._minimum, self._late):
            self.body.addWidget(label)

    def show_bill(self, snapshot: Snapshot, bill: Bill | None) -> None:
        """Price the three ways of a bill."""
        self._bill_id = None if bill is None else bill.id
        standing = (
            None if self._bill_id is None else bill_standing(snapshot, snapshot.bill(self._bill_id))
        )
        priced = standing is not None and bool(standing.remaining)
        self._none.setVisible(not priced)
        for label in (self._full, self._minimum, self._late):
            label.setVisible(priced)
        if standing is None or not priced:
            return
        outlook = bill_outlook(snapshot, standing, self._days.value())
        t = i18n.t
        self._full.setText(t("choices.full", amount=words.money(outlook.full)))
        if outlook.minimum is None:
            self._minimum.setText(t("choices.no_minimum"))
        else:
            self._minimum.setText(
                t(
                    "choices.minimum_floor" if outlook.minimum.is_floor else "choices.minimum",
                    pay=words.money(outlook.minimum.pay),
                    left=words.money(outlook.minimum.left),
                    per_day=words.money(outlook.minimum.per_day),
                    next_due=i18n.day(outlook.minimum.next_due),
                    interest=words.money(outlook.minimum.interest),
                )
            )
        self._late.setText(
            t(
                "choices.late",
                days=outlook.late.days,
                day=i18n.day(outlook.late.settled_on),
                penalty=words.money(outlook.late.penalty),
                total=words.money(outlook.late.total),
            )
        )

    def _on_days(self) -> None:
        snapshot = self._context.snapshot()
        if self._bill_id is not None:
            self.show_bill(snapshot, snapshot.bill(self._bill_id))
