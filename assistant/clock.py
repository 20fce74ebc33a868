"""The one clock: the only module that asks the machine what time it is."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo

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
        return _local(dt).utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:
        """Unknown: the platform tells only the whole offset."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """Name of the zone at ``dt``, as the platform calls it."""
        return None if dt is None else _local(dt).tzname()

    def fromutc(self, dt: datetime) -> datetime:
        """Local wall-clock time of the instant ``dt`` (UTC fields, this zone attached)."""
        try:
            local = dt.replace(tzinfo=UTC).astimezone()
        except (OSError, OverflowError, ValueError):
            local = dt + timedelta(seconds=-time.timezone)
        return local.replace(tzinfo=self)


def _local(dt: datetime) -> datetime:
    """A local wall-clock time with its offset; the standard one where the system knows no other.

    Windows answers for the years 1970 to 3000 only.
    """
    naive = dt.replace(tzinfo=None)
    try:
        return naive.astimezone()
    except (OSError, OverflowError, ValueError):
        return naive.replace(tzinfo=timezone(timedelta(seconds=-time.timezone), time.tzname[0]))
