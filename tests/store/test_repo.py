import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from assistant.clock import Clock
from assistant.errors import UserError
from assistant.store.accounts import AccountRepo
from assistant.store.connection import StoreFile
from assistant.store.database import open_database
from assistant.store.repo import Repo
from assistant.store.unit import Store
from tests.store import samples


class MisspeltRepo(Repo):
    table = "acount"

    def add(self) -> int:
        return self._insert({"name": "花呗"})


@pytest.fixture
def file(clock: Clock) -> Iterator[StoreFile]:
    with closing(open_database(None, clock)) as opened:
        yield opened


def test_a_missing_table_is_refused_and_not_made(file: StoreFile) -> None:
    with pytest.raises(LookupError, match="acount"), file.writing():
        MisspeltRepo(file).add()
    assert "acount" not in file.db.table_names()


def test_a_write_outside_a_command_is_refused(file: StoreFile) -> None:
    with pytest.raises(RuntimeError, match="outside a command"):
        AccountRepo(file).add(samples.account(), samples.NOW)
    assert AccountRepo(file).all() == ()


def test_a_misspelt_column_is_refused_and_not_added(file: StoreFile) -> None:
    with pytest.raises(sqlite3.OperationalError), file.writing():
        file.db.table("setting").insert({"kee": "x", "value": "y"})
    assert "kee" not in file.db.table("setting").columns_dict


def test_quotes_in_what_was_typed_are_only_text(store: Store) -> None:
    name = "'); DROP TABLE account; --"
    with store.transaction("open_account"):
        store.accounts.add(samples.account(name), samples.NOW)
    assert [account.name for account in store.accounts.all()] == [name]


def test_a_row_that_is_gone_is_told_by_every_repository(store: Store) -> None:
    commands = (
        lambda: store.accounts.get(7),
        lambda: store.accounts.update(7, "花呗", "", ()),
        lambda: store.accounts.set_terms(7, samples.account().terms),
        lambda: store.accounts.remove(7),
        lambda: store.accounts.add(samples.account(paying_account_id=7), samples.NOW),
        lambda: store.cash.rename(7, "卡"),
        lambda: store.cash.remove(7),
        lambda: store.bills.add(samples.bill(7), samples.NOW),
        lambda: store.bills.update(7, samples.bill(7), samples.NOW),
        lambda: store.bills.remove(7),
        lambda: store.readings.save(samples.reading(7), samples.NOW),
        lambda: store.plans.add(samples.plan(7), samples.NOW),
        lambda: store.plans.remove(7),
        lambda: store.loans.add(samples.loan(7), samples.NOW),
        lambda: store.loans.update(7, samples.loan(7), samples.NOW),
        lambda: store.loans.remove(7),
        lambda: store.payments.add(samples.payment(bill_id=7), samples.NOW),
        lambda: store.payments.remove(7),
    )
    for command in commands:
        with pytest.raises(UserError) as caught, store.transaction("try"):
            command()
        assert caught.value.key == "row.gone"
    assert store.journal.peek_undo() is None
