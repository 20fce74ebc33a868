"""Backups through SQLite's online backup: one a day, one before each migration, thinned with age."""

import os
import shutil
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.clock import system_clock

DAILY, WEEKLY, MONTHLY = 7, 4, 12
MIGRATIONS_KEPT = 5
_STAMP = "%Y%m%dT%H%M%SZ"


def back_up(
    connection: sqlite3.Connection, folder: Path, *, reason: str, now: datetime | None = None
) -> Path:
    """Copy the open store into ``folder``; it counts only after its own check.

    Returns:
        The new file ``beifu-<UTC stamp>-<reason>.db``, mode 0600.

    Raises:
        sqlite3.DatabaseError: the copy failed or is not sound; nothing is left behind.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = (now or system_clock()).astimezone(UTC).strftime(_STAMP)
    final = folder / f"beifu-{stamp}-{reason}.db"
    partial = final.with_suffix(".part")
    os.close(os.open(partial, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
    try:
        copy = sqlite3.connect(partial)
        try:
            connection.backup(copy)
            # A copy of a WAL store would leave -wal and -shm beside it whenever it is looked at.
            copy.execute("PRAGMA journal_mode = DELETE")
            sound = copy.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        finally:
            copy.close()
        if not sound:
            raise sqlite3.DatabaseError("the copy is not sound")
        partial.replace(final)
    finally:
        partial.unlink(missing_ok=True)
    return final


def daily_backup(connection: sqlite3.Connection, folder: Path, now: datetime) -> Path | None:
    """Today's backup if there is none yet, then thin out the old ones; None when there was one."""
    made = {taken.date() for _, taken, reason in backups(folder) if reason == "daily"}
    if now.astimezone(UTC).date() in made:
        return None
    path = back_up(connection, folder, reason="daily", now=now)
    thin_out(folder, now)
    return path


def backups(folder: Path) -> list[tuple[Path, datetime, str]]:
    """All backups as (file, instant, reason), newest first; other files are passed over."""
    found = []
    for path in folder.glob("beifu-*.db"):
        _, _, rest = path.stem.partition("-")
        stamp, _, reason = rest.partition("-")
        try:
            taken = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append((path, taken, reason))
    return sorted(found, key=lambda row: row[1], reverse=True)


def kept(instants: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which daily backups stay: the newest of each of 7 days, 4 weeks and 12 months up to ``now``."""
    rows = sorted(instants, reverse=True)
    days = {(now - timedelta(days=back)).date() for back in range(DAILY)}
    weeks = {(now - timedelta(weeks=back)).isocalendar()[:2] for back in range(WEEKLY)}
    newest_month = now.year * 12 + now.month
    chosen: dict[object, datetime] = {}
    for taken in rows:
        if taken.date() in days:
            chosen.setdefault(("day", taken.date()), taken)
        if taken.isocalendar()[:2] in weeks:
            chosen.setdefault(("week", taken.isocalendar()[:2]), taken)
        month = taken.year * 12 + taken.month
        if newest_month - MONTHLY < month <= newest_month:
            chosen.setdefault(("month", month), taken)
    return set(chosen.values())


def thin_out(folder: Path, now: datetime) -> None:
    """Delete the backups that are not kept; of those before migrations the newest five stay."""
    rows = backups(folder)
    daily = [row for row in rows if row[2] == "daily"]
    staying = kept((row[1] for row in daily), now.astimezone(UTC))
    # A backup dated after now comes from a clock that was set back: keep it.
    surplus = [row for row in daily if row[1] not in staying and row[1] <= now]
    surplus += [row for row in rows if row[2] == "migration"][MIGRATIONS_KEPT:]
    for path, _, _ in surplus:
        path.unlink(missing_ok=True)


def newest_good(folder: Path) -> Path | None:
    """The newest backup that SQLite finds sound."""
    for path, _, _ in backups(folder):
        try:
            connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            try:
                sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            finally:
                connection.close()
        except sqlite3.DatabaseError:
            continue
        if sound:
            return path
    return None


def restore(backup: Path, store: Path, now: datetime) -> Path | None:
    """Put ``backup`` in the store's place; the file that was there is kept beside it.

    Returns:
        Where the replaced file lies now; None when there was none.
    """
    stamp = now.astimezone(UTC).strftime(_STAMP)
    kept_as = store.with_name(f"{store.name}.damaged-{stamp}")
    fresh = store.with_name(f"{store.name}.restoring")
    shutil.copyfile(backup, fresh)
    fresh.chmod(0o600)
    replaced = store.exists()
    if replaced:
        for suffix in ("-wal", "-shm"):
            beside = store.with_name(store.name + suffix)
            if beside.exists():
                beside.replace(kept_as.with_name(kept_as.name + suffix))
        store.replace(kept_as)
    fresh.replace(store)
    return kept_as if replaced else None
