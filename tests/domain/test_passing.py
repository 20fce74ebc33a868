"""What the clock alone changes."""

import pytest

from assistant.domain.passing import passed
from assistant.domain.snapshot import Changes
from tests.domain.facts import account, beijing, bill, snapshot


@pytest.mark.parametrize(
    ("before", "now", "changes"),
    [
        ("2026-11-03 12:00", "2026-11-03 12:09", Changes.NONE),
        ("2026-11-03 12:09", "2026-11-03 12:10", Changes.CLOCK),
        ("2026-11-03 12:10", "2026-11-03 12:09", Changes.CLOCK),  # set back
        ("2026-11-03 23:59", "2026-11-04 00:00", Changes.EVERYTHING),
        ("2026-11-04 00:00", "2026-11-03 23:59", Changes.EVERYTHING),
        ("2026-11-10 19:59", "2026-11-10 20:00", Changes.EVERYTHING),  # late from now on
        ("2026-11-10 20:00", "2026-11-10 20:10", Changes.CLOCK),
    ],
)
def test_a_new_day_and_a_cut_off_change_everything(before: str, now: str, changes: Changes) -> None:
    seen = snapshot(now, accounts=(account(cutoff="20:00"),), bills=(bill("600"),))
    assert passed(seen, beijing(before)) == changes


def test_the_clock_is_no_change_of_the_users() -> None:
    assert not Changes.CLOCK & Changes.EVERYTHING
