"""Named what-if scenarios: table ``plan_scenario``."""

from decimal import Decimal

from assistant.domain.planning.what_if import Change, SavedWhatIf, WhatIf
from assistant.store.repo import Repo


class PlanScenarioRepo(Repo):
    """Scenarios that are compared with the plan."""

    table = "plan_scenario"
    taken = ("scenario.name_taken", "what_name")

    def add(self, what: WhatIf) -> int:
        """Save a scenario; its id.

        Raises:
            UserError: the name is taken, or the account is gone.
        """
        return self._insert(
            {
                "name": what.name,
                "change": what.change.value,
                "number": what.number,
                "amount_fen": what.fen,
                "account_id": what.account_id,
                "rate": None if what.rate is None else str(what.rate),
            }
        )

    def rename(self, scenario_id: int, name: str) -> None:
        """Give a scenario another name.

        Raises:
            UserError: the scenario is gone, or the name is taken.
        """
        self._update(scenario_id, {"name": name})

    def remove(self, scenario_id: int) -> None:
        """Delete a scenario.

        Raises:
            UserError: it is gone.
        """
        self._delete(scenario_id)

    def all(self) -> tuple[SavedWhatIf, ...]:
        """All scenarios, oldest first."""
        return tuple(
            SavedWhatIf(
                row["id"],
                WhatIf(
                    row["name"],
                    Change(row["change"]),
                    row["number"],
                    row["amount_fen"],
                    row["account_id"],
                    None if row["rate"] is None else Decimal(row["rate"]),
                ),
            )
            for row in self._rows()
        )
