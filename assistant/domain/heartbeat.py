"""Told by the wall clock alone: whether the program slept, and whether the desktop is back yet."""

from datetime import datetime, timedelta

from assistant.domain.reminders import LATE

DESKTOP_PATIENCE = timedelta(seconds=20)
"""So long a woken desktop may take until it can show a notice; then it is shown as well as possible."""


class Heartbeat:
    """Follows the ticks of one run of the program.

    Attributes:
        awake_since: since when it has ticked without a gap and the desktop is back; None before the
            first tick after a start, a sleep or a clock that was moved.
    """

    def __init__(self) -> None:
        self.awake_since: datetime | None = None
        self._last: datetime | None = None
        self._woke_at: datetime | None = None

    def beat(self, now: datetime) -> None:
        """Hear a tick; a gap of more than 150 s, or one backwards, is a sleep or a moved clock."""
        gap = None if self._last is None else now - self._last
        if gap is None or not timedelta(0) <= gap <= LATE:
            self.wake()
        self._last = now
        if self._woke_at is None:
            self._woke_at = now

    def settle(self) -> None:
        """The tick is over: what comes due from now on comes while awake.

        What comes while the desktop may still be waited for belongs to the group of what was missed.
        """
        if self.awake_since is None and self._last is not None:
            self.awake_since = self._last + DESKTOP_PATIENCE

    def wake(self) -> None:
        """The machine says itself that it woke up, or the store was unlocked: as after a gap."""
        self.awake_since = self._woke_at = None

    def must_wait(self, now: datetime, *, desktop_ready: bool) -> bool:
        """Whether notices are to wait for the desktop: at most 20 s from the first tick after waking."""
        if desktop_ready or self._woke_at is None:
            return False
        return timedelta(0) <= now - self._woke_at < DESKTOP_PATIENCE
