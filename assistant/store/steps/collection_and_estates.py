"""The collection log with its evidence, and saved estates."""

from sqlite_utils import Database

from assistant.store.undo import journal_tables

JOURNALLED = ("collection_contact", "collection_attachment", "estate")


def apply(db: Database) -> None:
    """Make the tables. An estate is one document: its rows have no life without it."""
    for statement in _TABLES.split(";\n"):
        db.execute(statement)
    journal_tables(db, JOURNALLED)


_TABLES = """
CREATE TABLE collection_contact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER REFERENCES account(id) ON DELETE SET NULL,
    lender TEXT NOT NULL CHECK (lender <> ''),
    at TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('call', 'sms', 'chat', 'email', 'visit', 'letter')),
    answered INTEGER NOT NULL CHECK (answered IN (0, 1)),
    number TEXT NOT NULL,
    called TEXT NOT NULL,
    who TEXT NOT NULL,
    reached TEXT NOT NULL CHECK (reached IN ('self', 'related', 'other', 'unreachable')),
    said TEXT NOT NULL,
    visitors INTEGER CHECK (visitors > 0),
    consent INTEGER NOT NULL CHECK (consent IN (0, 1)),
    conduct TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX contact_at ON collection_contact (at);
CREATE TABLE collection_attachment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES collection_contact(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    size INTEGER NOT NULL CHECK (size > 0),
    UNIQUE (contact_id, sha256)
) STRICT;
CREATE TABLE estate (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT
"""
