"""The reminder state machine: each stage at its minute, once, in the user's own zone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.alert import Alert, Repeat
from assistant.domain.dues import Obligation, obligations
from assistant.domain.money import ZERO
from assistant.domain.quiet import parse_quiet
from assistant.domain.reminders import LedgerRow, evaluate
from assistant.domain.stages import DEFAULT_PLAN, instants, late_instants, parse_plan, stage_instant
from assistant.domain.standing import State
from assistant.domain.wishes import Wishes
from tests.domain.facts import beijing, bill, snapshot

ALL = Wishes()
SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 1, tzinfo=UTC)


KEY = "bill:1:2026-11-01"


def a_due(key: str = KEY, **changes: object) -> Obligation:
    """A bill due on 10 November that exists since the first."""
    (found,) = obligations(snapshot("2026-11-03 12:00", bills=(bill("500"),)), date(2026, 12, 1))
    return replace(found, key=key, **({"since": START} | changes))  # type: ignore[arg-type]


def overdue(due: Obligation) -> Obligation:
    """The same due after its cut-off."""
    return replace(due, state=State.OVERDUE)


@pytest.mark.parametrize(
    ("stage", "at"),
    [
        ("d7", "2026-11-03 09:00"),
        ("d3", "2026-11-07 09:00"),
        ("eve", "2026-11-09 18:00"),
        ("day", "2026-11-10 07:30"),
        ("cutoff", "2026-11-10 21:00"),
    ],
)
def test_each_stage_has_its_minute(stage: str, at: str) -> None:
    due = a_due()
    found = dict(instants(DEFAULT_PLAN, due.due_date, due.cutoff, SHANGHAI))
    assert found[stage] == beijing(at)


def test_an_overdue_due_is_told_every_morning() -> None:
    due = overdue(a_due())
    late = dict(late_instants(DEFAULT_PLAN, due.cutoff, SHANGHAI, beijing("2026-11-13 12:00")))
    assert late == {
        f"overdue-2026-11-{day}": beijing(f"2026-11-{day} 09:00") for day in range(11, 16)
    }


def test_a_cutoff_in_the_afternoon_is_overdue_from_the_next_morning() -> None:
    due = replace(overdue(a_due()), cutoff=beijing("2026-11-10 17:00"))
    found = late_instants(DEFAULT_PLAN, due.cutoff, SHANGHAI, beijing("2026-11-11 12:00"))
    assert next(key for key, _ in found) == "overdue-2026-11-11"


@pytest.mark.parametrize(
    "zone", ["Pacific/Honolulu", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"]
)
def test_stage_hours_are_local_and_always_before_the_cutoff(zone: str) -> None:
    local = ZoneInfo(zone)
    due = a_due()
    found = instants(DEFAULT_PLAN, due.due_date, due.cutoff, local)
    for key, at in found:
        assert at < due.cutoff
        if key in ("d7", "d3"):
            assert at.astimezone(local).strftime("%H:%M") == "09:00"
    at = dict(found)["day"].astimezone(local)
    assert at.strftime("%H:%M") == "07:30"
    # In Honolulu the due day ends at 6:00 in the morning: the stage moves to the day before.
    assert at.day == (9 if zone == "Pacific/Honolulu" else 10)


def test_a_stage_before_the_due_came_to_exist_is_void() -> None:
    due = a_due(since=beijing("2026-11-08 12:00"))
    outcome = evaluate([due], (), ALL, beijing("2026-11-08 12:01"), SHANGHAI, None)
    assert outcome.notices == ()
    assert outcome.coming[0] == beijing("2026-11-09 18:00")


def test_a_due_that_comes_up_while_the_program_runs_is_a_notice_of_its_own() -> None:
    now = beijing("2026-11-07 09:00")
    two = [a_due(), a_due("bill:2:2026-11-01")]
    ledger = [LedgerRow(due.key, due.due_date, "d7", START) for due in two]
    outcome = evaluate(two, ledger, ALL, now, SHANGHAI, now - timedelta(seconds=30))
    assert [notice.is_grouped for notice in outcome.notices] == [False, False]
    assert {notice.reminders[0].stage for notice in outcome.notices} == {"d3"}


def test_what_was_missed_is_one_notice_with_the_newest_stage_of_each() -> None:
    two = [a_due(), a_due("loan:1:1")]
    outcome = evaluate(two, (), ALL, beijing("2026-11-09 20:00"), SHANGHAI, None)
    (notice,) = outcome.notices
    assert notice.is_grouped
    assert [reminder.stage for reminder in notice.reminders] == ["eve", "eve"]
    # The older ones are recorded with it and never come again.
    assert {row.stage for row in notice.covers} == {"d7", "d3", "eve"}
    again = evaluate(two, notice.covers, ALL, beijing("2026-11-09 20:01"), SHANGHAI, None)
    assert again.notices == ()


def test_a_clock_set_back_repeats_nothing() -> None:
    due = a_due()
    shown = evaluate([due], (), ALL, beijing("2026-11-07 09:00"), SHANGHAI, None).notices[0]
    for now in ("2026-11-03 09:30", "2026-11-06 12:00", "2026-11-07 09:00"):
        assert evaluate([due], shown.covers, ALL, beijing(now), SHANGHAI, None).notices == ()


def test_stages_that_the_user_does_not_want_are_left_out() -> None:
    chosen = Wishes(parse_plan("day"))
    outcome = evaluate([a_due()], (), chosen, beijing("2026-11-09 20:00"), SHANGHAI, None)
    assert outcome.notices == ()
    assert outcome.coming[0] == beijing("2026-11-10 07:30")


def test_a_snoozed_reminder_comes_once_more() -> None:
    due = a_due()
    until = beijing("2026-11-07 10:00")
    rows = [
        LedgerRow(due.key, due.due_date, "d7", START),
        LedgerRow(due.key, due.due_date, "d3", START, until),
    ]
    awake = beijing("2026-11-07 08:00")
    early = evaluate([due], rows, ALL, until - timedelta(minutes=1), SHANGHAI, awake)
    assert (early.notices, early.coming[0]) == ((), until)
    (notice,) = evaluate([due], rows, ALL, until, SHANGHAI, awake).notices
    assert [row.snoozed_until for row in notice.covers] == [None]
    rows[1] = notice.covers[0]
    assert evaluate([due], rows, ALL, until, SHANGHAI, awake).notices == ()


def test_an_overdue_reminder_can_be_snoozed_too() -> None:
    due = overdue(a_due())
    until = beijing("2026-11-11 20:00")
    rows = [
        LedgerRow(due.key, due.due_date, key, START)
        for key, _ in instants(DEFAULT_PLAN, due.due_date, due.cutoff, SHANGHAI)
    ]
    rows.append(LedgerRow(due.key, due.due_date, "overdue-2026-11-11", START, until))
    (notice,) = evaluate([due], rows, ALL, until, SHANGHAI, START).notices
    assert notice.reminders[0].stage == "overdue-2026-11-11"


def test_nothing_to_pay_says_nothing() -> None:
    due = a_due(to_pay=ZERO)
    assert evaluate([due], (), ALL, beijing("2026-11-10 12:00"), SHANGHAI, None).notices == ()


@given(
    st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    st.sampled_from(
        ["Asia/Shanghai", "Pacific/Honolulu", "Pacific/Kiritimati", "Australia/Lord_Howe"]
    ),
    st.integers(0, 1440),
)
@settings(max_examples=200)
def test_stages_come_in_order_and_before_the_cutoff_everywhere(
    on: date, zone: str, cutoff_minutes: int
) -> None:
    from assistant.domain.calendar import cutoff_instant

    due = replace(a_due(), due_date=on, cutoff=cutoff_instant(on, cutoff_minutes))
    found = [stage_instant(stage, on, due.cutoff, ZoneInfo(zone)) for stage in DEFAULT_PLAN.leads]
    assert all(at < due.cutoff for at in found)
    assert found[0] < found[1] < found[2]


@given(st.lists(st.integers(0, 14 * 24 * 60), min_size=1, max_size=30))
def test_however_often_the_clock_ticks_a_stage_is_said_once(minutes: list[int]) -> None:
    due = a_due()
    ledger: list[LedgerRow] = []
    said: list[str] = []
    awake: datetime | None = None
    for minute in sorted(minutes):
        now = beijing("2026-11-01 08:00") + timedelta(minutes=minute)
        at_hand = overdue(due) if now >= due.cutoff else due
        outcome = evaluate([at_hand], ledger, ALL, now, SHANGHAI, awake)
        for notice in outcome.notices:
            said.extend(reminder.stage for reminder in notice.reminders)
            ledger.extend(notice.covers)
        awake = awake or now
    assert len(said) == len(set(said))


def test_a_stage_before_one_that_was_told_is_never_told_any_more() -> None:
    # Typed on the evening after 9:00 in Shanghai, then the user travels: 9:00 is still to come there.
    due = overdue(a_due(since=beijing("2026-11-11 10:00")))
    rows = [LedgerRow(due.key, due.due_date, "overdue-2026-11-12", START)]
    now = beijing("2026-11-12 12:00")
    assert evaluate([due], rows, ALL, now, ZoneInfo("America/New_York"), None).notices == ()


def test_the_cutoffs_stage_comes_although_the_days_stage_is_later_west_of_it() -> None:
    # Told at 06:15 in Shanghai; then in New York, where that stage stands behind the cut-off's.
    plan = Wishes(plan=parse_plan("day@06:15,cutoff@6"))
    told = LedgerRow(KEY, date(2026, 11, 10), "day", beijing("2026-11-10 06:15"))
    now = beijing("2026-11-11 00:30")
    at = evaluate([a_due()], [told], plan, now, ZoneInfo("America/New_York"), None)
    assert [row.stage for notice in at.notices for row in notice.reminders] == ["cutoff"]


def test_what_a_clock_that_was_ahead_told_makes_older_stages_out_of_date() -> None:
    # The clock stood at the ninth and told the evening's stage; it is the seventh really.
    told = LedgerRow(KEY, date(2026, 11, 10), "eve", beijing("2026-11-09 18:00"))
    found = evaluate([a_due()], [told], ALL, beijing("2026-11-07 12:00"), SHANGHAI, None)
    assert found.notices == ()


def test_a_clock_that_was_days_ahead_is_silent_until_it_is_past_what_was_told() -> None:
    due = overdue(a_due())
    rows = [LedgerRow(due.key, due.due_date, "overdue-2026-11-20", START)]
    for day, said in (("12", 0), ("20", 0), ("21", 1)):
        outcome = evaluate([due], rows, ALL, beijing(f"2026-11-{day} 09:00"), SHANGHAI, None)
        assert len(outcome.notices) == said


def test_quiet_hours_hold_a_notice_but_no_snooze() -> None:
    due = a_due()
    night = Wishes(quiet=parse_quiet("17:00", "08:00"))
    at = beijing("2026-11-09 18:00")
    rows = [LedgerRow(due.key, due.due_date, "d3", START, snoozed_until=at)]
    held = evaluate([due], rows[:0], night, at, SHANGHAI, None)
    assert (held.notices, held.coming[0]) == ((), beijing("2026-11-10 07:30"))
    (notice,) = evaluate([due], rows, night, at, SHANGHAI, None).notices
    assert [row.stage for row in notice.reminders] == ["d3"]
    assert len(notice.covers) == 1


def test_alerts_stand_after_the_dues_and_are_told_together_while_awake() -> None:
    now = beijing("2026-11-07 09:00:30")
    alerts = [
        Alert("ending", about, date(2026, 11, 20), now - timedelta(seconds=30))
        for about in ("loan:1", "loan:2")
    ]
    awake = now - timedelta(minutes=5)
    ledger = [LedgerRow(KEY, date(2026, 11, 10), "d7", START)]
    fresh = evaluate([a_due()], ledger, ALL, now, SHANGHAI, awake, alerts=alerts).notices
    assert [(len(row.reminders), len(row.alerts)) for row in fresh] == [(1, 0), (0, 2)]
    (group,) = evaluate([a_due()], ledger, ALL, now, SHANGHAI, None, alerts=alerts).notices
    assert group.is_grouped
    assert (len(group.reminders), len(group.alerts)) == (1, 2)


def test_an_alert_is_told_once_and_can_be_muted_snoozed_and_acknowledged() -> None:
    now = beijing("2026-11-09 12:00")
    alert = Alert("x", "y", date(2026, 11, 20), now - timedelta(days=2), repeat=Repeat.DAILY)
    row = LedgerRow(alert.key, alert.due_date, "alert-2026-11-09", START)

    def said(*rows: LedgerRow, wishes: Wishes = ALL, told: Alert = alert) -> int:
        return len(evaluate([], rows, wishes, now, SHANGHAI, None, alerts=[told]).notices)

    older = replace(row, stage="alert-2026-11-08")
    assert said() == 1
    assert said(row, older) == 0
    assert said(replace(row, snoozed_until=now), older) == 1
    assert said(replace(older, acknowledged_at=now)) == 0
    assert said(wishes=Wishes(muted=frozenset({(alert.key, alert.due_date)}))) == 0
    assert said(told=replace(alert, act_by=now)) == 0
    # A muted due is as silent.
    due = a_due()
    muted = Wishes(muted=frozenset({(due.key, due.due_date)}))
    assert evaluate([due], [], muted, now, SHANGHAI, None).notices == ()


def test_a_newer_stage_takes_a_snooze_that_is_over_with_it() -> None:
    due = a_due()
    now = beijing("2026-11-09 18:00")
    asked = LedgerRow(due.key, due.due_date, "asked", START, now, superseded=True)
    told = LedgerRow(due.key, due.due_date, "d3", START, now)
    (notice,) = evaluate([due], [asked, told], ALL, now, SHANGHAI, None).notices
    kept = {row.stage: (row.snoozed_until, row.superseded) for row in notice.covers}
    assert kept["eve"] == (None, False)
    assert kept["d3"] == (None, False)
    assert kept["asked"] == (None, True)


def test_what_a_newer_stage_passes_over_is_recorded_as_passed_over() -> None:
    (notice,) = evaluate([a_due()], [], ALL, beijing("2026-11-07 12:00"), SHANGHAI, None).notices
    assert {row.stage: row.superseded for row in notice.covers} == {"d7": True, "d3": False}


def test_of_two_snoozes_that_are_over_the_later_one_is_told() -> None:
    due = a_due()
    now = beijing("2026-11-08 12:00")
    rows = [
        LedgerRow(due.key, due.due_date, stage, START, now - timedelta(hours=hours))
        for stage, hours in (("d7", 3), ("d3", 1))
    ]
    (notice,) = evaluate([due], rows, ALL, now, SHANGHAI, None).notices
    assert [row.stage for row in notice.reminders] == ["d3"]


def test_an_alert_that_quiet_hours_would_outlast_is_told_in_them() -> None:
    night = Wishes(quiet=parse_quiet("17:00", "08:00"))
    now = beijing("2026-11-09 18:00")
    alert = Alert("x", "y", date(2026, 11, 20), now - timedelta(minutes=1))
    held = evaluate([], [], night, now, SHANGHAI, None, alerts=[alert])
    assert held.notices == ()
    soon = replace(alert, act_by=beijing("2026-11-09 23:00"))
    assert len(evaluate([], [], night, now, SHANGHAI, None, alerts=[soon]).notices) == 1


def test_an_alert_that_is_told_only_once_needs_no_acknowledgement_to_stay_silent() -> None:
    now = beijing("2026-11-09 12:00")
    alert = Alert("x", "y", date(2026, 11, 20), now - timedelta(days=2))
    other = LedgerRow(alert.key, alert.due_date, "asked", START, acknowledged_at=now)
    assert len(evaluate([], [other], ALL, now, SHANGHAI, None, alerts=[alert]).notices) == 1
