"""Copies of the store at a second place, each after a day of change; two machines are told apart."""

import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.clock import Clock
from assistant.domain.lineage import Lineage, Meeting, Remote, meet
from assistant.errors import UserError
from assistant.private_file import private_folder, write_private
from assistant.services.exporters.whole import to_json
from assistant.services.places import Place
from assistant.services.vault import Vault
from assistant.store.backup import SUFFIX
from assistant.store.dump import Dump
from assistant.store.incoming import clear_incoming, incoming_of
from assistant.store.key import FOLDER, ID_BYTES, Key, key_file
from assistant.store.undo import JOURNALLED
from assistant.store.unit import Store

KEPT = 10
_THE_USERS = {*JOURNALLED, "imported_row", "evidence_part", "kept_plan", "kept_plan_step"}
"""What a copy brings along: what commands write, and the rows that hang on it without a journal."""
_NAME = re.compile(r"beifu-(\d{6})-([0-9a-f]{8})-([0-9a-f]{8})\.(?:db|beifu)")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the two sides are to each other; ``newest`` is None while the place is empty."""

    meeting: Meeting
    newest: Remote | None


class Second:
    """One open store and its second place; from a worker thread with a store of its own.

    Args:
        store: the user's own store, open.
        vault: what opens it.
        place: where copies are left.
        clock: stamps the copies.
    """

    def __init__(self, store: Store, vault: Vault, place: Place, clock: Clock) -> None:
        if store.path is None:
            raise ValueError("a store in memory has no copies")
        self._store = store
        self._path: Path = store.path
        self._vault = vault
        self._place = place
        self._clock = clock

    @property
    def store(self) -> Store:
        """The store here."""
        return self._store

    def look(self) -> Outcome:
        """What would have to happen.

        Raises:
            UserError: the place cannot be reached.
        """
        newest = self.newest()
        own = self._store.lineage.load()
        changed = own.digest != self._digest()
        return Outcome(meet(own, newest, changed=changed), newest)

    def newest(self) -> Remote | None:
        """The copy at the place with the highest counter."""
        return max(self._copies(), key=lambda row: row.counter, default=None)

    def sync(self) -> Outcome:
        """Leave a copy where that takes nothing from anybody; the rest is for the user to choose.

        Raises:
            UserError: the place cannot be reached.
            StorageError: no copy can be made.
        """
        outcome = self.look()
        if outcome.meeting is Meeting.PUSH:
            self.push(outcome.newest)
        return outcome

    def push(self, newest: Remote | None) -> None:
        """Leave a copy that comes after ``newest``, which stays there too.

        The copy carries its own counter; the store counts it only once it lies there, so a
        program killed in between leaves a copy that nobody counts and no store that claims one.
        """
        own = self._store.lineage.load()
        counter = max(own.counter, 0 if newest is None else newest.counter) + 1
        following = Lineage(own.line, counter, secrets.token_hex(16), self._digest())
        name = f"beifu-{counter:06d}-{following.line[:8]}-{following.mark[:8]}{SUFFIX}"
        self._leave_key()
        self._place.write(name, self._bytes())
        with self._store.unjournalled():
            self._store.lineage.save(following)
        self._thin_out(following.line[:8])

    def content(self, remote: Remote, passphrase: str = "") -> Dump:
        """What a copy at the place holds; nothing changes here.

        Raises:
            UserError: unreachable; or it is under another key and needs its passphrase.
            StorageError: it is damaged or of a newer version.
        """
        from assistant.services.backups import content_of  # late: only after a difference

        data = self._place.read(remote.name)
        incoming = incoming_of(self._path)
        try:
            write_private(incoming, data)
            if key_file(incoming) is None and not data.startswith(b"SQLite"):
                name = f"{FOLDER}/{data[:ID_BYTES].hex()}.json"
                private_folder(self._path.parent / FOLDER)
                write_private(self._path.parent / name, self._place.read(name))
            return content_of(incoming, self._vault, passphrase)
        finally:
            clear_incoming(self._path)

    def taken(self, content: Dump) -> Dump:
        """A copy's content as this machine takes it over: its own settings and reminders stay."""
        kept = {
            name: rows for name, rows in self._store.dump().tables.items() if name not in _THE_USERS
        }
        return replace(content, tables={**content.tables, **kept})

    def follow(self, remote: Remote) -> None:
        """Count this store as the same as ``remote``, whose content it has taken over."""
        own = self._store.lineage.load()
        line = own.line if own.line[:8] == remote.line else remote.line
        with self._store.unjournalled():
            self._store.lineage.save(Lineage(line, remote.counter, remote.mark, self._digest()))

    def _digest(self) -> str:
        return digest(self._store.dump(JOURNALLED))

    def keep_own(self) -> None:
        """A backup of what is here, before something else takes its place."""
        self._store.keep_copy(self._path.parent / "backups", "manual", self._clock())

    def _copies(self) -> list[Remote]:
        found = []
        for name in self._place.names():
            match = _NAME.fullmatch(name)
            if match:
                found.append(Remote(name, match[2], int(match[1]), match[3]))
        return found

    def _bytes(self) -> bytes:
        """A copy of the store, encrypted as it is."""
        folder = self._path.parent / "backups"
        copy = self._store.keep_copy(folder, "second", self._clock())
        if copy is None:
            raise UserError("row.gone")
        try:
            return copy.read_bytes()
        finally:
            copy.unlink()

    def _leave_key(self) -> None:
        """The wrapped key goes along: the passphrase then opens the copy on any machine."""
        if self._store.key is not None:
            wrapped = self._vault.folder / f"{self._store.key.name}.json"
            self._place.write(f"{FOLDER}/{wrapped.name}", wrapped.read_bytes())

    def _thin_out(self, line: str) -> None:
        own = sorted(
            (row for row in self._copies() if row.line == line), key=lambda row: row.counter
        )
        for row in own[:-KEPT]:
            self._place.remove(row.name)


def background_sync(path: Path, key: Key | None, vault: Vault, place: Place, clock: Clock) -> str:
    """``sync`` from a thread of its own, with a connection of its own.

    Returns:
        The meeting's name.
    """
    store = Store(path, clock, key)
    try:
        return Second(store, vault, place, clock).sync().meeting.value
    finally:
        store.close()


def digest(content: Dump) -> str:
    """Names what the user's commands write; settings and shown reminders are no change of it."""
    tables = {name: rows for name, rows in content.tables.items() if name in JOURNALLED}
    plain = replace(content, tables=tables, sequences={})
    return hashlib.sha256(to_json(plain, None)).hexdigest()
