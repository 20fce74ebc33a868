"""The content of the collection log's evidence, in the store: protected, backed up and exported as it is.

Parts are named by their content and are not journalled: a file taken off a contact stays for undo.
"""

from sqlite_utils import Database

_TABLE = """
CREATE TABLE evidence_part (
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    number INTEGER NOT NULL CHECK (number >= 0),
    content BLOB NOT NULL CHECK (length(content) > 0),
    kept_at TEXT NOT NULL,
    PRIMARY KEY (sha256, number)
) STRICT
"""


def apply(db: Database) -> None:
    """Make the table."""
    db.execute(_TABLE)
