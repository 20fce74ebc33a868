"""New versions of the program: when to ask, what an answer means. Who asks is services/update.py."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.settings import Settings

PERIOD = timedelta(days=7)
_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){1,3}")
_GOOD = "good"


@dataclass(frozen=True, slots=True)
class Told:
    """What came of asking.

    Attributes:
        asked: the instant, aware.
        failure: why there is no answer, ``unreachable`` or ``unreadable``; empty for a good one.
        version: the newest one.
        page: where to read of it; empty when the answer names no safe page.
    """

    asked: datetime
    failure: str = ""
    version: str = ""
    page: str = ""

    def __str__(self) -> str:
        parts = (self.asked.isoformat(), self.failure or _GOOD, self.version, self.page)
        return " ".join(parts).rstrip()


def read_told(text: str) -> Told | None:
    """What ``str`` of a ``Told`` wrote; None for nothing or what is no such text."""
    words = text.split(" ")
    try:
        asked = datetime.fromisoformat(words[0])
    except ValueError:
        return None
    if asked.tzinfo is None or not 2 <= len(words) <= 4:
        return None
    failure, version, page = [*words[1:], "", "", ""][:3]
    return Told(asked, "" if failure == _GOOD else failure, version, page)


def is_version(text: str) -> bool:
    """Whether it is two to four numbers with dots in between."""
    return _VERSION.fullmatch(text) is not None


def is_newer(found: str, own: str) -> bool:
    """Whether a version comes after one's own; what is no version never does."""
    return is_version(found) and is_version(own) and _numbers(found) > _numbers(own)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in version.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def is_due(settings: Settings, now: datetime) -> bool:
    """Whether to ask now: switched on, an address given, and a week since the last time.

    A clock that was ahead when it asked counts as never asked.
    """
    if settings.updates != "yes" or not settings.update_address:
        return False
    told = read_told(settings.update_told)
    return told is None or not timedelta(0) <= now - told.asked < PERIOD


def news(settings: Settings, own: str) -> Told | None:
    """The last answer, where it is worth a notice: switched on, newer than ``own``, not put away."""
    told = read_told(settings.update_told)
    if settings.updates != "yes" or told is None or told.version == settings.update_hidden:
        return None
    return told if is_newer(told.version, own) else None
