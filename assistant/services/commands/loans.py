"""Commands on loans and sums owed to people."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from assistant.domain.account import PaymentKind
from assistant.domain.draft import LoanDraft, PaymentDraft
from assistant.domain.loan import FrozenRow
from assistant.domain.loan_standing import loan_standing
from assistant.domain.money import Money
from assistant.domain.outlook import prepayment_outlook
from assistant.domain.snapshot import Changes
from assistant.errors import UserError
from assistant.services.commands.base import Commands


class LoanCommands(Commands):
    """Add loans, and what happens to them off their schedule."""

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
        return Changes.LOANS | Changes.PAYMENTS | Changes.CASH

    def change_rate(self, loan_id: int, on: date, rate: Decimal | None) -> Changes:
        """Let a loan bear ``rate`` from ``on`` (重定价), quoted as its first one; None takes it back.

        Raises:
            UserError: the loan is gone, or the day is not after its start.
        """
        with self._store.transaction("change_rate"):
            if on <= self._snapshot().loan(loan_id).start:
                raise UserError("loan.rate_before_start", "effective_from")
            self._store.loans.set_rate(loan_id, on, rate)
        return Changes.LOANS

    def freeze_term(self, loan_id: int, row: FrozenRow) -> Changes:
        """Take a term over as the payment app shows it; nothing recomputes it.

        Raises:
            UserError: more principal than is owed then.
        """
        with self._store.transaction("freeze_row"):
            snapshot = self._snapshot()
            terms = loan_standing(snapshot, snapshot.loan(loan_id)).terms
            owed = [term.row for term in terms if term.row.no == row.no]
            most = owed[0].balance_after + owed[0].principal if owed else row.principal
            if row.principal > most:
                raise UserError("prepay.too_much", "principal", left=most)
            self._store.frozen.save((loan_id, None), row.no, row.principal, row.interest)
        return Changes.LOANS

    def thaw_term(self, loan_id: int, no: int) -> Changes:
        """Let a term be computed again."""
        with self._store.transaction("thaw_row"):
            self._store.frozen.thaw((loan_id, None), no)
        return Changes.LOANS

    def prepay_loan(self, draft: PaymentDraft) -> Changes:
        """Record that a part of a loan's principal was repaid before it was due.

        Raises:
            UserError: a term before it is unpaid, or it is all that is owed (then: settle).
        """
        with self._store.transaction("prepay_loan"):
            snapshot = self._snapshot()
            standing = loan_standing(snapshot, snapshot.loan(draft.loan_id or 0))
            prepayment_outlook(snapshot, standing, draft.paid_on, draft.principal, draft.effect)
            self._add_payment(standing.loan.account_id, draft)
        return Changes.LOANS | Changes.PAYMENTS | Changes.CASH

    def take_back_prepayment(self, loan_id: int) -> Changes:
        """Delete a loan's newest prepayment.

        Raises:
            UserError: there is none.
        """
        with self._store.transaction("take_back"):
            payments = self._snapshot().payments_of_loan(loan_id)
            made = [row.id for row in payments if row.kind is PaymentKind.PREPAYMENT]
            if not made:
                raise UserError("payment.none")
            self._store.payments.remove(max(made))
        return Changes.LOANS | Changes.PAYMENTS | Changes.CASH

    def settle_loan(
        self, loan_id: int, amount: Money, paid_on: date, paying_account_id: int | None = None
    ) -> Changes:
        """Record that a loan was settled early (提前结清) with ``amount`` on ``paid_on``.

        Raises:
            UserError: the loan is settled already.
        """
        with self._store.transaction("settle_loan"):
            snapshot = self._snapshot()
            if loan_standing(snapshot, snapshot.loan(loan_id)).settled:
                raise UserError("loan.settled_already", "amount")
            draft = PaymentDraft(
                amount,
                paid_on,
                loan_id=loan_id,
                kind=PaymentKind.SETTLEMENT,
                paying_account_id=paying_account_id,
            )
            self._add_payment(snapshot.loan(loan_id).account_id, draft)
        return Changes.PAYMENTS | Changes.CASH

    def _check_loan(self, draft: LoanDraft, replaced: int | None, *, confirmed: bool) -> None:
        snapshot = self._snapshot()
        others: Iterable[Money] = (
            loan_standing(snapshot, loan).outstanding
            for loan in snapshot.loans_of(draft.account_id)
            if loan.id != replaced
        )
        together = sum(others, draft.principal)
        account = snapshot.account(draft.account_id)
        self._check_limit(account, together, "principal", confirmed=confirmed)
