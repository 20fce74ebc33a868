import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant.clock import Clock
from assistant.errors import StorageError, StorageTrouble
from assistant.store.header import check_sound, check_stamp
from assistant.store.schema import APPLICATION_ID, schema_version
from assistant.store.unit import Store


@pytest.fixture
def closed(path: Path, clock: Clock) -> Path:
    Store(path, clock).close()
    return path


def _picture(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file's bytes and time of change."""
    return {
        file.name: (file.read_bytes(), file.stat().st_mtime_ns)
        for file in folder.iterdir()
        if not file.name.endswith("-shm")
    }


def _set(path: Path, pragma: str, value: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA {pragma} = {value}")


def _trouble(path: Path) -> StorageTrouble:
    with pytest.raises(StorageError) as caught:
        check_stamp(path)
    assert caught.value.path == str(path)
    return caught.value.trouble


def test_our_own_file_says_who_it_is(closed: Path) -> None:
    stamp = check_stamp(closed)
    assert stamp is not None
    assert (stamp.application_id, stamp.user_version) == (APPLICATION_ID, schema_version())


def test_a_missing_file_has_no_stamp_and_is_not_made(tmp_path: Path) -> None:
    assert check_stamp(tmp_path / "nothing.db") is None
    assert not list(tmp_path.iterdir())


def test_an_empty_file_counts_as_new(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    assert check_stamp(path) is None


def test_a_newer_file_is_refused_and_not_touched(closed: Path) -> None:
    _set(closed, "user_version", schema_version() + 1)
    before = _picture(closed.parent)
    assert _trouble(closed) is StorageTrouble.NEWER
    assert _picture(closed.parent) == before


def test_a_newer_version_that_still_lies_in_the_log_is_refused_and_not_touched(
    closed: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "killed" / "beifu.db"
    copy.parent.mkdir()
    with closing(sqlite3.connect(closed, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {schema_version() + 1}")
        for suffix in ("", "-wal"):
            shutil.copy2(f"{closed}{suffix}", f"{copy}{suffix}")
    before = _picture(copy.parent)
    assert _trouble(copy) is StorageTrouble.NEWER
    assert _picture(copy.parent) == before


def test_another_programs_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = _picture(tmp_path)
    assert _trouble(path) is StorageTrouble.FOREIGN
    assert _picture(tmp_path) == before


@pytest.mark.parametrize("content", [b"x", b"Dear diary, " * 100, bytes(range(256)) * 32])
def test_a_file_that_is_no_database_is_foreign(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "diary.db"
    path.write_bytes(content)
    assert _trouble(path) is StorageTrouble.FOREIGN
    assert path.read_bytes() == content


def test_a_file_cut_off_inside_its_header_is_damaged(closed: Path) -> None:
    closed.write_bytes(closed.read_bytes()[:60])
    assert _trouble(closed) is StorageTrouble.DAMAGED


def test_a_file_cut_off_after_its_first_page_is_damaged(closed: Path) -> None:
    closed.write_bytes(closed.read_bytes()[:4096])
    assert _trouble(closed) is StorageTrouble.DAMAGED


def test_a_file_whose_first_bytes_were_overwritten_is_damaged(closed: Path) -> None:
    closed.write_bytes(b"\xff" * 16 + closed.read_bytes()[16:])
    assert _trouble(closed) is StorageTrouble.DAMAGED


def test_a_file_of_zeros_is_damaged(closed: Path) -> None:
    closed.write_bytes(bytes(closed.stat().st_size))
    assert _trouble(closed) is StorageTrouble.DAMAGED


def test_a_folder_in_the_files_place_is_unreadable(tmp_path: Path) -> None:
    assert _trouble(tmp_path) is StorageTrouble.UNREADABLE


def test_asking_does_not_drop_the_locks_of_this_process(closed: Path) -> None:
    with (
        closing(sqlite3.connect(closed, isolation_level=None, timeout=0)) as writer,
        closing(sqlite3.connect(closed, isolation_level=None, timeout=0)) as other,
    ):
        writer.execute("PRAGMA journal_mode = DELETE")
        writer.execute("BEGIN EXCLUSIVE")
        check_stamp(closed)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("SELECT count(*) FROM account")


def test_a_damaged_page_is_found_by_the_sound_check_only(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    closed.write_bytes(content)
    assert check_stamp(closed) is not None
    with pytest.raises(StorageError) as caught:
        check_sound(closed)
    assert caught.value.trouble is StorageTrouble.DAMAGED


def test_a_missing_file_is_not_sound(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        check_sound(tmp_path / "nothing.db")
    assert caught.value.trouble is StorageTrouble.UNREADABLE
