"""A changed copy in the store's place: the replaced file is kept itself, nobody else is overrun."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assistant.clock import Clock
from assistant.domain.draft import PayingAccountDraft
from assistant.errors import StorageError, StorageTrouble
from assistant.store import connection as connection_module
from assistant.store.backup import replaced
from assistant.store.database import integrity_check
from assistant.store.dump import Dump, dump_of
from assistant.store.key import Key
from assistant.store.rekey import rekey
from assistant.store.swap import swap
from assistant.store.unit import Store
from tests.store import samples
from tests.store.other_process import held_open
from tests.store.test_rekey import known


@pytest.fixture
def content(store: Store) -> Dump:
    samples.fill_all(store)
    held = store.dump()
    store.close()
    return held


def empty_it(clock: Clock, key: Key | None = None) -> Callable[[Path], None]:
    """Puts an empty store's content in the place of everything."""

    def change(fresh: Path) -> None:
        with closing(Store(None, clock)) as other:
            nothing = other.dump()
        with closing(Store(fresh, clock, key)) as opened, opened.transaction("import_all"):
            opened.replace_all(nothing)

    return change


@pytest.mark.parametrize("encrypted", [False, True])
def test_the_replaced_file_is_kept_itself_and_undo_goes_on(
    path: Path, content: Dump, clock: Clock, encrypted: bool
) -> None:
    key = known(path) if encrypted else None
    rekey(path, None, key)
    number = path.stat().st_ino
    kept = swap(path, key, empty_it(clock, key), samples.LATER)
    assert kept == path.with_name("beifu.db.replaced-20261124T040506Z")
    assert kept.stat().st_ino == number
    assert dump_of(kept, key) == content
    assert not dump_of(path, key).tables["account"]
    assert integrity_check(path, key) == ["ok"]
    with closing(Store(path, clock, key)) as opened:
        assert opened.journal.undo() == "import_all"
        assert opened.dump().tables["account"] == content.tables["account"]
    assert not list(path.parent.glob("*.restoring*"))


def test_two_restores_in_one_second_keep_both_files(
    path: Path, content: Dump, clock: Clock
) -> None:
    first = swap(path, None, empty_it(clock), samples.LATER)
    second = swap(path, None, empty_it(clock), samples.LATER)
    assert first != second
    assert [row.path for row in replaced(path)] == [second, first]
    assert {row.taken for row in replaced(path)} == {samples.LATER}
    assert dump_of(first, None) == content
    assert not dump_of(second, None).tables["account"]


def test_a_change_that_fails_leaves_the_store_as_it_was(
    path: Path, content: Dump, clock: Clock
) -> None:
    def refuse(fresh: Path) -> None:
        assert fresh.exists()
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        swap(path, None, refuse, samples.LATER)
    assert [file.name for file in path.parent.iterdir()] == ["beifu.db"]
    with closing(Store(path, clock)) as opened:
        assert opened.dump() == content
        with opened.transaction("next"):
            opened.cash.add(PayingAccountDraft("新"), samples.NOW)


def test_a_store_that_another_process_has_open_is_not_replaced(
    path: Path, content: Dump, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held_open(path):
        monkeypatch.setattr(connection_module, "BUSY_SECONDS", 0)
        with pytest.raises(StorageError) as caught:
            swap(path, None, empty_it(clock), samples.LATER)
        assert caught.value.trouble is StorageTrouble.LOCKED
    assert dump_of(path, None) == content
    assert not list(path.parent.glob("*.re*"))


def test_nobody_writes_to_the_store_while_it_is_replaced(
    path: Path, content: Dump, clock: Clock
) -> None:
    code = (
        "import sqlite3, sys\n"
        "try: sqlite3.connect(sys.argv[1], timeout=0).execute('DELETE FROM bill')\n"
        "except sqlite3.OperationalError as error: print(error)"
    )

    def look(fresh: Path) -> None:
        done = subprocess.run(  # a process of its own: locks are one process's
            [sys.executable, "-c", code, str(path)], capture_output=True, check=True
        )
        assert done.stdout == b"database is locked\n"
        empty_it(clock)(fresh)

    kept = swap(path, None, look, samples.LATER)
    assert dump_of(kept, None) == content


def test_what_a_killed_restore_left_goes_when_the_store_opens(
    path: Path, content: Dump, clock: Clock
) -> None:
    left = Path(f"{path}.restoring")
    left.write_bytes(b"plain text")
    Store(path, clock).close()
    assert not left.exists()
