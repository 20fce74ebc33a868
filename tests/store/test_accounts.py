from dataclasses import replace
from datetime import date

import pytest

from assistant.domain.account import ALWAYS, Account, DatedTerm
from assistant.domain.draft import PayingAccountDraft
from assistant.errors import UserError
from assistant.store.unit import Store
from tests.store import samples

DECEMBER = date(2026, 12, 1)


def _add(store: Store, name: str = "花呗", paying_account_id: int | None = None) -> Account:
    with store.transaction("open_account"):
        return store.accounts.add(samples.account(name, paying_account_id), samples.NOW)


def _set(store: Store, account: Account, *terms: DatedTerm) -> tuple[DatedTerm, ...]:
    with store.transaction("edit_account"):
        store.accounts.set_terms(account.id, terms)
    return store.accounts.get(account.id).terms


def test_an_account_is_read_as_it_was_saved(store: Store) -> None:
    account = _add(store)
    assert account == Account(
        1, "huabei", "花呗", 1, (), samples.NOW, (DatedTerm("limit", "8000.00", ALWAYS),)
    )
    assert store.accounts.get(account.id) == account
    assert store.accounts.all() == (account,)


def test_a_new_account_stands_last_also_after_one_was_removed(store: Store) -> None:
    first, second = _add(store, "一"), _add(store, "二")
    with store.transaction("remove_account"):
        store.accounts.remove(first.id)
    third = _add(store, "三")
    assert store.accounts.all() == (second, third)


def test_a_name_that_is_taken_is_refused_at_its_field(store: Store) -> None:
    _add(store, "花呗")
    other = _add(store, "花呗 2")
    for command in (
        lambda: store.accounts.add(samples.account("花呗"), samples.NOW),
        lambda: store.accounts.update(other.id, "花呗", "", ()),
    ):
        with pytest.raises(UserError) as caught, store.transaction("try"):
            command()
        assert (caught.value.key, caught.value.field) == ("account.name_taken", "name")
    assert len(store.accounts.all()) == 2


def test_name_and_paying_account_change_and_the_rest_stays(store: Store) -> None:
    account = _add(store)
    with store.transaction("edit_account"):
        cash = store.cash.add(PayingAccountDraft("余额宝"), samples.NOW)
        store.accounts.update(account.id, "我的花呗", "妈妈", (cash.id,))
    changed = replace(account, name="我的花呗", owner="妈妈", sources=(cash.id,))
    assert store.accounts.get(account.id) == changed


def test_a_term_replaces_only_the_one_of_the_same_key_and_day(store: Store) -> None:
    account = _add(store)
    later = DatedTerm("limit", "9000.00", DECEMBER)
    higher = DatedTerm("limit", "8500.00")
    assert _set(store, account, later) == (*account.terms, later)
    assert _set(store, account, higher) == (higher, later)


def test_an_empty_value_takes_a_term_away(store: Store) -> None:
    account = _add(store)
    later = DatedTerm("limit", "9000.00", DECEMBER)
    _set(store, account, later)
    assert _set(store, account, DatedTerm("limit", "")) == (later,)


def test_terms_belong_to_their_own_account(store: Store) -> None:
    first, second = _add(store, "一"), _add(store, "二")
    bill_day = DatedTerm("bill_day", "5")
    _set(store, second, bill_day)
    assert store.accounts.all() == (first, replace(second, terms=(*second.terms, bill_day)))


def test_a_removed_account_takes_all_that_hangs_on_it_along(filled: Store) -> None:
    (account,) = filled.accounts.all()
    with filled.transaction("remove_account"):
        filled.accounts.remove(account.id)
    left = {table: len(rows) for table, rows in samples.exported(filled).items() if rows}
    of_cash = {"paying_account", "cash_item", "cash_actual", "cash_rule", "reserve_entry"}
    log = {"collection_contact", "collection_attachment", "estate"}
    read = {"import_file", "import_rule"}
    assert left == dict.fromkeys(of_cash | log | read, 1)  # what happened stays written down
