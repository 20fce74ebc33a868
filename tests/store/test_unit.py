# ruff: noqa: PT012 -- what is expected to fail is a whole transaction
import sqlite3
from pathlib import Path

import pytest

from assistant.clock import Clock
from assistant.domain.draft import PayingAccountDraft
from assistant.domain.settings import Settings
from assistant.errors import StorageError, StorageTrouble, UserError
from assistant.store.backup import backups, folder_of
from assistant.store.unit import Store
from tests.store import samples


def test_a_snapshot_holds_all_that_was_saved(filled: Store) -> None:
    snapshot = filled.snapshot(samples.NOW, {})
    assert snapshot.now == samples.NOW
    assert snapshot.accounts == filled.accounts.all()
    assert snapshot.paying_accounts == filled.cash.all()
    assert snapshot.bills == filled.bills.all()
    assert snapshot.readings == filled.readings.all()
    assert snapshot.plans == filled.plans.all()
    assert snapshot.loans == filled.loans.all()
    assert snapshot.payments == filled.payments.all()
    assert snapshot.settings == Settings()
    assert all((snapshot.accounts, snapshot.bills, snapshot.readings, snapshot.plans))
    assert all((snapshot.loans, snapshot.payments, snapshot.paying_accounts))


def test_a_snapshot_inside_a_command_sees_what_it_wrote(store: Store) -> None:
    with store.transaction("open_account"):
        account = store.accounts.add(samples.account(), samples.NOW)
        assert store.snapshot(samples.NOW, {}).accounts == (account,)
        store.accounts.update(account.id, "二", "", ())
    assert [row.name for row in store.snapshot(samples.NOW, {}).accounts] == ["二"]


def test_a_command_that_fails_leaves_nothing(filled: Store) -> None:
    before = samples.exported(filled), samples.rows(filled, "journal_step")
    with pytest.raises(UserError), filled.transaction("try"):
        filled.accounts.add(samples.account("借呗"), samples.NOW)
        filled.payments.add(samples.payment(bill_id=1), samples.NOW)
        raise UserError("too.bad")
    assert (samples.exported(filled), samples.rows(filled, "journal_step")) == before
    assert filled.journal.peek_undo() == "fill"


def test_a_fault_of_the_program_rolls_back_and_is_not_hidden(filled: Store) -> None:
    before = samples.exported(filled)
    with pytest.raises(sqlite3.IntegrityError), filled.transaction("try"):
        filled.accounts.add(samples.account("借呗"), samples.NOW)
        filled.payments.add(samples.payment(), samples.NOW)
    assert samples.exported(filled) == before


def test_an_interrupted_command_leaves_nothing(filled: Store) -> None:
    before = samples.exported(filled)
    with pytest.raises(KeyboardInterrupt), filled.transaction("try"):
        filled.bills.remove(1)
        raise KeyboardInterrupt
    assert samples.exported(filled) == before


def test_a_command_inside_a_command_is_refused_and_both_leave_nothing(store: Store) -> None:
    for inner in (lambda: store.transaction("inner"), store.unjournalled):
        with pytest.raises(RuntimeError), store.transaction("outer"):
            store.accounts.add(samples.account(), samples.NOW)
            with inner():
                store.accounts.add(samples.account("借呗"), samples.NOW)
        assert store.accounts.all() == ()


def test_undo_inside_a_command_is_refused(filled: Store) -> None:
    with pytest.raises(RuntimeError), filled.transaction("try"):
        filled.journal.undo()
    assert filled.journal.peek_undo() == "fill"


def test_what_undo_does_not_know_makes_no_step(store: Store) -> None:
    with store.unjournalled():
        store.settings.save("theme", "dark")
    assert store.journal.peek_undo() is None


def test_a_store_in_memory_works_and_has_no_backup(tmp_path: Path, clock: Clock) -> None:
    store = Store(None, clock)
    samples.fill(store)
    assert len(store.payments.all()) == 2
    assert store.back_up(tmp_path, samples.NOW) is None
    store.close()


def test_what_is_saved_is_there_at_the_next_start(filled: Store, clock: Clock) -> None:
    before = filled.snapshot(samples.NOW, {})
    filled.close()
    again = Store(filled.path, clock)
    assert again.snapshot(samples.NOW, {}) == before
    again.close()


def test_the_version_changes_with_every_write_of_this_program(filled: Store) -> None:
    seen = [filled.version()]
    for _ in range(2):
        with filled.transaction("save"):
            filled.cash.set_balance(1, samples.payment().amount, samples.LATER)
            filled.cash.rename(1, f"余额 {len(seen)}")
        seen.append(filled.version())
    filled.journal.undo()
    seen.append(filled.version())
    filled.journal.redo()
    seen.append(filled.version())
    with filled.unjournalled():
        filled.settings.save("theme", "dark")
    seen.append(filled.version())
    assert len(set(seen)) == len(seen)


def test_the_version_stands_still_while_nothing_is_written(filled: Store) -> None:
    before = filled.version()
    filled.snapshot(samples.NOW, {})
    filled.journal.peek_undo()
    assert filled.version() == before


def test_another_programs_write_is_noticed(filled: Store, clock: Clock) -> None:
    before = filled.version(), filled.data_version()
    other = Store(filled.path, clock)
    with other.transaction("save_paying_account"):
        other.cash.add(PayingAccountDraft("工资卡"), samples.NOW)
    assert filled.version() != before[0]
    assert filled.data_version() != before[1]
    assert [row.name for row in filled.snapshot(samples.NOW, {}).paying_accounts] == [
        "余额宝",
        "工资卡",
    ]
    other.close()


def test_an_own_write_is_not_taken_for_another_programs(filled: Store) -> None:
    before = filled.data_version()
    with filled.transaction("save"):
        filled.cash.rename(1, "余额")
    assert filled.data_version() == before


def test_a_locked_store_refuses_the_command_and_works_again_afterwards(
    filled: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.store.connection.BUSY_SECONDS", 0.0)
    other = Store(filled.path, clock)
    with filled.transaction("long"):
        with pytest.raises(StorageError) as caught, other.transaction("short"):
            pass
        assert caught.value.trouble is StorageTrouble.LOCKED
        # Reading never waits for a writer.
        assert len(other.snapshot(samples.NOW, {}).bills) == 1
    with other.transaction("short"):
        other.cash.rename(1, "余额")
    other.close()


def test_the_daily_backup_of_an_open_store_has_the_newest_write(filled: Store) -> None:
    assert filled.path is not None
    folder = folder_of(filled.path)
    made = filled.back_up(folder, samples.NOW)
    assert [backup.path for backup in backups(folder, "beifu")] == [made]
    copy = Store(made, lambda: samples.NOW)
    assert copy.snapshot(samples.NOW, {}) == filled.snapshot(samples.NOW, {})
    copy.close()
    assert filled.back_up(folder, samples.NOW) is None
