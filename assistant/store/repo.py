"""What all repositories share: one table, and a refusal where a row is gone or a name taken."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from assistant.errors import UserError
from assistant.store.codec import Row
from assistant.store.connection import StoreFile, breaks, database_errors

if TYPE_CHECKING:
    from sqlite_utils.db import Table


class Repo:
    """Reads and writes of one table. Writes must stand inside ``Store.transaction``."""

    table: ClassVar[str]
    taken: ClassVar[tuple[str, str] | None] = None
    """Error key and field of a uniqueness violation."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file
        self._writable: Table | None = None

    def _insert(self, values: Mapping[str, Any]) -> int:
        with self._refusals():
            return int(str(self._table().insert(dict(values)).last_pk))

    def _update(self, row_id: int, values: Mapping[str, Any]) -> None:
        self._row(row_id)
        with self._refusals():
            self._table().update(row_id, dict(values))

    def _delete(self, row_id: int) -> None:
        self._row(row_id)
        with self._refusals():
            self._table().delete(row_id)

    def _row(self, row_id: int) -> Row:
        for row in self._rows("id = ?", row_id):
            return row
        raise UserError("row.gone")

    def _rows(self, where: str = "1", *parameters: object, order: str = "id") -> list[Row]:
        """Rows by a condition with ``?``; no part of the SQL comes from outside this package."""
        query = f"SELECT * FROM {self.table} WHERE {where} ORDER BY {order}"  # noqa: S608
        return self._file.rows(query, parameters)

    def _execute(self, sql: str, *parameters: object) -> None:
        with self._refusals():
            self._file.db.execute(sql, parameters)

    def _table(self) -> "Table":
        """The table as sqlite-utils sees it, which would make a missing one with the first row."""
        if self._writable is None:
            table = self._file.db.table(self.table)
            if not table.exists():
                raise LookupError(self.table)
            self._writable = table
        return self._writable

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        # A write of its own would be committed at once, in no journal and with nothing to undo it.
        if not self._file.connection.in_transaction:
            raise RuntimeError("a write outside a command")
        try:
            yield
        except database_errors() as error:
            if breaks(error, "FOREIGN KEY"):
                raise UserError("row.gone") from None
            if breaks(error, "UNIQUE") and self.taken:
                raise UserError(*self.taken) from None
            raise
