"""Which account is kept clean first: table ``harm_order``."""

from collections.abc import Iterable

from assistant.store.repo import Repo


class HarmOrderRepo(Repo):
    """One row an account; none while the usual order rules."""

    table = "harm_order"

    def save(self, account_ids: Iterable[int]) -> None:
        """Put this order in the place of the one before; nothing brings the usual one back.

        Raises:
            UserError: an account is gone.
        """
        self._execute("DELETE FROM harm_order")
        for place, account_id in enumerate(account_ids):
            self._insert({"account_id": account_id, "place": place})

    def load(self) -> tuple[int, ...]:
        """Account ids, kept clean first comes first."""
        return tuple(row["account_id"] for row in self._rows(order="place, id"))
