"""What the user wishes of the reminders: stages in general, of one account, of one item; mutes; quiet.

``Watch.wishes`` puts them together from the store, the commands of ``services.commands.reminders``
change them, ``reminders.evaluate`` obeys them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from assistant.domain.quiet import QuietHours
from assistant.domain.stages import DEFAULT_PLAN, Plan


class Subject(Protocol):
    """What a reminder speaks of, a due or an alert; its name and day are its key in the ledger."""

    @property
    def key(self) -> str:
        """The stable name."""

    @property
    def due_date(self) -> date:
        """The day it is about."""


class Due(Subject, Protocol):
    """A due of an account."""

    @property
    def account_id(self) -> int:
        """Whose due it is."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """The reminder settings in force.

    Attributes:
        plan: the stages of every due that has no plan of its own.
        by_account: plans by account id; ``by_item`` by a due's key, which goes before its account.
        muted: (key, day) of what is silent until it is paid, closed or unmuted.
        quiet: no notices in these hours, unless waiting would be too late.
    """

    plan: Plan = DEFAULT_PLAN
    by_account: Mapping[int, Plan] = field(default_factory=dict)
    by_item: Mapping[str, Plan] = field(default_factory=dict)
    muted: frozenset[tuple[str, date]] = frozenset()
    quiet: QuietHours | None = None

    def plan_of(self, due: Due) -> Plan:
        """The stages of a due: its own, else its account's, else the general ones."""
        return self.by_item.get(due.key) or self.by_account.get(due.account_id) or self.plan

    def is_muted(self, subject: Subject) -> bool:
        """Whether nothing is to be said of it."""
        return (subject.key, subject.due_date) in self.muted

    @property
    def longest_lead_days(self) -> int:
        """How many days before a due day the first stage of any plan is."""
        plans = (self.plan, *self.by_account.values(), *self.by_item.values())
        return max(plan.longest_lead_days for plan in plans)
