"""Whether a repayment came after the hour that ends the lender's day (截止时刻): it counts a day later."""

from sqlite_utils import Database

from assistant.store.undo import journal_tables


def apply(db: Database) -> None:
    """One column, and the triggers that know it; what was stored before came before the hour."""
    for event in ("insert", "update", "delete"):
        db.execute(f"DROP TRIGGER journal_payment_{event}")
    db.execute(
        "ALTER TABLE payment ADD COLUMN after_cutoff INTEGER NOT NULL DEFAULT 0"
        " CHECK (after_cutoff IN (0, 1))"
    )
    journal_tables(db, ("payment",))
