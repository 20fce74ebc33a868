"""Two machines and one second place: whether they can go on, or the user has to choose."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Lineage:
    """How far a store had come when it last met the second place.

    Attributes:
        line: the same for all copies of one store.
        counter: how many copies its line had left at the place.
        mark: names the very copy that this store left or took over; empty before the first.
        digest: of the content then.
    """

    line: str
    counter: int = 0
    mark: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Remote:
    """A copy at the second place, as its name tells."""

    name: str
    line: str
    counter: int
    mark: str


class Meeting(StrEnum):
    """What has to happen.

    PUSH: leave a copy. SAME: nothing. TAKE: another machine went on and nothing changed here.
    CONFLICT: both changed, or the place holds another store; only the user can choose.
    """

    PUSH = "push"
    SAME = "same"
    TAKE = "take"
    CONFLICT = "conflict"


def meet(own: Lineage, newest: Remote | None, *, changed: bool) -> Meeting:
    """What has to happen; ``changed`` since this store last met the place."""
    if newest is None:
        return Meeting.PUSH
    if own.line[:8] != newest.line:
        return Meeting.CONFLICT
    if own.mark[:8] == newest.mark:
        return Meeting.PUSH if changed else Meeting.SAME
    return Meeting.CONFLICT if changed else Meeting.TAKE
