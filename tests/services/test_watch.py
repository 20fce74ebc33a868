"""The watch on a real store: what was shown stays shown, also after undo and restart."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from assistant.clock import SystemZone, reread_zone
from assistant.domain.account import DatedTerm
from assistant.domain.caps import RateRules
from assistant.domain.draft import AccountDraft, BillDraft, PayingAccountDraft, ReadingDraft
from assistant.domain.dues import Obligation, every_due
from assistant.domain.money import Money
from assistant.domain.snapshot import Snapshot
from assistant.domain.snooze import snooze_until
from assistant.errors import StorageError, StorageTrouble, UserError
from assistant.services import watch as watching
from assistant.services.alert_facts import AlertFinder, Behind
from assistant.services.session import Session
from assistant.services.watch import Watch
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


def test_a_store_that_cannot_be_written_for_a_while_never_says_it_twice(
    session: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_bill(session)
    clock.now = beijing("2026-11-07 09:00")
    (notice,) = session.watch.tick().notices

    def locked() -> None:
        raise StorageError(StorageTrouble.LOCKED, "")

    with monkeypatch.context() as patched:
        patched.setattr(session.store, "unjournalled", locked)
        with pytest.raises(StorageError):
            session.watch.shown(notice)
        clock.move(seconds=30)
        assert session.watch.tick().notices == ()  # kept in memory; still locked
    clock.move(seconds=30)
    assert session.watch.tick().notices == ()
    assert [row.stage for row in session.watch.history()] == ["d3"]


def test_after_a_start_notices_wait_for_the_desktop_and_not_for_ever(
    session: Session, clock: FakeClock
) -> None:
    with_bill(session)
    clock.now = beijing("2026-11-07 12:00")
    session.watch.tick()
    assert session.watch.must_wait(desktop_ready=False)
    clock.move(seconds=20)
    (notice,) = session.watch.tick().notices
    assert not session.watch.must_wait(desktop_ready=False)
    assert notice.reminders[0].stage == "d3"
    session.watch.shown(notice)
    session.watch.woke()
    session.watch.tick()
    assert session.watch.must_wait(desktop_ready=False)


def test_a_zone_that_is_changed_while_it_runs_moves_the_stages(
    session: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_bill(session)
    watch = Watch(session.store, session.queries.snapshot, clock, SystemZone())
    try:
        for zone, at in (
            ("Asia/Shanghai", "2026-11-07 09:00"),
            ("Europe/Berlin", "2026-11-03 16:00"),
        ):
            monkeypatch.setenv("TZ", zone)
            assert watch.tick().coming[0] == beijing(at)
    finally:
        monkeypatch.undo()
        reread_zone()


def test_a_locked_store_leaves_only_times_behind(session: Session, clock: FakeClock) -> None:
    with_bill(session)
    kept = session.watch.locked_schedule()
    assert kept.coming[0] == beijing("2026-11-07 09:00")
    assert "500" not in repr(kept)


def test_alerts_come_through_the_watch_and_follow_the_store(
    session: Session, clock: FakeClock
) -> None:
    with_bill(session)
    session.ledger.save_paying_account(PayingAccountDraft("余额宝", Money.of("10")))
    session.ledger.edit_account(1, AccountDraft("huabei", "花呗", (), (1,)))
    clock.now = beijing("2026-11-07 10:00")
    alert = session.watch.alert("rule:not_funded:bill:1:2026-11-01")
    assert alert is not None
    assert alert.facts["missing"] == Money.of("490")
    session.ledger.save_paying_account(PayingAccountDraft("余额宝", Money.of("500")), 1)
    assert session.watch.alert(alert.key) is None


def test_a_users_rate_table_that_is_wrong_silences_only_the_rule_that_needs_it(
    session: Session, clock: FakeClock
) -> None:
    def broken() -> RateRules:
        raise UserError("file.bad_value", "lpr.toml")

    with_bill(session)
    found = AlertFinder(session.store, broken, SHANGHAI, Behind())(session.queries.snapshot())
    assert "credit_report" in {alert.rule for alert in found}


def test_dues_are_computed_when_something_changes_and_not_at_every_tick(
    session: Session, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_bill(session)
    computed: list[datetime] = []

    def counted(snapshot: Snapshot, until: date) -> tuple[Obligation, ...]:
        computed.append(snapshot.now)
        return every_due(snapshot, until)

    monkeypatch.setattr(watching, "every_due", counted)
    clock.now = beijing("2026-11-10 21:30")
    for _minute in range(155):
        session.watch.tick()
        clock.move(minutes=1)
    assert computed == [beijing("2026-11-10 21:30"), beijing("2026-11-11 00:00")]
    session.ledger.record_reading(ReadingDraft(1, day("2026-11-11"), Money.of("70")))
    session.watch.tick()
    clock.move(days=-1)  # set back: what is kept begins later
    session.watch.tick()
    assert len(computed) == 4


def test_a_snapshot_is_read_from_the_store_only_when_something_was_written(
    session: Session, clock: FakeClock
) -> None:
    with_bill(session)
    first = session.queries.snapshot()
    clock.move(minutes=1)
    second = session.queries.snapshot()
    assert second.now == clock.now
    assert second.bills is first.bills
    session.ledger.set_setting("theme", "dark")
    assert session.queries.snapshot().bills is not first.bills
