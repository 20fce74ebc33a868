"""Every row of a store as plain values, read from any file and put into one: driven by its schema.

A table that a later step adds is part of it without a word here. Left out are SQLite's own tables,
the journal (undo is no part of what the user owns) and the lineage, which belongs to one machine.
"""

import sqlite3
from collections.abc import Container, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.errors import StorageError, StorageTrouble, UserError
from assistant.store.connection import (
    StoreFile,
    connect,
    connect_read_only,
    database_errors,
    file_errors,
    pragma,
)
from assistant.store.header import check_stamp
from assistant.store.key import Key
from assistant.store.schema import schema_version
from assistant.store.undo import journal_whole

LEFT_OUT = ("journal_step", "journal_entry", "lineage", "_sqlite_migrations")
_IN_SIGHT: Mapping[str, str] = {
    "imported_row": "file_id IN (SELECT id FROM import_file)",
    "evidence_part": "sha256 IN (SELECT sha256 FROM collection_attachment)",
}
"""Rows that undo has taken out of sight lie in the file and are no part of what it holds."""
_KEPT_FOR_UNDO = "evidence_part"
"""Named by its content and in no journal: what is replaced stays until undo cannot ask for it."""
_SAME_CONTENT = " ON CONFLICT (sha256, number) DO UPDATE SET kept_at = excluded.kept_at"

Value = int | str | bytes | None
TableRow = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Dump:
    """All rows of a store.

    Attributes:
        schema: how many steps had made its tables.
        tables: rows by table, each with its columns, in the order of their key.
        sequences: the highest id ever given, by table: none is given twice.
    """

    schema: int
    tables: Mapping[str, Sequence[TableRow]]
    sequences: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(len(rows) for rows in self.tables.values())


