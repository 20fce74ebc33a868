"""One open store with everything that works on it; the demo data are a session of their own."""

from collections.abc import Mapping
from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.clock import Clock
from assistant.domain.product import Product
from assistant.services.catalogue import load_products
from assistant.services.queries import Queries
from assistant.store.key import Key
from assistant.store.unit import Store

if TYPE_CHECKING:
    from assistant.domain.caps import RateRules
    from assistant.services.ledger import Ledger
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
    def ledger(self) -> "Ledger":
        """The commands."""
        from assistant.services.ledger import Ledger  # late, see the class

        return Ledger(self.store, self.products, self._clock)

    @cached_property
    def watch(self) -> "Watch":
        """The reminders."""
        from assistant.services.watch import Watch  # late, see the class

        return Watch(self.store, self.queries.snapshot, self._clock, self.zone)

    @property
    def store_path(self) -> str:
        """Where the store lies, for people; empty for one in memory."""
        return "" if self.store.path is None else str(self.store.path)

    def back_up(self, folder: Path) -> None:
        """Make the daily backup, if today has none yet.

        Raises:
            StorageError: the file or the disk does not allow it.
        """
        self.store.back_up(folder, self.queries.now().astimezone(self.zone))

    def close(self) -> None:
        """Close the store; the session is of no use afterwards."""
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
    return Session(store, products, clock, zone, user_law=user_law, is_demo=is_demo)
