"""Repayments of a bill that is not out yet (提前还未出账), and what was prepaid of an expected bill.

Until now such a repayment made a bill of what was expected so far, and what was spent later was
never asked for. A bill that was made like that and not touched since is taken apart again: what it
was paid with becomes a repayment of the coming bill, and the bill is expected once more.
"""

from sqlite_utils import Database

from assistant.store.undo import empty_journal, journal_tables

_REBUILT = ("payment", "bill_estimate")


def apply(db: Database) -> None:
    """Make the tables anew.

    The journal is emptied: its images name bills that are no bills now.
    """
    empty_journal(db)
    for table in _REBUILT:
        for event in ("insert", "update", "delete"):
            db.execute(f"DROP TRIGGER journal_{table}_{event}")
    given = dict(db.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    for statement in _STATEMENTS.split(";\n"):
        db.execute(statement)
    db.execute(
        "DELETE FROM sqlite_sequence WHERE name = 'payment'"
    )  # ids that were given stay given
    seq = given.get("payment", 0)
    db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('payment', ?)", [seq])
    journal_tables(db, _REBUILT)


_STATEMENTS = """
CREATE TABLE new_payment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0),
    discount_fen INTEGER NOT NULL DEFAULT 0 CHECK (discount_fen >= 0),
    paid_on TEXT NOT NULL,
    bill_id INTEGER REFERENCES bill(id) ON DELETE CASCADE,
    loan_id INTEGER REFERENCES loan(id) ON DELETE CASCADE,
    plan_id INTEGER REFERENCES instalment_plan(id) ON DELETE CASCADE,
    account_id INTEGER REFERENCES account(id) ON DELETE CASCADE,
    bill_date TEXT,
    term_no INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('repayment', 'settlement', 'prepayment')),
    principal_fen INTEGER NOT NULL DEFAULT 0 CHECK (principal_fen >= 0),
    interest_fen INTEGER NOT NULL DEFAULT 0 CHECK (interest_fen >= 0),
    effect TEXT NOT NULL DEFAULT 'lower' CHECK (effect IN ('lower', 'shorten')),
    paying_account_id INTEGER REFERENCES paying_account(id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    CHECK (amount_fen + discount_fen > 0),
    CHECK ((bill_id IS NOT NULL) + (loan_id IS NOT NULL) + (plan_id IS NOT NULL)
        + (account_id IS NOT NULL) = 1),
    CHECK ((bill_date IS NOT NULL) = (account_id IS NOT NULL)),
    CHECK ((term_no IS NOT NULL) = (loan_id IS NOT NULL AND kind = 'repayment')),
    CHECK ((kind = 'prepayment') = (principal_fen > 0))
) STRICT;
CREATE TEMP TABLE made_ahead AS
    SELECT bill.id, bill.account_id, bill.bill_date FROM bill
    JOIN bill_estimate AS expected ON expected.bill_id = bill.id
    WHERE date(bill.created_at, '+8 hours') < bill.bill_date
        AND bill.minimum_fen IS NULL AND bill.carried_fen = 0 AND bill.intent = 'full'
        AND bill.amount_fen = expected.spending_fen + expected.instalments_fen
            + expected.rolled_fen + expected.interest_fen + expected.fees_fen
            - expected.refunds_fen
        AND bill.id NOT IN (SELECT bill_id FROM instalment_plan WHERE bill_id IS NOT NULL);
DELETE FROM made_ahead WHERE EXISTS (
    SELECT 1 FROM bill AS later
    WHERE later.account_id = made_ahead.account_id AND later.bill_date > made_ahead.bill_date
        AND later.id NOT IN (SELECT id FROM made_ahead)
);
INSERT INTO new_payment
    SELECT payment.id, amount_fen, discount_fen, paid_on,
        iif(made_ahead.id IS NULL, bill_id, NULL), loan_id, plan_id,
        made_ahead.account_id, made_ahead.bill_date,
        term_no, kind, principal_fen, interest_fen, effect, paying_account_id, created_at
    FROM payment LEFT JOIN made_ahead ON made_ahead.id = payment.bill_id;
DELETE FROM bill_estimate WHERE bill_id IN (SELECT id FROM made_ahead);
DELETE FROM bill WHERE id IN (SELECT id FROM made_ahead);
DROP TABLE made_ahead;
DROP TABLE payment;
ALTER TABLE new_payment RENAME TO payment;
CREATE INDEX payment_of_bill ON payment (bill_id);
CREATE INDEX payment_of_loan ON payment (loan_id);
CREATE INDEX payment_of_plan ON payment (plan_id);
CREATE INDEX payment_of_account ON payment (account_id);
ALTER TABLE bill_estimate ADD COLUMN prepaid_fen INTEGER NOT NULL DEFAULT 0
"""
