"""One open store with everything that works on it; the demo data are a session of their own."""

from collections.abc import Mapping
from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.clock import Clock
from assistant.domain.product import Product
from assistant.paths import evidence_folder
from assistant.services.catalogue import load_products
from assistant.services.queries import Queries
from assistant.store.key import Key
from assistant.store.unit import Store

if TYPE_CHECKING:
    from assistant.domain.caps import RateRules
    from assistant.domain.late_outlook import Phase
    from assistant.domain.linkage import LinkRule
    from assistant.domain.record import RecordRules
    from assistant.services.alert_facts import Behind
    from assistant.services.chances import Chances
    from assistant.services.exporters.ical import Export
    from assistant.services.ledger import Ledger
    from assistant.services.planning import Planner, Plans
    from assistant.services.rights import Rights
    from assistant.services.watch import Watch


class Session:
    """A store and its commands, reads and reminders.

    Commands and reminders are built when first asked for: the first screen only reads.
    """

    def __init__(
        self,
        store: Store,
        products: Mapping[str, Product],
        clock: Clock,
        zone: tzinfo,
        *,
        user_law: Path | None = None,
        is_demo: bool = False,
    ) -> None:
        self.store = store
        self.products = products
        self.zone = zone
        self.is_demo = is_demo
        self.queries = Queries(store, products, clock)
        self._clock = clock
        self._user_law = user_law

    @cached_property
    def rate_rules(self) -> "RateRules":
        """LPR and caps, the user's own table in place of the shipped one.

        Raises:
            UserError: the user's table is wrong.
        """
        from assistant.services.lawbook import load_rate_rules  # late, see the class

        return load_rate_rules(self._user_law)

    @cached_property
    def rights(self) -> "Rights":
        """The rules of collection and estates, the knowledge cards, the evidence."""
        from assistant.services.rights import Rights  # late, see the class

        return Rights(self.store, self._user_law, self._clock)

    @cached_property
    def record_rules(self) -> "RecordRules":
        """The codes of the credit record.

        Raises:
            UserError: the user's table is wrong.
        """
        from assistant.services.record_rules import load_record_rules  # late, see the class

        return load_record_rules(self._user_law)

    @cached_property
    def link_rules(self) -> "tuple[LinkRule, ...]":
        """How accounts hang together.

        Raises:
            UserError: the user's table is wrong.
        """
        from assistant.services.record_rules import load_link_rules  # late, see the class

        return load_link_rules(self._user_law)

    @cached_property
    def phases(self) -> "tuple[Phase, ...]":
        """What tends to happen to a due that is late.

        Raises:
            UserError: the user's table is wrong.
        """
        from assistant.services.record_rules import load_phases  # late, see the class

        return load_phases(self._user_law)

    @cached_property
    def ledger(self) -> "Ledger":
        """The commands."""
        from assistant.services.ledger import Ledger  # late, see the class

        return Ledger(self.store, self.products, self._clock)

    @cached_property
    def plans(self) -> "Plans":
        """The plan that the user keeps to."""
        from assistant.services.planning import Plans  # late, see the class

        return Plans(self.store)

    @cached_property
    def planner(self) -> "Planner":
        """The plans that were computed, and those under way."""
        from assistant.services.planning import Planner  # late, see the class

        return Planner()

    @cached_property
    def chances(self) -> "Chances":
        """The chances of a shortfall."""
        from assistant.services.chances import Chances  # late, see the class

        return Chances()

    @cached_property
    def behind(self) -> "Behind":
        """What is computed behind the window, for the alert rules and the overview."""
        from assistant.services.alert_facts import Behind  # late, see the class

        return Behind()

    @cached_property
    def watch(self) -> "Watch":
        """The reminders."""
        from assistant.services.alert_facts import AlertFinder  # late, see the class
        from assistant.services.watch import Watch

        find = AlertFinder(self.store, lambda: self.rate_rules, self.zone, self.behind)
        return Watch(self.store, self.queries.snapshot, self._clock, self.zone, find)

    @property
    def store_path(self) -> str:
        """Where the store lies, for people; empty for one in memory."""
        return "" if self.store.path is None else str(self.store.path)

    @property
    def may_encrypt(self) -> bool:
        """Whether it is the user's own store, in a file and in plain text."""
        return self.store.path is not None and self.store.key is None and not self.is_demo

    def back_up(self, folder: Path) -> None:
        """Make the daily backup, if today has none yet.

        Raises:
            StorageError: the file or the disk does not allow it.
        """
        self.store.back_up(folder, self.queries.now().astimezone(self.zone))

    def export_calendar(self, path: Path) -> "Export":
        """Write all dues with alarms as an iCalendar file.

        Raises:
            UserError: the file cannot be written.
            StorageError: the store cannot remember what was exported; no file was made.
        """
        from assistant.services.exporters.ical import export_calendar  # late, see the class

        return export_calendar(self.store, self.queries.snapshot(), path)

    def again(self) -> "Session":
        """The same store opened once more, for long work on another thread; close it there.

        A store in memory cannot be opened twice: its own session comes back.
        """
        if self.store.path is None:
            return self
        store = Store(self.store.path, self._clock, self.store.key)
        return Session(store, self.products, self._clock, self.zone, user_law=self._user_law)

    def close(self) -> None:
        """Close the store; the session is of no use afterwards."""
        if "rights" in self.__dict__:
            self.rights.close()
        self.store.close()


def open_session(
    path: Path | None,
    *,
    user_products: Path | None,
    user_law: Path | None = None,
    clock: Clock,
    zone: tzinfo,
    is_demo: bool = False,
    key: Key | None = None,
) -> Session:
    """Open the store at ``path`` (None: in memory; encrypted: with its key) with all products.

    Raises:
        StorageError: the file cannot be used; it is left as it is.
        UserError: a product file of the user's is wrong.
    """
    products = load_products(user_products)
    store = Store(path, clock, key)
    session = Session(store, products, clock, zone, user_law=user_law, is_demo=is_demo)
    if path is not None and evidence_folder(path).is_dir():
        session.rights.evidence.take_in(evidence_folder(path))
    return session
