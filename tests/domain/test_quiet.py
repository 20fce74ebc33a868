"""Quiet hours hold a notice, but never until it is too late."""

from datetime import time
from zoneinfo import ZoneInfo

import pytest

from assistant.domain.quiet import QuietHours, can_wait, parse_quiet, readable_quiet
from assistant.errors import UserError
from tests.domain.facts import beijing
from tests.domain.rules.seen import SHANGHAI

NIGHT = QuietHours(time(22), time(8))


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-10 21:59", None),
        ("2026-11-10 22:00", "2026-11-11 08:00"),
        ("2026-11-11 07:59", "2026-11-11 08:00"),
        ("2026-11-11 08:00", None),
    ],
)
def test_the_night_is_quiet_over_midnight(now: str, until: str | None) -> None:
    assert NIGHT.release(beijing(now), SHANGHAI) == (None if until is None else beijing(until))


def test_quiet_hours_by_day_end_on_the_same_day() -> None:
    noon = QuietHours(time(12), time(14))
    assert noon.release(beijing("2026-11-10 12:30"), SHANGHAI) == beijing("2026-11-10 14:00")
    assert noon.release(beijing("2026-11-10 14:30"), SHANGHAI) is None


def test_a_clock_set_back_inside_them_ends_them_early_never_late() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    hours = QuietHours(time(2), time(2, 45))
    again = beijing("2026-10-25 09:30")  # 2:30 for the second time that night
    assert again.astimezone(berlin).fold == 1
    assert hours.release(again, berlin) is None


def test_a_notice_waits_only_while_time_is_left_to_act() -> None:
    release, now = beijing("2026-11-11 08:00"), beijing("2026-11-10 23:00")
    assert can_wait(release, None, now)
    assert can_wait(release, beijing("2026-11-11 11:00"), now)
    assert not can_wait(release, beijing("2026-11-11 10:59"), now)
    assert can_wait(release, beijing("2026-11-10 22:00"), now)  # it is too late anyway


def test_two_times_make_quiet_hours() -> None:
    assert parse_quiet("22:00", "08:00") == NIGHT
    assert parse_quiet("", "08:00") is parse_quiet("22:00", "") is None
    assert parse_quiet("08:00", "8:00") is None
    with pytest.raises(UserError):
        parse_quiet("25:00", "08:00")
    assert readable_quiet("25:00", "08:00") is None
    assert readable_quiet("22:00", "08:00") == NIGHT
