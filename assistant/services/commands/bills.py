"""Commands on bills, purchases and refunds, and instalment plans."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.domain.account import Bill, Intent
from assistant.domain.draft import (
    BillDraft,
    InstalmentPlanDraft,
    ItemDraft,
    PageDraft,
    PaymentDraft,
    ReadingDraft,
)
from assistant.domain.instalments import FrozenPart
from assistant.domain.money import ZERO, Money
from assistant.domain.snapshot import Changes
from assistant.domain.standing import bill_standing
from assistant.errors import Unconfirmed, UserError, together
from assistant.services.commands.base import Commands


class BillCommands(Commands):
    """Type bills as the payment app shows them, and what they are made of."""

    def record_page(self, account_id: int, page: PageDraft, *, confirmed: bool = False) -> Changes:
        """Store what one product page shows: limit, this bill, un-billed spending, in one step.

        A bill of the same bill day is replaced: the lender's newest figure counts. What was
        expected of a new bill is kept beside it, so that the difference can be explained.

        Raises:
            Unconfirmed: an amount is above the limit; the lender's bill wins once confirmed. Or the
                bill is lower than before, and repayments of it were recorded.
            UserError: the account is gone, or the bill is not out yet.
        """
        with self._store.transaction("record_page"):
            self._save_page(account_id, page, confirmed=confirmed)
        return Changes.ACCOUNTS | Changes.BILLS

    def record_sheet(
        self,
        pages: Mapping[int, PageDraft],
        balances: Mapping[int, Money],
        *,
        confirmed: bool = False,
    ) -> Changes:
        """Store the monthly sheet: all pages and all balances of paying accounts, in one step.

        Raises:
            Unconfirmed: as ``record_page``, the questions of all accounts together.
            UserError: an account is gone.
        """
        asked: list[Unconfirmed] = []
        with self._store.transaction("record_sheet"):
            for account_id, page in pages.items():
                try:
                    self._save_page(account_id, page, confirmed=confirmed)
                except Unconfirmed as question:
                    asked.append(question)
            if asked:
                raise together(asked)
            for paying_id, balance in balances.items():
                self._store.cash.set_balance(paying_id, balance, self._now())
        return Changes.ACCOUNTS | Changes.BILLS | Changes.CASH

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
            UserError: the bill is gone, another bill has that bill day, or it is not out yet.
        """
        with self._store.transaction("edit_bill"):
            account = self._store.accounts.get(draft.account_id)
            self._check_limit(account, draft.amount, "amount", confirmed=confirmed)
            self._check_out(draft)
            self._store.bills.update(bill_id, draft, self._now())
        return Changes.BILLS

    def remove_bill(self, bill_id: int) -> Changes:
        """Delete a bill with its repayments; undo brings them back."""
        with self._store.transaction("remove_bill"):
            self._store.bills.remove(bill_id)
        return Changes.BILLS | Changes.PAYMENTS | Changes.CASH

    def set_intent(self, bill_id: int, intent: Intent) -> Changes:
        """Record that only the minimum (改为最低), or again all of a bill, is meant to be paid."""
        with self._store.transaction("set_intent"):
            self._store.bills.set_intent(bill_id, intent)
        return Changes.BILLS

    def add_item(self, draft: ItemDraft) -> Changes:
        """Add a purchase, a cash advance or a refund.

        Raises:
            UserError: the account, or what the refund names, is gone.
        """
        with self._store.transaction("add_item"):
            self._store.items.add(draft, self._now())
        return Changes.BILLS

    def edit_item(self, item_id: int, draft: ItemDraft) -> Changes:
        """Change a purchase, cash advance or refund: its posting day, or the bill it stands in.

        Raises:
            UserError: it is gone.
        """
        with self._store.transaction("edit_item"):
            self._store.items.update(item_id, draft)
        return Changes.BILLS

    def remove_item(self, item_id: int) -> Changes:
        """Delete a purchase, cash advance or refund."""
        with self._store.transaction("remove_item"):
            self._store.items.remove(item_id)
        return Changes.BILLS

    def add_plan(self, draft: InstalmentPlanDraft, *, confirmed: bool = False) -> Changes:
        """Add an instalment plan; one of a bill takes its principal out of that bill (账单分期).

        Raises:
            Unconfirmed: its principal is above the limit.
            UserError: more than what is left of the bill.
        """
        with self._store.transaction("add_plan"):
            account = self._store.accounts.get(draft.account_id)
            self._check_limit(account, draft.principal, "principal", confirmed=confirmed)
            if draft.bill_id is not None:
                snapshot = self._snapshot()
                left = bill_standing(snapshot, snapshot.bill(draft.bill_id)).remaining
                if draft.principal > left:
                    raise UserError("plan.above_bill", "principal", left=left)
            self._store.plans.add(draft, self._now())
        return Changes.BILLS

    def settle_plan(self, plan_id: int, draft: PaymentDraft) -> Changes:
        """Record that an instalment plan was settled early (提前结清); later parts are gone.

        Raises:
            UserError: it is settled already.
        """
        with self._store.transaction("settle_plan"):
            if self._store.payments.of_plan(plan_id):
                raise UserError("plan.settled_already", "amount")
            plan = next(row for row in self._store.plans.all() if row.id == plan_id)
            self._add_payment(plan.account_id, draft)
        return Changes.BILLS | Changes.PAYMENTS | Changes.CASH

    def freeze_part(self, plan_id: int, part: FrozenPart) -> Changes:
        """Take a part of a plan over as the payment app shows it; nothing recomputes it."""
        with self._store.transaction("freeze_row"):
            self._store.frozen.save((None, plan_id), part.no, part.principal, part.fee)
        return Changes.BILLS

    def thaw_part(self, plan_id: int, no: int) -> Changes:
        """Let a part of a plan be computed again."""
        with self._store.transaction("thaw_row"):
            self._store.frozen.thaw((None, plan_id), no)
        return Changes.BILLS

    def remove_plan(self, plan_id: int) -> Changes:
        """Delete an instalment plan."""
        with self._store.transaction("remove_plan"):
            self._store.plans.remove(plan_id)
        return Changes.BILLS | Changes.PAYMENTS | Changes.CASH

    def _save_page(self, account_id: int, page: PageDraft, *, confirmed: bool) -> None:
        account = self._store.accounts.get(account_id)
        if page.limit is not None:
            self._store.accounts.set_terms(account_id, (page.limit,))
            account = self._store.accounts.get(account_id)
        if page.bill is not None:
            self._check_limit(account, page.bill.amount, "amount", confirmed=confirmed)
            self._save_bill(page.bill, confirmed=confirmed)
        if page.reading is not None:
            self._check_limit(account, page.reading.unbilled, "unbilled", confirmed=confirmed)
            self._store.readings.save(page.reading, self._now())

    def _save_bill(self, draft: BillDraft, *, confirmed: bool) -> None:
        self._check_out(draft)
        for bill in self._store.bills.of_account(draft.account_id):
            if bill.bill_date == draft.bill_date:
                whole = self._whole(bill, draft, confirmed=confirmed)
                self._store.bills.update(bill.id, whole, self._now())
                return
        self._add_bill(draft)

    def _check_out(self, draft: BillDraft) -> None:
        """A bill whose day is still to come holds nothing yet: what is spent until then would be lost."""
        if draft.bill_date > self._today():
            raise UserError("bill.not_out", "bill_date")

    def _whole(self, bill: Bill, draft: BillDraft, *, confirmed: bool) -> BillDraft:
        """The bill that a page means on which repayments were recorded since.

        Pages of some lenders show what is left then. The very sum that is left says so; of another
        one it is asked, because the repayments come off what is stored.
        """
        snapshot = self._snapshot()
        standing = bill_standing(snapshot, bill)
        paid = standing.paid + standing.credited
        if not paid or draft.amount == bill.amount:
            return draft
        if draft.amount == standing.remaining:
            return replace(draft, amount=bill.amount, minimum=bill.minimum, carried=bill.carried)
        # An amount that was only expected says little about one that is typed above it.
        unsure = bill.assumed and bool(standing.remaining)
        if (draft.amount < bill.amount or unsure) and not confirmed:
            raise Unconfirmed(
                "bill_after_repayment",
                "amount",
                account=snapshot.account(bill.account_id).name,
                amount=draft.amount,
                paid=paid,
                left=max(draft.amount - paid, ZERO),
                whole=draft.amount + paid,
            )
        return draft
