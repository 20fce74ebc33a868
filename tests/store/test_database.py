import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from copy import deepcopy
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from assistant.clock import Clock
from assistant.errors import StorageError, StorageTrouble
from assistant.store import migrations, schema, undo
from assistant.store.backup import backups, folder_of
from assistant.store.connection import StoreFile, connect, pragma
from assistant.store.database import integrity_check, open_database
from assistant.store.unit import Store
from tests.store import samples

ROOT = Path(__file__).parents[2]


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _trouble(path: Path, clock: Clock) -> StorageTrouble:
    with pytest.raises(StorageError) as caught:
        open_database(path, clock)
    return caught.value.trouble


@pytest.fixture
def old_file(path: Path, clock: Clock) -> Path:
    """A filled store of this version, closed."""
    store = Store(path, clock)
    samples.fill(store)
    store.close()
    return path


@pytest.fixture
def next_step(monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """A program with one step more than the files on disk have had."""
    steps = deepcopy(migrations.MIGRATIONS)
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, "one_more"))
    return steps


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_folder_file_log_and_index_are_the_users_alone(filled: Store) -> None:
    assert filled.path is not None
    assert _mode(filled.path.parent) == 0o700
    files = sorted(filled.path.parent.iterdir())
    assert [file.name for file in files] == ["beifu.db", "beifu.db-shm", "beifu.db-wal"]
    assert {_mode(file) for file in files} == {0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path, clock: Clock) -> None:
    tmp_path.chmod(0o755)
    open_database(tmp_path / "beifu.db", clock).close()
    assert _mode(tmp_path) == 0o755


def test_a_connection_has_log_full_sync_and_foreign_keys(path: Path, clock: Clock) -> None:
    with closing(open_database(path, clock)) as file:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        assert [pragma(file.connection, name) for name in names] == ["wal", 2, 1, 5000]
        assert file.db.strict


def test_a_store_in_memory_has_all_tables(clock: Clock) -> None:
    with closing(open_database(None, clock)) as file:
        assert "payment" in file.db.table_names()


def test_an_empty_file_becomes_a_store(path: Path, clock: Clock) -> None:
    path.parent.mkdir()
    path.touch(mode=0o644)
    with closing(open_database(path, clock)) as file:
        assert pragma(file.connection, "application_id") == schema.APPLICATION_ID
        assert not folder_of(path).exists()


def test_opening_again_changes_nothing_in_the_file(old_file: Path, clock: Clock) -> None:
    before = old_file.read_bytes()
    open_database(old_file, clock).close()
    assert old_file.read_bytes() == before
    assert [file.name for file in old_file.parent.iterdir()] == ["beifu.db"]


def test_a_newer_store_stays_byte_for_byte(old_file: Path, clock: Clock) -> None:
    with closing(sqlite3.connect(old_file)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.schema_version() + 1}")
    before = old_file.read_bytes(), old_file.stat().st_mtime_ns
    assert _trouble(old_file, clock) is StorageTrouble.NEWER
    assert (old_file.read_bytes(), old_file.stat().st_mtime_ns) == before
    assert [file.name for file in old_file.parent.iterdir()] == ["beifu.db"]


def test_another_programs_file_stays_byte_for_byte(path: Path, clock: Clock) -> None:
    path.parent.mkdir()
    path.write_bytes(b"dear diary" * 1000)
    assert _trouble(path, clock) is StorageTrouble.FOREIGN
    assert path.read_bytes() == b"dear diary" * 1000


def test_a_damaged_page_is_found_at_the_start(old_file: Path, clock: Clock) -> None:
    content = bytearray(old_file.read_bytes())
    content[2 * 4096 : 9 * 4096] = b"\xa5" * (7 * 4096)
    old_file.write_bytes(content)
    assert _trouble(old_file, clock) is StorageTrouble.DAMAGED
    assert old_file.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "file").touch()
    assert _trouble(tmp_path / "file" / "beifu.db", clock) is StorageTrouble.UNREADABLE


