"""The store: all repositories over one file, and the transaction that every command is."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from assistant.clock import Clock
from assistant.domain.product import Product
from assistant.domain.snapshot import Snapshot
from assistant.store.accounts import AccountRepo
from assistant.store.backup import daily_backup
from assistant.store.bills import BillRepo, PlanRepo, ReadingRepo
from assistant.store.cash import PayingAccountRepo
from assistant.store.database import open_database, storage_errors
from assistant.store.loans import LoanRepo, PaymentRepo
from assistant.store.reminders import ReminderRepo
from assistant.store.settings import SettingsRepo
from assistant.store.undo import Journal


class Store:
    """One open store file.

    Args:
        path: the file, None for one in memory.
        clock: stamps what is written.

    Raises:
        StorageError: the file cannot be used; it is left as it is.
    """

    def __init__(self, path: Path | None, clock: Clock) -> None:
        self.path = path
        self._database = open_database(path)
        self._writes = 0
        self.accounts = AccountRepo(self._database)
        self.cash = PayingAccountRepo(self._database)
        self.bills = BillRepo(self._database)
        self.readings = ReadingRepo(self._database)
        self.plans = PlanRepo(self._database)
        self.loans = LoanRepo(self._database)
        self.payments = PaymentRepo(self._database)
        self.settings = SettingsRepo(self._database)
        self.reminders = ReminderRepo(self._database)
        self.journal = Journal(self._database, self.unjournalled, clock)

    @contextmanager
    def transaction(self, command: str) -> Iterator[None]:
        """One command: all of it is stored, journalled under its name, or nothing is.

        Raises:
            RuntimeError: a command inside a command.
            StorageError: the file is full, locked or damaged; nothing was stored.
        """
        with self.unjournalled(), self.journal.step(command):
            yield

    @contextmanager
    def unjournalled(self) -> Iterator[None]:
        """One write transaction that undo does not know: the reminder ledger, settings."""
        connection = self._database.conn
        if connection.in_transaction:
            raise RuntimeError("a command inside a command")
        with storage_errors(str(self.path)):
            # IMMEDIATE: a command reads before it writes, and a deferred transaction could not
            # then be upgraded when another process wrote in between.
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        self._writes += 1

    def snapshot(self, now: datetime, products: Mapping[str, Product]) -> Snapshot:
        """Everything in the store as of one moment; also inside a transaction."""
        connection = self._database.conn
        outside = not connection.in_transaction
        with storage_errors(str(self.path)):
            if outside:
                connection.execute("BEGIN")
            try:
                return Snapshot(
                    now=now,
                    products=products,
                    accounts=self.accounts.all(),
                    bills=self.bills.all(),
                    readings=self.readings.all(),
                    plans=self.plans.all(),
                    loans=self.loans.all(),
                    payments=self.payments.all(),
                    paying_accounts=self.cash.all(),
                    settings=self.settings.load(),
                )
            finally:
                if outside:
                    connection.execute("ROLLBACK")

    def version(self) -> tuple[int, int]:
        """Changes whenever this program or another process wrote to the file."""
        (others,) = self._database.execute("PRAGMA data_version").fetchone()
        return self._writes, int(others)

    def back_up(self, folder: Path, now: datetime) -> Path | None:
        """The daily backup, if today has none yet."""
        return daily_backup(self._database.conn, folder, now)

    def close(self) -> None:
        """Close the file; the store is of no use afterwards."""
        self._database.close()
