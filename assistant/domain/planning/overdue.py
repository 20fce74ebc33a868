"""What is overdue on day 0: asked for today, and again whenever money comes, until it is paid."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.domain.planning.instance import Loan
from assistant.domain.planning.weight import SEEN_AGAIN, grows

_WEEK = 7


def overdue_of(
    name: str, harm: int, fen: int, od_rate: Decimal, late: int = 0, after: str = ""
) -> Loan:
    """Something overdue, with its penalty until today.

    Args:
        name: the product's id.
        harm: what a missed due of it weighs.
        fen: what ends its being overdue, in 分.
        od_rate: the share a day that being overdue longer costs.
        late: the days since it was due.
        after: the id of what is overdue for longer on the same account, and is paid first.
    """
    return Loan(
        *(name, "fixed", harm, (0,), od_rate),
        amounts=(fen,),
        prepay=False,
        overdue=True,
        late=late,
        seen=(1,),
        after=after,
    )


def watched(
    loan: Loan, pay_days: Collection[int], month_ends: Collection[int], horizon: int
) -> Loan:
    """An overdue product that is asked for again whenever money comes.

    Being left unpaid counts on those days, at most once a week (lenders block the use after one,
    products.md 2.4), and at each month's end that finds it more than a month late (``weight``).

    Args:
        loan: from ``overdue_of``.
        pay_days: the days on which money comes.
        month_ends: the months' last days.
        horizon: the last day.
    """
    coming = sorted({day for day in pay_days if 0 < day <= horizon})
    worse = {day for day in month_ends if 0 <= day <= horizon and grows(loan.late + day)}
    counting = _a_week_apart(coming)
    days = sorted({0, *coming, *worse})
    return replace(
        loan,
        dues=tuple(days),
        amounts=(loan.amounts[0], *(0 for _day in days[1:])),
        seen=tuple((day in counting) + SEEN_AGAIN * (day in worse) for day in days),
    )


def _a_week_apart(pay_days: Sequence[int]) -> set[int]:
    """Today, the first day on which money comes, and each later one a week behind the last of them."""
    found = [0]
    for day in pay_days:
        if day - found[-1] >= _WEEK or len(found) == 1:
            found.append(day)
    return set(found)
