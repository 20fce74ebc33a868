"""The store: all repositories over one file, and the transaction that every command is."""

from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.clock import Clock
from assistant.domain.product import Product
from assistant.domain.snapshot import Snapshot
from assistant.store.accounts import AccountRepo
from assistant.store.bills import BillRepo, EstimateRepo, ItemRepo, ReadingRepo
from assistant.store.cash import PayingAccountRepo
from assistant.store.cashflow import CashActualRepo, CashItemRepo, CashRuleRepo, CeilingRepo
from assistant.store.connection import pragma
from assistant.store.database import open_database
from assistant.store.key import Key
from assistant.store.lineage import LineageRepo
from assistant.store.loans import LoanRepo, PaymentRepo
from assistant.store.plans import FrozenRowRepo, PlanRepo
from assistant.store.reserve import ReserveRepo
from assistant.store.settings import SettingsRepo
from assistant.store.undo import Journal

if TYPE_CHECKING:
    from assistant.store.collection import AttachmentRepo, ContactRepo, EvidenceRepo
    from assistant.store.credit_record import LateScenarioRepo, LinkRepo, RecordMonthRepo
    from assistant.store.dump import Dump
    from assistant.store.estates import EstateRepo
    from assistant.store.exported import ExportedRepo
    from assistant.store.harm_order import HarmOrderRepo
    from assistant.store.imports import ImportRepo
    from assistant.store.kept_plan import KeptPlanRepo
    from assistant.store.plan_scenarios import PlanScenarioRepo
    from assistant.store.reminders import ReminderRepo
    from assistant.store.rules import RuleSettingRepo
    from assistant.store.wishes import WishRepo


