"""Which line of copies a store belongs to, and how far it had come when it last met the second place."""

from sqlite_utils import Database

_TABLES = """
CREATE TABLE lineage (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    line TEXT NOT NULL,
    counter INTEGER NOT NULL DEFAULT 0 CHECK (counter >= 0),
    mark TEXT NOT NULL DEFAULT '',
    digest TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO lineage (id, line) VALUES (1, lower(hex(randomblob(16))))
"""


def apply(db: Database) -> None:
    """One row for ever; copies of the file carry it along."""
    for statement in _TABLES.split(";\n"):
        db.execute(statement)
