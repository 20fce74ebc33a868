"""The command of the first steps: account, paying account, first bill or loan, all in one step."""

from dataclasses import replace

from assistant.domain.account import Account
from assistant.domain.drafts import LONGEST_BILL_DAYS
from assistant.domain.first_steps import FirstDraft
from assistant.domain.own_terms import owned_terms
from assistant.domain.snapshot import Changes
from assistant.errors import Unconfirmed, UserError
from assistant.services.commands.base import Commands


class FirstCommands(Commands):
    """From nothing to the first answer."""

    def begin(self, draft: FirstDraft, *, confirmed: bool = False) -> Changes:
        """Open an account and store what it asks for next; a paying account of that name is reused.

        A limit that was not told is the product's guess: it raises no question here.

        Raises:
            UserError: the account's name is taken.
            Unconfirmed: the bill is above the limit that was told, so the two may be mixed up; or it
                was due so long ago that the year may be wrong.
        """
        with self._store.transaction("begin"):
            account = draft.account
            product = self._products.get(account.product_id)
            if product is None:
                raise UserError("product.unknown", "product")
            known = {row.name: row.id for row in self._store.cash.all()}
            if draft.paying.name in known:
                source = known[draft.paying.name]
                if draft.paying.balance is not None:
                    self._store.cash.set_balance(source, draft.paying.balance, self._now())
            else:
                source = self._store.cash.add(draft.paying, self._now()).id
            terms = owned_terms(product, self._today(), account.terms)
            added = self._store.accounts.add(
                replace(account, terms=terms, sources=(source,)), self._now()
            )
            if draft.bill is not None:
                days = (self._today() - draft.bill.due_date).days
                if days > LONGEST_BILL_DAYS and not confirmed:
                    raise Unconfirmed("long_overdue", "due_date", days=days)
            self._check_typed(added, draft, confirmed=confirmed)
            if draft.bill is not None:
                self._add_bill(replace(draft.bill, account_id=added.id))
            if draft.reading is not None:
                self._store.readings.save(replace(draft.reading, account_id=added.id), self._now())
            if draft.loan is not None:
                self._store.loans.add(replace(draft.loan, account_id=added.id), self._now())
        return Changes.ACCOUNTS | Changes.BILLS | Changes.LOANS | Changes.CASH

    def _check_typed(self, account: Account, draft: FirstDraft, *, confirmed: bool) -> None:
        """What was typed as owed against the limit, where one was told."""
        typed = [draft.bill.amount] if draft.bill else []
        typed += [draft.reading.unbilled] if draft.reading else []
        if any(term.key == "limit" for term in draft.account.terms):
            for amount in typed:
                self._check_limit(account, amount, "limit", confirmed=confirmed)
