"""What the accounts bring into an estate (遗产债务): each one's whole debt, once."""

from dataclasses import replace

from assistant.domain.estate_case import Debt, EstateCase
from assistant.domain.overview import owed
from assistant.domain.snapshot import Snapshot


def with_accounts(case: EstateCase, snapshot: Snapshot) -> EstateCase:
    """The case with what the accounts owe now as ordinary debts, each with its lender.

    A debt that is there by the account's name stays as it was told; an account that owes nothing
    brings none.
    """
    known = {debt.name for debt in case.debts}
    added = tuple(
        Debt(account.name, amount, lender=snapshot.terms_of(account).lender)
        for account in snapshot.accounts
        if account.name not in known and (amount := owed(snapshot, account).total)
    )
    return replace(case, debts=(*case.debts, *added))
