"""Months of the credit record as typed, links switched off, saved lateness scenarios."""

from sqlite_utils import Database

from assistant.store.undo import journal_tables

JOURNALLED = ("record_month", "link_off", "late_scenario")


def apply(db: Database) -> None:
    """Make the tables."""
    for statement in _TABLES.split(";\n"):
        db.execute(statement)
    journal_tables(db, JOURNALLED)


_TABLES = """
CREATE TABLE record_month (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    month TEXT NOT NULL CHECK (month LIKE '____-__-01'),
    code TEXT NOT NULL CHECK (length(code) = 1),
    settled_on TEXT,
    UNIQUE (account_id, month)
) STRICT;
CREATE TABLE link_off (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rule_id TEXT NOT NULL,
    from_account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    to_account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    UNIQUE (rule_id, from_account_id, to_account_id)
) STRICT;
CREATE TABLE late_scenario (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    due_key TEXT NOT NULL,
    days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 1000)
) STRICT;
CREATE INDEX late_scenario_of_account ON late_scenario (account_id)
"""
