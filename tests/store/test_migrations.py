import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlite_utils import Database

from assistant.store import schema
from assistant.store.migrations import MIGRATIONS
from assistant.store.undo import JOURNALLED
from assistant.store.unit import Store
from tests.store import samples


@pytest.fixture
def database(filled: Store) -> Iterator[Database]:
    assert filled.path is not None
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        yield Database(connection, execute_plugins=False)


def test_the_steps_are_listed_in_their_order() -> None:
    with closing(Database(memory=True)) as empty:
        names = [step.name for step in MIGRATIONS.pending(empty)]
    assert names == list(schema.STEPS)
    assert schema.schema_version() == len(names)


def test_the_file_says_its_kind_and_form(database: Database) -> None:
    assert database.execute("PRAGMA application_id").fetchone() == (0x42656966,)
    assert database.execute("PRAGMA user_version").fetchone() == (len(schema.STEPS),)


def test_every_table_is_strict(database: Database) -> None:
    loose = [table.name for table in database.tables if not table.strict]
    assert loose == ["sqlite_sequence"]


def test_every_table_but_ledger_settings_and_journal_is_journalled(database: Database) -> None:
    others = {"setting", "reminder", "journal_step", "journal_entry"}
    own = {table for table in database.table_names() if not table.startswith(("sqlite_", "_"))}
    assert own - others == set(JOURNALLED)
    triggers = {trigger.name for trigger in database.triggers}
    assert triggers == {
        f"journal_{table}_{event}"
        for table in JOURNALLED
        for event in ("insert", "update", "delete")
    }


def test_the_journal_keeps_every_column(database: Database) -> None:
    for table in JOURNALLED:
        image = "SELECT max(after) FROM journal_entry WHERE table_name = ?"
        ((row,),) = database.execute(image, [table]).fetchall()
        assert set(json.loads(row)) == set(database.table(table).columns_dict), table


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE account SET name = ''",
        "UPDATE account SET name = NULL",
        "UPDATE bill SET amount_fen = -1",
        "UPDATE bill SET amount_fen = 1.5",
        "UPDATE bill SET amount_fen = 'much'",
        "UPDATE bill SET minimum_fen = amount_fen + 1",
        "UPDATE bill SET carried_fen = amount_fen + 1",
        "UPDATE bill SET due_date = '2026-10-31'",
        "UPDATE bill SET intent = 'nothing'",
        "UPDATE loan SET terms = 0",
        "UPDATE loan SET paid_terms = terms + 1",
        "UPDATE loan SET repay_day = 32",
        "UPDATE payment SET amount_fen = 0",
        "UPDATE payment SET bill_id = 1, loan_id = 1",
        "UPDATE payment SET bill_id = NULL, loan_id = NULL",
        "UPDATE payment SET term_no = NULL WHERE loan_id IS NOT NULL",
        "UPDATE instalment_plan SET periods = 61",
        "UPDATE reading SET unbilled_fen = -1",
        "UPDATE paying_account SET balance_at = NULL",
        "UPDATE bill SET account_id = 99",
        "INSERT INTO journal_step (command, done_at, open) VALUES ('a', '', 1), ('b', '', 1)",
    ],
)
def test_the_schema_refuses_what_cannot_be(database: Database, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(statement)


def test_an_id_is_never_given_twice(filled: Store) -> None:
    (account,) = filled.accounts.all()
    with filled.transaction("remove_account"):
        filled.accounts.remove(account.id)
    with filled.transaction("open_account"):
        assert filled.accounts.add(samples.account(), samples.NOW).id > account.id
