"""Backups: made through SQLite, checked before they count, thinned out with age, and put back."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.errors import StorageError
from assistant.store.connection import file_errors, sidecar
from assistant.store.copy import SIDECARS, copy_store, discard, sync_folder
from assistant.store.header import check_sound
from assistant.store.key import Key, fitting

DAILY, WEEKLY, MONTHLY = 7, 4, 12
MIGRATIONS_KEPT = 5
FRESH = ".restoring"
SUFFIX = ".beifu"
"""Of a new backup, so that the desktop opens it with this program."""
_SUFFIXES = (SUFFIX, ".db")  # the second is an older version's
_STAMP = "%Y%m%dT%H%M%SZ"
_STAMP_LENGTH = len("20261124T040506Z")
_PARTIAL_MAX_AGE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file; ``taken`` in UTC, ``reason`` such as ``daily`` or ``migration``."""

    path: Path
    taken: datetime
    reason: str


def folder_of(store: Path) -> Path:
    """Where the backups of a store lie."""
    return store.parent / "backups"


def back_up(store: Path, folder: Path, reason: str, now: datetime, key: Key | None = None) -> Path:
    """Copy a store, also while it is open, into ``folder``; the copy counts once it was checked.

    Opens the store anew for reading, so it may run in a worker thread.

    Args:
        store: the store file.
        folder: made (0700) when it is missing.
        reason: letters only.
        now: aware.
        key: what opens the store, and the copy.

    Returns:
        The new file ``<store's name>-<UTC stamp>-<reason>.beifu``, mode 0600.

    Raises:
        StorageError: the store is damaged, or the copy cannot be written; no copy is left.
    """
    final = _free_name(folder, store.stem, reason, now)
    partial = final.with_suffix(".part")
    with file_errors(final):
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            copy_store(store, partial, key, key)
            partial.replace(final)
            sync_folder(folder)
        finally:
            discard(partial)
    return final


def _free_name(folder: Path, name: str, reason: str, now: datetime) -> Path:
    """The name by the second; by the next free one where two are made in one second."""
    while True:
        final = folder / f"{name}-{now.astimezone(UTC).strftime(_STAMP)}-{reason}{SUFFIX}"
        if not final.exists():
            return final
        now += timedelta(seconds=1)


def daily_backup(store: Path, folder: Path, now: datetime, key: Key | None = None) -> Path | None:
    """Today's backup if there is none yet, then thin out the old ones; None when there was one.

    Args:
        store: the store file.
        folder: where its backups lie.
        now: aware, in the user's own zone: the day meant is the one it has there.
        key: what opens the store, and the copy.

    Raises:
        StorageError: the store is damaged, or the copy cannot be written; all old ones stay.
    """
    days = {
        backup.taken.astimezone(now.tzinfo).date()
        for backup in backups(folder, store.stem)
        if backup.reason == "daily"
    }
    if now.date() in days:
        return None
    path = back_up(store, folder, "daily", now, key)
    thin_out(folder, store.stem, now)
    return path


def backups(folder: Path, name: str) -> list[Backup]:
    """Backups of the store ``name`` (without suffix), newest first; other files are passed over."""
    found = [row for suffix in _SUFFIXES for row in _files(folder, name, suffix)]
    return sorted(found, key=lambda backup: backup.taken, reverse=True)


def replaced(store: Path) -> list[Backup]:
    """The files that restores replaced and that lie beside a store, newest first."""
    found = []
    for path in store.parent.glob(f"{store.name}.replaced-*"):
        stamp = path.name.removeprefix(f"{store.name}.replaced-")[:_STAMP_LENGTH]
        with suppress(ValueError):
            taken = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
            found.append(Backup(path, taken, "replaced"))
    return sorted(found, key=lambda row: row.path.name, reverse=True)


def _files(folder: Path, name: str, suffix: str) -> Iterator[Backup]:
    for path in folder.glob(f"{name}-*{suffix}"):
        stamp, _, reason = path.stem.removeprefix(f"{name}-").partition("-")
        with suppress(ValueError):
            taken = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
            yield Backup(path, taken, reason)


def kept(instants: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which daily backups stay: the newest of each of the last 7 days, 4 weeks and 12 months.

    Only days, weeks and months with a backup count, so that a long pause costs nothing; they are
    those of ``now``'s zone. An instant after ``now`` comes from a clock that was wrong: it stays
    and does not count.
    """
    newest_first = sorted(instants, reverse=True)
    past = [taken for taken in newest_first if taken <= now]
    staying = {taken for taken in newest_first if taken > now}
    zone = now.tzinfo
    periods: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAILY, lambda local: local.date()),
        (WEEKLY, lambda local: local.isocalendar()[:2]),
        (MONTHLY, lambda local: (local.year, local.month)),
    )
    for count, period in periods:
        newest: dict[object, datetime] = {}
        for taken in past:
            newest.setdefault(period(taken.astimezone(zone)), taken)
        staying.update(list(newest.values())[:count])
    return staying


def thin_out(folder: Path, name: str, now: datetime) -> None:
    """Delete the daily backups that are not ``kept``; of those before migrations the newest 5 stay.

    Backups with another reason are the user's own and stay.
    """
    rows = backups(folder, name)
    daily = [row for row in rows if row.reason == "daily"]
    staying = kept([row.taken for row in daily], now)
    surplus = [row for row in daily if row.taken not in staying]
    surplus += [row for row in rows if row.reason == "migration"][MIGRATIONS_KEPT:]
    surplus += [row for row in _files(folder, name, ".part") if row.taken < now - _PARTIAL_MAX_AGE]
    surplus += list(_files(folder, name, ".wiping"))
    for row in surplus:
        row.path.unlink(missing_ok=True)


def newest_good(folder: Path, name: str = "beifu", key: Key | None = None) -> Path | None:
    """The newest backup of the store ``name`` that is sound and that this program can open."""
    for backup in backups(folder, name):
        with suppress(StorageError):
            check_sound(backup.path, fitting(backup.path, key))
            return backup.path
    return None


def restore(
    backup: Path, store: Path, now: datetime, key: Key | None = None, new_key: Key | None = None
) -> Path | None:
    """Put ``backup`` in the place of a store that nobody has open; what was there stays beside it.

    A program killed meanwhile leaves the old file or the new one in place, never none.

    Args:
        backup: a store file, at rest.
        store: where it goes.
        now: aware.
        key: what opens the backup.
        new_key: what opens the store afterwards.

    Returns:
        Where the replaced file lies now, its log with it; None when there was none.

    Raises:
        StorageError: the backup is not sound, or the files cannot be moved.
    """
    check_sound(backup, key)
    fresh = sidecar(store, FRESH)
    with file_errors(store):
        try:
            copy_store(backup, fresh, key, new_key)
            kept_as = keep_beside(store, now, "damaged") if store.exists() else None
            fresh.replace(store)
            sync_folder(store.parent)
        finally:
            discard(fresh)
    return kept_as


def keep_beside(store: Path, now: datetime, mark: str) -> Path:
    """Give a store a second name, with ``mark`` in it, and take its log away from the new file."""
    name = f".{mark}-{now.astimezone(UTC).strftime(_STAMP)}"
    kept_as = sidecar(store, name)
    number = 1
    while kept_as.exists():
        number += 1
        kept_as = sidecar(store, f"{name}-{number}")
    try:
        kept_as.hardlink_to(store)
    except OSError:
        shutil.copy2(store, kept_as)  # a file system without links
    for suffix in SIDECARS:
        beside = sidecar(store, suffix)
        if beside.exists():
            beside.replace(sidecar(kept_as, suffix))
    return kept_as
