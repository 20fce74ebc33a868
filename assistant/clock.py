"""The one clock: the only module that asks the machine what time it is."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

Clock = Callable[[], datetime]
"""Returns the present instant, aware, in UTC."""


def system_clock() -> datetime:
    """The machine's present instant in UTC."""
    return datetime.now(UTC)


def reread_zone() -> None:
    """Hear of a time zone that the user changed while the program runs, where the system tells it."""
    if hasattr(time, "tzset"):  # not on Windows
        time.tzset()


def fixed_clock(instant: datetime) -> Clock:
    """A clock that stands still at ``instant`` (aware)."""
    return lambda: instant.astimezone(UTC)


class SystemZone(tzinfo):
    """The machine's own time zone with its summer-time rules, asked anew for every instant.

    ``datetime.now().astimezone().tzinfo`` is a fixed offset and would be an hour off for a due
    day on the other side of a clock change.
    """

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """Offset of the local wall-clock time ``dt`` (naive or of this zone)."""
        if dt is None:
            return None
        return dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:
        """Unknown: the platform tells only the whole offset."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """Name of the zone at ``dt``, as the platform calls it."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, dt: datetime) -> datetime:
        """Local wall-clock time of the instant ``dt`` (UTC fields, this zone attached)."""
        local = dt.replace(tzinfo=UTC).astimezone()
        return local.replace(tzinfo=self)
