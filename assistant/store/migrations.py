"""The store's schema as append-only steps: a released one never changes."""

from sqlite_utils import Database, Migrations

from assistant.store.connection import StoreFile
from assistant.store.schema import APPLICATION_ID, schema_version
from assistant.store.undo import JOURNALLED, trigger_sql

MIGRATIONS = Migrations("beifu")


def migrate(file: StoreFile) -> None:
    """Run the steps that the file has not had, all in one transaction: a failing one undoes all.

    The application id is part of it. Foreign keys are off meanwhile, because a table that others
    refer to cannot be rebuilt otherwise, and are checked before the commit. A step that changes a
    journalled table makes its triggers anew.

    Raises:
        StorageError: the file is full, locked or damaged.
        RuntimeError: a step left a row that refers to nothing.
    """
    file.connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with file.writing():
            file.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            MIGRATIONS.apply(file.db)
            if file.rows("PRAGMA foreign_key_check"):
                raise RuntimeError("a migration left a row that refers to nothing")
            file.db.execute(f"PRAGMA user_version = {schema_version()}")
    finally:
        file.connection.execute("PRAGMA foreign_keys = ON")


@MIGRATIONS()
def first_tables(db: Database) -> None:
    """Accounts with all that hangs on them, settings, the reminder ledger, the journal."""
    for statement in _FIRST_TABLES.split(";\n"):
        db.execute(statement)
    _journal(db, _FIRST_JOURNALLED)


@MIGRATIONS()
def product_engine(db: Database) -> None:
    """Ordered sources, owners, archived accounts; items, estimates, frozen rows, rate changes.

    The journal is emptied: its images are of rows that have other columns now.
    """
    db.execute("DELETE FROM journal_step")
    for table in _FIRST_JOURNALLED:
        for event in ("insert", "update", "delete"):
            db.execute(f"DROP TRIGGER journal_{table}_{event}")
    given = dict(db.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    for statement in _PRODUCT_ENGINE.split(";\n"):
        db.execute(statement)
    for table in ("account", "payment"):  # made anew: ids that were given stay given
        db.execute("DELETE FROM sqlite_sequence WHERE name = ?", [table])
        seq = given.get(table, 0)
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table, seq])
    _journal(db, JOURNALLED)


def _journal(db: Database, tables: tuple[str, ...]) -> None:
    for table in tables:
        columns = [column.name for column in db.table(table).columns]
        for trigger in trigger_sql(table, columns):
            db.execute(trigger)


_FIRST_JOURNALLED = (
    *("paying_account", "account", "account_term", "bill", "reading"),
    *("instalment_plan", "loan", "payment"),
)

# Money in whole 分, days as ISO text, instants as ISO text in UTC, rates as decimal text. Ids of
# what the user owns are never given twice: the reminder ledger outlives the accounts it names.
_FIRST_TABLES = """
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

_PRODUCT_ENGINE = """
CREATE TABLE deduction_source (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    paying_account_id INTEGER NOT NULL REFERENCES paying_account(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    UNIQUE (account_id, paying_account_id)
) STRICT;
INSERT INTO deduction_source (account_id, paying_account_id, position)
    SELECT id, paying_account_id, 1 FROM account WHERE paying_account_id IS NOT NULL;
CREATE TABLE new_account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    product_id TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    owner TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL,
    archived_at TEXT,
    created_at TEXT NOT NULL
) STRICT;
INSERT INTO new_account (id, product_id, name, position, created_at)
    SELECT id, product_id, name, position, created_at FROM account;
DROP TABLE account;
ALTER TABLE new_account RENAME TO account;
ALTER TABLE loan RENAME COLUMN daily_rate TO rate;
ALTER TABLE loan ADD COLUMN rate_per TEXT NOT NULL DEFAULT 'day' CHECK (rate_per IN ('day', 'year'));
ALTER TABLE loan ADD COLUMN interest_only_terms INTEGER NOT NULL DEFAULT 0
    CHECK (interest_only_terms BETWEEN 0 AND 360);
ALTER TABLE loan ADD COLUMN disclosed_rate TEXT;
CREATE TABLE rate_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    loan_id INTEGER NOT NULL REFERENCES loan(id) ON DELETE CASCADE,
    effective_from TEXT NOT NULL,
    rate TEXT NOT NULL,
    UNIQUE (loan_id, effective_from)
) STRICT;
ALTER TABLE instalment_plan ADD COLUMN kind TEXT NOT NULL DEFAULT 'checkout'
    CHECK (kind IN ('checkout', 'bill', 'hardship'));
