"""Which files are ours, told by what is in them; and what they hold."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assistant.app import App, build
from assistant.errors import StorageError, UserError
from assistant.services import transfer
from assistant.services.exporters import sealed
from assistant.services.transfer import Ours, ours
from assistant.store import keyfile
from assistant.store.dump import Dump
from tests import bill_files
from tests.conftest import FakeClock
from tests.store import samples

WORDS = "seven kinds of rain"


@pytest.fixture
def app(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> App:
    monkeypatch.setattr(keyfile, "COST", 2**4)
    made = build(tmp_path / "data", clock)
    with closing(made.open()) as session:
        samples.fill(session.store)
    return made


def held(app: App) -> Dump:
    with closing(app.open()) as session:
        return session.store.dump()


def exported(app: App, target: Path, passphrase: str = "") -> Path:
    with closing(app.open()) as session:
        snapshot = session.queries.snapshot()
        return transfer.export("json", session.store.dump(), snapshot, target, passphrase)


def backed_up(app: App, folder: Path) -> Path:
    with closing(app.open()) as session:
        made = session.store.keep_copy(folder, "manual", app.clock())
    assert made is not None
    return made


def test_an_export_and_a_backup_are_known_wherever_they_lie(app: App, tmp_path: Path) -> None:
    before = held(app)
    plain = exported(app, tmp_path / "a.txt")
    under = exported(app, tmp_path / "a.json", WORDS)
    copy = backed_up(app, tmp_path / "stick").rename(tmp_path / "renamed.bin")
    for path, kind, passphrase in (
        (plain, Ours.EXPORT, ""),
        (under, Ours.SEALED, WORDS),
        (copy, Ours.BACKUP, ""),
    ):
        assert ours(path, app.vault) is kind
        assert transfer.content(path, app.vault, passphrase) == before


def test_an_encrypted_backup_is_known_by_its_key_or_its_name(app: App, tmp_path: Path) -> None:
    before = held(app)
    app.vault.encrypt(WORDS)
    made = backed_up(app, app.paths.backups)
    elsewhere = tmp_path / "elsewhere" / "copy.db"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(made.read_bytes())
    assert made.suffix == ".beifu"
    assert ours(made, app.vault) is Ours.BACKUP
    assert ours(elsewhere, app.vault) is Ours.BACKUP  # it begins with the name of a key of ours
    assert transfer.content(made, app.vault) == before
    stranger = build(tmp_path / "other", app.clock)
    assert ours(elsewhere, stranger.vault) is None
    named = elsewhere.with_suffix(".beifu")
    elsewhere.rename(named)
    assert ours(named, stranger.vault) is Ours.BACKUP
    with pytest.raises(StorageError):
        transfer.content(named, stranger.vault)


@pytest.mark.parametrize(
    "make",
    [
        bill_files.alipay_app,
        lambda: b"",
        lambda: b"PK\x03\x04" + bytes(300),
        lambda: b"SQLite format 3\0" + bytes(300),
        lambda: b"a,b\nbeifu-export-1,2\n",
        lambda: b'{"other": "beifu-export-1"}',
    ],
)
def test_other_files_are_not_ours(app: App, tmp_path: Path, make: Callable[[], bytes]) -> None:
    path = tmp_path / "file"
    path.write_bytes(make())
    assert ours(path, app.vault) is None
    assert ours(tmp_path / "nothing", app.vault) is None


def test_what_others_sealed_is_said_to_be_none_of_ours_once_it_is_open(
    app: App, tmp_path: Path
) -> None:
    path = tmp_path / "letter.age"
    path.write_bytes(sealed.seal(b"dear diary", WORDS))
    assert ours(path, app.vault) is Ours.SEALED
    with pytest.raises(UserError, match=r"passphrase\.needed"):
        transfer.content(path, app.vault)
    with pytest.raises(UserError, match=r"dump\.not_json"):
        transfer.content(path, app.vault, WORDS)


def test_the_store_in_use_is_no_backup_of_itself(app: App, tmp_path: Path) -> None:
    link = tmp_path / "link.beifu"
    link.symlink_to(app.paths.store)
    for path in (app.paths.store, link):
        with pytest.raises(UserError, match=r"restore\.itself"):
            transfer.content(path, app.vault)
