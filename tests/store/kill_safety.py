"""Does one thing to a store over and over, until it is killed: ``MODE DIRECTORY``."""

import sqlite3
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path

from assistant.clock import fixed_clock
from assistant.paths import evidence_folder
from assistant.services.attachments import Attachments
from assistant.services.exporters.whole import from_json
from assistant.services.files import replace_content
from assistant.services.vault import Vault
from assistant.store import keyfile
from assistant.store.backup import back_up, folder_of, restore, thin_out
from assistant.store.unit import Store
from tests.store import samples

PASSPHRASE = "seven kinds of rain"  # noqa: S105
CLOCK = fixed_clock(samples.NOW)


def vault_of(store: Path) -> Vault:
    """The vault, its passphrase stretched only a little: the file is what is under test."""
    keyfile.COST = 2**4
    return Vault(store, CLOCK)


def rekey(store: Path) -> None:
    """Encrypt, change the passphrase, take a new key, open up again."""
    vault = vault_of(store)
    if vault.is_encrypted():
        vault.unlock(PASSPHRASE)
    else:
        vault.encrypt(PASSPHRASE)
    while True:
        vault.change_passphrase(PASSPHRASE, PASSPHRASE)
        vault.renew(PASSPHRASE)
        vault.decrypt()
        vault.encrypt(PASSPHRASE)


def backup(store: Path) -> None:
    """One backup after the other, thinned out in between."""
    for number in count():
        now = samples.NOW + timedelta(minutes=number)
        back_up(store, folder_of(store), "daily", now)
        thin_out(folder_of(store), store.stem, now)


def put_back(store: Path) -> None:
    """One of two backups in the store's place, then the other; what was replaced is taken away."""
    while True:
        for name in ("one.db", "two.db"):
            restore(store.parent / name, store, samples.NOW)
            for kept in store.parent.glob("*.damaged-*"):
                kept.unlink()


def import_all(store: Path) -> None:
    """One of two exports in the place of everything, then the other."""
    contents = [from_json((store.parent / name).read_bytes()) for name in ("one.json", "two.json")]
    with closing(Store(store, CLOCK)) as opened:
        while True:
            for content in contents:
                with opened.transaction("import_all"):
                    opened.replace_all(content)


def migrate(store: Path) -> None:
    """An old store opened, which brings it up to date, then the old one again."""
    old = (store.parent / "old.db").read_bytes()
    while True:
        Store(store, CLOCK).close()
        for kept in folder_of(store).glob("*.beifu"):
            kept.unlink()
        fresh = store.with_name("fresh.db")
        fresh.write_bytes(old)
        fresh.replace(store)


def attach(store: Path) -> None:
    """A file of evidence kept and attached to a contact, and all of it taken back."""
    with closing(Store(store, CLOCK)) as opened:
        evidence = Attachments(opened, CLOCK)
        if opened.journal.peek_undo() == "attach":
            opened.journal.undo()
        while True:
            kept = evidence.keep(store.parent / "record.m4a")
            with opened.transaction("attach"):
                opened.attachments.add(1, kept.name, kept.sha256, kept.size)
            opened.journal.undo()
            with opened.unjournalled():
                opened.evidence.forget_unused(samples.LATER)


def take_in(store: Path) -> None:
    """An older version's folder taken into the store, then made anew while nothing of it is there."""
    folder = evidence_folder(store)
    with closing(Store(store, CLOCK)) as opened:
        while True:
            folder.mkdir(exist_ok=True)
            (folder / "part").write_bytes(samples.SOUND)
            (folder / "part").replace(folder / samples.SOUND_SHA)
            with closing(sqlite3.connect(store, isolation_level=None)) as other:
                other.execute("DELETE FROM evidence_part")
            Attachments(opened, CLOCK).take_in(folder)


def swap_in(store: Path) -> None:
    """One of two exports in the store's place, then the other; what was replaced is taken away."""
    contents = [from_json((store.parent / name).read_bytes()) for name in ("one.json", "two.json")]
    while True:
        for content in contents:
            replace_content(store, content, CLOCK).unlink()


MODES: Mapping[str, Callable[[Path], None]] = {
    "rekey": rekey,
    "backup": backup,
    "restore": put_back,
    "import": import_all,
    "migration": migrate,
    "swap": swap_in,
    "attach": attach,
    "take in": take_in,
}

if __name__ == "__main__":
    sys.stdout.write("go\n")
    sys.stdout.flush()
    MODES[sys.argv[1]](Path(sys.argv[2]))
