"""Until when a reminder is put off."""

from datetime import datetime

import pytest

from assistant.domain.snooze import check_snooze, snooze_until
from assistant.errors import UserError
from tests.domain.facts import beijing
from tests.domain.rules.seen import SHANGHAI

NOW = beijing("2026-11-10 12:00")
CUTOFF = beijing("2026-11-11 00:00")


@pytest.mark.parametrize(
    ("choice", "now", "until"),
    [
        ("1h", "2026-11-10 07:30", "2026-11-10 08:30"),
        ("tonight", "2026-11-10 07:30", "2026-11-10 20:00"),
        ("tonight", "2026-11-10 19:30", "2026-11-10 20:30"),
        ("tomorrow", "2026-11-10 23:30", "2026-11-11 09:00"),
    ],
)
def test_a_snooze_means_what_its_words_say(choice: str, now: str, until: str) -> None:
    assert snooze_until(choice, beijing(now), SHANGHAI) == beijing(until)


def test_an_unknown_snooze_is_refused() -> None:
    with pytest.raises(ValueError, match="later"):
        snooze_until("later", NOW, SHANGHAI)


@pytest.mark.parametrize(
    ("until", "key"),
    [
        (NOW, "snooze_past"),
        (CUTOFF, "snooze_after_cutoff"),
        (beijing("2027-01-31 12:00"), "snooze_far"),
    ],
)
def test_a_snooze_of_no_use_is_refused(until: datetime, key: str) -> None:
    with pytest.raises(UserError, match=key):
        check_snooze(until, NOW, CUTOFF if key != "snooze_far" else None)


def test_a_snooze_within_reach_is_taken() -> None:
    check_snooze(beijing("2026-11-10 23:00"), NOW, CUTOFF)
    check_snooze(beijing("2026-11-12 09:00"), NOW, None)
    check_snooze(beijing("2026-11-12 09:00"), NOW, beijing("2026-11-09 00:00"))  # late already