class Store:
    """One open store file.

    Args:
        path: the file, None for one in memory.
        clock: stamps what is written.
        key: opens an encrypted file; a new file is encrypted with it.

    Raises:
        StorageError: the file cannot be used; it is left as it is.
    """

    def __init__(self, path: Path | None, clock: Clock, key: Key | None = None) -> None:
        self.path = path
        self.key = key
        self._file = open_database(path, clock, key)
        self.accounts = AccountRepo(self._file)
        self.cash = PayingAccountRepo(self._file)
        self.bills = BillRepo(self._file)
        self.readings = ReadingRepo(self._file)
        self.estimates = EstimateRepo(self._file)
        self.items = ItemRepo(self._file)
        self.plans = PlanRepo(self._file)
        self.frozen = FrozenRowRepo(self._file)
        self.loans = LoanRepo(self._file)
        self.payments = PaymentRepo(self._file)
        self.cash_items = CashItemRepo(self._file)
        self.cash_actuals = CashActualRepo(self._file)
        self.cash_rules = CashRuleRepo(self._file)
        self.ceilings = CeilingRepo(self._file)
        self.reserve = ReserveRepo(self._file)
        self.settings = SettingsRepo(self._file)
        self.lineage = LineageRepo(self._file)
        self.journal = Journal(self._file, clock)

    @cached_property
    def reminders(self) -> "ReminderRepo":
        """The reminder ledger; like all below no part of the window's start."""
        from assistant.store.reminders import ReminderRepo  # late, as said

        return ReminderRepo(self._file)

    @cached_property
    def wishes(self) -> "WishRepo":
        """What the user wants of reminders."""
        from assistant.store.wishes import WishRepo  # late, as said

        return WishRepo(self._file)

    @cached_property
    def rules(self) -> "RuleSettingRepo":
        """Switches and thresholds of the alert rules."""
        from assistant.store.rules import RuleSettingRepo  # late, as said

        return RuleSettingRepo(self._file)

    @cached_property
    def exported(self) -> "ExportedRepo":
        """What stands in the calendar file."""
        from assistant.store.exported import ExportedRepo  # late, as said

        return ExportedRepo(self._file)

    @cached_property
    def kept_plan(self) -> "KeptPlanRepo":
        """The plan that the user keeps to."""
        from assistant.store.kept_plan import KeptPlanRepo  # late, as said

        return KeptPlanRepo(self._file)

    def keeps_plan(self) -> bool:
        """Whether a plan is kept, without what reads one."""
        return bool(self._file.rows("SELECT 1 FROM kept_plan"))

    @cached_property
    def plan_scenarios(self) -> "PlanScenarioRepo":
        """Named scenarios beside the plan."""
        from assistant.store.plan_scenarios import PlanScenarioRepo  # late, as said

        return PlanScenarioRepo(self._file)

    @cached_property
    def harm_order(self) -> "HarmOrderRepo":
        """Which account is kept clean first."""
        from assistant.store.harm_order import HarmOrderRepo  # late, as said

        return HarmOrderRepo(self._file)

    @cached_property
    def contacts(self) -> "ContactRepo":
        """The collection log."""
        from assistant.store.collection import ContactRepo  # late, as it says

        return ContactRepo(self._file)

    @cached_property
    def attachments(self) -> "AttachmentRepo":
        """Its evidence."""
        from assistant.store.collection import AttachmentRepo  # late, see above

        return AttachmentRepo(self._file)

    @cached_property
    def evidence(self) -> "EvidenceRepo":
        """What these files hold."""
        from assistant.store.collection import EvidenceRepo  # late, see above

        return EvidenceRepo(self._file)

    @cached_property
    def estates(self) -> "EstateRepo":
        """Saved estates."""
        from assistant.store.estates import EstateRepo  # late, see above

        return EstateRepo(self._file)

    @cached_property
    def record_months(self) -> "RecordMonthRepo":
        """Typed months of the credit record."""
        from assistant.store.credit_record import RecordMonthRepo  # late, as it says

        return RecordMonthRepo(self._file)

    @cached_property
    def links(self) -> "LinkRepo":
        """Links between accounts that are switched off."""
        from assistant.store.credit_record import LinkRepo  # late, see above

        return LinkRepo(self._file)

    @cached_property
    def late_scenarios(self) -> "LateScenarioRepo":
        """Saved lateness scenarios."""
        from assistant.store.credit_record import LateScenarioRepo  # late, see above

        return LateScenarioRepo(self._file)

    @cached_property
    def imports(self) -> "ImportRepo":
        """Imported files; no part of the window's start."""
        from assistant.store.imports import ImportRepo  # late: it knows all that rows can mean

        return ImportRepo(self._file)

    @contextmanager
    def transaction(self, command: str) -> Iterator[None]:
        """One command: all of it is stored, journalled under its name, or nothing is.

        Raises:
            RuntimeError: a command inside a command.
            StorageError: the file is full, locked or damaged; nothing was stored.
        """
        with self._file.writing(), self.journal.step(command):
            yield

    @contextmanager
    def unjournalled(self) -> Iterator[None]:
        """One write transaction that undo does not know: the reminder ledger, settings.

        Raises:
            RuntimeError: inside a command.
            StorageError: the file is full, locked or damaged; nothing was stored.
        """
        with self._file.writing():
            yield

    def snapshot(self, now: datetime, products: Mapping[str, Product]) -> Snapshot:
        """Everything in the store as of one moment; also inside a transaction.

        Raises:
            StorageError: the file cannot be read.
        """
        with self._file.reading():
            accounts = self.accounts.all()
            return Snapshot(
                now=now,
                products=products,
                accounts=tuple(row for row in accounts if row.archived_at is None),
                archived=tuple(row for row in accounts if row.archived_at is not None),
                bills=self.bills.all(),
                readings=self.readings.all(),
                items=self.items.all(),
                estimates=self.estimates.all(),
                plans=self.plans.all(),
                loans=self.loans.all(),
                payments=self.payments.all(),
                paying_accounts=self.cash.all(),
                cash_items=self.cash_items.all(),
                cash_actuals=self.cash_actuals.all(),
                cash_rules=self.cash_rules.load(),
                ceilings=self.ceilings.all(),
                reserve=self.reserve.all(),
                settings=self.settings.load(),
            )

    def version(self) -> tuple[int, int]:
        """Changes whenever this program or another process wrote to the file."""
        return self._file.connection.total_changes, self.data_version()

    def data_version(self) -> int:
        """Changes only when another process wrote to the file, such as the command line."""
        return int(pragma(self._file.connection, "data_version"))

    def back_up(self, folder: Path, now: datetime) -> Path | None:
        """The daily backup, if today has none yet; also from a worker thread.

        Args:
            folder: where the backups lie.
            now: aware, in the user's own zone, whose day is meant.

        Returns:
            The new backup; None when today has one, or the store is in memory.

        Raises:
            StorageError: the copy cannot be made; the older ones stay.
        """
        from assistant.store.backup import daily_backup  # late: after the first paint

        return None if self.path is None else daily_backup(self.path, folder, now, self.key)

    def keep_copy(self, folder: Path, reason: str, now: datetime) -> Path | None:
        """A backup that stays until the user deletes it; None when the store is in memory.

        Raises:
            StorageError: the copy cannot be made.
        """
        from assistant.store.backup import back_up  # late, as above

        return None if self.path is None else back_up(self.path, folder, reason, now, self.key)

    def dump(self, tables: Container[str] | None = None) -> "Dump":
        """Every row of the store, or of some tables, as plain values.

        Raises:
            StorageError: the file cannot be read.
        """
        from assistant.store.dump import dump  # late: only exports and comparisons ask

        return dump(self._file, tables)

    def replace_all(self, content: "Dump") -> None:
        """Put ``content``, in the present form, in the place of everything; inside a command.

        Raises:
            UserError: rows that no store could hold.
        """
        from assistant.store.dump import put  # late, as above

        put(self._file, content)

    def close(self) -> None:
        """Close the file; the store is of no use afterwards."""
        self._file.close()
