"""The composition root: builds the program from paths and a clock; shows nothing, starts nothing."""

import sys
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from assistant import __version__, i18n
from assistant.clock import Clock, SystemZone, fixed_clock, system_clock
from assistant.paths import Paths, default_paths
from assistant.services.session import Session, open_session

PROBE_SECONDS = 15


@dataclass(frozen=True, slots=True)
class App:
    """The program before anything runs: where its files are, its clock and time zone."""

    paths: Paths
    clock: Clock
    zone: tzinfo

    def open(self, now: datetime | None = None) -> Session:
        """Open the user's own store, as if the present instant were ``now`` when given.

        Raises:
            StorageError: the file cannot be used; it is left as it is.
        """
        clock = self.clock if now is None else fixed_clock(now)
        return open_session(
            self.paths.store,
            user_products=self.paths.products,
            user_law=self.paths.law,
            clock=clock,
            zone=self.zone,
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

        return newest_backup(self.paths.backups)

    def restore(self, backup: Path) -> None:
        """Put a backup in the store's place; the broken file is kept beside it."""
        from assistant.services.files import put_back  # late, as above

        put_back(backup, self.paths.store, self.clock())

    def show(self, *, hidden: bool = False) -> int:
        """Open the window, or stay in the tray, and run until the user quits; returns the exit code."""
        from assistant.ui.program import run_window  # late: the command line imports no Qt

        return run_window(self, hidden=hidden)

    def examine(self) -> dict[str, object]:
        """What ``beifu doctor`` tells: paths, versions, integrity, tray and notifications."""
        import platform  # late: no part of the window's start
        import sqlite3

        from assistant.store.database import integrity_check

        store = self.paths.store
        found = integrity_check(store) if store.exists() else ["no store yet"]
        return {
            "version": __version__,
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "platform": platform.platform(),
            "language": i18n.language(),
            "data_dir": str(self.paths.data),
            "store": str(store),
            "backups": str(self.paths.backups),
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
