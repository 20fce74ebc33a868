# ruff: noqa: PT012 -- what is expected to fail is a whole transaction
import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import StorageError, StorageTrouble
from assistant.store.connection import (
    StoreFile,
    connect,
    connect_read_only,
    file_errors,
    storage_errors,
)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[StoreFile]:
    path = tmp_path / "a b#?%.db"
    opened = StoreFile(path, connect(path))
    opened.db.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY, fen INTEGER) STRICT")
    opened.db.execute("CREATE TABLE child (id INTEGER REFERENCES parent(id)) STRICT")
    yield opened
    opened.close()


def _count(file: StoreFile) -> int:
    return int(file.rows("SELECT count(*) FROM parent")[0][0])


def test_what_is_written_in_a_failed_transaction_is_gone(file: StoreFile) -> None:
    with pytest.raises(KeyError), file.writing():
        file.db.table("parent").insert({"fen": 1})
        assert _count(file) == 1
        raise KeyError
    assert _count(file) == 0


def test_a_transaction_inside_a_transaction_is_refused_and_the_outer_one_rolls_back(
    file: StoreFile,
) -> None:
    with pytest.raises(RuntimeError), file.writing():
        file.db.table("parent").insert({"fen": 1})
        with file.writing():
            pass
    assert _count(file) == 0


def test_foreign_keys_are_on(file: StoreFile) -> None:
    with pytest.raises(sqlite3.IntegrityError), file.writing():
        file.db.execute("INSERT INTO child (id) VALUES (?)", [7])


def test_a_strict_table_refuses_a_float(file: StoreFile) -> None:
    with pytest.raises(sqlite3.IntegrityError), file.writing():
        file.db.execute("INSERT INTO parent (fen) VALUES (?)", [1.5])


def test_a_table_made_by_sqlite_utils_is_strict(file: StoreFile) -> None:
    file.db.table("made").create({"fen": int})
    assert file.db.table("made").strict


def test_a_write_outside_a_transaction_leaves_none_open(file: StoreFile) -> None:
    file.connection.execute("INSERT INTO parent (fen) VALUES (1)")
    assert not file.connection.in_transaction


def test_a_reader_sees_one_state_while_another_process_writes(file: StoreFile) -> None:
    file.connection.execute("PRAGMA journal_mode = WAL")
    assert file.path is not None
    with closing(connect(file.path)) as other:
        with file.reading():
            before = _count(file)
            other.execute("INSERT INTO parent (fen) VALUES (1)")
            assert _count(file) == before
        assert _count(file) == before + 1


def test_a_reader_inside_a_transaction_does_not_end_it(file: StoreFile) -> None:
    with file.writing():
        file.db.table("parent").insert({"fen": 1})
        with file.reading():
            assert _count(file) == 1
        assert file.connection.in_transaction
    assert _count(file) == 1


def test_a_store_that_another_process_writes_to_is_locked(file: StoreFile) -> None:
    assert file.path is not None
    file.connection.execute("PRAGMA busy_timeout = 0")
    with closing(connect(file.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError) as caught, file.writing():
            pass
    assert caught.value.trouble is StorageTrouble.LOCKED
    assert caught.value.path == str(file.path)


def test_a_full_disk_is_told_and_nothing_is_stored(file: StoreFile) -> None:
    pages = file.connection.execute("PRAGMA page_count").fetchone()[0]
    file.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError) as caught, file.writing():
        for _ in range(10_000):
            file.db.execute("INSERT INTO parent (fen) VALUES (1)")
    assert caught.value.trouble is StorageTrouble.FULL
    assert not file.connection.in_transaction
    assert _count(file) == 0


def test_a_store_that_may_not_be_written_is_read_only(file: StoreFile) -> None:
    file.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError) as caught, file.writing():
        file.connection.execute("INSERT INTO parent (fen) VALUES (1)")
    assert caught.value.trouble is StorageTrouble.READ_ONLY


def test_wrong_sql_is_no_storage_trouble(file: StoreFile) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        file.rows("SELECT * FROM missing")


@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        (errno.ENOSPC, StorageTrouble.FULL),
        (errno.EDQUOT, StorageTrouble.FULL),
        (errno.EACCES, StorageTrouble.UNREADABLE),
        (errno.EROFS, StorageTrouble.READ_ONLY),
    ],
)
def test_what_the_file_system_refuses_is_told(number: int, trouble: StorageTrouble) -> None:
    with pytest.raises(StorageError) as caught, file_errors(Path("x.db")):
        raise OSError(number, "refused")
    assert caught.value.trouble is trouble


def test_errors_of_the_commands_own_files_pass_through() -> None:
    with pytest.raises(FileNotFoundError), storage_errors(None):
        raise FileNotFoundError


def test_a_read_only_connection_opens_any_file_name_and_cannot_write(file: StoreFile) -> None:
    assert file.path is not None
    with closing(connect_read_only(file.path)) as reader:
        assert reader.execute("SELECT count(*) FROM parent").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.execute("INSERT INTO parent (fen) VALUES (1)")
