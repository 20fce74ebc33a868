"""What a plan is made for: days as whole numbers (day 0 is today), money in whole 分, rates exact."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from math import lcm
from typing import Literal

from assistant.domain.planning.exact import Share, share
from assistant.domain.planning.weight import of_overdue

Alloc = Literal["interest_first", "principal_first"]
Flow = tuple[int, int]
"""A day and an amount in 分."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """One bill (账单) of a revolving product, all amounts in 分.

    Attributes:
        stmt: the bill's day; ``due`` its due day.
        new: spending on it; ``post`` the day it was posted (cards).
        fixed: parts of running instalment plans on it, due in full, their fees already sunk.
        interest: interest and fees billed on it before today.
        minimum: the least payment as the lender shows it; None by the product's rule.
        min_floor: what the lender's lowest minimum (最低还款的起点) still asks for; never more than the bill.
        cash: of ``new`` what was withdrawn (取现): it has a share of its own in the minimum.
    """

    stmt: int
    due: int
    new: int
    post: int = 0
    fixed: int = 0
    interest: int = 0
    minimum: int | None = None
    min_floor: int = 0
    cash: int = 0

    @property
    def lowest(self) -> int:
        """The floor in force: a minimum that the lender shows is the last word on it."""
        return self.min_floor if self.minimum is None else min(self.min_floor, self.minimum)


def with_carried(cycle: Cycle, fen: int, *, rolls: bool) -> Cycle:
    """A bill with what was let be missing of the one before (容差); in full where nothing rolls twice."""
    if rolls:
        return replace(cycle, new=cycle.new + fen)
    return replace(cycle, fixed=cycle.fixed + fen)


@dataclass(frozen=True)
class Revolving:
    """花呗, 白条 (``card`` false) or a credit card.

    Attributes:
        rate: a share per day on what was not paid.
        min_ratio: share of the principal that must be paid.
        offers: (periods, total fee as a share of the amount) of a bill's instalment.
        inst_min: the smallest amount in 分 that can be converted.
        pool: older unpaid principal today.
        retro: 全额计息, a bill not paid in full bears interest from posting.
        late_fee: share of the unpaid minimum.
        grace: whether the bill before the first one was paid in full.
        cut: so many days before the bill the interest on it ends (HB-MIN-05: 1).
        pending: 分 accrued before today and not billed yet, unrounded.
        rolls: whether what was rolled once may roll again; else the next bill asks for all of it.
        tolerance: 容差, so many 分 may be missing of a bill that counts as paid in full.
        cash_ratio: share of the cash on a bill that must be paid; None: as of the spending.
        late_fee_floor: and ``late_fee_cap``, the least and the most of a 违约金 in 分.
        after: the id of the account's overdue product that a payment covers first.
    """

    id: str
    rate: Decimal
    min_ratio: Decimal
    harm: int
    cycles: tuple[Cycle, ...]
    offers: tuple[tuple[int, Decimal], ...] = ()
    inst_min: int = 10_000
    pool: int = 0
    card: bool = False
    retro: bool = False
    late_fee: Decimal = Decimal(0)
    grace: bool = True
    cut: int = 0
    pending: Decimal = Decimal(0)
    rolls: bool = True
    tolerance: int = 0
    cash_ratio: Decimal | None = None
    late_fee_floor: int = 0
    late_fee_cap: int | None = None
    after: str = ""

    @property
    def asks(self) -> bool:
        """Whether anything is to be paid for it."""
        billed = any(cycle.new or cycle.fixed or cycle.interest for cycle in self.cycles)
        return bool(billed or self.pool or self.pending)

    @cached_property
    def unit(self) -> Share:
        """The rate with a denominator in which ``pending`` is whole too."""
        rate, pending = share(self.rate), share(self.pending)
        more = lcm(rate.den, pending.den) // rate.den
        return Share(rate.num * more, rate.den * more)

    @cached_property
    def parts_from(self) -> tuple[int, ...]:
        """Parts of running instalment plans on each bill and all later ones, 0 behind the last."""
        sums = [0]
        for cycle in reversed(self.cycles):
            sums.append(sums[-1] + cycle.fixed)
        return tuple(reversed(sums))

    @cached_property
    def dues(self) -> tuple[int, ...]:
        """The due days."""
        return tuple(cycle.due for cycle in self.cycles)


@dataclass(frozen=True)
class Loan:
    """A loan (借据) or any fixed series of dues.

    Attributes:
        kind: ``level`` equal payments by actual days, ``equal`` equal principal, ``bullet``
            interest first, ``fixed`` amounts nobody recomputes.
        shares: interest of each period as a share of the principal, exact.
        annuity: the shares by which a level payment is solved, where they differ from ``shares``.
        od_rate: share per day on an overdue amount.
        last: the day up to which interest is settled.
        amounts: of a ``fixed`` one.
        interest_only: so many of the coming dues ask for no principal.
        payment: the level payment, or of ``equal`` the principal part, that is in force today.
        half_up: whether an equal part is rounded, not floored (MONTHLY_EQUAL_PRINCIPAL).
        prepay: whether principal may be repaid early, and ``prepay_fee`` its share.
        mid_term: whether that is possible between two dues, interest taken on the repaid part.
        overdue: it was due ``late`` days before day 0, when all of it is asked for; on its later
            dues what is still unpaid of it is asked for again, with what that accrued.
        seen: how often its being left unpaid counts on each due (``weight.of_overdue``).
        after: as of a revolving product.
    """

    id: str
    kind: Literal["level", "equal", "bullet", "fixed"]
    harm: int
    dues: tuple[int, ...]
    od_rate: Decimal
    principal: int = 0
    last: int = 0
    shares: tuple[Decimal, ...] = ()
    annuity: tuple[Decimal, ...] = ()
    amounts: tuple[int, ...] = ()
    interest_only: int = 0
    payment: int | None = None
    half_up: bool = False
    prepay: bool = True
    prepay_fee: Decimal = Decimal(0)
    mid_term: bool = True
    overdue: bool = False
    late: int = 0
    seen: tuple[int, ...] = ()
    after: str = ""

    @property
    def asks(self) -> bool:
        """Whether anything is to be paid for it."""
        return bool(self.principal or any(self.amounts))

    @cached_property
    def rate(self) -> Decimal:
        """The share per day in the running period; 0 where the amounts are fixed."""
        if not self.shares:
            return Decimal(0)
        return self.shares[0] / max(self.dues[0] - self.last, 1)

    @cached_property
    def shares_from(self) -> tuple[Decimal, ...]:
        """Interest of each period and all later ones as a share of the principal, 0 behind the last."""
        sums = [Decimal(0)]
        for part in reversed(self.shares):
            sums.append(sums[-1] + part)
        return tuple(reversed(sums))

    def start_of(self, due: int) -> int:
        """The first day of the period that ends with the due number ``due``."""
        return self.dues[due - 1] if due else self.last

    def left_weighs(self, due: int) -> int:
        """What being left unpaid on the due number ``due`` weighs, where it was overdue before."""
        return of_overdue(self.harm, self.seen[due] if self.seen else 1)


Product = Revolving | Loan


@dataclass(frozen=True)
class Instance:
    """All that a plan is computed from, without names of people: one picture, never changed.

    Attributes:
        horizon: the last day.
        cash: money on day 0, ``floor`` what living needs, ``reserve`` the 备付金 of which
            ``reserve_min`` stays; all in 分.
        month_ends: the months' last days, on which the credit record is written.
    """

    horizon: int
    cash: int
    products: tuple[Product, ...]
    floor: int = 0
    reserve: int = 0
    reserve_min: int = 0
    incomes: tuple[Flow, ...] = ()
    expenses: tuple[Flow, ...] = ()
    alloc: Alloc = "interest_first"
    month_ends: tuple[int, ...] = ()

    @cached_property
    def olders(self) -> tuple[tuple[int, ...], ...]:
        """By place of a product those of the same account's overdue ones that come before it.

        A payment covers the oldest bill first (products.md 1).
        """
        places = {
            product.id: place
            for place, product in enumerate(self.products)
            if isinstance(product, Loan) and product.overdue
        }
        found: list[tuple[int, ...]] = []
        for product in self.products:
            chain: list[int] = []
            name = product.after
            while name in places and places[name] not in chain:
                chain.append(places[name])
                name = self.products[places[name]].after
            found.append(tuple(chain))
        return tuple(found)

    @cached_property
    def pay_days(self) -> tuple[int, ...]:
        """The first days of the pay periods: day 0 and every income day."""
        days = {day for day, _fen in self.incomes if 0 < day <= self.horizon}
        return (0, *sorted(days))

    @cached_property
    def room(self) -> tuple[int, ...]:
        """How much may have been repaid by each pay period's end, in 分 (never falls).

        Inside a pay period money only goes out, so what is there at its end bounds what may be paid
        in it; what a later known expense needs is never lent to a creditor. Reserve money serves
        debts only and is counted beside the living money.
        """
        ends = (*(day - 1 for day in self.pay_days[1:]), self.horizon)
        spare = self.reserve - self.reserve_min
        there = [spare + max(0, self._cash_on(end) - self.floor) for end in ends]
        for index in range(len(there) - 2, -1, -1):
            there[index] = min(there[index], there[index + 1])
        return tuple(there)

    def period_of(self, day: int) -> int:
        """The number of the pay period that ``day`` is in."""
        return sum(1 for start in self.pay_days if start <= day) - 1

    def _cash_on(self, day: int) -> int:
        came = sum(fen for on, fen in self.incomes if on <= day)
        return self.cash + came - sum(fen for on, fen in self.expenses if on <= day)

    def deepest_hole(self, day: int) -> int:
        """By how much 分 the living money falls below the floor at the end of a pay period from ``day`` on."""
        ends = (*(start - 1 for start in self.pay_days[1:]), self.horizon)
        return max(0, *(self.floor - self._cash_on(end) for end in ends if end >= day))

    def due_days(self) -> Iterator[tuple[int, Product, int]]:
        """Every due inside the horizon as (day, product, its number), earliest first."""
        found = [
            (day, place, number)
            for place, product in enumerate(self.products)
            for number, day in enumerate(product.dues)
            if 0 <= day <= self.horizon
        ]
        for day, place, number in sorted(found):
            yield day, self.products[place], number
