"""Alerts: when they are told, and how often."""

from dataclasses import replace

from assistant.domain.alert import Alert, Repeat, alert_stages, morning_after, morning_of
from tests.domain.facts import beijing, day
from tests.domain.rules.seen import SHANGHAI

ONCE = Alert("ending", "loan:1", day("2026-11-20"), beijing("2026-11-13 10:00"))
DAILY = replace(ONCE, repeat=Repeat.DAILY, act_by=beijing("2026-11-16 08:00"))


def keys(alert: Alert, now: str) -> list[str]:
    return [key for key, _ in alert_stages(alert, SHANGHAI, beijing(now))]


def test_an_alert_has_a_key_of_its_own_in_the_ledger() -> None:
    assert ONCE.key == "rule:ending:loan:1"


def test_once_is_one_stage() -> None:
    assert keys(ONCE, "2026-11-19 12:00") == ["alert"]


def test_daily_is_a_stage_each_morning_until_it_is_too_late() -> None:
    assert keys(DAILY, "2026-11-10 12:00") == ["alert-2026-11-13", "alert-2026-11-14"]
    assert keys(DAILY, "2026-11-15 12:00") == ["alert-2026-11-14", "alert-2026-11-15"]
    open_ended = replace(DAILY, act_by=None)
    assert keys(open_ended, "2026-12-01 12:00")[-1] == "alert-2026-12-02"


def test_what_is_typed_now_is_told_the_next_morning() -> None:
    assert morning_after(beijing("2026-11-10 09:00"), SHANGHAI) == beijing("2026-11-10 10:00")
    assert morning_after(beijing("2026-11-10 10:00:01"), SHANGHAI) == beijing("2026-11-11 10:00")
    assert morning_of(day("2026-11-10"), SHANGHAI) == beijing("2026-11-10 10:00")
