import errno
import os
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.clock import Clock
from assistant.errors import StorageError, StorageTrouble
from assistant.store import backup as backup_module
from assistant.store import schema
from assistant.store.backup import (
    DAILY,
    MIGRATIONS_KEPT,
    MONTHLY,
    WEEKLY,
    back_up,
    backups,
    daily_backup,
    folder_of,
    kept,
    newest_good,
    restore,
    thin_out,
)
from assistant.store.copy import sync_folder
from assistant.store.unit import Store
from tests.store import samples

BEIJING = timezone(timedelta(hours=8))


@pytest.fixture
def closed(filled: Store) -> Path:
    """A filled store, closed."""
    assert filled.path is not None
    filled.close()
    return filled.path


def _names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def _damage(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    return bytes(content)


# Making -----------------------------------------------------------------------------------------


def test_a_backup_is_one_private_file_named_by_instant_and_reason(filled: Store) -> None:
    assert filled.path is not None
    folder = folder_of(filled.path)
    made = back_up(filled.path, folder, "manual", samples.NOW)
    assert _names(folder) == ["beifu-20261123T040506Z-manual.beifu"]
    assert made == folder / "beifu-20261123T040506Z-manual.beifu"
    if sys.platform != "win32":
        assert stat.S_IMODE(made.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_backup_of_an_open_store_holds_all_that_was_committed(
    filled: Store, clock: Clock
) -> None:
    assert filled.path is not None
    with filled.transaction("open"):
        filled.cash.rename(1, "not yet")
        made = back_up(filled.path, folder_of(filled.path), "manual", samples.NOW)
    copy = Store(made, clock)
    assert [account.name for account in copy.cash.all()] == ["余额宝"]
    assert len(copy.payments.all()) == 2
    copy.close()


def test_a_damaged_store_makes_no_backup(closed: Path) -> None:
    folder = folder_of(closed)
    good = back_up(closed, folder, "daily", samples.NOW)
    _damage(closed)
    with pytest.raises(StorageError) as caught:
        daily_backup(closed, folder, samples.LATER)
    assert caught.value.trouble is StorageTrouble.DAMAGED
    assert _names(folder) == [good.name]


def test_a_copy_with_one_damaged_page_does_not_count(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[4 * 4096 : 5 * 4096] = b"\xa5" * 4096
    closed.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        back_up(closed, folder_of(closed), "manual", samples.NOW)
    assert (caught.value.trouble, caught.value.path) == (StorageTrouble.DAMAGED, str(closed))
    assert _names(folder_of(closed)) == []


def test_a_folder_that_cannot_be_made_is_told(closed: Path) -> None:
    with pytest.raises(StorageError) as caught:
        back_up(closed, closed / "backups", "manual", samples.NOW)
    assert caught.value.trouble is StorageTrouble.UNREADABLE


def test_a_backup_that_fails_half_way_leaves_nothing(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    folder = folder_of(closed)
    with pytest.raises(StorageError) as caught:
        back_up(closed, folder, "manual", samples.NOW)
    assert caught.value.trouble is StorageTrouble.FULL
    assert _names(folder) == []


def test_a_second_backup_on_one_local_day_is_not_made(closed: Path) -> None:
    folder = folder_of(closed)
    morning = datetime(2026, 11, 23, 7, tzinfo=BEIJING)  # the day before in UTC
    night = datetime(2026, 11, 23, 23, tzinfo=BEIJING)
    after = datetime(2026, 11, 24, 0, 1, tzinfo=BEIJING)  # the same day as `night` in UTC
    made = [daily_backup(closed, folder, now) for now in (morning, night, after)]
    assert [path is not None for path in made] == [True, False, True]


def test_another_reason_does_not_take_the_place_of_the_daily_one(closed: Path) -> None:
    folder = folder_of(closed)
    back_up(closed, folder, "migration", samples.NOW)
    assert daily_backup(closed, folder, samples.NOW + timedelta(hours=1)) is not None


def test_two_stores_in_one_folder_do_not_mix_their_backups(closed: Path, clock: Clock) -> None:
    folder = folder_of(closed)
    demo = closed.with_name("demo.db")
    Store(demo, clock).close()
    own = daily_backup(closed, folder, samples.NOW)
    its = daily_backup(demo, folder, samples.LATER)
    assert its is not None
    assert newest_good(folder, "beifu") == own
    assert newest_good(folder, "demo") == its


# Thinning out -----------------------------------------------------------------------------------


def test_after_two_years_of_days_seven_days_four_weeks_and_twelve_months_stay() -> None:
    now = datetime(2026, 11, 23, 12, tzinfo=BEIJING)  # a Monday
    days = [now - timedelta(days=back) for back in range(730)]
    staying = sorted(kept(days, now), reverse=True)
    newest_days = [f"11-{day}" for day in (23, 22, 21, 20, 19, 18, 17)]
    sundays = ["11-15", "11-08"]  # of the older two of four weeks
    month_ends = ["10-31", "09-30", "08-31", "07-31", "06-30", "05-31", "04-30", "03-31"]
    month_ends += ["02-28", "01-31", "12-31"]
    expected = newest_days + sundays + month_ends
    assert [instant.strftime("%m-%d") for instant in staying] == expected


def test_a_long_pause_costs_no_backup() -> None:
    old = [samples.NOW - timedelta(days=400 + back) for back in range(7)]
    assert kept(old, samples.NOW) == set(old)


def test_of_one_day_the_newest_stays() -> None:
    hours = [samples.NOW - timedelta(hours=back) for back in range(3)]
    assert kept(hours, samples.NOW) == {samples.NOW}


def test_a_day_is_the_users_own() -> None:
    early = datetime(2026, 11, 22, 15, 59, tzinfo=UTC)
    late = datetime(2026, 11, 22, 16, 1, tzinfo=UTC)
    assert kept([early, late], samples.NOW) == {late}
    assert kept([early, late], samples.NOW.astimezone(BEIJING)) == {early, late}


def test_backups_of_a_clock_that_was_wrong_stay_and_do_not_count() -> None:
    ahead = [samples.NOW + timedelta(days=days) for days in range(1, 30)]
    past = [samples.NOW - timedelta(days=days) for days in range(7)]
    assert kept([*ahead, *past], samples.NOW) == {*ahead, *past}


@given(st.lists(st.integers(0, 3 * 365 * 24), unique=True))
def test_the_newest_always_stays_and_never_more_than_agreed(hours_ago: list[int]) -> None:
    now = datetime(2027, 1, 1, tzinfo=UTC)
    instants = [now - timedelta(hours=hours) for hours in hours_ago]
    staying = kept(instants, now)
    assert staying <= set(instants)
    assert len(staying) <= DAILY + WEEKLY + MONTHLY
    assert not instants or max(instants) in staying
    assert kept(staying, now) == staying


def test_a_year_of_daily_backups_keeps_the_folder_small(tmp_path: Path, closed: Path) -> None:
    folder = tmp_path / "backups"
    made = back_up(closed, folder, "daily", samples.NOW - timedelta(days=366))
    for back in range(1, 366):
        stamp = (samples.NOW - timedelta(days=back)).strftime("%Y%m%dT%H%M%SZ")
        os.link(made, folder / f"beifu-{stamp}-daily.db")
    daily_backup(closed, folder, samples.NOW)
    left = backups(folder, "beifu")
    assert left[0].taken == samples.NOW
    assert {row.taken for row in left} == kept([row.taken for row in left], samples.NOW)
    assert DAILY + MONTHLY <= len(left) <= DAILY + WEEKLY + MONTHLY


def test_five_backups_before_migrations_and_all_of_the_users_own_stay(tmp_path: Path) -> None:
    for number in range(8):
        stamp = (samples.NOW - timedelta(hours=number)).strftime("%Y%m%dT%H%M%SZ")
        for reason in ("migration", "manual"):
            (tmp_path / f"beifu-{stamp}-{reason}.db").touch()
    thin_out(tmp_path, "beifu", samples.NOW)
    left = backups(tmp_path, "beifu")
    migrations = [row.taken for row in left if row.reason == "migration"]
    assert migrations == [samples.NOW - timedelta(hours=hours) for hours in range(MIGRATIONS_KEPT)]
    assert len([row for row in left if row.reason == "manual"]) == 8


def test_what_a_killed_backup_left_is_cleared_away_and_other_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "beifu-20261122T040506Z-daily.part").touch()
    (tmp_path / "beifu-20261123T040506Z-daily.part").touch()  # perhaps another process's, now
    for name in ("beifu-notes.db", "holiday.db", "beifu-20261122T040506Z-daily.txt"):
        (tmp_path / name).touch()
    thin_out(tmp_path, "beifu", samples.NOW)
    assert _names(tmp_path) == [
        "beifu-20261122T040506Z-daily.txt",
        "beifu-20261123T040506Z-daily.part",
        "beifu-notes.db",
        "holiday.db",
    ]
    assert backups(tmp_path, "beifu") == []


# Putting back -----------------------------------------------------------------------------------


def test_the_newest_good_backup_is_not_a_damaged_foreign_or_newer_one(closed: Path) -> None:
    folder = folder_of(closed)
    hours = [samples.NOW + timedelta(hours=hour) for hour in range(5)]
    good, damaged, newer, foreign, empty = (
        back_up(closed, folder, "daily", instant) for instant in hours
    )
    _damage(damaged)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.schema_version() + 1}")
    foreign.write_bytes(b"dear diary" * 1000)
    empty.write_bytes(b"")
    assert newest_good(folder, "beifu") == good
    good.unlink()
    assert newest_good(folder, "beifu") is None


def test_without_a_folder_there_is_no_backup(tmp_path: Path) -> None:
    assert newest_good(tmp_path / "nothing", "beifu") is None


def test_a_backup_takes_the_place_of_a_damaged_store_which_is_kept(
    filled: Store, clock: Clock
) -> None:
    assert filled.path is not None
    before = samples.exported(filled)
    good = back_up(filled.path, folder_of(filled.path), "daily", samples.NOW)
    filled.close()
    wreck = _damage(filled.path)
    kept_as = restore(good, filled.path, samples.LATER)
    assert kept_as == filled.path.with_name("beifu.db.damaged-20261124T040506Z")
    assert kept_as.read_bytes() == wreck
    again = Store(filled.path, clock)
    assert samples.exported(again) == before
    again.close()
    assert good.exists()
    if sys.platform != "win32":
        assert stat.S_IMODE(filled.path.stat().st_mode) == 0o600


def test_the_log_of_the_damaged_store_goes_with_it_and_never_meets_the_new_one(
    filled: Store, clock: Clock
) -> None:
    assert filled.path is not None
    good = back_up(filled.path, folder_of(filled.path), "daily", samples.NOW)
    with filled.transaction("rename"):
        filled.cash.rename(1, "only in the log")
    sides = {suffix: Path(f"{filled.path}{suffix}").read_bytes() for suffix in ("", "-wal")}
    filled.close()
    for suffix, content in sides.items():
        Path(f"{filled.path}{suffix}").write_bytes(content)
    kept_as = restore(good, filled.path, samples.LATER)
    assert {suffix: Path(f"{kept_as}{suffix}").read_bytes() for suffix in sides} == sides
    again = Store(filled.path, clock)
    assert [account.name for account in again.cash.all()] == ["余额宝"]
    again.close()


def test_a_second_restore_in_one_second_overwrites_nothing(closed: Path) -> None:
    good = back_up(closed, folder_of(closed), "daily", samples.NOW)
    contents = []
    for mark in (b"\x01", b"\x02", b"\x03"):
        closed.write_bytes(mark * 5000)
        kept_as = restore(good, closed, samples.NOW)
        assert kept_as is not None
        contents.append((kept_as.name, kept_as.read_bytes()[:1]))
    name = "beifu.db.damaged-20261123T040506Z"
    assert contents == [(name, b"\x01"), (f"{name}-2", b"\x02"), (f"{name}-3", b"\x03")]
    assert all((closed.parent / name).exists() for name, _ in contents)


def test_a_store_that_is_gone_is_put_back(closed: Path, clock: Clock) -> None:
    good = back_up(closed, folder_of(closed), "daily", samples.NOW)
    closed.unlink()
    assert restore(good, closed, samples.NOW) is None
    again = Store(closed, clock)
    assert len(again.payments.all()) == 2
    again.close()


def test_a_damaged_backup_is_refused_and_the_store_stays(closed: Path) -> None:
    bad = back_up(closed, folder_of(closed), "daily", samples.NOW)
    _damage(bad)
    before = closed.read_bytes()
    with pytest.raises(StorageError) as caught:
        restore(bad, closed, samples.NOW)
    assert caught.value.trouble is StorageTrouble.DAMAGED
    assert closed.read_bytes() == before
    assert not list(closed.parent.glob("*.damaged-*"))
    assert not list(closed.parent.glob("*.restoring*"))


@pytest.mark.parametrize("step", range(4))
def test_a_restore_that_stops_half_way_leaves_a_store_in_place(
    closed: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    good = back_up(closed, folder_of(closed), "daily", samples.NOW)
    wreck = _damage(closed)
    closed.with_name("beifu.db-wal").write_bytes(b"log")
    done = 0

    def stop_at(original: object) -> object:
        def replacement(*args: object) -> object:
            nonlocal done
            done += 1
            if done > step:
                raise KeyboardInterrupt
            return original(*args)  # type: ignore[operator]

        return replacement

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", stop_at(Path.replace))
        patched.setattr(Path, "hardlink_to", stop_at(Path.hardlink_to))
        patched.setattr(backup_module, "sync_folder", stop_at(sync_folder))
        with pytest.raises(KeyboardInterrupt):
            restore(good, closed, samples.NOW)
    assert not closed.with_name("beifu.db.restoring").exists()
    if step < 3:
        assert closed.read_bytes() == wreck
    restore(good, closed, samples.LATER)
    again = Store(closed, clock)
    assert len(again.payments.all()) == 2
    again.close()


def test_on_a_file_system_without_links_the_damaged_file_is_copied(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    good = back_up(closed, folder_of(closed), "daily", samples.NOW)
    wreck = _damage(closed)
    kept_as = restore(good, closed, samples.NOW)
    assert kept_as is not None
    assert kept_as.read_bytes() == wreck
