from datetime import date

import pytest

from assistant.domain.late_outlook import LateScenario
from assistant.domain.record import RecordMonth
from assistant.errors import UserError
from assistant.store.unit import Store
from tests.store import samples


@pytest.fixture
def owner(store: Store) -> int:
    with store.transaction("open_account"):
        return store.accounts.add(samples.account(), samples.NOW).id


def test_a_typed_month_replaces_the_one_before_and_can_be_cleared(store: Store, owner: int) -> None:
    march = date(2026, 3, 1)
    with store.transaction("record_months"):
        store.record_months.save(owner, march, "1", None)
        store.record_months.save(owner, march, "2", date(2026, 5, 4))
    (found,) = store.record_months.all()
    assert (found.month, found.code, found.settled_on) == (march, "2", date(2026, 5, 4))
    assert isinstance(found, RecordMonth)
    with store.transaction("record_months"):
        store.record_months.clear(owner, march)
    assert store.record_months.all() == ()


def test_a_link_is_switched_off_and_on_again(store: Store, owner: int) -> None:
    key = ("cash.shared", owner, owner)
    for on, expected in ((False, {key}), (False, {key}), (True, set())):
        with store.transaction("switch_links"):
            store.links.switch(key, on=on)
        assert store.links.off() == expected


def test_a_scenario_keeps_what_was_asked_and_a_name_is_given_once(store: Store, owner: int) -> None:
    with store.transaction("save_scenario"):
        number = store.late_scenarios.add("晚十天", owner, "bill:1:2026-11-01", 10)
    assert store.late_scenarios.all() == (
        LateScenario(number, "晚十天", owner, "bill:1:2026-11-01", 10),
    )
    with pytest.raises(UserError) as refused, store.transaction("save_scenario"):
        store.late_scenarios.add("晚十天", owner, "bill:1:2026-12-01", 20)
    assert (refused.value.key, refused.value.field) == ("scenario.name_taken", "name")
    with store.transaction("remove_scenario"):
        store.late_scenarios.remove(number)
    assert store.late_scenarios.all() == ()
    with pytest.raises(UserError), store.transaction("remove_scenario"):
        store.late_scenarios.remove(number)


def test_nothing_is_kept_of_an_account_that_is_not_there(store: Store) -> None:
    for add in (
        lambda: store.record_months.save(9, date(2026, 3, 1), "1", None),
        lambda: store.links.switch(("cash.shared", 9, 9), on=False),
        lambda: store.late_scenarios.add("x", 9, "bill:9:2026-11-01", 1),
    ):
        with pytest.raises(UserError), store.transaction("add"):
            add()
