"""Quiet hours: a notice waits until they end, unless that would be too late to act on it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from assistant.domain.stages import local_instant, parse_clock
from assistant.errors import UserError

TIME_TO_ACT = timedelta(hours=3)
"""A notice is held only when so much is left afterwards until what it speaks of is too late."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local hours in which no notice is shown; ``begin`` after ``end`` means over midnight."""

    begin: time
    end: time

    def release(self, now: datetime, zone: tzinfo) -> datetime | None:
        """When the quiet hours around ``now`` end; None outside of them.

        A clock that is set back inside them may end them early, never late.
        """
        local = now.astimezone(zone)
        at = local.time()
        over_midnight = self.begin > self.end
        inside = at >= self.begin or at < self.end if over_midnight else self.begin <= at < self.end
        if not inside:
            return None
        ends_on = local.date() + timedelta(days=over_midnight and at >= self.begin)
        end = local_instant(ends_on, self.end, zone)
        return end if end > now else None


def parse_quiet(begin: str, end: str) -> QuietHours | None:
    """Quiet hours of two settings; None while one of them is empty or both are equal.

    Raises:
        UserError: a text that is no time of the day.
    """
    if not begin or not end:
        return None
    hours = QuietHours(parse_clock(begin), parse_clock(end))
    return None if hours.begin == hours.end else hours


def readable_quiet(begin: str, end: str) -> QuietHours | None:
    """Quiet hours of two stored texts; none where one cannot be read: silence would be worse."""
    try:
        return parse_quiet(begin, end)
    except UserError:
        return None


def can_wait(release: datetime, act_by: datetime | None, now: datetime) -> bool:
    """Whether a notice may wait until ``release``: it leaves time to act, or it is too late anyway."""
    return act_by is None or act_by <= now or release + TIME_TO_ACT <= act_by
