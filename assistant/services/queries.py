"""The reads: one snapshot for every view, and nothing that a view could compute from it."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.clock import Clock
from assistant.domain.product import Product
from assistant.domain.snapshot import Snapshot
from assistant.store.unit import Store

if TYPE_CHECKING:  # no part of the first screen
    from assistant.domain.collection import Contact
    from assistant.domain.estate_case import SavedEstate
    from assistant.domain.late_outlook import LateScenario
    from assistant.domain.linkage import LinkKey
    from assistant.domain.planning.what_if import SavedWhatIf
    from assistant.domain.record import RecordMonth


class Queries:
    """Reads of one store. The last snapshot is kept; read anew when the store changed, not when time passed."""

    def __init__(self, store: Store, products: Mapping[str, Product], clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._kept: tuple[tuple[int, int], Snapshot] | None = None
        self.products = products

    def now(self) -> datetime:
        """The present instant by the program's clock."""
        return self._clock()

    def version(self) -> tuple[int, int]:
        """Changes whenever this program or another process wrote to the store."""
        return self._store.version()

    def contacts(self) -> "tuple[Contact, ...]":
        """The collection log, oldest first; apart from the snapshot, which every start reads."""
        return self._store.contacts.all(self._store.attachments.by_contact())

    def estates(self) -> "tuple[SavedEstate, ...]":
        """Saved estates, oldest first."""
        return self._store.estates.all()

    def record_months(self) -> "tuple[RecordMonth, ...]":
        """Months of the credit record as typed; apart from the snapshot, which every start reads."""
        return self._store.record_months.all()

    def links_off(self) -> "frozenset[LinkKey]":
        """Links between accounts that are switched off."""
        return self._store.links.off()

    def late_scenarios(self) -> "tuple[LateScenario, ...]":
        """Saved lateness scenarios, oldest first."""
        return self._store.late_scenarios.all()

    def harm_order(self) -> tuple[int, ...]:
        """Accounts in the user's order of what is kept clean first; empty while it is the usual one."""
        return self._store.harm_order.load()

    def what_ifs(self) -> "tuple[SavedWhatIf, ...]":
        """Named scenarios beside the plan, oldest first."""
        return self._store.plan_scenarios.all()

    def keeps_plan(self) -> bool:
        """Whether the user keeps to a plan; costs less than loading it."""
        return self._store.keeps_plan()

    def snapshot(self) -> Snapshot:
        """Everything at this instant; the same object while nothing changed within one minute.

        Views ask one after the other when something changed: only the first one reads.
        """
        now, version = self._clock(), self.version()
        if self._kept is None or self._kept[0] != version:
            self._kept = version, self._store.snapshot(now, self.products)
        elif _minute(self._kept[1].now) != _minute(now):
            self._kept = version, self._kept[1].at(now)
        return self._kept[1]


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)
