"""One repayment that covered several dues (「花呗|信用购」 in one go): which part goes to which."""

from collections.abc import Sequence

from assistant.domain.dues import Obligation
from assistant.domain.money import Money


def proposed(paid: Money, dues: Sequence[Obligation]) -> tuple[Money, ...]:
    """The part of each due, in the order given: the earliest due first, each up to its outstanding.

    What is left over belongs to none of them; the parts then sum to less than ``paid``.
    """
    left, parts = paid, {}
    for number, due in sorted(enumerate(dues), key=lambda row: (row[1].due_date, row[0])):
        parts[number] = min(left, due.outstanding)
        left -= parts[number]
    return tuple(parts[number] for number in range(len(dues)))
