"""Wishes in the store: own stages, mutes, quiet hours; none of it is an undo step."""

from assistant.domain.quiet import parse_quiet
from assistant.domain.settings import Settings
from assistant.domain.stages import DEFAULT_PLAN, parse_plan
from assistant.domain.wishes import Wishes
from assistant.store.unit import Store
from assistant.store.wishes import account_scope
from tests.store import samples
from tests.store.test_reminders import DUE


def test_nothing_stored_is_the_usual_wishes(store: Store) -> None:
    assert store.wishes.load(Settings()) == Wishes()


def test_plans_mutes_and_settings_are_put_together(store: Store) -> None:
    with store.unjournalled():
        store.wishes.set_plan(account_scope(3), "d20")
        store.wishes.set_plan("loan:1:2", "day")
        store.wishes.mute("loan:1:3", DUE, samples.NOW)
        store.wishes.mute("loan:1:3", DUE, samples.LATER)
    found = store.wishes.load(Settings(stages="eve", quiet_from="22:00", quiet_until="07:00"))
    assert found == Wishes(
        parse_plan("eve"),
        {3: parse_plan("d20")},
        {"loan:1:2": parse_plan("day")},
        frozenset({("loan:1:3", DUE)}),
        parse_quiet("22:00", "07:00"),
    )
    assert store.wishes.muted() == {("loan:1:3", DUE): samples.NOW}


def test_an_empty_plan_and_an_unmute_take_the_rows_away(store: Store) -> None:
    with store.unjournalled():
        store.wishes.set_plan("loan:1:2", "day")
        store.wishes.set_plan("loan:1:2", "")
        store.wishes.mute("loan:1:3", DUE, samples.NOW)
        store.wishes.unmute("loan:1:3", DUE)
    assert store.wishes.load(Settings()) == Wishes()


def test_a_stored_text_that_cannot_be_read_is_never_silence(store: Store) -> None:
    with store.unjournalled():
        store.wishes.set_plan(account_scope(3), "nonsense")
    found = store.wishes.load(Settings(stages="nonsense", quiet_from="nonsense", quiet_until="1"))
    assert found == Wishes(by_account={3: DEFAULT_PLAN})


def test_a_rules_value_is_kept_until_it_is_taken_back(store: Store) -> None:
    with store.unjournalled():
        store.rules.save("ending", "days", "9")
        store.rules.save("ending", "days", "10")
        store.rules.save("ending", "enabled", "no")
        store.rules.save("ending", "enabled", None)
    assert store.rules.all() == {("ending", "days"): "10"}
    assert store.journal.peek_undo() is None
