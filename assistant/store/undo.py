"""The journal: triggers write every row before and after while a command runs; undo puts it back.

Only the user's commands are journalled. The reminder ledger and the settings are not: undoing 已还
opens the due again, stages already shown stay shown.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.clock import Clock
from assistant.store import codec
from assistant.store.connection import StoreFile

if TYPE_CHECKING:
    from sqlite_utils import Database

JOURNALLED = (
    "paying_account",
    "account",
    "account_term",
    "deduction_source",
    "bill",
    "bill_estimate",
    "reading",
    "item",
    "instalment_plan",
    "loan",
    "rate_change",
    "frozen_row",
    "payment",
    "cash_item",
    "cash_actual",
    "reserve_entry",
    "cash_rule",
    "ceiling",
    "collection_contact",
    "collection_attachment",
    "estate",
    "record_month",
    "link_off",
    "late_scenario",
    "import_file",
    "import_rule",
    "plan_scenario",
    "harm_order",
)
WHOLE = ("imported_row",)
"""Without triggers: only where rows that are stored are replaced or changed, the journal has them."""
STEPS_KEPT = 500


def empty_journal(db: "Database") -> None:
    """Forget all steps, in a migration: there foreign keys are off and delete nothing along."""
    db.execute("DELETE FROM journal_entry")
    db.execute("DELETE FROM journal_step")


def trigger_sql(table: str, columns: Sequence[str]) -> Iterator[str]:
    """The triggers that journal a table with an integer key ``id``; an equal row is no change."""
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    for event, before, after, worth in (
        ("INSERT", None, "NEW", "1"),
        ("UPDATE", "OLD", "NEW", changed),
        ("DELETE", "OLD", None, "1"),
    ):
        entry = f"{(before or after)}.id, {_image(before, columns)}, {_image(after, columns)}"
        yield (
            f"CREATE TRIGGER journal_{table}_{event.lower()} AFTER {event} ON {table}"  # noqa: S608
            f" WHEN EXISTS (SELECT 1 FROM journal_step WHERE open = 1) AND ({worth}) BEGIN"
            " INSERT INTO journal_entry (step_id, table_name, row_id, before, after)"
            f" SELECT id, '{table}', {entry} FROM journal_step WHERE open = 1; END"
        )


def journal_tables(db: "Database", tables: Sequence[str]) -> None:
    """Make the journal's triggers of tables that have none yet; for the schema's steps."""
    for table in tables:
        columns = [column.name for column in db.table(table).columns]
        for trigger in trigger_sql(table, columns):
            db.execute(trigger)


def journal_whole(
    file: StoreFile, table: str, image: str, ids: Sequence[int] | None = None
) -> None:
    """Write rows of a table of ``WHOLE`` into the open step, if any, as ``before`` or ``after``.

    All of them, or those of ``ids``.
    """
    import json  # late: few commands need it

    found = file.rows("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", [table])
    if found:
        values = _image(table, [row["name"] for row in found])
        wanted = None if ids is None else json.dumps(list(ids))
        file.db.execute(
            f"INSERT INTO journal_entry (step_id, table_name, row_id, {image})"  # noqa: S608
            f" SELECT journal_step.id, '{table}', {table}.id, {values} FROM {table}"
            " JOIN journal_step ON journal_step.open = 1"
            f" WHERE ? IS NULL OR {table}.id IN (SELECT value FROM json_each(?))",
            [wanted, wanted],
        )


def _image(alias: str | None, columns: Sequence[str]) -> str:
    if alias is None:
        return "NULL"
    pairs = ", ".join(f"'{column}', {alias}.{column}" for column in columns)
    return f"json_object({pairs})"


class Journal:
    """Undo and redo of whole commands, also after a restart.

    Args:
        file: the store.
        clock: tells when a command was done.
    """

    def __init__(self, file: StoreFile, clock: Clock) -> None:
        self._file = file
        self._clock = clock

    @contextmanager
    def step(self, command: str) -> Iterator[None]:
        """Journal what happens inside as one step named ``command``; nothing happened, no step.

        It stands inside a transaction, which takes the step back when the command fails. What was
        undone before can no longer be done again once something else happened.
        """
        execute = self._file.db.execute
        execute(
            "INSERT INTO journal_step (command, done_at, open) VALUES (?, ?, 1)",
            [command, codec.instant_text(self._clock())],
        )
        yield
        happened = self._file.rows(
            "SELECT 1 FROM journal_entry WHERE step_id ="
            " (SELECT id FROM journal_step WHERE open = 1) LIMIT 1"
        )
        if not happened:
            execute("DELETE FROM journal_step WHERE open = 1")
            return
        execute("DELETE FROM journal_step WHERE undone = 1")
        execute("UPDATE journal_step SET open = 0 WHERE open = 1")
        execute(
            "DELETE FROM journal_step WHERE id <="
            " (SELECT id FROM journal_step ORDER BY id DESC LIMIT 1 OFFSET ?)",
            [STEPS_KEPT],
        )

    def peek_undo(self) -> str | None:
        """The command that undo would take back."""
        return self._command(undone=0, order="DESC")

    def peek_redo(self) -> str | None:
        """The command that redo would do again."""
        return self._command(undone=1, order="ASC")

    def undo(self) -> str | None:
        """Take back the newest command; its name, or None when there is none.

        Raises:
            StorageError: the file cannot be written; nothing was taken back.
        """
        return self._replay(undone=0, order="DESC", image="before")

    def redo(self) -> str | None:
        """Do the command again that was taken back last; its name, or None when there is none.

        Raises:
            StorageError: the file cannot be written; nothing was done.
        """
        return self._replay(undone=1, order="ASC", image="after")

    def _replay(self, *, undone: int, order: str, image: str) -> str | None:
        with self._file.writing():
            found = self._next(undone=undone, order=order)
            if not found:
                return None
            step_id, command = found[0]
            # It holds for this transaction only: inside a step a child may come before its parent.
            self._file.db.execute("PRAGMA defer_foreign_keys = ON")
            entries = self._file.rows(
                f"SELECT table_name, row_id, {image} AS image FROM journal_entry"  # noqa: S608
                f" WHERE step_id = ? ORDER BY id {order}",
                [step_id],
            )
            for entry in entries:
                self._put(entry["table_name"], entry["row_id"], entry["image"])
            self._file.db.execute(
                "UPDATE journal_step SET undone = ? WHERE id = ?", [1 - undone, step_id]
            )
        return str(command)

    def _put(self, table: str, row_id: int, image: str | None) -> None:
        if table not in JOURNALLED and table not in WHOLE:
            raise ValueError(table)
        if image is None:
            self._file.db.execute(f"DELETE FROM {table} WHERE id = ?", [row_id])  # noqa: S608
            return
        import json  # late: only undo reads images

        values = json.loads(image)
        columns = ", ".join(values)
        marks = ", ".join("?" * len(values))
        changes = ", ".join(f"{column} = excluded.{column}" for column in values)
        # An upsert, not REPLACE: replacing would delete the row and cascade to what hangs on it.
        self._file.db.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
            f" ON CONFLICT (id) DO UPDATE SET {changes}",
            list(values.values()),
        )

    def _next(self, *, undone: int, order: str) -> list[codec.Row]:
        return self._file.rows(
            "SELECT id, command FROM journal_step"  # noqa: S608
            f" WHERE undone = ? AND open = 0 ORDER BY id {order} LIMIT 1",
            [undone],
        )

    def _command(self, *, undone: int, order: str) -> str | None:
        for row in self._next(undone=undone, order=order):
            return str(row["command"])
        return None
