"""The wait after wrong passphrases."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.attempts import LONGEST, Attempts, delay

NOW = datetime(2026, 11, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (1, 0), (2, 0), (3, 2), (4, 4), (5, 8), (9, 128), (10, 256), (11, 300), (10_000, 300)],
)
def test_the_wait_grows_and_has_an_end(failures: int, seconds: int) -> None:
    assert delay(failures) == timedelta(seconds=seconds)
    assert delay(failures) <= LONGEST


def test_nothing_went_wrong_yet() -> None:
    assert Attempts().wait(NOW) == timedelta(0)


def test_the_wait_runs_down() -> None:
    wrong = Attempts(4, NOW).failed(NOW)
    assert wrong == Attempts(5, NOW)
    assert wrong.wait(NOW) == timedelta(seconds=8)
    assert wrong.wait(NOW + timedelta(seconds=5)) == timedelta(seconds=3)
    assert wrong.wait(NOW + timedelta(seconds=9)) == timedelta(0)


def test_a_clock_that_was_set_back_shortens_nothing() -> None:
    assert Attempts(3, NOW).wait(NOW - timedelta(days=1)) == timedelta(seconds=2)
