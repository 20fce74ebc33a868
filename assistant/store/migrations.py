"""Brings a file to the present form: runs the steps that it has not had."""

from sqlite_utils import Migrations

from assistant.store.connection import StoreFile
from assistant.store.schema import APPLICATION_ID, schema_version
from assistant.store.steps import (
    calendar_export,
    cash_picture,
    collection_and_estates,
    credit_record,
    first_tables,
    imports,
    kept_plan,
    product_engine,
    reminder_wishes,
)

MIGRATIONS = Migrations("beifu")
for _step in (
    first_tables,
    product_engine,
    reminder_wishes,
    cash_picture,
    calendar_export,
    collection_and_estates,
    credit_record,
    kept_plan,
    imports,
):
    MIGRATIONS(name=_step.__name__.rpartition(".")[2])(_step.apply)


def migrate(file: StoreFile) -> None:
    """Run the steps that the file has not had, all in one transaction: a failing one undoes all.

    The application id is part of it. Foreign keys are off meanwhile, because a table that others
    refer to cannot be rebuilt otherwise, and are checked before the commit. A step that changes a
    journalled table makes its triggers anew.

    Raises:
        StorageError: the file is full, locked or damaged.
        RuntimeError: a step left a row that refers to nothing.
    """
    file.connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with file.writing():
            file.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            MIGRATIONS.apply(file.db)
            if file.rows("PRAGMA foreign_key_check"):
                raise RuntimeError("a migration left a row that refers to nothing")
            file.db.execute(f"PRAGMA user_version = {schema_version()}")
    finally:
        file.connection.execute("PRAGMA foreign_keys = ON")
