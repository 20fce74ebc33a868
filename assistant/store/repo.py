"""What all repositories share: one table, parameters only, a refusal where a row is gone or a name taken."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlite_utils import Database
from sqlite_utils.db import NotFoundError, Table

from assistant.errors import UserError
from assistant.store.codec import Row


class Repo:
    """Reads and writes of one table. Writes must stand inside ``Store.transaction``."""

    table: str
    taken: tuple[str, str] | None = None
    """Error key and field of a uniqueness violation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _insert(self, values: Mapping[str, Any]) -> int:
        with self._refusals():
            return int(self._table().insert(dict(values)).last_pk or 0)

    def _update(self, row_id: int, values: Mapping[str, Any]) -> None:
        with self._refusals():
            self._table().update(row_id, dict(values))

    def _delete(self, row_id: int) -> None:
        with self._refusals():
            self._table().get(row_id)
            self._table().delete(row_id)

    def _row(self, row_id: int) -> Row:
        with self._refusals():
            return dict(self._table().get(row_id))

    def _rows(self, where: str = "1", *parameters: object, order: str = "id") -> list[Row]:
        """Rows by a condition with ``?``; ``where`` and ``order`` are written in this package only."""
        query = f"SELECT * FROM {self.table} WHERE {where} ORDER BY {order}"  # noqa: S608
        return list(self._database.query(query, list(parameters)))

    def _table(self) -> Table:
        return self._database.table(self.table)

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except NotFoundError:
            raise UserError("row.gone") from None
        except sqlite3.IntegrityError as error:
            if self.taken is not None and "UNIQUE" in str(error):
                raise UserError(*self.taken) from None
            raise
