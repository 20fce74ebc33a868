"""What is overdue on day 0: asked for today, and seen again by the lender until it is paid."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from assistant.domain.planning.instance import Loan

_WEEK, _MONTH = 7, 30


def overdue_of(
    name: str, harm: int, fen: int, od_rate: Decimal, late_fee: Decimal = Decimal(0)
) -> Loan:
    """Something overdue, with its penalty until today.

    Args:
        name: the product's id.
        harm: what a missed due of it weighs.
        fen: what ends its being overdue, in 分.
        od_rate: the share a day that being overdue longer costs.
        late_fee: 违约金, a share of what is still unpaid behind each later due day.
    """
    return Loan(
        *(name, "fixed", harm, (0,), od_rate),
        amounts=(fen,),
        prepay=False,
        overdue=True,
        late_fees=(late_fee,) if late_fee else (),
    )


def watched(loan: Loan, pay_days: Sequence[int], dues: Sequence[int], horizon: int) -> Loan:
    """An overdue product that is seen again: whenever money comes, and once a month at least.

    Lenders report month by month (products.md 2.7) and block the use after a week (2.4); nothing is
    asked for on these days but what accrued, and what is still unpaid then weighs as seen again.

    Args:
        loan: from ``overdue_of``.
        pay_days: the days on which money comes.
        dues: due days of the account's later bills: behind each unpaid one comes ``late_fee``.
        horizon: the last day.
    """
    days = _seen_on(pay_days, horizon)
    fees: tuple[Decimal, ...] = ()
    if loan.late_fees:
        missed = [sum(1 for due in dues if before <= due < day) for before, day in pairwise(days)]
        fees = (Decimal(0), *(loan.late_fees[0] * count for count in missed))
    amounts = (loan.amounts[0], *(0 for _day in days[1:]))
    return replace(loan, dues=tuple(days), amounts=amounts, late_fees=fees)


def _seen_on(pay_days: Sequence[int], horizon: int) -> list[int]:
    found = [0]
    for day in (day for day in pay_days if 0 < day <= horizon):
        found += _monthly(found[-1], day - _WEEK)
        if day - found[-1] >= _WEEK or len(found) == 1:
            found.append(day)
    return found + _monthly(found[-1], horizon)


def _monthly(after: int, until: int) -> list[int]:
    return list(range(after + _MONTH, until + 1, _MONTH))
