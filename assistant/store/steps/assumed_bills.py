"""Which bills a repayment made, of what was expected: the lender's own is still to be typed."""

from sqlite_utils import Database

from assistant.store.undo import journal_tables

# A repayment wrote the bill and itself in one command, within the same second.
_ASSUMED = """
UPDATE bill SET assumed = 1 WHERE minimum_fen IS NULL AND carried_fen = 0
AND EXISTS (
    SELECT 1 FROM bill_estimate AS expected WHERE expected.bill_id = bill.id
    AND bill.amount_fen = expected.spending_fen + expected.instalments_fen + expected.rolled_fen
        + expected.interest_fen + expected.fees_fen - expected.refunds_fen - expected.prepaid_fen
)
AND EXISTS (
    SELECT 1 FROM payment WHERE payment.bill_id = bill.id
    AND abs(julianday(payment.created_at) - julianday(bill.created_at)) * 86400 < 1
)
"""


def apply(db: Database) -> None:
    """One column, and the triggers that know it; images without it mean a bill that was typed."""
    for event in ("insert", "update", "delete"):
        db.execute(f"DROP TRIGGER journal_bill_{event}")
    db.execute(
        "ALTER TABLE bill ADD COLUMN assumed INTEGER NOT NULL DEFAULT 0 CHECK (assumed IN (0, 1))"
    )
    db.execute(_ASSUMED)
    journal_tables(db, ("bill",))
