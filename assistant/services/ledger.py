"""The commands: each is one transaction and one undo step, and says what it touched."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from assistant.clock import Clock
from assistant.domain.account import Account, Intent, PaymentKind, owned_terms
from assistant.domain.calendar import BEIJING
from assistant.domain.draft import (
    AccountDraft,
    BillDraft,
    InstalmentPlanDraft,
    LoanDraft,
    PageDraft,
    PayingAccountDraft,
    PaymentDraft,
    ReadingDraft,
)
from assistant.domain.dues import Obligation, Source
from assistant.domain.money import Money
from assistant.domain.product import Product
from assistant.domain.snapshot import Changes
from assistant.domain.standing import loan_standing
from assistant.errors import Unconfirmed, UserError
from assistant.store.unit import Store


class Ledger:
    """The user's commands on one store."""

    def __init__(self, store: Store, products: Mapping[str, Product], clock: Clock) -> None:
        self._store = store
        self._products = products
        self._clock = clock

    def open_account(
        self, draft: AccountDraft, paying: PayingAccountDraft | None = None
    ) -> Changes:
        """Add a credit account, and its paying account when ``paying`` names a new one.

        Raises:
            UserError: unknown product, or the name is taken.
        """
        if draft.product_id not in self._products:
            raise UserError("product.unknown", "product")
        with self._store.transaction("open_account"):
            paying_id = self._paying(draft.paying_account_id, paying)
            today = self._now().astimezone(BEIJING).date()
            terms = owned_terms(self._products[draft.product_id], today, draft.terms)
            self._store.accounts.add(
                replace(draft, terms=terms, paying_account_id=paying_id), self._now()
            )
        return Changes.ACCOUNTS | Changes.CASH

    def edit_account(
        self, account_id: int, draft: AccountDraft, paying: PayingAccountDraft | None = None
    ) -> Changes:
        """Change an account's name, terms and paying account.

        Raises:
            UserError: the account is gone, or the name is taken.
        """
        with self._store.transaction("edit_account"):
            paying_id = self._paying(draft.paying_account_id, paying)
            self._store.accounts.update(account_id, draft.name, paying_id)
            self._store.accounts.set_terms(account_id, draft.terms)
        return Changes.ACCOUNTS | Changes.CASH

    def remove_account(self, account_id: int) -> Changes:
        """Delete an account with all its bills, loans and repayments; undo brings them back."""
        with self._store.transaction("remove_account"):
            self._store.accounts.remove(account_id)
        return Changes.ACCOUNTS | Changes.BILLS | Changes.LOANS | Changes.PAYMENTS

    def save_paying_account(
        self, draft: PayingAccountDraft, paying_account_id: int | None = None
    ) -> Changes:
        """Add a paying account, or rename one and set its balance as read now.

        Raises:
            UserError: the name is taken.
        """
        with self._store.transaction("save_paying_account"):
            if paying_account_id is None:
                self._store.cash.add(draft, self._now())
            else:
                self._store.cash.rename(paying_account_id, draft.name)
                if draft.balance is not None:
                    self._store.cash.set_balance(paying_account_id, draft.balance, self._now())
        return Changes.CASH

    def remove_paying_account(self, paying_account_id: int) -> Changes:
        """Delete a paying account; credit accounts that used it lose their deduction source."""
        with self._store.transaction("remove_paying_account"):
            self._store.cash.remove(paying_account_id)
        return Changes.CASH | Changes.ACCOUNTS

    def record_page(self, account_id: int, page: PageDraft, *, confirmed: bool = False) -> Changes:
        """Store what one product page shows: limit, this bill, un-billed spending, in one step.

        A bill of the same bill day is replaced: the lender's newest figure counts.

        Raises:
            Unconfirmed: an amount is above the limit; the lender's bill wins once confirmed.
            UserError: the account is gone.
        """
        with self._store.transaction("record_page"):
            account = self._store.accounts.get(account_id)
            if page.limit is not None:
                self._store.accounts.set_terms(account_id, (page.limit,))
                account = self._store.accounts.get(account_id)
            if page.bill is not None:
                self._check_limit(account, page.bill.amount, "amount", confirmed=confirmed)
                self._save_bill(page.bill)
            if page.reading is not None:
                self._check_limit(account, page.reading.unbilled, "unbilled", confirmed=confirmed)
                self._store.readings.save(page.reading, self._now())
        return Changes.ACCOUNTS | Changes.BILLS

    def record_bill(self, draft: BillDraft, *, confirmed: bool = False) -> Changes:
        """Store a bill, replacing the one of the same bill day.

        Raises:
            Unconfirmed: the amount is above the limit.
        """
        return self.record_page(draft.account_id, PageDraft(bill=draft), confirmed=confirmed)

    def record_reading(self, draft: ReadingDraft | None, *, confirmed: bool = False) -> Changes:
        """Store un-billed spending as read on one day.

        Raises:
            Unconfirmed: the amount is above the limit.
        """
        if draft is None:
            return Changes.NONE
        return self.record_page(draft.account_id, PageDraft(reading=draft), confirmed=confirmed)

    def edit_bill(self, bill_id: int, draft: BillDraft, *, confirmed: bool = False) -> Changes:
        """Change a bill.

        Raises:
            Unconfirmed: the amount is above the limit.
            UserError: the bill is gone, or another bill has that bill day.
        """
        with self._store.transaction("edit_bill"):
            account = self._store.accounts.get(draft.account_id)
            self._check_limit(account, draft.amount, "amount", confirmed=confirmed)
            self._store.bills.update(bill_id, draft, self._now())
        return Changes.BILLS

    def remove_bill(self, bill_id: int) -> Changes:
        """Delete a bill with its repayments; undo brings them back."""
        with self._store.transaction("remove_bill"):
            self._store.bills.remove(bill_id)
        return Changes.BILLS | Changes.PAYMENTS

    def set_intent(self, bill_id: int, intent: Intent) -> Changes:
        """Record that only the minimum (改为最低), or again all of a bill, is meant to be paid."""
        with self._store.transaction("set_intent"):
            self._store.bills.set_intent(bill_id, intent)
        return Changes.BILLS

    def add_plan(self, draft: InstalmentPlanDraft, *, confirmed: bool = False) -> Changes:
        """Add a running instalment plan.

        Raises:
            Unconfirmed: its principal is above the limit.
        """
        with self._store.transaction("add_plan"):
            account = self._store.accounts.get(draft.account_id)
            self._check_limit(account, draft.principal, "principal", confirmed=confirmed)
            self._store.plans.add(draft, self._now())
        return Changes.BILLS

    def remove_plan(self, plan_id: int) -> Changes:
        """Delete an instalment plan."""
        with self._store.transaction("remove_plan"):
            self._store.plans.remove(plan_id)
        return Changes.BILLS

    def add_loan(self, draft: LoanDraft, *, confirmed: bool = False) -> Changes:
        """Add a loan.

        Raises:
            Unconfirmed: with it the account's loans are above the limit.
        """
        with self._store.transaction("add_loan"):
            self._check_loan(draft, None, confirmed=confirmed)
            self._store.loans.add(draft, self._now())
        return Changes.LOANS

    def edit_loan(self, loan_id: int, draft: LoanDraft, *, confirmed: bool = False) -> Changes:
        """Change a loan; repayments of terms that it no longer has are refused.

        Raises:
            Unconfirmed: with it the account's loans are above the limit.
            UserError: the loan is gone, or a repaid term would vanish.
        """
        with self._store.transaction("edit_loan"):
            self._check_loan(draft, loan_id, confirmed=confirmed)
            paid = [payment.term_no or 0 for payment in self._store.payments.of_loan(loan_id)]
            if max(paid, default=0) > draft.terms:
                raise UserError("loan.term_already_paid", "terms", term=max(paid))
            self._store.loans.update(loan_id, draft, self._now())
        return Changes.LOANS

    def remove_loan(self, loan_id: int) -> Changes:
        """Delete a loan with its repayments; undo brings them back."""
        with self._store.transaction("remove_loan"):
            self._store.loans.remove(loan_id)
        return Changes.LOANS | Changes.PAYMENTS

    def settle_loan(
        self, loan_id: int, amount: Money, paid_on: date, paying_account_id: int | None = None
    ) -> Changes:
        """Record that a loan was settled early (提前结清) with ``amount`` on ``paid_on``.

        Raises:
            UserError: the loan is settled already.
        """
        with self._store.transaction("settle_loan"):
            snapshot = self._store.snapshot(self._now(), self._products)
            if loan_standing(snapshot, snapshot.loan(loan_id)).settled:
                raise UserError("loan.settled_already", "amount")
            draft = PaymentDraft(
                amount,
                paid_on,
                loan_id=loan_id,
                kind=PaymentKind.SETTLEMENT,
                paying_account_id=paying_account_id,
            )
            self._store.payments.add(draft, self._now())
        return Changes.PAYMENTS

    def pay(self, due: Obligation, draft: PaymentDraft, *, confirmed: bool = False) -> Changes:
        """Record a repayment of ``due``; a forecast becomes a bill of that amount first.

        Raises:
            Unconfirmed: more than what is left with its penalty.
        """
        if draft.amount > due.amount + due.penalty and not confirmed:
            raise Unconfirmed("payment_above_remaining", "amount", left=due.amount + due.penalty)
        with self._store.transaction("pay"):
            bill_id = due.bill_id
            if due.source is Source.FORECAST and due.bill_date is not None:
                bill = BillDraft(due.account_id, due.bill_date, due.due_date, due.amount)
                bill_id = self._store.bills.add(bill, self._now()).id
            target = replace(draft, bill_id=bill_id, loan_id=due.loan_id, term_no=due.term_no)
            self._store.payments.add(target, self._now())
        return Changes.PAYMENTS | Changes.BILLS

    def mark_paid(self, due: Obligation) -> Changes:
        """Record that what was meant to be paid of ``due`` was paid today from its own source."""
        return self.pay(
            due,
            PaymentDraft(
                due.to_pay + due.penalty,
                self._now().astimezone(BEIJING).date(),
                paying_account_id=due.paying_account_id,
            ),
        )

    def take_back(self, due: Obligation) -> Changes:
        """Delete the newest repayment of ``due`` (撤销).

        Raises:
            UserError: there is none.
        """
        with self._store.transaction("take_back"):
            if due.bill_id is not None:
                payments = self._store.payments.of_bill(due.bill_id)
            else:
                payments = tuple(
                    payment
                    for payment in self._store.payments.of_loan(due.loan_id or 0)
                    if payment.term_no in (due.term_no, None)
                )
            if not payments:
                raise UserError("payment.none")
            self._store.payments.remove(max(payments, key=lambda payment: payment.id).id)
        return Changes.PAYMENTS

    def undo(self) -> Changes:
        """Take back the newest command; NONE when there is none."""
        return Changes.NONE if self._store.journal.undo() is None else Changes.EVERYTHING

    def redo(self) -> Changes:
        """Do the command again that was taken back last; NONE when there is none."""
        return Changes.NONE if self._store.journal.redo() is None else Changes.EVERYTHING

    def next_undo(self) -> str | None:
        """The command that undo would take back."""
        return self._store.journal.peek_undo()

    def next_redo(self) -> str | None:
        """The command that redo would do again."""
        return self._store.journal.peek_redo()

    def set_setting(self, name: str, value: str) -> Changes:
        """Store one setting; not an undo step."""
        with self._store.unjournalled():
            self._store.settings.save(name, value)
        return Changes.SETTINGS

    def _now(self) -> datetime:
        return self._clock()

    def _paying(self, known: int | None, new: PayingAccountDraft | None) -> int | None:
        return known if new is None else self._store.cash.add(new, self._now()).id

    def _save_bill(self, draft: BillDraft) -> None:
        same = [
            bill
            for bill in self._store.bills.of_account(draft.account_id)
            if bill.bill_date == draft.bill_date
        ]
        if same:
            self._store.bills.update(same[0].id, draft, self._now())
        else:
            self._store.bills.add(draft, self._now())

    def _limit(self, account: Account) -> Money | None:
        today = self._now().astimezone(BEIJING).date()
        return account.terms_on(self._products[account.product_id], today).limit_on(today)

    def _check_limit(self, account: Account, amount: Money, field: str, *, confirmed: bool) -> None:
        limit = self._limit(account)
        if limit is not None and amount > limit and not confirmed:
            raise Unconfirmed("amount_above_limit", field, amount=amount, limit=limit)

    def _check_loan(self, draft: LoanDraft, replaced: int | None, *, confirmed: bool) -> None:
        snapshot = self._store.snapshot(self._now(), self._products)
        others: Iterable[Money] = (
            loan_standing(snapshot, loan).outstanding
            for loan in snapshot.loans_of(draft.account_id)
            if loan.id != replaced
        )
        together = sum(others, draft.principal)
        account = snapshot.account(draft.account_id)
        self._check_limit(account, together, "principal", confirmed=confirmed)
