"""Ordered sources, owners, archived accounts; items, estimates, frozen rows, rate changes."""

from sqlite_utils import Database

from assistant.store.steps import first_tables
from assistant.store.undo import empty_journal, journal_tables

JOURNALLED = (
    *("paying_account", "account", "account_term", "deduction_source", "bill", "bill_estimate"),
    *("reading", "item", "instalment_plan", "loan", "rate_change", "frozen_row", "payment"),
)


def apply(db: Database) -> None:
    """Carry the first tables over.

    The journal is emptied: its images are of rows that have other columns now.
    """
    empty_journal(db)
    for table in first_tables.JOURNALLED:
        for event in ("insert", "update", "delete"):
            db.execute(f"DROP TRIGGER journal_{table}_{event}")
    given = dict(db.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    for statement in _TABLES.split(";\n"):
        db.execute(statement)
    for table in ("account", "payment"):  # made anew: ids that were given stay given
        db.execute("DELETE FROM sqlite_sequence WHERE name = ?", [table])
        seq = given.get(table, 0)
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table, seq])
    journal_tables(db, JOURNALLED)


_TABLES = """
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
