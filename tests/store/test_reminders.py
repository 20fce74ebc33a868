from datetime import date, timedelta

import pytest

from assistant.domain.reminders import LedgerRow
from assistant.store.unit import Store
from tests.store import samples

DUE = date(2026, 12, 10)
FIRST = LedgerRow("bill:1:2026-12-01", DUE, "d7", samples.NOW)
SECOND = LedgerRow("bill:1:2026-12-01", DUE, "d3", samples.LATER)
OTHER = LedgerRow("loan:1:3", DUE + timedelta(days=10), "d7", samples.NOW)


@pytest.fixture
def recorded(store: Store) -> Store:
    with store.unjournalled():
        store.reminders.record((FIRST, SECOND, OTHER))
    return store


def test_rows_are_read_as_they_were_recorded(recorded: Store) -> None:
    assert set(recorded.reminders.all(DUE)) == {FIRST, SECOND, OTHER}


def test_dues_before_the_day_asked_for_are_left_out(recorded: Store) -> None:
    assert recorded.reminders.all(DUE + timedelta(days=1)) == (OTHER,)


def test_a_stage_recorded_twice_has_one_row_with_the_newest_instant(recorded: Store) -> None:
    again = LedgerRow(FIRST.obligation, DUE, "d7", samples.LATER)
    with recorded.unjournalled():
        recorded.reminders.record((again,))
    assert set(recorded.reminders.all(DUE)) == {again, SECOND, OTHER}


def test_a_snooze_puts_off_the_newest_stage_of_that_due_only(recorded: Store) -> None:
    until = samples.LATER + timedelta(hours=1)
    with recorded.unjournalled():
        recorded.reminders.snooze(FIRST.obligation, DUE, until)
    snoozed = LedgerRow(SECOND.obligation, DUE, "d3", samples.LATER, until)
    assert set(recorded.reminders.all(DUE)) == {FIRST, snoozed, OTHER}


def test_a_new_snooze_voids_the_one_of_an_earlier_stage(store: Store) -> None:
    until = samples.LATER + timedelta(hours=1)
    with store.unjournalled():
        store.reminders.record((FIRST,))
        store.reminders.snooze(FIRST.obligation, DUE, until)
        store.reminders.record((SECOND,))
        store.reminders.snooze(FIRST.obligation, DUE, until + timedelta(hours=1))
    assert {row.stage: row.snoozed_until for row in store.reminders.all(DUE)} == {
        "d7": None,
        "d3": until + timedelta(hours=1),
    }


def test_a_stage_shown_again_is_no_longer_put_off(recorded: Store) -> None:
    with recorded.unjournalled():
        recorded.reminders.snooze(FIRST.obligation, DUE, samples.LATER)
        recorded.reminders.record((SECOND,))
    assert set(recorded.reminders.all(DUE)) == {FIRST, SECOND, OTHER}


def test_a_due_that_was_never_shown_cannot_be_put_off(recorded: Store) -> None:
    with recorded.unjournalled():
        recorded.reminders.snooze("bill:9:2026-12-01", DUE, samples.LATER)
    assert set(recorded.reminders.all(DUE)) == {FIRST, SECOND, OTHER}


def test_nothing_is_forgotten_when_the_clock_is_a_year_ahead_for_a_while(recorded: Store) -> None:
    ahead = LedgerRow("bill:1", DUE + timedelta(days=800), "day", samples.NOW)
    with recorded.unjournalled():
        recorded.reminders.record((ahead,))
    assert set(recorded.reminders.all(date.min)) == {FIRST, SECOND, OTHER, ahead}


def test_the_newest_told_stages_leave_out_what_was_superseded(recorded: Store) -> None:
    older = LedgerRow("bill:1:2026-12-01", DUE, "eve", samples.LATER, superseded=True)
    with recorded.unjournalled():
        recorded.reminders.record((older,))
    assert recorded.reminders.newest(2) == (SECOND, FIRST)
    assert older in recorded.reminders.of_day(DUE)


def test_acknowledging_ends_a_snooze_and_keeps_the_first_time(recorded: Store) -> None:
    with recorded.unjournalled():
        recorded.reminders.snooze(FIRST.obligation, DUE, samples.LATER)
        recorded.reminders.acknowledge(FIRST.obligation, DUE, samples.NOW)
        recorded.reminders.acknowledge(FIRST.obligation, DUE, samples.LATER)
    mine = [row for row in recorded.reminders.all(DUE) if row.obligation == FIRST.obligation]
    assert [(row.acknowledged_at, row.snoozed_until) for row in mine] == [(samples.NOW, None)] * 2
    assert OTHER in recorded.reminders.all(DUE)


def test_undo_never_touches_the_ledger(recorded: Store) -> None:
    samples.fill(recorded)
    recorded.journal.undo()
    assert set(recorded.reminders.all(DUE)) == {FIRST, SECOND, OTHER}
