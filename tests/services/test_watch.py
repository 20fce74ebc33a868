"""The watch on a real store: what was shown stays shown, also after undo and restart."""

from collections.abc import Callable
from datetime import timedelta

from assistant.domain.account import DatedTerm
from assistant.domain.draft import AccountDraft, BillDraft
from assistant.domain.money import Money
from assistant.domain.snooze import snooze_until
from assistant.services.session import Session
from tests.conftest import SHANGHAI, FakeClock
from tests.domain.facts import beijing, day


def with_bill(session: Session) -> None:
    """One 花呗 bill of 500, due on 10 November."""
    session.ledger.open_account(AccountDraft("huabei", "花呗", (DatedTerm("limit", "5000"),)))
    session.ledger.record_bill(BillDraft(1, day("2026-11-01"), day("2026-11-10"), Money.of("500")))


def said(session: Session) -> list[str]:
    """Tick, show and record; the stages that were shown."""
    stages: list[str] = []
    for notice in session.watch.tick().notices:
        stages.extend(reminder.stage for reminder in notice.reminders)
        session.watch.shown(notice)
    return stages


def test_a_stage_is_shown_once_also_after_a_restart(
    open_store: Callable[[], Session], clock: FakeClock
) -> None:
    session = open_store()
    with_bill(session)
    assert said(session) == []
    clock.now = beijing("2026-11-07 09:00")
    assert said(session) == ["d3"]
    assert said(session) == []
    session = open_store()
    assert said(session) == []
    clock.now = beijing("2026-11-10 22:00")
    session = open_store()
    assert said(session) == ["cutoff"]


def test_a_notice_that_was_not_shown_is_not_recorded(session: Session, clock: FakeClock) -> None:
    with_bill(session)
    clock.now = beijing("2026-11-07 09:00")
    session.watch.tick()  # the desktop refused it
    assert said(session) == ["d3"]


def test_paid_is_silent_and_undo_of_it_keeps_what_was_shown(
    session: Session, clock: FakeClock
) -> None:
    with_bill(session)
    clock.now = beijing("2026-11-07 09:00")
    assert said(session) == ["d3"]
    due = session.watch.due("bill:1:2026-11-01")
    assert due is not None
    session.ledger.mark_paid(due)
    assert session.watch.due(due.key) is None
    clock.now = beijing("2026-11-08 09:00")
    assert said(session) == []
    session.ledger.undo()
    assert said(session) == []  # d3 stays shown
    clock.now = beijing("2026-11-09 18:00")
    assert said(session) == ["eve"]


def test_snoozing_brings_it_back_in_an_hour(session: Session, clock: FakeClock) -> None:
    with_bill(session)
    clock.now = beijing("2026-11-07 09:00")
    said(session)
    due = session.watch.due("bill:1:2026-11-01")
    assert due is not None
    session.watch.snooze(due, snooze_until("1h", clock(), SHANGHAI))
    clock.move(minutes=59)
    assert said(session) == []
    clock.move(minutes=1)
    assert said(session) == ["d3"]
    clock.move(hours=2)
    assert said(session) == []


def test_a_long_gap_between_ticks_is_sleep_and_gathers_what_was_missed(
    session: Session, clock: FakeClock
) -> None:
    with_bill(session)
    session.ledger.open_account(AccountDraft("credit_card", "卡", ()))
    session.ledger.record_bill(BillDraft(2, day("2026-10-25"), day("2026-11-12"), Money.of("90")))
    said(session)
    clock.now = beijing("2026-11-09 20:00")
    (notice,) = session.watch.tick().notices
    assert notice.is_grouped
    assert [reminder.stage for reminder in notice.reminders] == ["eve", "d3"]


def test_a_new_due_day_has_stages_of_its_own(session: Session, clock: FakeClock) -> None:
    with_bill(session)
    clock.now = beijing("2026-11-07 09:00")
    assert said(session) == ["d3"]
    clock.move(seconds=30)
    session.ledger.edit_bill(1, BillDraft(1, day("2026-11-01"), day("2026-11-15"), Money.of("500")))
    assert said(session) == []
    clock.now = beijing("2026-11-08 09:00")
    assert said(session) == ["d7"]


def test_ticks_thirty_seconds_apart_tell_a_stage_within_a_tick(
    session: Session, clock: FakeClock
) -> None:
    with_bill(session)
    clock.now = beijing("2026-11-07 08:59:45")
    assert said(session) == []
    clock.move(seconds=30)
    (notice,) = session.watch.tick().notices
    assert clock() - notice.reminders[0].at <= timedelta(seconds=60)
