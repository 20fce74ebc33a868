"""Sleep, moved clocks and the wait for the desktop, by the wall clock alone."""

from datetime import timedelta

from assistant.domain.heartbeat import DESKTOP_PATIENCE, Heartbeat
from tests.domain.facts import beijing

START = beijing("2026-11-10 12:00")


def beating(*seconds: int) -> Heartbeat:
    """A heart that beat at these seconds after the start."""
    heart = Heartbeat()
    for second in seconds:
        heart.beat(START + timedelta(seconds=second))
        heart.settle()
    return heart


def test_regular_ticks_are_awake_since_the_first() -> None:
    assert beating(0, 30, 180).awake_since == START + DESKTOP_PATIENCE


def test_a_gap_or_a_clock_set_back_begins_anew() -> None:
    assert beating(0, 151).awake_since == START + timedelta(seconds=151) + DESKTOP_PATIENCE
    assert beating(0, 30, -60).awake_since == START - timedelta(seconds=60) + DESKTOP_PATIENCE


def test_during_the_first_tick_after_a_gap_nothing_came_awake() -> None:
    heart = beating(0)
    heart.beat(START + timedelta(hours=8))
    assert heart.awake_since is None


def test_a_wake_up_that_is_announced_counts_like_a_gap() -> None:
    heart = beating(0, 30)
    heart.wake()
    heart.beat(START + timedelta(seconds=31))
    assert heart.awake_since is None


def test_notices_wait_for_the_desktop_at_most_twenty_seconds() -> None:
    heart = beating(0, 8 * 3600)
    woke = START + timedelta(hours=8)
    assert heart.must_wait(woke, desktop_ready=False)
    assert heart.must_wait(woke + timedelta(seconds=19), desktop_ready=False)
    assert not heart.must_wait(woke + timedelta(seconds=20), desktop_ready=False)
    assert not heart.must_wait(woke, desktop_ready=True)
    assert not heart.must_wait(woke - timedelta(hours=1), desktop_ready=False)  # set back again
    assert not Heartbeat().must_wait(woke, desktop_ready=False)