def dump(file: StoreFile, only: Container[str] | None = None) -> Dump:
    """Everything in an open store, or some of its tables, as of one moment.

    Raises:
        StorageError: the file cannot be read.
    """
    with file.reading():
        wanted = [table for table in tables_of(file) if only is None or table in only]
        tables = {table: _rows(file, table) for table in wanted}
        given = file.rows("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        sequences = {row["name"]: int(row["seq"]) for row in given if row["name"] in tables}
        return Dump(int(pragma(file.connection, "user_version")), tables, sequences)


def dump_of(path: Path, key: Key | None) -> Dump:
    """Everything in a store file that lies still, such as a backup, in the present form.

    Raises:
        StorageError: the file is not ours, damaged, of a newer version, or under another key.
        UserError: it has a table or column that no store of ours had, or rows that none could hold.
    """
    if check_stamp(path, key) is None:
        raise StorageError(StorageTrouble.UNREADABLE, str(path))
    with file_errors(path), closing(StoreFile(path, connect_read_only(path, key), key)) as file:
        try:
            _check_form(file)
            held = dump(file)
        except database_errors() as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_ERROR:  # SQL that is right elsewhere
                raise StorageError(StorageTrouble.DAMAGED, str(path)) from error
            raise
    return upgraded(held)


def _check_form(file: StoreFile) -> None:
    """Refuse a file that has our mark and not the tables and columns of the form that it claims.

    Raises:
        UserError: it has a table or column that no store of ours had.
        StorageError: one is missing.
    """
    form = int(pragma(file.connection, "user_version"))
    found, known = _form(file), _form_of(form)
    for table in found if known else ():
        unknown = set(found[table]) - set(known.get(table, ()))
        if table not in known or unknown:
            what = ".".join((table, *sorted(unknown)[:1])) if table in known else table
            raise UserError("dump.unknown", "file", what=what)
    if found.keys() != known.keys() or any(set(found[one]) != set(known[one]) for one in known):
        raise StorageError(StorageTrouble.DAMAGED, str(file.path))


def _form(file: StoreFile) -> Mapping[str, Sequence[str]]:
    return {table: _columns(file, table)[0] for table in tables_of(file)}


@lru_cache(maxsize=4)
def _form_of(schema: int) -> Mapping[str, Sequence[str]]:
    """The tables with their columns that so many steps make."""
    from assistant.store.migrations import migrate  # late: it imports sqlite-utils

    if not 0 < schema <= schema_version():
        return {}
    with closing(StoreFile(None, connect(None))) as file:
        migrate(file, steps=schema)
        return _form(file)


def upgraded(old: Dump) -> Dump:
    """The same rows in the present form, through the steps that they have not had, in memory.

    All that the schema demands is checked on the way.

    Raises:
        UserError: rows that no store could hold.
        StorageError: made by a newer version of this program.
    """
    from assistant.store.migrations import migrate  # late: it imports sqlite-utils

    if old.schema > schema_version():
        raise StorageError(StorageTrouble.NEWER, "")
    with closing(StoreFile(None, connect(None))) as file:
        migrate(file, steps=old.schema)
        with file.writing():
            put(file, old)
        if old.schema < schema_version():
            migrate(file)
        return dump(file)


def put(file: StoreFile, content: Dump) -> None:
    """Put ``content`` in the place of all rows; inside a transaction, into a store of its form.

    Raises:
        UserError: rows that no store could hold; the caller's transaction takes all back.
    """
    own = tables_of(file)
    for table in content.tables:
        if table not in own:
            raise UserError("dump.unknown", "file", what=table)
    # It holds for this transaction only: a child may come before its parent.
    file.db.execute("PRAGMA defer_foreign_keys = ON")
    journal_whole(file, "imported_row", "before")
    for table in own:
        if table != _KEPT_FOR_UNDO:
            file.db.execute(f"DELETE FROM {quoted(table)}")  # noqa: S608
    for table in own:
        _insert(file, table, content.tables.get(table, ()))
    journal_whole(file, "imported_row", "after")
    for table, highest in content.sequences.items():
        if table in own:
            _raise_sequence(file, table, highest)
    broken = file.rows("PRAGMA foreign_key_check")
    if broken:
        raise UserError("dump.orphan", "file", what=broken[0]["table"])


def tables_of(file: StoreFile) -> tuple[str, ...]:
    """The tables that hold what the user owns."""
    found = file.rows(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )
    return tuple(row["name"] for row in found if row["name"] not in LEFT_OUT)


def _columns(file: StoreFile, table: str) -> tuple[list[str], str]:
    """The columns that are stored, and the key as an ORDER BY."""
    found = file.rows("SELECT name, pk FROM pragma_table_xinfo(?) WHERE hidden = 0", [table])
    key = [row["name"] for row in sorted(found, key=lambda row: int(row["pk"])) if row["pk"]]
    return [row["name"] for row in found], ", ".join(map(quoted, key)) or "rowid"


def quoted(name: str) -> str:
    """A table's or column's name in SQL: a file that others made may call them anything."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def _rows(file: StoreFile, table: str) -> tuple[TableRow, ...]:
    columns, order = _columns(file, table)
    where = _IN_SIGHT.get(table, "1")
    wanted = ", ".join(map(quoted, columns))
    query = f"SELECT {wanted} FROM {quoted(table)} WHERE {where} ORDER BY {order}"  # noqa: S608
    return tuple(dict(zip(columns, row, strict=True)) for row in file.rows(query))


def _insert(file: StoreFile, table: str, rows: Sequence[TableRow]) -> None:
    """Insert rows that may come from outside: no word of theirs becomes part of the SQL."""
    columns, _ = _columns(file, table)
    statements: dict[tuple[str, ...], str] = {}
    known = _SAME_CONTENT if table == _KEPT_FOR_UNDO else ""
    try:
        for row in rows:
            named = tuple(name for name in columns if name in row)
            if len(named) < len(row):
                unknown = next(name for name in row if name not in columns)
                raise UserError("dump.unknown", "file", what=f"{table}.{unknown}")
            sql = statements.get(named)
            if sql is None:
                marks = ", ".join("?" * len(named))
                into = f"{quoted(table)} ({', '.join(map(quoted, named))})"
                sql = f"INSERT INTO {into} VALUES ({marks}){known}"  # noqa: S608
                statements[named] = sql
            file.connection.execute(sql, [_bound(row[name]) for name in named])
    except (OverflowError, UnicodeError):
        raise UserError("dump.broken", "file", what=table) from None
    except database_errors() as error:
        if error.sqlite_errorname.startswith(("SQLITE_FULL", "SQLITE_IO")):
            raise
        raise UserError("dump.broken", "file", what=table) from None


def _bound(value: Any) -> Value:
    if isinstance(value, bool) or not isinstance(value, int | str | bytes | None):
        raise OverflowError
    return value


def _raise_sequence(file: StoreFile, table: str, highest: int) -> None:
    if isinstance(highest, bool) or not 0 <= highest < 2**62:
        raise UserError("dump.broken", "file", what=table)
    known = file.rows("SELECT seq FROM sqlite_sequence WHERE name = ?", [table])
    if not known:
        sql = "INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?)"
    else:
        sql = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?"
    file.db.execute(sql, [highest, table])
