"""Imported files, their rows, the user's own rules for rows, remembered column mappings.

The rows are not journalled and refer to their file without a foreign key: undo takes the file's row
away, and with it all its rows are out of sight at once; redo brings them back. Rows of a file that
can no longer come back are deleted by the next import.
"""

from sqlite_utils import Database

from assistant.store.undo import journal_tables

JOURNALLED = ("import_file", "import_rule")


def apply(db: Database) -> None:
    """Make the tables."""
    for statement in _TABLES.split(";\n"):
        db.execute(statement)
    journal_tables(db, JOURNALLED)


_TABLES = """
CREATE TABLE import_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL,
    format TEXT NOT NULL,
    rows INTEGER NOT NULL CHECK (rows >= 0),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    imported_at TEXT NOT NULL
) STRICT;
CREATE TABLE imported_row (
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    at TEXT NOT NULL,
    party TEXT NOT NULL,
    item TEXT NOT NULL,
    flow TEXT NOT NULL,
    fen INTEGER NOT NULL CHECK (fen >= 0),
    method TEXT NOT NULL,
    status TEXT NOT NULL,
    order_id TEXT NOT NULL,
    trade TEXT NOT NULL,
    outcome TEXT NOT NULL,
    kind TEXT NOT NULL,
    product TEXT NOT NULL,
    rule TEXT NOT NULL,
    place TEXT NOT NULL,
    account_id INTEGER,
    item_id INTEGER
) STRICT;
CREATE INDEX imported_row_at ON imported_row (at);
CREATE INDEX imported_row_debt ON imported_row (order_id) WHERE account_id IS NOT NULL;
CREATE TABLE import_rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    field TEXT NOT NULL CHECK (field IN ('party', 'item', 'method', 'status', 'trade')),
    text TEXT NOT NULL CHECK (text <> ''),
    kind TEXT NOT NULL,
    product TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    UNIQUE (field, text)
) STRICT;
CREATE TABLE import_mapping (
    header TEXT PRIMARY KEY,
    mapping TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""
