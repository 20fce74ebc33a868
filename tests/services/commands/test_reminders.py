"""How the user wants to be told: each wish holds at the next tick."""

import pytest

from assistant.domain.dues import Obligation
from assistant.domain.history import Fate
from assistant.domain.rule import ENABLED
from assistant.domain.rules import RULES
from assistant.domain.snapshot import Changes
from assistant.domain.snooze import snooze_until
from assistant.errors import UserError
from assistant.services.session import Session
from tests.conftest import SHANGHAI, FakeClock
from tests.domain.facts import beijing
from tests.services.test_watch import said, with_bill

KEY = "bill:1:2026-11-01"


@pytest.fixture
def told(session: Session, clock: FakeClock) -> Session:
    """One bill of 500 due on the 10th, reminded of on the 7th; the rules are off."""
    for rule in RULES:
        session.ledger.save_rules({(rule.id, ENABLED): "no"})
    with_bill(session)
    clock.now = beijing("2026-11-07 09:00")
    assert said(session) == ["d3"]
    return session


def due(session: Session) -> Obligation:
    found = session.watch.due(KEY)
    assert found is not None
    return found


def test_a_muted_due_is_silent_also_when_it_is_late(told: Session, clock: FakeClock) -> None:
    assert told.ledger.mute(due(told)) is Changes.REMINDERS
    for now in ("2026-11-10 07:30", "2026-11-11 09:00"):
        clock.now = beijing(now)
        assert said(told) == []
    (row,) = told.watch.silent()
    assert (row.key, row.fate, row.shown_at) == (KEY, Fate.MUTED, beijing("2026-11-07 09:00"))
    told.ledger.unmute(row)
    assert said(told) == ["overdue-2026-11-11"]
    assert told.watch.silent() == ()


def test_a_snooze_can_be_chosen_freely_but_not_past_the_cutoff(
    told: Session, clock: FakeClock
) -> None:
    with pytest.raises(UserError, match="after_cutoff"):
        told.ledger.snooze(due(told), beijing("2026-11-11 00:00"))
    told.ledger.snooze(due(told), beijing("2026-11-08 15:17"))
    assert told.watch.history()[0].fate is Fate.SNOOZED
    clock.now = beijing("2026-11-08 15:17")
    assert said(told) == ["d3"]
    assert told.watch.history()[0].fate is Fate.OPEN


def test_a_due_that_was_not_told_yet_can_be_asked_for(session: Session, clock: FakeClock) -> None:
    for rule in RULES:
        session.ledger.save_rules({(rule.id, ENABLED): "no"})
    with_bill(session)
    session.ledger.snooze(due(session), snooze_until("1h", clock(), SHANGHAI))
    assert session.watch.history() == ()
    clock.move(hours=1)
    assert said(session) == ["asked"]
    assert [row.stage for row in session.watch.history()] == ["asked"]


def test_acknowledging_ends_a_snooze_and_the_next_stage_comes(
    told: Session, clock: FakeClock
) -> None:
    told.ledger.snooze(due(told), beijing("2026-11-07 12:00"))
    told.ledger.acknowledge(due(told))
    assert told.watch.history()[0].fate is Fate.ACKNOWLEDGED
    clock.now = beijing("2026-11-07 12:00")
    assert said(told) == []
    clock.now = beijing("2026-11-09 18:00")
    assert said(told) == ["eve"]


def test_stages_can_be_set_for_all_for_an_account_and_for_an_item(
    told: Session, clock: FakeClock
) -> None:
    changes = told.ledger.plan_reminders("none")
    assert changes == Changes.SETTINGS | Changes.REMINDERS
    told.ledger.plan_account_reminders(1, "d2@12:00")
    clock.now = beijing("2026-11-08 12:00")
    assert said(told) == ["d2"]
    told.ledger.plan_item_reminders(due(told), "d1@20:00")
    clock.now = beijing("2026-11-09 20:00")
    assert said(told) == ["eve"]
    told.ledger.plan_item_reminders(due(told), "")
    assert told.watch.wishes().by_item == {}
    with pytest.raises(UserError) as refusal:
        told.ledger.plan_account_reminders(1, "soon")
    assert refusal.value.field == "stages"


def test_quiet_hours_hold_a_notice_and_never_past_the_cutoff(
    told: Session, clock: FakeClock
) -> None:
    told.ledger.set_quiet_hours("17:00", "10:00")
    clock.now = beijing("2026-11-09 18:00")
    outcome = told.watch.tick()
    assert (outcome.notices, outcome.coming[0]) == ((), beijing("2026-11-10 07:30"))
    clock.now = beijing("2026-11-10 10:00")
    assert said(told) == ["day"]
    clock.now = beijing("2026-11-10 21:00")
    assert said(told) == ["cutoff"]
    told.ledger.set_quiet_hours("17:00", "")
    assert told.watch.wishes().quiet is None
    with pytest.raises(UserError):
        told.ledger.set_quiet_hours("17:00", "late")


def test_thresholds_and_switches_of_rules_are_kept_where_they_differ(session: Session) -> None:
    ledger = session.ledger
    assert ledger.save_rules({("ending", "days"): "9"}) is Changes.REMINDERS
    ledger.save_rules({("ending", ENABLED): "no"})
    assert session.store.rules.all() == {("ending", "days"): "9", ("ending", "enabled"): "no"}
    ledger.save_rules({("ending", "days"): " "})
    ledger.save_rules({("ending", ENABLED): "yes"})
    assert session.store.rules.all() == {}
    for rule, name, text in (
        ("ending", "days", "99"),
        ("ending", "weeks", "1"),
        ("x", "days", "1"),
    ):
        with pytest.raises(UserError):
            ledger.save_rules({(rule, name): text})
