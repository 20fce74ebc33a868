"""Paying accounts with the balance that the user read last."""

from datetime import datetime
from typing import TYPE_CHECKING

from assistant.domain.account import PayingAccount
from assistant.domain.money import Money
from assistant.store import codec
from assistant.store.repo import Repo

if TYPE_CHECKING:  # drafts are no part of the window's start
    from assistant.domain.draft import PayingAccountDraft


class PayingAccountRepo(Repo):
    """Table ``paying_account``."""

    table = "paying_account"
    taken = ("paying_account.name_taken", "name")

    def add(self, draft: "PayingAccountDraft", now: datetime) -> PayingAccount:
        """Add a paying account; a balance counts as read ``now``.

        Raises:
            UserError: the name is taken.
        """
        read_at = None if draft.balance is None else codec.instant_text(now)
        values = {
            "name": draft.name,
            "balance_fen": codec.optional_fen(draft.balance),
            "balance_at": read_at,
        }
        return _paying_account(self._row(self._insert(values)))

    def all(self) -> tuple[PayingAccount, ...]:
        """All paying accounts, oldest first."""
        return tuple(_paying_account(row) for row in self._rows())

    def rename(self, row_id: int, name: str) -> None:
        """Change a name.

        Raises:
            UserError: the account is gone, or the name is taken.
        """
        self._update(row_id, {"name": name})

    def set_balance(self, row_id: int, balance: Money, read_at: datetime) -> None:
        """Set the balance as read at an instant.

        Raises:
            UserError: the account is gone.
        """
        read = codec.instant_text(read_at)
        self._update(row_id, {"balance_fen": balance.fen, "balance_at": read})

    def remove(self, row_id: int) -> None:
        """Delete a paying account; what referred to it is left without one.

        Raises:
            UserError: it is gone.
        """
        self._delete(row_id)


def _paying_account(row: codec.Row) -> PayingAccount:
    return PayingAccount(
        row["id"],
        row["name"],
        codec.optional_money(row["balance_fen"]),
        codec.optional_instant(row["balance_at"]),
    )
