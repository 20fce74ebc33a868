"""Two machines and a second place: a folder or WebDAV."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.app import App, build
from assistant.domain.draft import PayingAccountDraft
from assistant.domain.lineage import Meeting
from assistant.errors import UserError
from assistant.private_file import part_of
from assistant.services import second as second_module
from assistant.services.compare import NAMED
from assistant.services.places import FolderPlace, Place, WebDavPlace, place_of
from assistant.services.second import Second, background_sync
from assistant.services.session import Session
from assistant.store.incoming import incoming_of
from tests.conftest import FakeClock
from tests.services.dav_server import PASSWORD, USER, Dav, serving
from tests.store import samples

CLOCK = FakeClock(datetime(2026, 11, 23, 4, tzinfo=UTC))
WORDS = "seven kinds of rain"


@pytest.fixture(params=["folder", "webdav"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "folder":
        (tmp_path / "place").mkdir()
        yield place_of(str(tmp_path / "place"), "", "")
    else:
        with serving() as address:
            yield place_of(address, USER, PASSWORD)


class Machine:
    """One machine with a store of its own."""

    def __init__(self, folder: Path, place: Place) -> None:
        self.app: App = build(folder, CLOCK)
        self.place = place

    def use(self, act: Callable[[Session, Second], object]) -> object:
        """Do something with the open store and its second place."""
        with closing(self.app.open()) as session:
            return act(session, Second(session.store, self.app.vault, self.place, CLOCK))

    def sync(self) -> Meeting:
        """What the daily copy does."""
        found = self.use(lambda _session, second: second.sync().meeting)
        assert isinstance(found, Meeting)
        return found

    def add(self, name: str) -> None:
        """A change."""

        def add(session: Session, _second: Second) -> None:
            session.ledger.save_paying_account(PayingAccountDraft(name), None)

        self.use(add)

    def names(self) -> set[str]:
        """What the store holds."""
        found = self.use(
            lambda session, _second: {
                row.name for row in session.queries.snapshot().paying_accounts
            }
        )
        assert isinstance(found, set)
        return found

    def take(self, passphrase: str = "") -> None:
        """What the user's choice 「用那边的」 does."""

        def take(session: Session, second: Second) -> None:
            newest = second.look().newest
            assert newest is not None
            content = second.taken(second.content(newest, passphrase))
            second.keep_own()
            session.ledger.import_all(content)
            second.follow(newest)

        self.use(take)


pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def here(tmp_path: Path, place: Place) -> Machine:
    machine = Machine(tmp_path / "here", place)
    machine.add("余额宝")
    return machine


@pytest.fixture
def there(tmp_path: Path, place: Place) -> Machine:
    return Machine(tmp_path / "there", place)


def test_a_copy_is_left_only_after_a_change(here: Machine, place: Place) -> None:
    assert here.sync() is Meeting.PUSH
    assert here.sync() is Meeting.SAME
    here.add("零钱")
    assert here.sync() is Meeting.PUSH
    names = [name for name in place.names() if name.endswith(".beifu")]
    assert [name[:12] for name in names] == ["beifu-000001", "beifu-000002"]
    assert not [name for name in place.names() if name.endswith(".part")]


def test_settings_and_reminders_are_no_change(here: Machine) -> None:
    here.sync()
    here.use(lambda session, _second: session.ledger.set_setting("theme", "dark"))
    assert here.sync() is Meeting.SAME


def test_a_second_machine_takes_over_and_goes_on(here: Machine, there: Machine) -> None:
    here.sync()
    assert there.sync() is Meeting.CONFLICT  # another store: nothing is merged by itself
    there.take()
    assert there.names() == {"余额宝"}
    assert there.sync() is Meeting.SAME
    there.add("微信")
    assert there.sync() is Meeting.PUSH
    assert here.sync() is Meeting.TAKE
    assert here.names() == {"余额宝"}
    here.take()
    assert here.names() == {"余额宝", "微信"}


def test_two_machines_that_both_changed_are_told_apart_and_both_are_kept(
    here: Machine, there: Machine, place: Place
) -> None:
    here.sync()
    there.take()
    there.add("微信")
    there.sync()
    here.add("招行")
    assert here.sync() is Meeting.CONFLICT
    assert here.names() == {"余额宝", "招行"}
    here.use(lambda _session, second: second.push(second.newest()))
    assert len([name for name in place.names() if name.endswith(".beifu")]) == 3
    assert there.sync() is Meeting.TAKE
    there.take()
    assert there.names() == {"余额宝", "招行"}
    assert (
        len(list(there.app.paths.backups.glob("*-manual.beifu"))) == 2
    )  # what it had before, twice


def test_the_settings_of_this_machine_stay(here: Machine, there: Machine) -> None:
    here.use(lambda session, _second: session.ledger.set_setting("theme", "dark"))
    here.sync()
    there.take()
    found = there.use(lambda session, _second: session.queries.snapshot().settings.theme)
    assert found == "system"


