"""One open store with everything that works on it; the demo data are a session of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from assistant.clock import Clock
from assistant.domain.product import Product
from assistant.services.catalogue import load_products
from assistant.services.ledger import Ledger
from assistant.services.queries import Queries
from assistant.services.watch import Watch
from assistant.store.unit import Store


@dataclass(frozen=True, slots=True)
class Session:
    """A store and its commands, reads and reminders."""

    store: Store
    products: Mapping[str, Product]
    ledger: Ledger
    queries: Queries
    watch: Watch
    zone: tzinfo
    is_demo: bool = False

    @property
    def store_path(self) -> str:
        """Where the store lies, for people; empty for one in memory."""
        return "" if self.store.path is None else str(self.store.path)

    def back_up(self, folder: Path) -> None:
        """Make the daily backup, if today has none yet.

        Raises:
            StorageError: the file or the disk does not allow it.
        """
        self.store.back_up(folder, self.queries.now())

    def close(self) -> None:
        """Close the store; the session is of no use afterwards."""
        self.store.close()


def open_session(
    path: Path | None,
    *,
    user_products: Path | None,
    clock: Clock,
    zone: tzinfo,
    is_demo: bool = False,
) -> Session:
    """Open the store at ``path`` (None: in memory) with all products.

    Raises:
        StorageError: the file cannot be used; it is left as it is.
        UserError: a product file of the user's is wrong.
    """
    products = load_products(user_products)
    store = Store(path, clock)
    queries = Queries(store, products, clock)
    return Session(
        store,
        products,
        Ledger(store, products, clock),
        queries,
        Watch(store, queries.snapshot, clock, zone),
        zone,
        is_demo,
    )
