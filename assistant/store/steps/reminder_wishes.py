"""Reminder stages of one account or item, mutes, rule settings; acknowledged and superseded stages.

None of these tables is journalled: undo opens a due again, but never takes back what the user was
told or how he wants to be told.
"""

from sqlite_utils import Database


def apply(db: Database) -> None:
    """Add the tables and the ledger's columns."""
    for statement in _TABLES.split(";\n"):
        db.execute(statement)


_TABLES = """
ALTER TABLE reminder ADD COLUMN acknowledged_at TEXT;
ALTER TABLE reminder ADD COLUMN superseded INTEGER NOT NULL DEFAULT 0 CHECK (superseded IN (0, 1));
CREATE INDEX reminder_shown ON reminder (shown_at);
CREATE TABLE reminder_plan (
    scope TEXT PRIMARY KEY,
    plan TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reminder_mute (
    obligation TEXT NOT NULL,
    due_date TEXT NOT NULL,
    muted_at TEXT NOT NULL,
    PRIMARY KEY (obligation, due_date)
) STRICT, WITHOUT ROWID;
CREATE TABLE rule_setting (
    rule TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (rule, name)
) STRICT, WITHOUT ROWID
"""
