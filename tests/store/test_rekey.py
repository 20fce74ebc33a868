"""Encrypted stores: nothing is readable, everything works, the protection changes whole or not at all."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assistant.clock import Clock
from assistant.domain.draft import PayingAccountDraft
from assistant.errors import StorageError, StorageTrouble, UserError
from assistant.store import copy as copy_module
from assistant.store import rekey as rekey_module
from assistant.store.backup import back_up, folder_of, newest_good, restore
from assistant.store.database import integrity_check
from assistant.store.dump import Dump, dump_of
from assistant.store.header import check_sound
from assistant.store.key import FOLDER, Key
from assistant.store.keyfile import new_key
from assistant.store.rekey import clear_leftovers, rekey, reseal
from assistant.store.unit import Store
from tests.store import samples
from tests.store.other_process import held_open


def known(path: Path) -> Key:
    """A key whose wrapping lies beside the store; its content does not matter here."""
    key = new_key()
    folder = path.parent / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{key.name}.json").write_text("{}", "utf-8")
    return key


@pytest.fixture
def content(store: Store) -> Dump:
    samples.fill_all(store)
    held = store.dump()
    store.close()
    assert all(held.tables.values())
    return held


def test_a_new_store_is_encrypted_from_its_first_byte(path: Path, clock: Clock) -> None:
    key = known(path)
    store = Store(path, clock, key)
    samples.fill(store)
    for file in path.parent.glob("beifu.db*"):
        assert "余额宝".encode() not in file.read_bytes(), file.name
        assert b"CREATE TABLE" not in file.read_bytes(), file.name
    store.close()
    assert path.read_bytes()[:16] == key.id
    assert integrity_check(path, key) == ["ok"]


def test_everything_of_the_store_works_on_an_encrypted_file(path: Path, clock: Clock) -> None:
    store = Store(path, clock, known(path))
    samples.fill_all(store)
    before = store.dump()
    with store.transaction("rename"):
        store.cash.rename(1, "零钱")
    with pytest.raises(UserError, match=r"account\.name_taken"), store.transaction("again"):
        store.accounts.add(samples.account(), samples.NOW)
    with pytest.raises(UserError, match=r"row\.gone"), store.transaction("nobody's"):
        store.bills.add(samples.bill(99), samples.NOW)
    assert store.journal.undo() == "rename"
    assert store.dump() == before
    assert store.journal.redo() == "rename"
    with store.unjournalled():
        store.settings.save("theme", "dark")
    assert store.settings.load().theme == "dark"
    store.close()


def test_without_its_key_an_encrypted_store_says_so_and_stays(
    path: Path, content: Dump, clock: Clock
) -> None:
    rekey(path, None, known(path))
    before = path.read_bytes()
    for key in (None, known(path)):
        with pytest.raises(StorageError) as caught:
            Store(path, clock, key)
        assert caught.value.trouble is StorageTrouble.ENCRYPTED
    assert path.read_bytes() == before


def test_both_ways_and_to_another_key_every_row_is_the_same(path: Path, content: Dump) -> None:
    first, second = known(path), known(path)
    for old, new in ((None, first), (first, second), (second, None)):
        rekey(path, old, new)
        assert dump_of(path, new) == content
        assert integrity_check(path, new) == ["ok"]
        assert sorted(file.name for file in path.parent.iterdir()) == ["beifu.db", FOLDER]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM payment").fetchone() == (2,)


def test_the_schema_survives_with_its_rules(path: Path, content: Dump, clock: Clock) -> None:
    key = known(path)
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
        before = made.fetchall()
    rekey(path, None, key)
    rekey(path, key, None)
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
        assert made.fetchall() == before
    store = Store(path, clock)
    with store.transaction("next"):
        assert store.cash.add(PayingAccountDraft("新"), samples.NOW).id == 2
    store.close()


def test_a_store_that_another_process_has_open_is_not_rekeyed(
    path: Path, content: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    with held_open(path):
        monkeypatch.setattr(copy_module, "BUSY_SECONDS", 0)
        with pytest.raises(StorageError) as caught:
            rekey(path, None, known(path))
        assert caught.value.trouble is StorageTrouble.LOCKED
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.rekeying*"))


def test_the_plain_bytes_are_overwritten_after_encryption(
    path: Path, content: Dump, tmp_path: Path
) -> None:
    second_name = tmp_path / "the same bytes"
    os.link(path, second_name)
    rekey(path, None, known(path))
    assert set(second_name.read_bytes()) == {0}


@pytest.mark.parametrize("suffix", [".rekeying", ".wiping", ".rekeying-journal"])
def test_what_a_killed_change_left_is_cleared_when_the_store_opens(
    path: Path, content: Dump, clock: Clock, suffix: str
) -> None:
    left = Path(f"{path}{suffix}")
    left.write_bytes(b"plain text")
    Path(f"{path}.rekeying").touch()
    Store(path, clock).close()
    assert not left.exists()
    clear_leftovers(path)


def test_a_disk_that_fills_up_leaves_the_store_as_it_was(
    path: Path, content: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(rekey_module, "_replace", full)
    with pytest.raises(StorageError) as caught:
        rekey(path, None, known(path))
    assert caught.value.trouble is StorageTrouble.FULL
    assert dump_of(path, None) == content
    assert not list(path.parent.glob("*.rekeying*"))


def test_on_a_file_system_without_links_it_works_as_well(
    path: Path, content: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    key = known(path)
    rekey(path, None, key)
    assert dump_of(path, key) == content


def test_backups_of_an_encrypted_store_are_encrypted_and_go_back(
    path: Path, content: Dump, clock: Clock
) -> None:
    key = known(path)
    rekey(path, None, key)
    made = back_up(path, folder_of(path), "daily", samples.NOW, key)
    assert made.read_bytes()[:16] == key.id
    check_sound(made, key)
    assert newest_good(folder_of(path), key=key) == made
    assert newest_good(folder_of(path)) is None
    path.write_bytes(b"\xa5" * 9000)
    restore(made, path, samples.LATER, key, key)
    assert dump_of(path, key) == content


@pytest.mark.parametrize("crossing", ["plain into encrypted", "encrypted into plain"])
def test_a_restored_file_takes_over_the_protection_of_the_store(
    path: Path, content: Dump, crossing: str
) -> None:
    key = known(path)
    old, new = (None, key) if crossing.startswith("plain") else (key, None)
    rekey(path, None, old)
    made = back_up(path, folder_of(path), "daily", samples.NOW, old)
    restore(made, path, samples.LATER, old, new)
    assert dump_of(path, new) == content
    assert (path.read_bytes()[:16] == key.id) is (new is not None)
    assert not list(path.parent.glob("*.restoring*"))


def test_a_plain_backup_is_put_under_the_key(path: Path, content: Dump) -> None:
    key = known(path)
    made = back_up(path, folder_of(path), "daily", samples.NOW)
    reseal(made, None, key)
    assert dump_of(made, key) == content
    assert [file.name for file in made.parent.iterdir()] == [made.name]


def damaged_page(path: Path) -> None:
    held = bytearray(path.read_bytes())
    held[5 * 4096 + 100] ^= 1
    path.write_bytes(held)


@pytest.mark.parametrize(
    "act", [damaged_page, lambda path: path.write_bytes(path.read_bytes()[:8192])]
)
def test_a_damaged_encrypted_store_is_not_copied(
    path: Path, content: Dump, act: Callable[[Path], None]
) -> None:
    key = known(path)
    rekey(path, None, key)
    act(path)
    with pytest.raises(StorageError) as caught:
        back_up(path, folder_of(path), "daily", samples.NOW, key)
    assert caught.value.trouble is StorageTrouble.DAMAGED
    assert list(folder_of(path).iterdir()) == []
    assert integrity_check(path, key) != ["ok"]