def test_imported_rows_and_evidence_come_along(
    tmp_path: Path, place: Place, there: Machine
) -> None:
    here = Machine(tmp_path / "full", place)
    here.use(lambda session, _second: samples.fill_all(session.store))
    there.use(lambda session, _second: samples.fill_all(session.store))

    def change(session: Session, _second: Second) -> None:
        with session.store.transaction("import"):
            file = session.store.imports.add_file("1" * 64, "jd", 1, ("2026", "2026"), samples.NOW)
            session.store.imports.add_rows([samples.imported_row(file, "new")])
            session.store.evidence.keep("b" * 64, b"more", samples.NOW)
            session.store.attachments.add(1, "more", "b" * 64, 4)

    here.use(change)
    here.sync()
    there.take()
    tables = ("import_file", "imported_row", "collection_attachment", "evidence_part")
    one, two = (
        machine.use(lambda session, _second: session.store.dump(tables))
        for machine in (here, there)
    )
    assert one == two
    assert there.sync() is Meeting.SAME


def test_an_encrypted_store_leaves_encrypted_copies_that_its_passphrase_opens_anywhere(
    here: Machine, there: Machine, place: Place
) -> None:
    here.app.vault.encrypt(WORDS)
    here.sync()
    (name,) = [name for name in place.names() if name.endswith(".beifu")]
    assert "余额宝".encode() not in place.read(name)
    with pytest.raises(UserError, match=r"passphrase\.needed"):
        there.take()
    with pytest.raises(UserError, match=r"passphrase\.wrong"):
        there.take("not the one")
    there.take(WORDS)
    assert there.names() == {"余额宝"}
    assert not list(there.app.paths.data.glob("*incoming*"))


def test_only_the_newest_copies_stay(
    here: Machine, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_module, "KEPT", 2)
    for number in range(4):
        here.add(f"卡{number}")
        here.sync()
    counters = [int(name[6:12]) for name in place.names() if name.endswith(".beifu")]
    assert counters == [3, 4]


def test_a_thread_of_its_own_leaves_the_copy(here: Machine, place: Place) -> None:
    with closing(here.app.open()) as session:
        assert session.store.path is not None
        done = background_sync(session.store.path, None, here.app.vault, place, CLOCK)
    assert done == "push"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("relative/folder", "place.not_absolute"),
        ("http://dav.example.com/", "place.not_https"),
        ("ftp://dav.example.com/", "place.not_https"),
        ("https://user:password@dav.example.com/", "place.not_https"),
        ("https://", "place.not_https"),
    ],
)
def test_an_address_that_is_not_safe_is_refused(address: str, key: str) -> None:
    with pytest.raises(UserError) as caught:
        place_of(address, "", "")
    assert (caught.value.key, caught.value.field) == (key, "second_place")


def test_a_place_that_is_away_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"place\.unreachable"):
        FolderPlace(tmp_path / "stick that is not there").names()
    with pytest.raises(UserError, match=r"place\.unreachable"):
        WebDavPlace("http://127.0.0.1:9/", USER, PASSWORD).names()


def test_a_wrong_password_is_said_so() -> None:
    with serving() as address, pytest.raises(UserError, match=r"place\.refused"):
        WebDavPlace(address, USER, "wrong").names()


def test_a_copy_that_breaks_off_does_not_count(here: Machine, place: Place) -> None:
    here.sync()
    if isinstance(place, WebDavPlace):
        Dav.files["/beifu-000009-00000000-00000000.beifu.part"] = b"half"
    assert here.sync() is Meeting.SAME


THE_MACHINES = {
    *("setting", "rule_setting", "reminder", "reminder_mute", "reminder_plan"),
    *("import_mapping", "exported_event"),
}
"""What stays as it is when another machine's copy is taken over."""


def test_every_table_is_the_users_or_this_machines(session: Session) -> None:
    """A new table belongs into one of both lists: else a copy would silently drop the user's rows."""
    stored = set(session.store.dump().tables)
    assert stored == second_module._THE_USERS | THE_MACHINES  # noqa: SLF001
    assert not second_module._THE_USERS & THE_MACHINES  # noqa: SLF001
    assert set(NAMED) == stored


def test_a_copy_that_a_killed_program_fetched_is_cleared_and_purged(
    tmp_path: Path, here: Machine
) -> None:
    left = incoming_of(here.app.paths.store)
    half = part_of(left)
    for file in (left, half):
        file.write_bytes(b"in plain text")
    here.use(lambda _session, _second: None)
    assert left.exists()  # another process may be looking at it now
    for file in (left, half):
        os.utime(file, (0, 0))
    here.use(lambda _session, _second: None)
    assert not left.exists()
    assert not half.exists()
    for file in (left, half):
        file.write_bytes(b"in plain text")
    here.app.purge()
    assert not here.app.paths.data.exists()
