"""What the clock alone changes: a new day, a due that is late now, the hours that are left."""

from datetime import datetime, timedelta

from assistant.domain.calendar import BEIJING
from assistant.domain.dues import every_due
from assistant.domain.snapshot import Changes, Snapshot

_STEP = timedelta(minutes=10)
_EPOCH = datetime(2000, 1, 1, tzinfo=BEIJING)


def passed(snapshot: Snapshot, before: datetime) -> Changes:
    """What is shown otherwise at the snapshot's instant than at ``before`` (aware).

    Everything on another Beijing day or once a cut-off has passed, in either direction of a clock
    that was set; ``Changes.CLOCK`` where ten minutes of the wall clock have gone by; else nothing.
    """
    now = snapshot.now
    if (now - _EPOCH) // _STEP == (before - _EPOCH) // _STEP:
        return Changes.NONE
    if before.astimezone(BEIJING).date() != snapshot.today:
        return Changes.EVERYTHING
    first, last = sorted((before, now))
    cut_off = any(first < due.cutoff <= last for due in every_due(snapshot, snapshot.today))
    return Changes.EVERYTHING if cut_off else Changes.CLOCK
