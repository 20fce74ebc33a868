"""Kill -9 in the middle of what changes a store as a file; afterwards it is whole, old or new."""

import hashlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from assistant.domain.draft import PayingAccountDraft
from assistant.paths import evidence_folder
from assistant.services.exporters.whole import to_json
from assistant.store.backup import folder_of
from assistant.store.collection import PART_BYTES
from assistant.store.connection import StoreFile, connect
from assistant.store.database import integrity_check
from assistant.store.dump import Dump, TableRow, dump, dump_of, upgraded
from assistant.store.migrations import migrate
from assistant.store.unit import Store
from tests.store import samples
from tests.store.kill_safety import CLOCK, MODES, PASSPHRASE, vault_of

ROOT = Path(__file__).parents[2]
ROWS = 400
LONGEST = 0.25  # seconds of work before a kill: several rounds


class Victim:
    """A store, and the contents that it may have after a kill."""

    def __init__(self, mode: str, folder: Path) -> None:
        self.mode = mode
        self.store = folder / "beifu.db"
        self.allowed = self._prepare(folder)

    def kill_once(self, dice: random.Random) -> None:
        """Let it work for a moment, kill it, and look.

        Raises:
            AssertionError: the store is between two states.
        """
        with subprocess.Popen(
            [sys.executable, "-m", "tests.store.kill_safety", self.mode, str(self.store)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        ) as worker:
            assert worker.stdout is not None
            assert worker.stdout.readline() == b"go\n"
            time.sleep(dice.uniform(0, LONGEST))
            assert worker.poll() is None, "it ended by itself"
            worker.kill()
        self.check()

    def check(self) -> None:
        """It opens, is sound, and holds one of the contents it may hold; so does each backup."""
        vault = vault_of(self.store)
        if vault.is_encrypted():
            vault.unlock(PASSPHRASE)
        key = vault.key
        with closing(Store(self.store, CLOCK, key)) as opened:
            # Without the sequences: an id that was ever given stays given.
            assert _unnumbered(opened.dump()) in [_unnumbered(held) for held in self.allowed]
            if self.mode == "take in" and not opened.evidence.size():
                folder = evidence_folder(self.store)
                assert (folder / samples.SOUND_SHA).read_bytes() == samples.SOUND
        assert integrity_check(self.store, key) == ["ok"]
        for made in folder_of(self.store).glob("*.beifu"):
            assert dump_of(made, vault.key_for(made)) in self.allowed
        assert [file.name for file in self.store.parent.glob("*.rekeying*")] == []
        assert not list(self.store.parent.glob("*.wiping*"))

    def _prepare(self, folder: Path) -> list[Dump]:
        if self.mode == "migration":
            return [_old_store(folder)]
        one, two = (
            _content(folder / f"{name}.db", rows) for name, rows in (("one", ROWS), ("two", 3))
        )
        for name, held in (("one", one), ("two", two)):
            (folder / f"{name}.json").write_bytes(to_json(held, samples.NOW))
        self.store.write_bytes((folder / "one.db").read_bytes())
        if self.mode == "take in":
            return [one, replace(one, tables={**one.tables, "evidence_part": ()})]
        if self.mode == "attach":
            return [one, _with_record(folder)]
        return [one, two] if self.mode in {"restore", "import", "swap"} else [one]


def _content(path: Path, rows: int) -> Dump:
    with closing(Store(path, CLOCK)) as store:
        samples.fill_all(store)
        with store.transaction("many"):
            for number in range(rows):
                store.cash.add(PayingAccountDraft(f"卡 {number}"), samples.NOW)
        return store.dump()


def _with_record(folder: Path) -> Dump:
    """What ``attach`` makes of the first content."""
    (folder / "record.m4a").write_bytes(os.urandom(3 * PART_BYTES))
    store = folder / "attached.db"
    store.write_bytes((folder / "one.db").read_bytes())
    with closing(Store(store, CLOCK)) as opened, opened.transaction("attach"):
        content = (folder / "record.m4a").read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        opened.evidence.keep(sha256, content, samples.NOW)
        opened.attachments.add(1, "record.m4a", sha256, len(content))
        return opened.dump()


def _unnumbered(held: Dump) -> Mapping[str, Sequence[TableRow]]:
    """Its rows, attachments without their ids: one that was taken back comes with another."""
    table = "collection_attachment"
    bare = [{**row, "id": 0} for row in held.tables[table]]
    return {**held.tables, table: bare}


def _old_store(folder: Path) -> Dump:
    with closing(StoreFile(folder / "old.db", connect(folder / "old.db"))) as file:
        migrate(file, steps=1)
        with file.writing():
            for number in range(ROWS):
                file.db.execute("INSERT INTO paying_account (name) VALUES (?)", [f"卡 {number}"])
        held = upgraded(dump(file))
    (folder / "beifu.db").write_bytes((folder / "old.db").read_bytes())
    return held


def kill_many(mode: str, folder: Path, times: int, seed: int) -> None:
    """Kill one mode so many times; the store goes on from where it was killed."""
    dice = random.Random(seed)
    victim = Victim(mode, folder)
    for _ in range(times):
        victim.kill_once(dice)


__all__ = ["MODES", "kill_many"]
