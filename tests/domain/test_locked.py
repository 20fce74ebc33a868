"""While the store is locked only times are known."""

from dataclasses import fields, replace

from assistant.domain.locked import AT_LOGIN, LockedSchedule, locked_schedule
from assistant.domain.money import ZERO
from assistant.domain.quiet import parse_quiet
from assistant.domain.reminders import LedgerRow
from assistant.domain.stages import parse_plan
from assistant.domain.wishes import Wishes
from tests.domain.facts import beijing, day, loan_due
from tests.domain.rules.seen import SHANGHAI
from tests.domain.test_reminders import START

ON = day("2026-11-10")
DUE = loan_due(1, ON, START)
NOW = beijing("2026-11-08 12:00")
ONE_DAY = Wishes(parse_plan("d3,day,cutoff"))


def test_it_keeps_nothing_but_times() -> None:
    kept = locked_schedule([DUE], [], ONE_DAY, NOW, SHANGHAI)
    assert kept.coming == (beijing("2026-11-10 07:30"), beijing("2026-11-10 21:00"))
    assert {field.name for field in fields(kept)} == {"coming", "ask"}


def test_each_time_asks_once_and_missed_ones_together() -> None:
    kept = locked_schedule([DUE], [], ONE_DAY, NOW, SHANGHAI)
    asks, kept = kept.tick(beijing("2026-11-10 07:29"))
    assert not asks
    asks, kept = kept.tick(beijing("2026-11-10 22:00"))
    assert asks
    assert kept == LockedSchedule(())
    assert kept.tick(beijing("2026-11-10 22:01")) == (False, kept)


def test_the_mornings_after_a_cutoff_go_on_until_it_is_unlocked() -> None:
    kept = locked_schedule([DUE], [], Wishes(parse_plan("overdue")), NOW, SHANGHAI)
    assert kept.coming[0] == beijing("2026-11-11 09:00")
    assert len(kept.coming) == 60
    late = Wishes(parse_plan("overdue@09:00"))
    soon = replace(DUE, cutoff=beijing("2026-11-08 17:00"))
    assert locked_schedule([soon], [], late, NOW, SHANGHAI).coming[0] == beijing("2026-11-09 09:00")


def test_shown_muted_and_paid_dues_have_no_times_but_snoozes_have() -> None:
    until = beijing("2026-11-09 20:00")
    ledger = [
        LedgerRow(DUE.key, ON, "day", START),
        LedgerRow(DUE.key, ON, "cutoff", START, snoozed_until=until),
    ]
    assert locked_schedule([DUE], ledger, ONE_DAY, NOW, SHANGHAI).coming == (until,)
    muted = replace(ONE_DAY, muted=frozenset({(DUE.key, ON)}))
    paid = replace(DUE, to_pay=ZERO)
    assert locked_schedule([DUE], [], muted, NOW, SHANGHAI).coming == ()
    assert locked_schedule([paid], [], ONE_DAY, NOW, SHANGHAI).coming == ()


def test_quiet_hours_move_a_time_but_not_past_the_cutoff() -> None:
    quiet = replace(ONE_DAY, quiet=parse_quiet("20:00", "08:00"))
    kept = locked_schedule([DUE], [], quiet, NOW, SHANGHAI)
    assert kept.coming == (beijing("2026-11-10 08:00"), beijing("2026-11-10 21:00"))


def test_at_login_without_the_key_it_asks_once() -> None:
    asks, kept = AT_LOGIN.tick(NOW)
    assert asks
    assert kept.tick(NOW) == (False, kept)
