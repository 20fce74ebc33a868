"""The plan that the user keeps to: its steps by account, to be compared with what was paid.

Not journalled: keeping a plan changes no fact, and a new one takes its place.
"""

from sqlite_utils import Database


def apply(db: Database) -> None:
    """Add the tables."""
    for statement in _TABLES.split(";\n"):
        db.execute(statement)


_TABLES = """
CREATE TABLE kept_plan (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    made_on TEXT NOT NULL,
    months INTEGER NOT NULL,
    harm INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    debt_free TEXT
) STRICT;
CREATE TABLE kept_plan_step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    loan_id INTEGER REFERENCES loan(id) ON DELETE CASCADE,
    amount INTEGER NOT NULL CHECK (amount > 0),
    how TEXT NOT NULL,
    periods INTEGER NOT NULL
) STRICT
"""
