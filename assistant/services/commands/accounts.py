"""Commands on credit accounts and paying accounts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, PayingAccountDraft
from assistant.domain.money import ZERO
from assistant.domain.overview import owed
from assistant.domain.own_terms import owned_terms, typed_values
from assistant.domain.reserve import EntryKind, ReserveDraft, earmarks
from assistant.domain.snapshot import Changes
from assistant.domain.term_text import parse_term
from assistant.errors import Unconfirmed, UserError
from assistant.services.commands.base import Commands


class AccountCommands(Commands):
    """Open, edit, arrange, close and delete accounts."""

    def open_account(
        self, draft: AccountDraft, paying: PayingAccountDraft | None = None
    ) -> Changes:
        """Add a credit account; a new paying account ``paying`` becomes its first source.

        Raises:
            UserError: unknown product, or the name is taken.
        """
        if draft.product_id not in self._products:
            raise UserError("product.unknown", "product")
        with self._store.transaction("open_account"):
            sources = (*self._paying(paying), *draft.sources)
            terms = owned_terms(self._products[draft.product_id], self._today(), draft.terms)
            self._store.accounts.add(replace(draft, terms=terms, sources=sources), self._now())
        return Changes.ACCOUNTS | Changes.CASH

    def edit_account(
        self, account_id: int, draft: AccountDraft, paying: PayingAccountDraft | None = None
    ) -> Changes:
        """Change an account's name, owner, terms and sources.

        A term that has a history changes its newest value; the history stays.

        Raises:
            UserError: the account is gone, or the name is taken.
        """
        with self._store.transaction("edit_account"):
            sources = (*self._paying(paying), *draft.sources)
            account = self._store.accounts.get(account_id)
            today = self._today()
            newest: dict[str, date] = {}
            for term in account.terms:
                if term.effective_from <= today:
                    known = newest.get(term.key, term.effective_from)
                    newest[term.key] = max(known, term.effective_from)
            terms = [
                replace(term, effective_from=newest.get(term.key, term.effective_from))
                for term in typed_values(self._products[account.product_id], today, draft.terms)
            ]
            self._store.accounts.update(account_id, draft.name, draft.owner, sources)
            self._store.accounts.set_terms(account_id, terms)
        return Changes.ACCOUNTS | Changes.CASH

    def change_terms(self, account_id: int, terms: Sequence[DatedTerm]) -> Changes:
        """Let terms change on a day: a new bill and due day, a rate, a limit (products.md 2.1).

        An empty value takes the change of that day back. Bills already typed keep their dates.

        Raises:
            UserError: the account is gone, or a value is none of its term.
        """
        for term in terms:
            if term.value:
                parse_term(term.key, term.value)
        with self._store.transaction("change_terms"):
            self._store.accounts.get(account_id)
            self._store.accounts.set_terms(account_id, terms)
        return Changes.ACCOUNTS | Changes.BILLS

    def arrange_accounts(self, account_ids: Sequence[int]) -> Changes:
        """Put the tabs in this order."""
        with self._store.transaction("arrange_accounts"):
            self._store.accounts.arrange(account_ids)
        return Changes.ACCOUNTS

    def archive_account(self, account_id: int, *, confirmed: bool = False) -> Changes:
        """Put a closed account away with its history; nothing reminds of it any more.

        Raises:
            Unconfirmed: it still owes something.
            UserError: the account is gone.
        """
        with self._store.transaction("archive_account"):
            snapshot = self._snapshot()
            account = self._store.accounts.get(account_id)
            left = owed(snapshot, account).total
            if left and not confirmed:
                raise Unconfirmed("still_owed", None, left=left)
            self._store.accounts.archive(account_id, self._now())
            self._free_earmark(account_id)
        return Changes.EVERYTHING

    def _free_earmark(self, account_id: int) -> None:
        """What was promised to a closed account is promised to none: it may cover what is due elsewhere."""
        kept = earmarks(self._store.reserve.all()).get(account_id, ZERO)
        if kept:
            for owner, part in ((account_id, -kept), (None, kept)):
                moved = ReserveDraft(EntryKind.MOVE, self._today(), part, owner)
                self._store.reserve.add(moved, self._now())

    def restore_account(self, account_id: int) -> Changes:
        """Take an archived account out again.

        Raises:
            UserError: the account is gone.
        """
        with self._store.transaction("restore_account"):
            self._store.accounts.archive(account_id, None)
        return Changes.EVERYTHING

    def remove_account(self, account_id: int) -> Changes:
        """Delete an account with all its bills, loans and repayments; undo brings them back."""
        with self._store.transaction("remove_account"):
            self._store.reserve.keep_used(account_id)
            self._store.accounts.remove(account_id)
        return Changes.EVERYTHING

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
        """Delete a paying account; credit accounts that used it lose that deduction source."""
        with self._store.transaction("remove_paying_account"):
            self._store.cash.remove(paying_account_id)
        return Changes.CASH | Changes.ACCOUNTS
