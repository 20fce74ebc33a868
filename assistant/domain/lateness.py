"""What being late costs (逾期): the penalty of an amount paid in parts, and 违约金 of a card."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from assistant.domain.accrual import interest, settled
from assistant.domain.money import ZERO, Money

Allocation = Literal["interest_first", "principal_first"]


def late_fee(unpaid: Money, rate: Decimal, floor: Money = ZERO, cap: Money | None = None) -> Money:
    """违约金: a share of the minimum that was not paid, between the bank's bounds (products.md 4.1)."""
    if unpaid <= ZERO:
        return ZERO
    fee = max(unpaid.share(rate), floor)
    return fee if cap is None else min(fee, cap)


@dataclass(frozen=True, slots=True)
class LateRule:
    """How an overdue amount is charged; ``daily_rate`` a share per day, ``grace_days`` in days."""

    daily_rate: Decimal
    allocation: Allocation = "interest_first"
    grace_days: int = 0
    grace_retroactive: bool = True
    rounding: str = "half_up"


@dataclass(frozen=True, slots=True)
class Arrears:
    """What is left of an overdue amount on a day, and the penalty that is not paid yet.

    ``over`` is what was paid beyond both.
    """

    amount: Money
    penalty: Money
    over: Money = ZERO


def counting_day(today: date, payments: Iterable[tuple[date, Money]]) -> date:
    """Until when lateness counts: today, or the newest repayment where the clock was set back since.

    What was repaid stays repaid, whatever the clock says.
    """
    return max([today, *(paid_on for paid_on, _ in payments)])


def arrears(
    amount: Money,
    due: date,
    payments: Iterable[tuple[date, Money]],
    on: date,
    rule: LateRule,
) -> Arrears:
    """What is left on day ``on`` after payments in any order.

    One order of events: payments up to the due day or inside the grace lower the amount; after it
    each payment, by its day, first settles the penalty so far (interest first, Civil Code art. 561)
    or first the amount (principal first) and with what is over the penalty, then the days go on.
    Nothing is charged inside the grace.
    """
    free = due + timedelta(days=rule.grace_days)
    since = due if rule.grace_retroactive else free
    left, unrounded, owed, over = amount, Decimal(0), ZERO, ZERO
    for paid_on, paid in sorted(payments):
        if paid_on > on:
            break
        if paid_on > since and left > ZERO:
            unrounded += interest(left, rule.daily_rate, (paid_on - since).days)
            since = paid_on
        late = paid_on > free
        to_amount = min(paid, left) if rule.allocation == "principal_first" else ZERO
        to_penalty = ZERO
        if late and (rule.allocation == "interest_first" or to_amount == left):
            owed, unrounded = owed + settled(unrounded, rule.rounding), Decimal(0)
            to_penalty = min(paid - to_amount, owed)
            owed -= to_penalty
        to_amount = min(paid - to_penalty, left)
        left -= to_amount
        over += paid - to_penalty - to_amount
        if not late and not left:
            unrounded = Decimal(0)
    if on > since and left > ZERO:
        unrounded += interest(left, rule.daily_rate, (on - since).days)
    if on <= free:
        return Arrears(left, ZERO, over)
    return Arrears(left, owed + settled(unrounded, rule.rounding), over)
