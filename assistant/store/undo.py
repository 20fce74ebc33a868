"""The journal: triggers write every row before and after while a command runs; undo puts it back.

Only the user's commands are journalled. The reminder ledger and the settings are not: undoing 已还
opens the due again, stages already shown stay shown.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from sqlite_utils import Database

from assistant.clock import Clock
from assistant.store import codec

JOURNALLED = (
    "paying_account",
    "account",
    "account_term",
    "bill",
    "reading",
    "instalment_plan",
    "loan",
    "payment",
)
STEPS_KEPT = 500


def trigger_sql(table: str, columns: Sequence[str]) -> Iterator[str]:
    """The triggers that journal one table with an integer key ``id``."""
    for event, before, after in (
        ("INSERT", None, "NEW"),
        ("UPDATE", "OLD", "NEW"),
        ("DELETE", "OLD", None),
    ):
        row = before or after
        # The names come from JOURNALLED and the schema, never from input.
        yield (
            f"CREATE TRIGGER journal_{table}_{event.lower()} AFTER {event} ON {table}"  # noqa: S608
            " WHEN EXISTS (SELECT 1 FROM journal_step WHERE open = 1) BEGIN"
            " INSERT INTO journal_entry (step_id, table_name, row_id, before, after)"
            f" VALUES ((SELECT id FROM journal_step WHERE open = 1), '{table}', {row}.id,"
            f" {_image(before, columns)}, {_image(after, columns)}); END"
        )


def _image(alias: str | None, columns: Sequence[str]) -> str:
    if alias is None:
        return "NULL"
    pairs = ", ".join(f"'{column}', {alias}.{column}" for column in columns)
    return f"json_object({pairs})"


class Journal:
    """Undo and redo of whole commands, also after a restart.

    Args:
        database: the store.
        writing: a context manager for one write transaction.
        clock: tells when a command was done.
    """

    def __init__(
        self,
        database: Database,
        writing: Callable[[], AbstractContextManager[None]],
        clock: Clock,
    ) -> None:
        self._database = database
        self._writing = writing
        self._clock = clock

    @contextmanager
    def step(self, command: str) -> Iterator[None]:
        """Journal what happens inside as one step named ``command``; nothing happened, no step."""
        execute = self._database.execute
        execute("DELETE FROM journal_step WHERE undone = 1")
        execute(
            "INSERT INTO journal_step (command, done_at, open) VALUES (?, ?, 1)",
            [command, codec.instant_text(self._clock())],
        )
        yield
        execute(
            "DELETE FROM journal_step WHERE open = 1"
            " AND NOT EXISTS (SELECT 1 FROM journal_entry WHERE step_id = journal_step.id)"
        )
        execute("UPDATE journal_step SET open = 0 WHERE open = 1")
        execute(
            "DELETE FROM journal_step WHERE id <="
            " (SELECT id FROM journal_step ORDER BY id DESC LIMIT 1 OFFSET ?)",
            [STEPS_KEPT],
        )

    def peek_undo(self) -> str | None:
        """The command that undo would take back."""
        return self._command(*self._next(undone=0, order="DESC"))

    def peek_redo(self) -> str | None:
        """The command that redo would do again."""
        return self._command(*self._next(undone=1, order="ASC"))

    def undo(self) -> str | None:
        """Take back the newest command; its name, or None when there is none."""
        return self._replay(undone=0, order="DESC", image="before")

    def redo(self) -> str | None:
        """Do the command again that was taken back last; its name, or None."""
        return self._replay(undone=1, order="ASC", image="after")

    def _replay(self, *, undone: int, order: str, image: str) -> str | None:
        with self._writing():
            found = self._next(undone=undone, order=order)
            if not found:
                return None
            step_id, command = found[0]
            self._database.execute("PRAGMA defer_foreign_keys = ON")
            entries = self._database.query(
                f"SELECT table_name, row_id, {image} AS image FROM journal_entry"  # noqa: S608
                f" WHERE step_id = ? ORDER BY id {order}",
                [step_id],
            )
            for entry in list(entries):
                self._put(entry["table_name"], entry["row_id"], entry["image"])
            self._database.execute(
                "UPDATE journal_step SET undone = ? WHERE id = ?", [1 - undone, step_id]
            )
        return str(command)

    def _put(self, table: str, row_id: int, image: str | None) -> None:
        if table not in JOURNALLED:
            raise ValueError(table)
        if image is None:
            self._database.execute(f"DELETE FROM {table} WHERE id = ?", [row_id])  # noqa: S608
            return
        values = json.loads(image)
        columns = ", ".join(values)
        marks = ", ".join("?" * len(values))
        changes = ", ".join(f"{column} = excluded.{column}" for column in values)
        # An upsert, not REPLACE: replacing would delete the row and cascade to what hangs on it.
        self._database.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
            f" ON CONFLICT (id) DO UPDATE SET {changes}",
            list(values.values()),
        )

    def _next(self, *, undone: int, order: str) -> list[tuple[int, str]]:
        query = f"SELECT id, command FROM journal_step WHERE undone = ? ORDER BY id {order} LIMIT 1"  # noqa: S608
        return list(self._database.execute(query, [undone]).fetchall())

    @staticmethod
    def _command(*found: tuple[int, str]) -> str | None:
        return found[0][1] if found else None
