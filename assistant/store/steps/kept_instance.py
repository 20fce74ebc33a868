"""What a kept plan was computed from, so that what moved since can be explained after a restart."""

from sqlite_utils import Database


def apply(db: Database) -> None:
    """Add the columns; a plan kept before has neither an instance nor its products' names."""
    db.execute("ALTER TABLE kept_plan ADD COLUMN instance TEXT")
    db.execute("ALTER TABLE kept_plan_step ADD COLUMN product TEXT NOT NULL DEFAULT ''")
