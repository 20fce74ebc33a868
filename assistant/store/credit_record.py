"""Typed months of the credit record, links switched off, saved lateness scenarios."""

from datetime import date

from assistant.domain.late_outlook import LateScenario
from assistant.domain.linkage import LinkKey
from assistant.domain.record import RecordMonth
from assistant.store import codec
from assistant.store.repo import Repo


class RecordMonthRepo(Repo):
    """Table ``record_month``."""

    table = "record_month"

    def save(self, account_id: int, month: date, code: str, settled_on: date | None) -> None:
        """Store a month's code in place of the one it has.

        Raises:
            UserError: the account is gone.
        """
        self.clear(account_id, month)
        self._insert(
            {
                "account_id": account_id,
                "month": month.isoformat(),
                "code": code,
                "settled_on": codec.optional_day_text(settled_on),
            }
        )

    def clear(self, account_id: int, month: date) -> None:
        """Let a month be computed again."""
        self._execute(
            "DELETE FROM record_month WHERE account_id = ? AND month = ?",
            account_id,
            month.isoformat(),
        )

    def all(self) -> tuple[RecordMonth, ...]:
        """All typed months."""
        return tuple(
            RecordMonth(
                row["id"],
                row["account_id"],
                codec.day(row["month"]),
                row["code"],
                codec.optional_day(row["settled_on"]),
            )
            for row in self._rows(order="account_id, month")
        )


class LinkRepo(Repo):
    """Table ``link_off``: the links that the user switched off."""

    table = "link_off"

    def switch(self, key: LinkKey, *, on: bool) -> None:
        """Switch a link.

        Raises:
            UserError: one of its accounts is gone.
        """
        rule_id, from_id, to_id = key
        self._execute(
            "DELETE FROM link_off WHERE rule_id = ? AND from_account_id = ? AND to_account_id = ?",
            *key,
        )
        if not on:
            self._insert({"rule_id": rule_id, "from_account_id": from_id, "to_account_id": to_id})

    def off(self) -> frozenset[LinkKey]:
        """All links that are switched off."""
        return frozenset(
            (row["rule_id"], row["from_account_id"], row["to_account_id"]) for row in self._rows()
        )


class LateScenarioRepo(Repo):
    """Table ``late_scenario``."""

    table = "late_scenario"
    taken = ("scenario.name_taken", "name")

    def add(self, name: str, account_id: int, due_key: str, days: int) -> int:
        """Save a scenario; its id.

        Raises:
            UserError: the name is taken, or the account is gone.
        """
        return self._insert(
            {"name": name, "account_id": account_id, "due_key": due_key, "days": days}
        )

    def remove(self, scenario_id: int) -> None:
        """Delete a scenario.

        Raises:
            UserError: it is gone.
        """
        self._delete(scenario_id)

    def all(self) -> tuple[LateScenario, ...]:
        """All saved scenarios, oldest first."""
        return tuple(
            LateScenario(row["id"], row["name"], row["account_id"], row["due_key"], row["days"])
            for row in self._rows()
        )
