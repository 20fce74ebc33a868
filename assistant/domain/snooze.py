"""Until when a reminder is put off (稍后提醒)."""

from datetime import datetime, time, timedelta, tzinfo

from assistant.domain.stages import local_instant
from assistant.errors import UserError

SNOOZES = ("1h", "tonight", "tomorrow")
"""The choices; any other instant is a custom one, see ``check_snooze``."""
LONGEST_SNOOZE = timedelta(days=60)


def snooze_until(choice: str, now: datetime, zone: tzinfo) -> datetime:
    """The instant of a snooze: ``1h``, ``tonight`` (20:00 local) or ``tomorrow`` (9:00 local).

    Tonight after 19:00 is an hour from now.

    Raises:
        ValueError: another choice.
    """
    hour_from_now = now + timedelta(hours=1)
    today = now.astimezone(zone).date()
    if choice == "1h":
        return hour_from_now
    if choice == "tonight":
        return max(local_instant(today, time(20), zone), hour_from_now)
    if choice == "tomorrow":
        return local_instant(today + timedelta(days=1), time(9), zone)
    raise ValueError(choice)


def check_snooze(until: datetime, now: datetime, cutoff: datetime | None) -> None:
    """Refuse an instant chosen freely that would be of no use.

    Args:
        until: when the reminder is to come back.
        now: the present instant.
        cutoff: the last instant to act; None where there is none. Past cut-offs bind nothing.

    Raises:
        UserError: it has passed, is after the cut-off, or lies more than 60 days ahead.
    """
    if until <= now:
        raise UserError("reminder.snooze_past", "until")
    if cutoff is not None and now < cutoff <= until:
        raise UserError("reminder.snooze_after_cutoff", "until")
    if until - now > LONGEST_SNOOZE:
        raise UserError("reminder.snooze_far", "until", days=LONGEST_SNOOZE.days)
