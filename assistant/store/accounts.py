"""Credit accounts with their dated terms."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.domain.account import Account, DatedTerm
from assistant.store import codec
from assistant.store.repo import Repo

if TYPE_CHECKING:  # drafts are no part of the window's start
    from assistant.domain.draft import AccountDraft


class AccountRepo(Repo):
    """Table ``account`` and its ``account_term`` rows."""

    table = "account"
    taken = ("account.name_taken", "name")

    def add(self, draft: "AccountDraft", created_at: datetime) -> Account:
        """Add an account after the last one.

        Raises:
            UserError: the name is taken, or the paying account is gone.
        """
        (last,) = self._file.rows("SELECT coalesce(max(position), 0) FROM account")[0]
        row_id = self._insert(
            {
                "product_id": draft.product_id,
                "name": draft.name,
                "position": last + 1,
                "paying_account_id": draft.paying_account_id,
                "created_at": codec.instant_text(created_at),
            }
        )
        self.set_terms(row_id, draft.terms)
        return self.get(row_id)

    def get(self, account_id: int) -> Account:
        """One account.

        Raises:
            UserError: it is gone.
        """
        return _account(self._row(account_id), self._terms("account_id = ?", account_id))

    def all(self) -> tuple[Account, ...]:
        """All accounts in their order."""
        terms = self._terms("1")
        return tuple(_account(row, terms) for row in self._rows(order="position, id"))

    def update(self, account_id: int, name: str, paying_account_id: int | None) -> None:
        """Change an account's name and paying account.

        Raises:
            UserError: it or the paying account is gone, or the name is taken.
        """
        self._update(account_id, {"name": name, "paying_account_id": paying_account_id})

    def set_terms(self, account_id: int, terms: Iterable[DatedTerm]) -> None:
        """Set terms; a value of the same key and first day is replaced, by an empty one removed.

        Raises:
            UserError: the account is gone.
        """
        for term in terms:
            place = (account_id, term.key, term.effective_from.isoformat())
            if term.value:
                self._execute(
                    "INSERT INTO account_term (account_id, key, effective_from, value)"
                    " VALUES (?, ?, ?, ?) ON CONFLICT (account_id, key, effective_from)"
                    " DO UPDATE SET value = excluded.value",
                    *place,
                    term.value,
                )
            else:
                self._execute(
                    "DELETE FROM account_term"
                    " WHERE account_id = ? AND key = ? AND effective_from = ?",
                    *place,
                )

    def remove(self, account_id: int) -> None:
        """Delete an account and all that hangs on it.

        Raises:
            UserError: it is gone.
        """
        self._delete(account_id)

    def _terms(self, where: str, *parameters: object) -> dict[int, list[DatedTerm]]:
        found: dict[int, list[DatedTerm]] = {}
        query = f"SELECT * FROM account_term WHERE {where} ORDER BY id"  # noqa: S608
        for row in self._file.rows(query, parameters):
            term = DatedTerm(row["key"], row["value"], codec.day(row["effective_from"]))
            found.setdefault(row["account_id"], []).append(term)
        return found


def _account(row: codec.Row, terms: dict[int, list[DatedTerm]]) -> Account:
    return Account(
        row["id"],
        row["product_id"],
        row["name"],
        row["position"],
        row["paying_account_id"],
        codec.instant(row["created_at"]),
        tuple(terms.get(row["id"], ())),
    )
