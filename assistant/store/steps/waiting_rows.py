"""The day that an imported row was posted, for rows that wait for their account, bill or loan."""

from sqlite_utils import Database


def apply(db: Database) -> None:
    """One column. No index: rows that wait are asked for now and then, rows are imported in bulk."""
    db.execute("ALTER TABLE imported_row ADD COLUMN posted TEXT NOT NULL DEFAULT ''")
