"""Every row out and in again."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.clock import Clock
from assistant.domain.draft import PayingAccountDraft
from assistant.errors import StorageError, StorageTrouble, UserError
from assistant.store import schema
from assistant.store.connection import StoreFile, connect
from assistant.store.dump import Dump, dump, dump_of, tables_of, upgraded
from assistant.store.migrations import migrate
from assistant.store.undo import JOURNALLED
from assistant.store.unit import Store
from tests.store import samples


def test_every_journalled_table_settings_and_ledger_are_in_it(filled: Store) -> None:
    held = filled.dump()
    assert set(JOURNALLED) | {"setting", "reminder"} <= set(held.tables)
    assert not {name for name in held.tables if name.startswith(("journal", "sqlite", "_"))}
    assert all(held.tables[table] for table in JOURNALLED)
    assert held.schema == schema.schema_version()


def test_the_samples_fill_every_table(store: Store) -> None:
    samples.fill_all(store)
    assert {table for table, rows in store.dump().tables.items() if not rows} == set()


def test_some_tables_are_read_alone(filled: Store) -> None:
    held = filled.dump(["bill"])
    assert set(held.tables) == set(held.sequences) == {"bill"}


def test_into_an_empty_store_it_is_the_same_store(filled: Store, clock: Clock) -> None:
    with filled.transaction("gone"):
        filled.cash.add(PayingAccountDraft("短暂"), samples.NOW)
    filled.journal.undo()
    held = filled.dump()
    other = Store(None, clock)
    with other.transaction("import_all"):
        other.replace_all(held)
    assert other.dump() == held
    with other.transaction("next"):  # an id that was given once is not given again
        assert other.cash.add(PayingAccountDraft("新"), samples.NOW).id == 3
    other.close()


def test_replacing_everything_is_one_step_that_is_undone(store: Store, clock: Clock) -> None:
    samples.fill(store)
    with store.unjournalled():
        store.imports.add_rows([samples.imported_row(1), samples.imported_row(1, "2")])
    before = store.dump()
    other = Store(None, clock)
    with other.transaction("import"):
        file = other.imports.add_file("1" * 64, "jd", 1, ("2026-11-01", "2026-11-02"), samples.NOW)
        other.imports.add_rows([samples.imported_row(file, "3")])
    with store.transaction("import_all"):
        store.replace_all(other.dump())
    assert not store.accounts.all()
    assert store.dump().tables == other.dump().tables
    assert store.journal.undo() == "import_all"
    assert store.dump() == before
    assert store.journal.redo() == "import_all"
    assert store.dump().tables == other.dump().tables
    other.close()


def test_rows_that_undo_took_out_of_sight_are_no_part_of_it(store: Store) -> None:
    with store.transaction("import"):
        file = store.imports.add_file("1" * 64, "jd", 1, ("2026-11-01", "2026-11-02"), samples.NOW)
        store.imports.add_rows([samples.imported_row(file)])
        contact = store.contacts.add(samples.contact(), samples.NOW)
        store.attachments.add(contact, "录音.m4a", samples.SOUND_SHA, len(samples.SOUND))
        store.evidence.keep(samples.SOUND_SHA, samples.SOUND, samples.NOW)
    held = store.dump()
    assert held.tables["imported_row"]
    assert held.tables["evidence_part"]
    store.journal.undo()
    assert not store.dump().tables["imported_row"]
    assert not store.dump().tables["evidence_part"]
    store.journal.redo()
    assert store.dump() == held


def test_rows_of_an_older_form_come_up_to_date(clock: Clock) -> None:
    with closing(StoreFile(None, connect(None))) as file:
        migrate(file, steps=1)
        with file.writing():
            file.db.execute("INSERT INTO paying_account (name) VALUES ('余额宝')")
            file.db.execute(
                "INSERT INTO account (product_id, name, position, paying_account_id, created_at)"
                " VALUES ('huabei', '花呗', 1, 1, '2026-11-01T00:00:00+00:00')"
            )
        old = dump(file)
    assert old.schema == 1
    new = upgraded(old)
    assert new.schema == schema.schema_version()
    (source,) = new.tables["deduction_source"]
    assert (source["account_id"], source["paying_account_id"]) == (1, 1)


def test_a_newer_form_is_refused(filled: Store) -> None:
    with pytest.raises(StorageError) as caught:
        upgraded(replace(filled.dump(), schema=schema.schema_version() + 1))
    assert caught.value.trouble is StorageTrouble.NEWER


def changed(held: Dump, table: str, **values: Any) -> Dump:
    (first, *rest) = held.tables[table]
    rows: list[Any] = [{**first, **values}, *rest]
    return replace(held, tables={**held.tables, table: rows})


@pytest.mark.parametrize(
    ("table", "values", "key"),
    [
        ("bill", {"amount_fen": -1}, "dump.broken"),
        ("bill", {"amount_fen": "viel"}, "dump.broken"),
        ("bill", {"amount_fen": 2**70}, "dump.broken"),
        ("bill", {"amount_fen": [1]}, "dump.broken"),
        ("bill", {"amount_fen": True}, "dump.broken"),
        ("account", {"name": "\ud800"}, "dump.broken"),
        ("account", {"name = 'x'; --": 1}, "dump.unknown"),
        ("bill", {"account_id": 77}, "dump.orphan"),
    ],
)
def test_rows_that_no_store_could_hold_are_refused_and_nothing_changes(
    filled: Store, table: str, values: dict[str, object], key: str
) -> None:
    before = filled.dump()
    with pytest.raises(UserError, match=key), filled.transaction("import_all"):
        filled.replace_all(changed(before, table, **values))
    assert filled.dump() == before


def test_a_table_that_nobody_knows_is_refused(filled: Store) -> None:
    held = filled.dump()
    foreign = replace(held, tables={**held.tables, "sqlite_master": [{"name": "x"}]})
    with pytest.raises(UserError, match=r"dump\.unknown"), filled.transaction("import_all"):
        filled.replace_all(foreign)


@pytest.mark.parametrize("highest", [-1, 2**63, True])
def test_a_sequence_that_leaves_no_ids_is_refused(filled: Store, highest: int) -> None:
    held = replace(filled.dump(), sequences={"bill": highest})
    with pytest.raises(UserError, match=r"dump\.broken"), filled.transaction("import_all"):
        filled.replace_all(held)


def test_a_missing_file_has_no_rows(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        dump_of(tmp_path / "nothing.db", None)


def test_tables_are_found_in_the_file_and_not_in_a_list(path: Path, store: Store) -> None:
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE later (id INTEGER PRIMARY KEY, much BLOB) STRICT")
        connection.execute("INSERT INTO later VALUES (1, x'00ff')")
        connection.commit()
    with closing(StoreFile(path, connect(path))) as file:
        assert "later" in tables_of(file)
        assert dump(file).tables["later"] == ({"id": 1, "much": b"\x00\xff"},)


def altered(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ('ALTER TABLE paying_account ADD COLUMN "hex(randomblob(8))" TEXT', "hex(randomblob(8))"),
        ('CREATE TABLE "a b" (x)', "a b"),
        ('CREATE TABLE "a""b" (x)', 'a"b'),
        ("CREATE TABLE later (id INTEGER PRIMARY KEY)", "later"),
    ],
)
def test_a_file_with_names_that_no_store_of_ours_had_is_refused_and_none_is_evaluated(
    path: Path, filled: Store, statement: str, what: str
) -> None:
    filled.close()
    altered(path, statement)
    with pytest.raises(UserError, match=r"dump\.unknown") as caught:
        dump_of(path, None)
    assert what in str(caught.value.params["what"])


@pytest.mark.parametrize(
    "statements",
    [
        ("PRAGMA foreign_keys = OFF", "DROP TABLE payment"),
        ("DROP TABLE reminder",),
        ("PRAGMA user_version = 0",),
    ],
)
def test_a_file_with_our_mark_and_not_our_tables_is_damaged(
    path: Path, filled: Store, statements: tuple[str, ...]
) -> None:
    filled.close()
    altered(path, *statements)
    with pytest.raises(StorageError) as caught:
        dump_of(path, None)
    assert caught.value.trouble is StorageTrouble.DAMAGED


def test_a_sound_file_is_read_whatever_older_form_it_has(path: Path, filled: Store) -> None:
    held = filled.dump()
    filled.close()
    assert dump_of(path, None) == held


def test_a_table_with_a_quote_in_its_name_stops_nobody_from_opening_the_store(
    path: Path, store: Store, clock: Clock
) -> None:
    store.close()
    altered(path, """CREATE TABLE "it's" (x)""")
    with closing(Store(path, clock)) as opened:
        assert "it's" in opened.dump().tables
