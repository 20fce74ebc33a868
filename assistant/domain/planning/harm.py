"""What must be kept clean first when not everything can be paid: the user's order as weights."""

from collections.abc import Collection, Mapping, Sequence

from assistant.domain.planning.weight import HARM, STEP
from assistant.domain.snapshot import Snapshot

LEVELS = 10
"""So many accounts have a weight of their own; what stands further down weighs 1 together."""


def ranked(snapshot: Snapshot, own: Sequence[int]) -> tuple[int, ...]:
    """The user's accounts, kept clean first comes first.

    Those of his own order stand in it; the others follow, reported to the credit register first.
    """
    usual = sorted(
        (account for account in snapshot.accounts if account.paid_here),
        key=lambda account: (-HARM[snapshot.terms_of(account).reported], account.position),
    )
    ids = [account.id for account in usual]
    first = [number for number in own if number in ids]
    return (*first, *(number for number in ids if number not in first))


def weights(snapshot: Snapshot, own: Sequence[int]) -> Mapping[int, int] | None:
    """Weights by account of a missed due; None without an own order: then ``HARM`` rules.

    Each place weighs twice the one below it, so that one due of an account missed outweighs one due
    missed of every account below it.
    """
    order = ranked(snapshot, own)
    if not any(number in order for number in own):
        return None
    top = min(len(order), LEVELS) - 1
    return {number: STEP * 2 ** max(top - place, 0) for place, number in enumerate(order)}


def reordered(before: Sequence[int], shown: Sequence[int]) -> tuple[int, ...]:
    """The whole order after the accounts that are shown were put into another one.

    What is not shown keeps its place in the whole.
    """
    moved: Collection[int] = set(shown)
    following = iter(shown)
    return tuple(next(following) if number in moved else number for number in before)
