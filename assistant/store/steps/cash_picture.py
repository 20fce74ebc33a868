"""Incomes and expenses with their history, the reserve's ledger, rules about cash, own ceilings."""

from sqlite_utils import Database

from assistant.store.undo import trigger_sql

_JOURNALLED = ("cash_item", "cash_actual", "reserve_entry", "cash_rule", "ceiling")


def apply(db: Database) -> None:
    """New tables only; each is journalled from its first row on."""
    for statement in _TABLES.split(";\n"):
        db.execute(statement)
    for table in _JOURNALLED:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})").fetchall()]
        for trigger in trigger_sql(table, columns):
            db.execute(trigger)


_TABLES = """
CREATE TABLE cash_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    direction TEXT NOT NULL CHECK (direction IN ('income', 'expense')),
    title TEXT NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    repeat TEXT NOT NULL CHECK (repeat IN
        ('once', 'weekly', 'fortnightly', 'monthly', 'quarterly', 'yearly', 'evenly')),
    first_on TEXT NOT NULL,
    last_on TEXT CHECK (last_on >= first_on),
    spread TEXT NOT NULL CHECK (spread IN ('fixed', 'range', 'history')),
    low_fen INTEGER CHECK (low_fen >= 0),
    high_fen INTEGER,
    paying_account_id INTEGER REFERENCES paying_account(id) ON DELETE SET NULL,
    essential INTEGER NOT NULL DEFAULT 0 CHECK (essential IN (0, 1)),
    created_at TEXT NOT NULL,
    CHECK ((low_fen IS NOT NULL) = (spread = 'range') AND (high_fen IS NOT NULL) = (spread = 'range')),
    CHECK (low_fen IS NULL OR (low_fen <= amount_fen AND amount_fen <= high_fen))
) STRICT;
CREATE TABLE cash_actual (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id INTEGER NOT NULL REFERENCES cash_item(id) ON DELETE CASCADE,
    happened_on TEXT NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0),
    UNIQUE (item_id, happened_on)
) STRICT;
CREATE TABLE reserve_entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('deposit', 'withdrawal', 'repayment', 'move')),
    happened_on TEXT NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
    account_id INTEGER REFERENCES account(id) ON DELETE SET NULL,
    paying_account_id INTEGER REFERENCES paying_account(id) ON DELETE SET NULL,
    payment_id INTEGER UNIQUE REFERENCES payment(id) ON DELETE CASCADE,
    note TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    CHECK (kind = 'move' OR (amount_fen > 0) = (kind = 'deposit'))
) STRICT;
CREATE INDEX reserve_of_account ON reserve_entry (account_id);
CREATE TABLE cash_rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE ceiling (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER UNIQUE REFERENCES account(id) ON DELETE CASCADE,
    amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0)
) STRICT;
CREATE UNIQUE INDEX ceiling_of_all ON ceiling (account_id IS NULL) WHERE account_id IS NULL
"""
