"""Commands on what a plan is made for and compared with."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.domain.drafts import read_name
from assistant.domain.snapshot import Changes
from assistant.services.commands.base import Commands

if TYPE_CHECKING:  # no part of the other commands
    from assistant.domain.planning.what_if import WhatIf


class PlanCommands(Commands):
    """Save, rename and delete what-if scenarios; say what is kept clean first."""

    def order_harm(self, account_ids: Sequence[int]) -> Changes:
        """Keep accounts clean in this order when not everything can be paid; empty: the usual one.

        Raises:
            UserError: an account is gone.
        """
        with self._store.transaction("order_harm"):
            self._store.harm_order.save(account_ids)
        return Changes.PLANS

    def save_what_if(self, what: "WhatIf") -> Changes:
        """Save a scenario under its name.

        Raises:
            UserError: the name is taken, or the account is gone.
        """
        with self._store.transaction("save_what_if"):
            self._store.plan_scenarios.add(what)
        return Changes.PLANS

    def rename_what_if(self, scenario_id: int, name: str) -> Changes:
        """Give a scenario another name.

        Raises:
            UserError: no name, a name that is too long or taken, or the scenario is gone.
        """
        title = read_name({"what_name": name}, "what_name")
        with self._store.transaction("rename_what_if"):
            self._store.plan_scenarios.rename(scenario_id, title)
        return Changes.PLANS

    def remove_what_if(self, scenario_id: int) -> Changes:
        """Delete a scenario.

        Raises:
            UserError: it is gone.
        """
        with self._store.transaction("remove_what_if"):
            self._store.plan_scenarios.remove(scenario_id)
        return Changes.PLANS
