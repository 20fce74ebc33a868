"""The reserve's ledger."""

from datetime import datetime

from assistant.domain.money import Money
from assistant.domain.reserve import EntryKind, ReserveDraft, ReserveEntry
from assistant.store import codec
from assistant.store.repo import Repo


class ReserveRepo(Repo):
    """Table ``reserve_entry``."""

    table = "reserve_entry"

    def add(self, draft: ReserveDraft, now: datetime) -> None:
        """Add a line.

        Raises:
            UserError: the account, the paying account or the repayment is gone.
        """
        self._insert(
            {
                "kind": draft.kind.value,
                "happened_on": draft.happened_on.isoformat(),
                "amount_fen": draft.amount.fen,
                "account_id": draft.account_id,
                "paying_account_id": draft.paying_account_id,
                "payment_id": draft.payment_id,
                "note": draft.note,
                "created_at": codec.instant_text(now),
            }
        )

    def all(self) -> tuple[ReserveEntry, ...]:
        """The whole ledger by day, lines of one day in the order they were written."""
        return tuple(_entry(row) for row in self._rows(order="happened_on, id"))

    def of_payment(self, payment_id: int) -> tuple[ReserveEntry, ...]:
        """The line that a repayment wrote, if it took anything."""
        return tuple(_entry(row) for row in self._rows("payment_id = ?", payment_id))

    def remove(self, entry_id: int) -> None:
        """Delete a line.

        Raises:
            UserError: it is gone.
        """
        self._delete(entry_id)

    def keep_used(self, account_id: int) -> None:
        """Let the lines of an account's repayments stay when these are deleted with the account."""
        self._execute(
            "UPDATE reserve_entry SET payment_id = NULL"
            " WHERE account_id = ? AND payment_id IS NOT NULL",
            account_id,
        )


def _entry(row: codec.Row) -> ReserveEntry:
    return ReserveEntry(
        row["id"],
        EntryKind(row["kind"]),
        codec.day(row["happened_on"]),
        Money(row["amount_fen"]),
        row["account_id"],
        row["paying_account_id"],
        row["payment_id"],
        row["note"],
        codec.instant(row["created_at"]),
    )
