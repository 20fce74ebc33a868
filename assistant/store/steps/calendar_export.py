"""What was exported to calendars: no fact of the user's, so no part of undo."""

from sqlite_utils import Database


def apply(db: Database) -> None:
    """Make the table; nothing was exported before."""
    db.execute(_TABLE)


_TABLE = """
CREATE TABLE exported_event (
    uid TEXT PRIMARY KEY,
    obligation TEXT NOT NULL,
    due_date TEXT NOT NULL,
    summary TEXT NOT NULL,
    content TEXT NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    cancelled INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
    changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""
