"""Accounts with all that hangs on them, settings, the reminder ledger, the journal."""

from sqlite_utils import Database

from assistant.store.undo import journal_tables

JOURNALLED = (
    *("paying_account", "account", "account_term", "bill", "reading"),
    *("instalment_plan", "loan", "payment"),
)


def apply(db: Database) -> None:
    """Make the first tables and their triggers."""
    for statement in _TABLES.split(";\n"):
        db.execute(statement)
    journal_tables(db, JOURNALLED)


_TABLES = """
CREATE TABLE paying_account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    balance_fen INTEGER,
    balance_at TEXT,
    CHECK ((balance_fen IS NULL) = (balance_at IS NULL))
) STRICT;
CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    product_id TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    position INTEGER NOT NULL,
    paying_account_id INTEGER REFERENCES paying_account(id) ON DELETE SET NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE TABLE account_term (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    UNIQUE (account_id, key, effective_from)
) STRICT;
CREATE TABLE bill (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    bill_date TEXT NOT NULL,
    due_date TEXT NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0),
    minimum_fen INTEGER CHECK (minimum_fen BETWEEN 0 AND amount_fen),
    carried_fen INTEGER NOT NULL DEFAULT 0 CHECK (carried_fen BETWEEN 0 AND amount_fen),
    intent TEXT NOT NULL DEFAULT 'full' CHECK (intent IN ('full', 'minimum')),
    created_at TEXT NOT NULL,
    dated_at TEXT NOT NULL,
    UNIQUE (account_id, bill_date),
    CHECK (due_date >= bill_date)
) STRICT;
CREATE TABLE reading (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    read_on TEXT NOT NULL,
    unbilled_fen INTEGER NOT NULL CHECK (unbilled_fen >= 0),
    created_at TEXT NOT NULL,
    UNIQUE (account_id, read_on)
) STRICT;
CREATE TABLE instalment_plan (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    principal_fen INTEGER NOT NULL CHECK (principal_fen > 0),
    periods INTEGER NOT NULL CHECK (periods BETWEEN 1 AND 60),
    total_fee_fen INTEGER NOT NULL CHECK (total_fee_fen >= 0),
    first_due TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX instalment_plan_of_account ON instalment_plan (account_id);
CREATE TABLE loan (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    principal_fen INTEGER NOT NULL CHECK (principal_fen > 0),
    daily_rate TEXT NOT NULL,
    start TEXT NOT NULL,
    first_due TEXT NOT NULL,
    repay_day INTEGER NOT NULL CHECK (repay_day BETWEEN 1 AND 31),
    terms INTEGER NOT NULL CHECK (terms BETWEEN 1 AND 360),
    method TEXT NOT NULL,
    paid_terms INTEGER NOT NULL DEFAULT 0 CHECK (paid_terms BETWEEN 0 AND terms),
    created_at TEXT NOT NULL,
    dated_at TEXT NOT NULL,
    CHECK (first_due >= start)
) STRICT;
CREATE INDEX loan_of_account ON loan (account_id);
CREATE TABLE payment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    paid_on TEXT NOT NULL,
    bill_id INTEGER REFERENCES bill(id) ON DELETE CASCADE,
    loan_id INTEGER REFERENCES loan(id) ON DELETE CASCADE,
    term_no INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('repayment', 'settlement')),
    paying_account_id INTEGER REFERENCES paying_account(id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    CHECK ((bill_id IS NULL) <> (loan_id IS NULL)),
    CHECK ((term_no IS NOT NULL) = (loan_id IS NOT NULL AND kind = 'repayment'))
) STRICT;
CREATE INDEX payment_of_bill ON payment (bill_id);
CREATE INDEX payment_of_loan ON payment (loan_id);
CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reminder (
    obligation TEXT NOT NULL,
    due_date TEXT NOT NULL,
    stage TEXT NOT NULL,
    shown_at TEXT NOT NULL,
    snoozed_until TEXT,
    PRIMARY KEY (obligation, due_date, stage)
) STRICT, WITHOUT ROWID;
CREATE INDEX reminder_of_day ON reminder (due_date);
CREATE TABLE journal_step (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    done_at TEXT NOT NULL,
    open INTEGER NOT NULL DEFAULT 0 CHECK (open IN (0, 1)),
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX journal_step_open ON journal_step (open) WHERE open = 1;
CREATE TABLE journal_entry (
    id INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL REFERENCES journal_step(id) ON DELETE CASCADE,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX journal_entry_of_step ON journal_entry (step_id)
"""