def test_a_store_that_another_process_keeps_to_itself_is_locked(
    old_file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.store.connection.BUSY_SECONDS", 0.0)
    with closing(sqlite3.connect(old_file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE account SET position = 2")
        assert _trouble(old_file, clock) is StorageTrouble.LOCKED


def test_a_store_that_cannot_get_its_log_now_opens_all_the_same(
    old_file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.store.connection.BUSY_SECONDS", 0.0)
    with closing(sqlite3.connect(old_file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM account").fetchall()
        with closing(open_database(old_file, clock)) as file:
            assert len(file.rows("SELECT id FROM bill")) == 1
            assert pragma(file.connection, "journal_mode") == "delete"


def test_a_new_step_runs_after_a_backup_of_the_old_form(
    old_file: Path, clock: Clock, next_step: Migrations
) -> None:
    @next_step()
    def one_more(db: Database) -> None:
        db.execute("ALTER TABLE account ADD COLUMN colour TEXT")

    with closing(open_database(old_file, clock)) as file:
        assert "colour" in file.db.table("account").columns_dict
        assert pragma(file.connection, "user_version") == len(schema.STEPS)
        assert pragma(file.connection, "foreign_keys") == 1
        # Also without its log the file says which form it has.
        assert old_file.read_bytes()[60:64] == len(schema.STEPS).to_bytes(4, "big")
    (backup,) = backups(folder_of(old_file), "beifu")
    assert (backup.reason, backup.taken) == ("migration", samples.NOW)
    with closing(sqlite3.connect(backup.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(schema.STEPS) - 1,)
        assert connection.execute("SELECT name FROM account").fetchall() == [("花呗",)]


def test_a_step_may_rebuild_a_table_that_others_refer_to(
    old_file: Path, clock: Clock, next_step: Migrations
) -> None:
    @next_step()
    def one_more(db: Database) -> None:
        db.table("account").transform(rename={"name": "label"})

    with closing(open_database(old_file, clock)) as file:
        assert [row["label"] for row in file.rows("SELECT label FROM account")] == ["花呗"]
        assert len(file.rows("SELECT id FROM bill")) == 1


def test_a_step_that_fails_leaves_the_file_as_it_was(
    old_file: Path, clock: Clock, next_step: Migrations
) -> None:
    @next_step()
    def one_more(db: Database) -> None:
        db.execute("DROP TABLE payment")
        raise ZeroDivisionError

    before = old_file.read_bytes()
    with pytest.raises(ZeroDivisionError):
        open_database(old_file, clock)
    assert old_file.read_bytes() == before
    assert len(backups(folder_of(old_file), "beifu")) == 1


def test_a_step_that_leaves_an_orphan_is_taken_back(
    old_file: Path, clock: Clock, next_step: Migrations
) -> None:
    @next_step()
    def one_more(db: Database) -> None:
        db.execute("DELETE FROM account")

    before = old_file.read_bytes()
    with pytest.raises(RuntimeError, match="refers to nothing"):
        open_database(old_file, clock)
    assert old_file.read_bytes() == before


def test_a_first_start_that_fails_leaves_an_empty_file_that_the_next_one_takes(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(undo, "trigger_sql", lambda *_: ["nonsense"])
        with pytest.raises(sqlite3.OperationalError):
            open_database(path, clock)
    assert path.stat().st_size == 0
    with closing(open_database(path, clock)) as file:
        assert "payment" in file.db.table_names()


def test_programs_that_start_together_on_a_new_file_all_open_it(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from assistant.clock import system_clock\n"
        "from assistant.store.unit import Store\n"
        "store = Store(Path(sys.argv[1]), system_clock)\n"
        "with store.unjournalled(): store.settings.save('theme', 'dark')\n"
        "store.close()"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT) for _ in range(4)
    ]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0, 0]
    assert integrity_check(path) == ["ok"]


def test_showing_a_store_does_not_import_sqlite_utils(old_file: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from assistant.clock import system_clock\n"
        "from assistant.store.unit import Store\n"
        "store = Store(Path(sys.argv[1]), system_clock)\n"
        "assert store.snapshot(system_clock(), {}).accounts\n"
        "store.close()\n"
        "assert 'sqlite_utils' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code, str(old_file)], cwd=ROOT, check=False)
    assert done.returncode == 0


def test_a_sound_file_is_ok_also_while_it_is_open(filled: Store) -> None:
    assert filled.path is not None
    assert integrity_check(filled.path) == ["ok"]


def test_the_integrity_check_names_what_is_damaged(old_file: Path) -> None:
    content = bytearray(old_file.read_bytes())
    content[4 * 4096 : 5 * 4096] = b"\xa5" * 4096
    old_file.write_bytes(content)
    assert integrity_check(old_file) != ["ok"]
    assert old_file.read_bytes() == content


def test_the_integrity_check_names_an_orphan(old_file: Path) -> None:
    with closing(sqlite3.connect(old_file, isolation_level=None)) as connection:
        connection.execute("UPDATE bill SET account_id = 99")
    assert integrity_check(old_file) == ["row 1 of bill refers to nothing in account"]


def test_the_integrity_check_says_when_a_file_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "diary.db"
    path.write_bytes(b"dear diary" * 1000)
    assert integrity_check(path) == ["file is not a database"]


def test_the_integrity_check_of_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        integrity_check(tmp_path / "nothing.db")
    assert caught.value.trouble is StorageTrouble.UNREADABLE


def test_a_file_that_fails_to_open_is_closed_again(old_file: Path, clock: Clock) -> None:
    with closing(StoreFile(old_file, connect(old_file))) as file:
        file.connection.execute("PRAGMA user_version = 99")
    assert _trouble(old_file, clock) is StorageTrouble.NEWER
    with closing(sqlite3.connect(old_file, isolation_level=None)) as connection:
        assert connection.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
