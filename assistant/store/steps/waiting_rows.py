"""Imported rows that wait for an account, a bill or a loan: found at once, with the day they were posted."""

from sqlite_utils import Database

_TABLES = """
ALTER TABLE imported_row ADD COLUMN posted TEXT NOT NULL DEFAULT '';
CREATE INDEX imported_row_waiting ON imported_row (at)
    WHERE place IN ('no_account', 'no_due', 'above_due', 'no_loan')
"""


def apply(db: Database) -> None:
    """Only rows that wait are in the index, so that it costs the others nothing."""
    for statement in _TABLES.split(";\n"):
        db.execute(statement)
