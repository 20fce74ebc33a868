"""What not paying weighs for the user's standing: the one rule of rules, program and replay.

A due that is missed is a new mark on the record, and weighs what its account weighs (``HARM``, or the
user's own order). Still unpaid on the account's next due day it weighs twice that once more. What was
overdue before the plan begins weighs whenever money could end it: today, and on each day on which
money comes. Left until then

- it weighs as a due that is missed, and a grain more. Few days late it may not be reported yet: a
  month's end that finds it paid writes no late mark (``record``, ``credit_grid``), one that finds it
  unpaid writes as many as a due missed since. It is the older of the two and turns into the next
  mark first, the lender blocks and calls, and 当前逾期 is what others look at. So between an overdue
  bill and a new due of the same weight the overdue one is paid first, as the steps of a bad day and
  products.md 10 have it; a new due of a heavier account still goes before it.
- at each month's end at which it is more than thirty days late it weighs twice as much, as a due does
  that is seen again: there the record says 2, 3, … (products.md 2.7, law.md 3.2), a worse mark.

Accounts weigh even numbers, so that the grain never reaches the next weight.
"""

from collections.abc import Mapping

GRAIN = 1
STEP = 2
"""Weights of accounts are multiples of it."""
HARM: Mapping[str, int] = {"yes": 3 * STEP, "unknown": 2 * STEP, "no": 1 * STEP}
"""How much a missed due weighs by whether the lender reports to the credit register (征信)."""
SEEN_AGAIN = 2
_FIRST_MARK_DAYS = 30


def of_due(harm: int, *, missed: bool, stale: bool) -> int:
    """A due day: what was missed of it, and whether something from an earlier one is still unpaid."""
    return harm * (missed + SEEN_AGAIN * stale)


def of_overdue(harm: int, times: int) -> int:
    """Something overdue from the start that is left unpaid on a day on which it counts so many times."""
    return harm * times + GRAIN if times else 0


def grows(days_late: int) -> bool:
    """Whether a month's end on which something is so many days late writes a worse mark than the first."""
    return days_late > _FIRST_MARK_DAYS
