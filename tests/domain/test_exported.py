"""What was handed to a phone's calendar: sequence numbers, cancelled events."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from assistant.domain.exported import KEPT_DAYS, ExportedEvent, revise
from tests.domain.facts import day

NOW = datetime(2026, 11, 3, 4, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
BILL = ExportedEvent("u1", "bill:1:x", day("2026-11-10"), "花呗", "a", 0, False, NOW)
LOAN = ExportedEvent("u2", "loan:1:1", day("2026-11-08"), "借呗", "b", 0, False, NOW)


def test_the_first_export_has_sequence_zero_in_the_order_of_the_days() -> None:
    assert revise((), (BILL, LOAN), NOW) == (LOAN, BILL)


def test_what_did_not_change_is_exported_as_it_was() -> None:
    again = replace(BILL, changed_at=LATER)
    assert revise((BILL,), (again,), LATER) == (BILL,)


def test_what_changed_gets_the_next_sequence() -> None:
    changed = replace(BILL, content="c", changed_at=LATER)
    (found,) = revise((replace(BILL, sequence=4),), (changed,), LATER)
    assert (found.sequence, found.content, found.changed_at) == (5, "c", LATER)


def test_what_is_gone_is_cancelled_once_and_told_again() -> None:
    (gone,) = revise((BILL,), (), LATER)
    assert (gone.cancelled, gone.sequence, gone.changed_at) == (True, 1, LATER)
    assert revise((gone,), (), LATER + timedelta(days=9)) == (gone,)


def test_what_comes_back_is_confirmed_with_a_higher_sequence() -> None:
    (gone,) = revise((BILL,), (), LATER)
    (back,) = revise((gone,), (BILL,), LATER)
    assert (back.cancelled, back.sequence) == (False, 2)


def test_what_is_long_gone_is_forgotten() -> None:
    (gone,) = revise((BILL,), (), LATER)
    assert revise((gone,), (), NOW + timedelta(days=KEPT_DAYS + 8)) == ()
