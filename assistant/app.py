"""The composition root: builds the program from paths and a clock; shows nothing, starts nothing."""

import sys
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from pathlib import Path

from assistant import __version__, i18n
from assistant.clock import Clock, SystemZone, fixed_clock, system_clock
from assistant.domain.snapshot import Snapshot
from assistant.errors import StorageError, StorageTrouble
from assistant.paths import Paths, default_paths
from assistant.services.session import Session, open_session
from assistant.services.vault import Vault

PROBE_SECONDS = 15


@dataclass(frozen=True, slots=True)
class App:
    """The program before anything runs: where its files are, its clock and time zone, its key."""

    paths: Paths
    clock: Clock
    zone: tzinfo
    vault: Vault = field(init=False)

    def __post_init__(self) -> None:
        """A locked vault for the store."""
        object.__setattr__(self, "vault", Vault(self.paths.store, self.clock))

    def open(self, now: datetime | None = None) -> Session:
        """Open the user's own store, as if the present instant were ``now`` when given.

        An encrypted one is opened with the key that the vault has open, or that the system's
        keyring keeps.

        Raises:
            StorageError: the file cannot be used; it is left as it is.
        """
        try:
            return self._open(now)
        except StorageError as error:
            if (
                error.trouble is not StorageTrouble.ENCRYPTED
                or not self.vault.unlock_from_keyring()
            ):
                raise
        return self._open(now)

    def _open(self, now: datetime | None) -> Session:
        return open_session(
            self.paths.store,
            user_products=self.paths.products,
            user_law=self.paths.law,
            clock=self.clock if now is None else fixed_clock(now),
            zone=self.zone,
            key=self.vault.key_for(self.paths.store),
        )

    def open_demo(self) -> Session:
        """Open the demo store beside the user's own; it is made when it is not there."""
        from assistant.services.demo import fill  # late: few people load it

        fresh = not self.paths.demo.exists()
        session = open_session(
            self.paths.demo,
            user_products=self.paths.products,
            user_law=self.paths.law,
            clock=self.clock,
            zone=self.zone,
            is_demo=True,
        )
        if fresh:
            fill(session.ledger, session.queries)
        return session

    def newest_backup(self) -> Path | None:
        """The newest sound backup."""
        from assistant.services.files import newest_backup  # late: only when the file is broken

        return newest_backup(self.paths.backups, self.vault.key)

    def restore(self, backup: Path) -> None:
        """Put a backup in the store's place; the broken file is kept beside it."""
        from assistant.services.files import put_back  # late, as above

        key = self.vault.key_for(backup)
        put_back(backup, self.paths.store, self.clock(), key, self.vault.key)

    def purge(self) -> int:
        """Delete everything that the program keeps; how many files there were."""
        from assistant.services.purge import purge  # late: once in a lifetime

        return purge(self.paths)

    def print_month(self, snapshot: Snapshot, first: date, target: Path) -> None:
        """Write the month report as PDF.

        Raises:
            UserError: it cannot be written there.
        """
        from assistant.ui.month_report import print_month  # late: the command line imports no Qt

        print_month(snapshot, first, target, self.zone)

    def show(self, *, hidden: bool = False, file: Path | None = None) -> int:
        """Open the window, or stay in the tray, and run until the user quits; returns the exit code.

        A ``file`` is shown in it: a bill file's rows, or what a backup or an export would change.
        """
        from assistant.ui.start import run_window  # late: the command line imports no Qt

        return run_window(self, hidden=hidden, file=file)

    def examine(self) -> dict[str, object]:
        """What ``beifu doctor`` tells: paths, versions, integrity, tray and notifications."""
        from assistant.services.parts import versions  # late: no part of the window's start
        from assistant.store.database import integrity_check

        store = self.paths.store
        encrypted = self.vault.is_encrypted()
        if encrypted and self.vault.key is None:
            self.vault.unlock_from_keyring()
        if encrypted and self.vault.key is None:
            found = ["encrypted"]
        else:
            key = self.vault.key_for(store)
            found = integrity_check(store, key) if store.exists() else ["no store yet"]
        return {
            "version": __version__,
            **{name: text for name, text in versions().items() if name != "program"},
            "language": i18n.language(),
            "data_dir": str(self.paths.data),
            "store": str(store),
            "backups": str(self.paths.backups),
            "encrypted": encrypted,
            "integrity": found,
            "desktop": _desktop(),
        }


def build(
    data_dir: Path | None = None, clock: Clock = system_clock, zone: tzinfo | None = None
) -> App:
    """The program for one data directory, the user's own when not given."""
    paths = default_paths() if data_dir is None else Paths(data_dir)
    return App(paths, clock, SystemZone() if zone is None else zone)


def _desktop() -> object:
    """Tray and notification support, asked in a process of its own so that this one needs no Qt."""
    import json  # late: only the doctor asks
    import subprocess

    command = [sys.executable, "-m", "assistant.ui.desktop"]
    try:
        answer = subprocess.run(command, capture_output=True, timeout=PROBE_SECONDS, check=True)
        return json.loads(answer.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        return {"error": type(error).__name__}
