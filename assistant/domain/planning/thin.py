"""Fewest transfers: payments are joined where that costs nothing, checked in the exact world."""

from dataclasses import replace

from assistant.domain.planning.instance import Instance
from assistant.domain.planning.plan import How, Ledger, Step
from assistant.domain.planning.replay import replay

_MOST_TRIES = 40


def thin(instance: Instance, ledger: Ledger) -> Ledger:
    """The same plan with fewer payments, if it does no more harm and costs no more.

    A voluntary payment is moved onto the next payment of the same product; what that breaks is seen
    in the replay and not done.
    """
    best, tries = ledger, 0
    refused: set[tuple[int, str]] = set()
    while tries < _MOST_TRIES:
        pair = _joinable(best, refused)
        if pair is None:
            return best
        tries += 1
        early, later = pair
        joined = replace(later, fen=later.fen + early.fen)
        steps = [joined if step == later else step for step in best.steps if step != early]
        tried = replay(instance, steps)
        if not tried.refused and tried.rank < best.rank:
            best = tried
        else:
            refused.add((early.day, early.product))
    return best


def _joinable(ledger: Ledger, refused: set[tuple[int, str]]) -> tuple[Step, Step] | None:
    for index, early in enumerate(ledger.steps):
        if early.how is not How.EARLY or (early.day, early.product) in refused:
            continue
        for later in ledger.steps[index + 1 :]:
            paid = later.how not in {How.INSTALMENT, How.ARREARS}
            if later.product == early.product and later.day > early.day and paid:
                return early, later
    return None
