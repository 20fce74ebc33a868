"""The vault over a whole data directory."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from assistant.app import App, build
from assistant.domain.draft import PayingAccountDraft
from assistant.errors import StorageError, StorageTrouble, UserError
from assistant.paths import evidence_folder
from assistant.services import keychain, transfer
from assistant.services.backups import content_of, listed
from assistant.services.imports.reading import read_path
from assistant.services.purge import purge
from assistant.services.vault import Vault
from assistant.store.undo import JOURNALLED
from assistant.store.unit import Store
from tests import bill_files
from tests.conftest import FakeClock
from tests.store import samples

WORDS = "seven kinds of rain"
CLOCK = FakeClock(datetime(2026, 11, 23, 4, tzinfo=UTC))


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.kept.pop((service, username), None)


pytestmark = pytest.mark.usefixtures("quick_keys", "no_keyring")


@pytest.fixture
def app(tmp_path: Path) -> App:
    made = build(tmp_path / "data", FakeClock(CLOCK.now))
    with closing(made.open()) as session:
        samples.fill_all(session.store)
        session.back_up(made.paths.backups)
    return made


@pytest.fixture
def ring() -> Ring:
    made = Ring()
    keyring.set_keyring(made)
    return made


def test_switching_on_and_off_changes_no_row(app: App) -> None:
    with closing(app.open()) as session:
        held = session.store.dump()
    app.vault.encrypt(WORDS)
    assert app.vault.is_encrypted()
    with closing(app.open()) as session:
        assert session.store.dump() == held
    app.vault.decrypt()
    assert not app.vault.is_encrypted()
    with closing(app.open()) as session:
        assert session.store.dump() == held


def test_every_table_and_undo_survive_each_change_of_protection_and_the_way_through_json(
    app: App, tmp_path: Path
) -> None:
    with closing(app.open()) as session:
        held = session.store.dump()
    assert all(held.tables.values())
    app.vault.encrypt(WORDS)
    app.vault.change_passphrase(WORDS, "another long one")
    app.vault.renew(WORDS)
    with closing(app.open()) as session:
        assert session.store.dump() == held
        file = transfer.export(
            "json", session.store.dump(), session.queries.snapshot(), tmp_path / "a.json", WORDS
        )
        made = session.store.keep_copy(app.paths.backups, "manual", app.clock())
        written = session.store.dump(JOURNALLED)
        session.ledger.undo()
        assert not session.queries.snapshot().accounts
        session.ledger.redo()
        assert session.store.dump(JOURNALLED) == written
    assert made is not None
    assert content_of(made, app.vault) == held
    other = build(tmp_path / "other", app.clock)
    other.open().close()
    other.vault.encrypt(WORDS)
    with closing(other.open()) as session:
        session.ledger.import_all(transfer.read_export(file, WORDS))
        assert session.store.dump() == held
    other.vault.decrypt()
    with closing(other.open()) as session:
        assert session.store.dump() == held
        assert session.rights.evidence.is_intact(samples.SOUND_SHA)


def test_a_new_start_needs_the_passphrase(app: App) -> None:
    app.vault.encrypt(WORDS)
    later = build(app.paths.data, app.clock)
    with pytest.raises(StorageError) as caught:
        later.open()
    assert caught.value.trouble is StorageTrouble.ENCRYPTED
    assert later.examine()["integrity"] == ["encrypted"]
    later.vault.unlock(WORDS)
    later.open().close()
    assert later.examine()["integrity"] == ["ok"]


def test_the_wait_after_wrong_passphrases_outlives_a_restart(app: App) -> None:
    app.vault.encrypt(WORDS)
    clock = FakeClock(CLOCK.now)
    vault = Vault(app.paths.store, clock)
    for _ in range(4):
        with pytest.raises(UserError, match=r"passphrase\.wrong"):
            vault.unlock("not the one")
        clock.move(seconds=vault.wait_seconds())
    with pytest.raises(UserError, match=r"passphrase\.wrong"):
        vault.unlock("not the one")
    again = Vault(app.paths.store, clock)
    assert again.wait_seconds() == 8
    with pytest.raises(UserError, match=r"passphrase\.wait"):
        again.unlock(WORDS)
    clock.move(seconds=7)
    assert again.wait_seconds() == 1
    clock.move(seconds=1)
    again.unlock(WORDS)
    assert again.wait_seconds() == 0


def test_a_short_passphrase_changes_nothing(app: App) -> None:
    before = app.paths.store.read_bytes()
    with pytest.raises(UserError, match=r"passphrase\.short"):
        app.vault.encrypt("short")
    assert app.paths.store.read_bytes() == before
    assert not app.paths.keys.exists()


def test_a_new_passphrase_rewrites_no_data_and_opens_old_backups(app: App) -> None:
    app.vault.encrypt(WORDS)
    app.vault.protect_copies()
    (made,) = app.paths.backups.glob("*.beifu")
    files = {file: file.read_bytes() for file in (app.paths.store, made)}
    app.vault.change_passphrase(WORDS, "another long one")
    assert {file: file.read_bytes() for file in files} == files
    later = Vault(app.paths.store, CLOCK)
    with pytest.raises(UserError):
        later.unlock(WORDS)
    later.unlock("another long one")
    assert content_of(made, later).tables["paying_account"]


def test_a_new_key_opens_the_store_and_the_old_one_old_backups(app: App) -> None:
    app.vault.encrypt(WORDS)
    app.vault.protect_copies()
    (made,) = app.paths.backups.glob("*.beifu")
    app.vault.renew("a new passphrase")
    later = Vault(app.paths.store, CLOCK)
    later.unlock("a new passphrase")
    with pytest.raises(UserError, match=r"passphrase\.needed"):
        content_of(made, later)
    assert content_of(made, later, WORDS).tables["paying_account"]
    assert later.key_for(app.paths.store) is not None


def test_the_keyring_opens_the_store_until_it_is_told_to_forget(app: App, ring: Ring) -> None:
    app.vault.encrypt(WORDS)
    assert keychain.available()
    app.vault.remember(on=True)
    assert app.vault.is_remembered()
    build(app.paths.data, app.clock).open().close()
    app.vault.remember(on=False)
    assert not ring.kept
    with pytest.raises(StorageError):
        build(app.paths.data, app.clock).open()


def test_switching_off_takes_the_key_out_of_the_keyring(app: App, ring: Ring) -> None:
    app.vault.encrypt(WORDS)
    app.vault.remember(on=True)
    app.vault.decrypt()
    assert not ring.kept


def test_without_a_keyring_it_is_said(app: App) -> None:
    app.vault.encrypt(WORDS)
    assert not keychain.available()
    with pytest.raises(UserError, match=r"passphrase\.no_keyring"):
        app.vault.remember(on=True)
    assert not app.vault.unlock_from_keyring()


@pytest.mark.parametrize("act", ["protect", "delete"])
def test_plain_copies_are_found_and_dealt_with(app: App, act: str) -> None:
    replaced = app.paths.data / "beifu.db.damaged-20261101T000000Z"
    replaced.write_bytes(b"SQLite format 3\0 but nothing that could be read")
    app.vault.encrypt(WORDS)
    assert len(app.vault.plain_copies()) == 2
    assert (app.vault.protect_copies if act == "protect" else app.vault.delete_copies)() == 2
    assert app.vault.plain_copies() == []
    states = [row.state for row in listed(app.paths, app.vault)]
    assert states == (["good"] if act == "protect" else [])
    assert not replaced.exists()  # nothing could be encrypted of it


def test_backups_after_encryption_are_encrypted(app: App) -> None:
    app.vault.encrypt(WORDS)
    app.vault.delete_copies()
    with closing(app.open()) as session:
        session.back_up(app.paths.backups)
    (row,) = listed(app.paths, app.vault)
    assert (row.encrypted, row.state) == (True, "good")
    assert [copy.state for copy in listed(app.paths, Vault(app.paths.store, CLOCK))] == ["locked"]


def test_a_damaged_encrypted_store_is_put_back_encrypted(app: App) -> None:
    app.vault.encrypt(WORDS)
    app.vault.protect_copies()
    app.paths.store.write_bytes(b"\xa5" * 9000)
    later = build(app.paths.data, app.clock)
    later.vault.unlock(WORDS)  # there is one key: its own first bytes are gone
    good = later.newest_backup()
    assert good is not None
    later.restore(good)
    assert later.vault.is_encrypted()
    later.open().close()


KNOWN = [f"秘密{number}号-{number * 7919}" for number in range(44)]


def test_none_of_fifty_known_strings_is_anywhere_in_an_encrypted_data_directory(app: App) -> None:
    known = [*KNOWN, "余额宝", "外套", "手机", "旅行", "花呗", "CREATE TABLE account"]
    assert len(known) == 50
    recorded = app.paths.data.parent / "聊天.txt"
    recorded.write_text("\n".join(KNOWN), "utf-8")
    bills = app.paths.data.parent / "bills.csv"
    rows = [
        f"2026-10-20 12:00:00,餐饮,{name},/,{name},支出,25.50,花呗,交易成功,{number},T1,,"
        for number, name in enumerate(KNOWN)
    ]
    bills.write_bytes(bill_files.alipay_app(rows))
    app.vault.encrypt(WORDS)
    app.vault.protect_copies()
    session = app.open()
    for name in KNOWN:
        with session.store.transaction("add"):
            session.store.cash.add(PayingAccountDraft(name), samples.NOW)
    session.ledger.import_rows(session.ledger.preview_import(read_path(bills)))
    kept = session.rights.evidence.keep(recorded)
    session.ledger.add_contact(samples.contact(), [kept])
    assert session.rights.evidence.is_intact(kept.sha256)
    assert session.store.imports.count() >= len(KNOWN)
    session.ledger.import_all(session.store.dump())
    app.clock.move(days=1)  # type: ignore[attr-defined]
    session.back_up(app.paths.backups)
    session.store.keep_copy(app.paths.backups, "manual", app.clock())
    files = [file for file in app.paths.data.rglob("*") if file.is_file()]
    assert {".db", ".beifu", ".json"} <= {file.suffix for file in files}
    assert any(file.name.endswith("-wal") for file in files)
    for file in files:  # while it is open, its log beside it, as a crash would leave it
        content = file.read_bytes()
        for text in known:
            assert text.encode() not in content, file.name
            assert text.encode("utf-16-le") not in content, file.name
    session.close()


def test_purge_deletes_all_of_ours_and_nothing_else(app: App, ring: Ring) -> None:
    app.vault.encrypt(WORDS)
    app.vault.remember(on=True)
    app.vault.place_password.keep("https://dav.example/", "me", "secret")
    app.open_demo().close()
    other = app.paths.data / "holiday.jpg"
    other.write_bytes(b"not ours")
    for store in (app.paths.store, app.paths.demo):
        evidence = evidence_folder(store)
        evidence.mkdir()
        (evidence / ("a" * 64)).write_bytes(b"recorded call")
    assert purge(app.paths) >= 4
    assert [file.name for file in app.paths.data.iterdir()] == ["holiday.jpg"]
    assert not ring.kept
    other.unlink()
    assert purge(app.paths) == 0
    assert not app.paths.data.exists()


def test_an_encrypted_store_is_opened_again_for_long_work(app: App) -> None:
    app.vault.encrypt(WORDS)
    session = app.open()
    twin = session.again()
    assert twin.store.key == session.store.key
    assert twin.queries.snapshot().accounts == session.queries.snapshot().accounts
    twin.close()
    session.close()


def test_a_store_in_memory_is_never_encrypted(tmp_path: Path) -> None:
    Store(None, CLOCK).close()
    assert not Vault(tmp_path / "beifu.db", CLOCK).is_encrypted()
