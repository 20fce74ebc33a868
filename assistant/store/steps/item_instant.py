"""The instant of a purchase or refund that an imported file tells, to order it beside a reading of its day."""

from sqlite_utils import Database

from assistant.store.undo import journal_tables


def apply(db: Database) -> None:
    """One column, and the triggers that know it; images without it leave it empty."""
    for event in ("insert", "update", "delete"):
        db.execute(f"DROP TRIGGER journal_item_{event}")
    db.execute("ALTER TABLE item ADD COLUMN spent_at TEXT")
    journal_tables(db, ("item",))
