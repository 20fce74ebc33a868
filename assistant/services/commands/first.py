"""The command of the first steps: account, paying account, first bill or loan, all in one step."""

from dataclasses import replace

from assistant.domain.account import owned_terms
from assistant.domain.first_steps import FirstDraft
from assistant.domain.snapshot import Changes
from assistant.errors import UserError
from assistant.services.commands.base import Commands


class FirstCommands(Commands):
    """From nothing to the first answer."""

    def begin(self, draft: FirstDraft) -> Changes:
        """Open an account and store what it asks for next; a paying account of that name is reused.

        A limit that was not told is the product's guess: it raises no question here.

        Raises:
            UserError: the account's name is taken.
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
                self._add_bill(replace(draft.bill, account_id=added.id))
            if draft.loan is not None:
                self._store.loans.add(replace(draft.loan, account_id=added.id), self._now())
        return Changes.ACCOUNTS | Changes.BILLS | Changes.LOANS | Changes.CASH