ALTER TABLE instalment_plan ADD COLUMN bill_id INTEGER REFERENCES bill(id) ON DELETE SET NULL;
ALTER TABLE instalment_plan ADD COLUMN waiver TEXT NOT NULL DEFAULT 'none'
    CHECK (waiver IN ('none', 'future_fees'));
ALTER TABLE instalment_plan ADD COLUMN remainder TEXT NOT NULL DEFAULT 'last'
    CHECK (remainder IN ('last', 'first'));
ALTER TABLE instalment_plan ADD COLUMN disclosed_rate TEXT;
CREATE INDEX instalment_plan_of_bill ON instalment_plan (bill_id);
CREATE TABLE frozen_row (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    loan_id INTEGER REFERENCES loan(id) ON DELETE CASCADE,
    plan_id INTEGER REFERENCES instalment_plan(id) ON DELETE CASCADE,
    no INTEGER NOT NULL CHECK (no BETWEEN 1 AND 360),
    principal_fen INTEGER NOT NULL CHECK (principal_fen >= 0),
    cost_fen INTEGER NOT NULL CHECK (cost_fen >= 0),
    CHECK ((loan_id IS NULL) <> (plan_id IS NULL)),
    UNIQUE (loan_id, no),
    UNIQUE (plan_id, no)
) STRICT;
CREATE TABLE item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('purchase', 'cash', 'refund')),
    title TEXT NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    spent_on TEXT NOT NULL,
    posted_on TEXT CHECK (posted_on >= spent_on),
    bill_date TEXT,
    refund_of INTEGER REFERENCES item(id) ON DELETE SET NULL,
    plan_id INTEGER REFERENCES instalment_plan(id) ON DELETE SET NULL,
    destination TEXT CHECK (destination IN ('limit', 'bill', 'cash')),
    created_at TEXT NOT NULL,
    CHECK ((destination IS NOT NULL) = (kind = 'refund'))
) STRICT;
CREATE INDEX item_of_account ON item (account_id, spent_on);
CREATE INDEX item_refunded ON item (refund_of);
CREATE INDEX item_of_plan ON item (plan_id);
CREATE TABLE bill_estimate (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bill_id INTEGER NOT NULL UNIQUE REFERENCES bill(id) ON DELETE CASCADE,
    spending_fen INTEGER NOT NULL,
    refunds_fen INTEGER NOT NULL,
    instalments_fen INTEGER NOT NULL,
    rolled_fen INTEGER NOT NULL,
    interest_fen INTEGER NOT NULL,
    fees_fen INTEGER NOT NULL
) STRICT;
CREATE TABLE new_payment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0),
    discount_fen INTEGER NOT NULL DEFAULT 0 CHECK (discount_fen >= 0),
    paid_on TEXT NOT NULL,
    bill_id INTEGER REFERENCES bill(id) ON DELETE CASCADE,
    loan_id INTEGER REFERENCES loan(id) ON DELETE CASCADE,
    plan_id INTEGER REFERENCES instalment_plan(id) ON DELETE CASCADE,
    term_no INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('repayment', 'settlement', 'prepayment')),
    principal_fen INTEGER NOT NULL DEFAULT 0 CHECK (principal_fen >= 0),
    interest_fen INTEGER NOT NULL DEFAULT 0 CHECK (interest_fen >= 0),
    effect TEXT NOT NULL DEFAULT 'lower' CHECK (effect IN ('lower', 'shorten')),
    paying_account_id INTEGER REFERENCES paying_account(id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    CHECK (amount_fen + discount_fen > 0),
    CHECK ((bill_id IS NOT NULL) + (loan_id IS NOT NULL) + (plan_id IS NOT NULL) = 1),
    CHECK ((term_no IS NOT NULL) = (loan_id IS NOT NULL AND kind = 'repayment')),
    CHECK ((kind = 'prepayment') = (principal_fen > 0))
) STRICT;
INSERT INTO new_payment
    (id, amount_fen, paid_on, bill_id, loan_id, term_no, kind, paying_account_id, created_at)
    SELECT id, amount_fen, paid_on, bill_id, loan_id, term_no, kind, paying_account_id, created_at
    FROM payment;
DROP TABLE payment;
ALTER TABLE new_payment RENAME TO payment;
CREATE INDEX payment_of_bill ON payment (bill_id);
CREATE INDEX payment_of_loan ON payment (loan_id);
CREATE INDEX payment_of_plan ON payment (plan_id)
"""
