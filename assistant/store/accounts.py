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
            UserError: the name is taken, or a paying account is gone.
        """
        (last,) = self._file.rows("SELECT coalesce(max(position), 0) FROM account")[0]
        row_id = self._insert(
            {
                "product_id": draft.product_id,
                "name": draft.name,
                "owner": draft.owner,
                "position": last + 1,
                "created_at": codec.instant_text(created_at),
            }
        )
        self.set_sources(row_id, draft.sources)
        self.set_terms(row_id, draft.terms)
        return self.get(row_id)

    def get(self, account_id: int) -> Account:
        """One account.

        Raises:
            UserError: it is gone.
        """
        row = self._row(account_id)
        terms = self._terms("account_id = ?", account_id)
        return _account(row, terms, self._sources("account_id = ?", account_id))

    def all(self) -> tuple[Account, ...]:
        """All accounts in their order, the archived ones too."""
        terms, sources = self._terms("1"), self._sources("1")
        return tuple(_account(row, terms, sources) for row in self._rows(order="position, id"))

    def update(self, account_id: int, name: str, owner: str, sources: tuple[int, ...]) -> None:
        """Change an account's name, owner and deduction sources.

        Raises:
            UserError: it or a paying account is gone, or the name is taken.
        """
        self._update(account_id, {"name": name, "owner": owner})
        self.set_sources(account_id, sources)

    def archive(self, account_id: int, at: datetime | None) -> None:
        """Put a closed account away, or with None take it out again.

        Raises:
            UserError: it is gone.
        """
        stamp = None if at is None else codec.instant_text(at)
        self._update(account_id, {"archived_at": stamp})

    def arrange(self, account_ids: Iterable[int]) -> None:
        """Put accounts in this order; others keep their place.

        Raises:
            UserError: one is gone.
        """
        for position, account_id in enumerate(account_ids, start=1):
            self._update(account_id, {"position": position})

    def set_sources(self, account_id: int, sources: tuple[int, ...]) -> None:
        """Set the paying accounts in the order of the deduction.

        Raises:
            UserError: the account or a paying account is gone.
        """
        if self._sources("account_id = ?", account_id).get(account_id, []) == list(sources):
            return
        self._execute("DELETE FROM deduction_source WHERE account_id = ?", account_id)
        for position, source in enumerate(sources, start=1):
            self._execute(
                "INSERT INTO deduction_source (account_id, paying_account_id, position)"
                " VALUES (?, ?, ?)",
                account_id,
                source,
                position,
            )

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

    def _sources(self, where: str, *parameters: object) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        query = f"SELECT * FROM deduction_source WHERE {where} ORDER BY position"  # noqa: S608
        for row in self._file.rows(query, parameters):
            found.setdefault(row["account_id"], []).append(row["paying_account_id"])
        return found

    def _terms(self, where: str, *parameters: object) -> dict[int, list[DatedTerm]]:
        found: dict[int, list[DatedTerm]] = {}
        query = f"SELECT * FROM account_term WHERE {where} ORDER BY id"  # noqa: S608
        for row in self._file.rows(query, parameters):
            term = DatedTerm(row["key"], row["value"], codec.day(row["effective_from"]))
            found.setdefault(row["account_id"], []).append(term)
        return found


def _account(
    row: codec.Row, terms: dict[int, list[DatedTerm]], sources: dict[int, list[int]]
) -> Account:
    return Account(
        row["id"],
        row["product_id"],
        row["name"],
        row["position"],
        tuple(sources.get(row["id"], ())),
        codec.instant(row["created_at"]),
        tuple(terms.get(row["id"], ())),
        row["owner"],
        codec.optional_instant(row["archived_at"]),
    )
