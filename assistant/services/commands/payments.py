"""Commands on repayments of dues."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.account import Payment
from assistant.domain.cash import available
from assistant.domain.cycle import is_filling
from assistant.domain.draft import BillDraft, PaymentDraft
from assistant.domain.dues import Obligation, Source, payments_of_due
from assistant.domain.money import ZERO
from assistant.domain.month import account_of
from assistant.domain.snapshot import Changes
from assistant.domain.statement import forecast_of
from assistant.errors import Unconfirmed, UserError
from assistant.services.commands.base import Commands


class PaymentCommands(Commands):
    """Repay, correct, take back."""

    def pay(self, due: Obligation, draft: PaymentDraft, *, confirmed: bool = False) -> Changes:
        """Record a repayment of ``due``.

        A forecast whose bill was not out on the day it was paid is repaid ahead (提前还未出账): no
        bill is made, what is spent later counts as before. One whose bill day had come becomes a bill
        of that amount first, until the lender's own is typed.

        Raises:
            Unconfirmed: more than what is left with its penalty.
        """
        if draft.amount + draft.discount > due.outstanding and not confirmed:
            raise Unconfirmed("payment_above_remaining", "amount", left=due.outstanding)
        with self._store.transaction("pay"):
            self._add(due, draft)
        return Changes.PAYMENTS | Changes.BILLS | Changes.CASH

    def pay_split(self, parts: Sequence[tuple[Obligation, PaymentDraft]]) -> Changes:
        """Record one repayment that covered several dues (「花呗|信用购」 in one go), as one step.

        Raises:
            UserError: a part is more than what is left of its due; ``field`` is the due's key.
        """
        for due, draft in parts:
            if draft.amount + draft.discount > due.outstanding:
                raise UserError("payment.above_due", due.key, left=due.outstanding)
        with self._store.transaction("pay_split"):
            for due, draft in parts:
                self._add(due, draft)
        return Changes.PAYMENTS | Changes.BILLS | Changes.CASH

    def mark_paid(self, due: Obligation, *, after_cutoff: bool = False) -> Changes:
        """Record that what was meant to be paid of ``due`` was paid today from its own source.

        Of several sources the first that holds enough is taken, else the first one. ``after_cutoff``:
        it was paid after the hour that ends the day, which ``is_after_hour`` says to ask for.
        """
        amount = due.to_pay + due.penalty
        snapshot = self._snapshot()
        chosen = due.paying_account_id
        for source in due.sources:
            account = snapshot.paying_account(source)
            there = None if account is None else available(snapshot, account)
            if there is not None and there >= amount:
                chosen = source
                break
        draft = PaymentDraft(
            amount, self._today(), paying_account_id=chosen, after_cutoff=after_cutoff
        )
        return self.pay(due, draft)

    def write_off(self, due: Obligation) -> Changes:
        """Record that the payment app shows nothing more for ``due``: the rest was not charged."""
        return self.pay(due, PaymentDraft(ZERO, self._today(), discount=due.outstanding))

    def edit_payment(self, payment_id: int, draft: PaymentDraft) -> Changes:
        """Correct a repayment's amount, discount, day, hour or source.

        Raises:
            UserError: it is gone.
        """
        with self._store.transaction("edit_payment"):
            self._store.payments.update(payment_id, draft)
            self._draw(self._owner(self._store.payments.get(payment_id)), payment_id, draft)
        return Changes.PAYMENTS | Changes.CASH

    def take_back(self, due: Obligation) -> Changes:
        """Delete the newest repayment that ``due`` rests on (撤销); a prepayment stays.

        A bill that repayments alone had made goes with the last of them.

        Raises:
            UserError: there is none.
        """
        with self._store.transaction("take_back"):
            payments = self._payments_of(due)
            if not payments:
                raise UserError("payment.none")
            self._store.payments.remove(max(payments, key=lambda payment: payment.id).id)
            if due.bill_id is not None:
                self._forget_assumed(due.bill_id)
        return Changes.PAYMENTS | Changes.BILLS | Changes.CASH

    def _forget_assumed(self, bill_id: int) -> None:
        """A bill that repayments alone had made is expected again once the last of them is gone."""
        snapshot = self._snapshot()
        rests = snapshot.payments_of_bill(bill_id) or snapshot.plans_from_bill(bill_id)
        if snapshot.bill(bill_id).assumed and not rests:
            self._store.bills.remove(bill_id)

    def _add(self, due: Obligation, draft: PaymentDraft) -> None:
        target = replace(draft, bill_id=due.bill_id, loan_id=due.loan_id, term_no=due.term_no)
        if due.source is Source.FORECAST and due.bill_date is not None:
            snapshot = self._snapshot()
            account = snapshot.account(due.account_id)
            if is_filling(snapshot, account, due.bill_date, draft.paid_on):
                target = replace(draft, account_id=due.account_id, bill_date=due.bill_date)
            else:
                # What the same import brought before this repayment is in the bill already.
                now = forecast_of(snapshot, account, due.bill_date)
                amount = due.amount if now is None else now.issued
                dates = due.bill_date, due.due_date
                bill = BillDraft(due.account_id, *dates, amount, assumed=True)
                target = replace(draft, bill_id=self._add_bill(bill))
        self._add_payment(due.account_id, target)

    def _owner(self, payment: Payment) -> int:
        owner = account_of(self._snapshot(), payment)
        assert owner is not None  # noqa: S101 it was just read with what it repays
        return owner

    def _payments_of(self, due: Obligation) -> tuple[Payment, ...]:
        snapshot = self._snapshot()
        if due.loan_id is None:
            return payments_of_due(snapshot, due)
        return snapshot.payments_of_term(due.loan_id, due.term_no or 0)
