"""Whose a row is: the one account in use that it belongs to."""

from collections.abc import Sequence

from assistant.domain.account import Account
from assistant.domain.imports.legs import bank_name, card_end
from assistant.domain.imports.meaning import Kind, Meaning
from assistant.domain.imports.movement import Movement, Source
from assistant.domain.snapshot import Snapshot


def account_for(snapshot: Snapshot, meaning: Meaning, row: Movement) -> Account | None:
    """The one account in use that a row belongs to: of its product, a card by its number or bank."""
    found = [account for account in snapshot.accounts if account.product_id == meaning.product]
    if meaning.product == "credit_shopping" and not found:
        found = [account for account in snapshot.accounts if account.product_id == "huabei"]
    if meaning.product == "credit_card":
        of_card = meaning.kind is not Kind.REPAYMENT or row.source is Source.CARD
        return _card(snapshot, found, row.method if of_card else row.party)
    own = [account for account in found if not account.owner]
    return next(iter(own or found), None) if len(own or found) == 1 else None


def _card(snapshot: Snapshot, accounts: Sequence[Account], text: str) -> Account | None:
    end, bank = card_end(text), bank_name(text)

    def called(account: Account) -> str:
        return f"{account.name} {snapshot.terms_of(account).lender}"

    by_number = [account for account in accounts if end and end in account.name]
    by_bank = [account for account in accounts if bank and bank in called(account)]
    found = by_number or by_bank
    return found[0] if len(found) == 1 else None
