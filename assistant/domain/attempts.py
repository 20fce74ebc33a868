"""Wrong passphrases in a row: the wait before the next try grows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FREE = 3
LONGEST = timedelta(minutes=5)


def delay(failures: int) -> timedelta:
    """The wait after so many wrong ones: none for the first two, then 2, 4, 8 seconds, at most 5 minutes."""
    if failures < FREE:
        return timedelta(0)
    return min(LONGEST, timedelta(seconds=2 ** min(failures - FREE + 1, 16)))


@dataclass(frozen=True, slots=True)
class Attempts:
    """What went wrong since the last right passphrase.

    Attributes:
        failures: wrong ones in a row.
        last: when the newest was, aware; None before the first.
    """

    failures: int = 0
    last: datetime | None = None

    def failed(self, now: datetime) -> "Attempts":
        """One more wrong one."""
        return Attempts(self.failures + 1, now)

    def wait(self, now: datetime) -> timedelta:
        """How long until the next try; a clock that was set back shortens nothing."""
        if self.last is None:
            return timedelta(0)
        passed = max(now - self.last, timedelta(0))
        return max(delay(self.failures) - passed, timedelta(0))
