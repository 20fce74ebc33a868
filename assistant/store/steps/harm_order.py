"""The order in which accounts are kept clean when not everything can be paid."""

from sqlite_utils import Database

from assistant.store.undo import journal_tables

JOURNALLED = ("harm_order",)


def apply(db: Database) -> None:
    """Make the table."""
    db.execute(_TABLE)
    journal_tables(db, JOURNALLED)


_TABLE = """
CREATE TABLE harm_order (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL UNIQUE REFERENCES account(id) ON DELETE CASCADE,
    place INTEGER NOT NULL CHECK (place >= 0)
) STRICT
"""
