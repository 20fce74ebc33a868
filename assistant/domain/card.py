"""Credit cards: interest from the posting day, 违约金, 容时 and 容差 (products.md 4.1)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from assistant.domain.accrual import interest
from assistant.domain.money import ZERO, Money

InterestMethod = Literal["full_from_posting", "unpaid_only_from_posting"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A balance and how many days it bore interest."""

    balance: Money
    days: int


@dataclass(frozen=True, slots=True)
class CardInterest:
    """Interest of one purchase that was not paid in full."""

    segments: tuple[Segment, ...]
    interest: Money


def card_interest(
    purchase: Money,
    posted: date,
    paid: tuple[date, Money],
    until: date,
    daily_rate: Decimal,
    method: InterestMethod = "full_from_posting",
) -> CardInterest:
    """全额计息: the whole from posting, the paid part until paid; or 未清偿部分计息 (CC-INT-01/02)."""
    paid_on, amount = paid
    left = purchase - amount
    segments: tuple[Segment, ...] = (
        Segment(purchase, (paid_on - posted).days),
        Segment(left, (until - paid_on).days),
    )
    if method == "unpaid_only_from_posting":
        segments = (Segment(left, (until - posted).days),)
    unrounded = sum(
        (interest(segment.balance, daily_rate, segment.days) for segment in segments), Decimal(0)
    )
    return CardInterest(segments, Money.rounded(unrounded))


def card_penalty(minimum: Money, paid: Money, rate: Decimal, floor: Money = ZERO) -> Money:
    """违约金: a share of the unpaid minimum, at least ``floor``, nothing when it was met."""
    unpaid = minimum - paid
    return ZERO if unpaid <= ZERO else max(unpaid.share(rate), floor)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Whether a slightly late or short payment counts as full, and what is carried over."""

    treated_as_full: bool
    carried: Money


def card_tolerance(
    bill: Money, paid: Money, due: date, paid_on: date, *, grace_days: int, tolerance: Money
) -> Tolerance:
    """容时 and 容差: within the days and the amount a payment counts as full (CC-TOL-01)."""
    short = max(bill - paid, ZERO)
    in_time = (paid_on - due).days <= grace_days
    return Tolerance(in_time and short <= tolerance, short)
