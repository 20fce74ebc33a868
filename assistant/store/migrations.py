"""Brings a file to the present form: runs the steps that it has not had."""

from sqlite_utils import Migrations

from assistant.store.connection import StoreFile
from assistant.store.schema import APPLICATION_ID, STEPS, schema_version
from assistant.store.steps import (
    after_cutoff,
    assumed_bills,
    calendar_export,
    cash_picture,
    closed_earmarks,
    collection_and_estates,
    credit_record,
    evidence_in_store,
    first_tables,
    harm_order,
    imports,
    item_instant,
    kept_instance,
    kept_plan,
    lineage,
    plan_scenarios,
    product_engine,
    reminder_wishes,
    unbilled_payments,
    waiting_rows,
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
    lineage,
    plan_scenarios,
    harm_order,
    kept_instance,
    evidence_in_store,
    waiting_rows,
    unbilled_payments,
    item_instant,
    closed_earmarks,
    assumed_bills,
    after_cutoff,
):
    MIGRATIONS(name=_step.__name__.rpartition(".")[2])(_step.apply)


def migrate(file: StoreFile, steps: int | None = None) -> None:
    """Run the steps that the file has not had, all in one transaction: a failing one undoes all.

    With ``steps`` only as far as an older version of this program had come.

    The application id is part of it. Foreign keys are off meanwhile, because a table that others
    refer to cannot be rebuilt otherwise, and are checked before the commit. A step that changes a
    journalled table makes its triggers anew.

    Raises:
        StorageError: the file is full, locked or damaged.
        RuntimeError: a step left a row that refers to nothing.
    """
    wanted = schema_version() if steps is None else steps
    following = STEPS[wanted] if wanted < len(STEPS) else None
    file.connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with file.writing():
            file.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            MIGRATIONS.apply(file.db, stop_before=following)
            if file.rows("PRAGMA foreign_key_check"):
                raise RuntimeError("a migration left a row that refers to nothing")
            file.db.execute(f"PRAGMA user_version = {wanted}")
    finally:
        file.connection.execute("PRAGMA foreign_keys = ON")
