"""Named what-if scenarios that are compared with the plan."""

from sqlite_utils import Database

from assistant.store.undo import journal_tables

JOURNALLED = ("plan_scenario",)


def apply(db: Database) -> None:
    """Make the table."""
    for statement in _TABLES.split(";\n"):
        db.execute(statement)
    journal_tables(db, JOURNALLED)


_TABLES = """
CREATE TABLE plan_scenario (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    change TEXT NOT NULL CHECK (change IN ('income_lost', 'extra', 'new_loan', 'rate', 'miss')),
    number INTEGER NOT NULL CHECK (number BETWEEN -100 AND 1000),
    amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0),
    rate TEXT,
    account_id INTEGER REFERENCES account(id) ON DELETE CASCADE
) STRICT;
CREATE INDEX plan_scenario_of_account ON plan_scenario (account_id)
"""
