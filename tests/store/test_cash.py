from dataclasses import replace

import pytest

from assistant.domain.account import PayingAccount
from assistant.domain.draft import PayingAccountDraft
from assistant.domain.money import Money
from assistant.errors import UserError
from assistant.store.unit import Store
from tests.store import samples


def _add(store: Store, draft: PayingAccountDraft) -> PayingAccount:
    with store.transaction("save_paying_account"):
        return store.cash.add(draft, samples.NOW)


def test_a_balance_counts_as_read_when_it_was_typed(store: Store) -> None:
    told = _add(store, PayingAccountDraft("余额宝", Money(-5)))
    untold = _add(store, PayingAccountDraft("工资卡"))
    assert told == PayingAccount(1, "余额宝", Money(-5), samples.NOW)
    assert untold == PayingAccount(2, "工资卡", None, None)
    assert store.cash.all() == (told, untold)


def test_a_name_that_is_taken_is_refused_at_its_field(store: Store) -> None:
    _add(store, PayingAccountDraft("余额宝"))
    other = _add(store, PayingAccountDraft("工资卡"))
    for command in (
        lambda: store.cash.add(PayingAccountDraft("余额宝"), samples.NOW),
        lambda: store.cash.rename(other.id, "余额宝"),
    ):
        with pytest.raises(UserError) as caught, store.transaction("try"):
            command()
        assert (caught.value.key, caught.value.field) == ("paying_account.name_taken", "name")


def test_name_and_balance_change(store: Store) -> None:
    account = _add(store, PayingAccountDraft("余额宝", Money(5)))
    with store.transaction("save_paying_account"):
        store.cash.rename(account.id, "余额")
        store.cash.set_balance(account.id, Money(7), samples.LATER)
    changed = replace(account, name="余额", balance=Money(7), balance_at=samples.LATER)
    assert store.cash.all() == (changed,)


def test_what_referred_to_a_removed_account_is_left_without_one(filled: Store) -> None:
    (account,) = filled.cash.all()
    with filled.transaction("remove_paying_account"):
        filled.cash.remove(account.id)
    assert filled.cash.all() == ()
    assert [row.paying_account_id for row in filled.accounts.all()] == [None]
    assert [row.paying_account_id for row in filled.payments.all()] == [None, None]
