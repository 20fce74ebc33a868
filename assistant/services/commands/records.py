"""Commands on the credit record, the links between accounts, and lateness scenarios."""

from collections.abc import Sequence

from assistant.domain.drafts import read_name
from assistant.domain.late_outlook import LONGEST_DAYS
from assistant.domain.linkage import LinkKey
from assistant.domain.record_draft import RecordDraft
from assistant.domain.snapshot import Changes
from assistant.errors import UserError
from assistant.services.commands.base import Commands


class RecordCommands(Commands):
    """Type the record's months, switch links, save scenarios."""

    def record_months(self, draft: RecordDraft) -> Changes:
        """Store a code for some months of an account; without a code they are computed again.

        Raises:
            UserError: the account is gone.
        """
        with self._store.transaction("record_months"):
            self._store.accounts.get(draft.account_id)
            for month in draft.months:
                if draft.code is None:
                    self._store.record_months.clear(draft.account_id, month)
                else:
                    self._store.record_months.save(
                        draft.account_id, month, draft.code, draft.settled_on
                    )
        return Changes.RECORDS

    def switch_links(self, keys: Sequence[LinkKey], *, on: bool) -> Changes:
        """Let links count in the counterfactual, or not.

        Raises:
            UserError: an account is gone.
        """
        with self._store.transaction("switch_links"):
            for key in keys:
                self._store.links.switch(key, on=on)
        return Changes.RECORDS

    def save_scenario(self, name: str, account_id: int, due_key: str, days: int) -> Changes:
        """Save how late which due is, under a name.

        Raises:
            UserError: no name, a name that is taken, or days out of range.
        """
        title = read_name({"name": name})
        if not 1 <= days <= LONGEST_DAYS:
            raise UserError("number.out_of_range", "days", low=1, high=LONGEST_DAYS)
        with self._store.transaction("save_scenario"):
            self._store.late_scenarios.add(title, account_id, due_key, days)
        return Changes.RECORDS

    def remove_scenario(self, scenario_id: int) -> Changes:
        """Delete a saved scenario.

        Raises:
            UserError: it is gone.
        """
        with self._store.transaction("remove_scenario"):
            self._store.late_scenarios.remove(scenario_id)
        return Changes.RECORDS
