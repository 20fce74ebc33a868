"""The heartbeat: at most a minute apart, at once when asked, and it notices sleep."""

from pytestqt.qtbot import QtBot

from assistant.ui.ticker import TICK_MS, Ticker
from tests.conftest import FakeClock


def test_ticks_are_at_most_a_minute_apart() -> None:
    assert 0 < TICK_MS <= 60_000


def test_a_kick_ticks_at_once(qtbot: QtBot, clock: FakeClock) -> None:
    ticker = Ticker(clock)
    with qtbot.waitSignal(ticker.ticked):
        ticker.kick()


def test_a_gap_in_the_wall_clock_is_sleep(qtbot: QtBot, clock: FakeClock) -> None:
    ticker = Ticker(clock)
    ticker.kick()
    clock.move(seconds=40)
    with qtbot.assertNotEmitted(ticker.resumed):
        ticker.kick()
    for gap in (3600, -3600):  # asleep, or set back
        clock.move(seconds=gap)
        with qtbot.waitSignal(ticker.resumed):
            ticker.kick()


def test_waking_up_ticks_at_once_however_short_the_sleep_was(
    qtbot: QtBot, clock: FakeClock
) -> None:
    ticker = Ticker(clock)
    ticker.kick()
    clock.move(seconds=40)
    with qtbot.waitSignals([ticker.resumed, ticker.ticked]):
        ticker.wake()
    with qtbot.assertNotEmitted(ticker.resumed):
        ticker.kick()
