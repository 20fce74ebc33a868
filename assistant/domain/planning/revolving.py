"""A revolving product day by day to the fen: pool, bill, interest, instalments, arrears."""

from dataclasses import dataclass, field

from assistant.domain.instalments import fee_instalment, fee_of
from assistant.domain.money import Money
from assistant.domain.planning.exact import Share, share
from assistant.domain.planning.instance import Alloc, Cycle, Revolving


@dataclass
class RevolvingState:
    """Where it stands; amounts in 分, ``*_units`` in 分 × the rate's denominator.

    The parts of what is owed: ``interest`` billed, ``pool`` older principal, ``bill`` this bill's
    spending, ``parts`` instalments due with it. ``pool`` accrues; the bill is free until its due day,
    of a card with 全额计息 only if it and the bill before are paid in full. ``carried`` is what the lender
    let be missing (容差): the next bill asks for it, and until then it costs nothing. ``older`` is what
    of the account was overdue before the plan began and still is: the late fee is of it too.
    """

    product: Revolving
    alloc: Alloc
    day: int = 0
    bill_no: int = -1
    open: bool = False
    interest: int = 0
    pool: int = 0
    bill: int = 0
    parts: int = 0
    arrears: int = 0
    converted: int = 0
    paid: int = 0
    cost: int = 0
    pool_units: int = 0
    cut_units: int = 0
    retro_units: int = 0
    pending_units: int = 0
    late_fee: int = 0
    least_base: int = 0
    least_fixed: int = 0
    spare_cash: int = 0
    older: int = 0
    carried: int = 0
    was_full: bool = True
    rows: dict[int, int] = field(default_factory=dict)

    @classmethod
    def begin(cls, product: Revolving, alloc: Alloc) -> "RevolvingState":
        """Day 0, before its statement."""
        state = cls(product, alloc, pool=product.pool, was_full=product.grace)
        before = share(product.pending)
        state.pending_units = before.num * (product.unit.den // before.den)
        return state

    def copy(self) -> "RevolvingState":
        """A second world to try something in."""
        twin = object.__new__(RevolvingState)
        twin.__dict__.update(self.__dict__)
        twin.rows = dict(self.rows)
        return twin

    @property
    def cycle(self) -> Cycle:
        """The bill that was issued last."""
        return self.product.cycles[self.bill_no]

    @property
    def owed(self) -> int:
        """All that can be paid now."""
        return self.interest + self.pool + self.bill + self.parts

    @property
    def overdue(self) -> int:
        """What is overdue of it."""
        return self.arrears

    @property
    def least(self) -> int:
        """What is still missing to the minimum of the open bill (products.md 2.2)."""
        return max(self.minimum - self.paid, 0) if self.open else 0

    @property
    def minimum(self) -> int:
        """最低还款 of the open bill before payments; what was converted is not in it.

        The rule of ``minimum.minimum_payment`` in bare whole numbers: a replay asks for it everywhere.
        """
        cycle, ratio = self.cycle, share(self.product.min_ratio)
        base = max(self.least_base - self.converted, 0)
        whole = base + self.least_fixed + self.spare_cash + self.arrears
        if cycle.minimum is None:
            least = min(ratio.of(base), base) + self.least_fixed + self.arrears
        else:  # never more than what conversions leave of the bill
            least = min(max(cycle.minimum - ratio.of(self.converted), 0), whole)
        if not cycle.min_floor:
            return least
        return max(least, min(cycle.lowest, whole))

    def accrue(self, day: int) -> None:
        """Let days pass: the start counts, ``day`` does not."""
        days = day - self.day
        if days > 0:
            num = self.product.unit.num
            self.pool_units += self.pool * days * num
            if self.open and self.product.retro:
                self.retro_units += self.bill * days * num
            self.day = day

    def cut(self, day: int) -> None:
        """The last day whose interest the coming bill shows."""
        self.accrue(day)
        self.cut_units += self.pool_units
        self.pool_units = 0

    def statement(self, number: int, day: int) -> None:
        """Issue a bill: what accrued is billed, new spending begins its free time."""
        self.accrue(day)
        cycle = self.product.cycles[number]
        rate = self.product.unit
        billed = rate.settle(self.cut_units + self.pending_units) + self.late_fee
        self.cut_units = self.pending_units = self.late_fee = 0
        self.cost += billed
        self.interest += billed + cycle.interest
        self.bill_no, self.open = number, True
        new = cycle.new + self.carried
        self.bill, self.converted, self.paid = new, 0, 0
        self.parts = self.rows.pop(number, 0) + cycle.fixed
        rolled = max(self.pool - self.arrears, 0)
        self.least_fixed, self.spare_cash = self.interest + self.parts, 0
        if self.product.rolls:
            self.least_base = new + rolled
        else:  # what rolled once, or was let be missing, is asked for in full
            self.least_base = cycle.new
            self.least_fixed += rolled + self.carried
        if cycle.cash:
            self._ask_for_cash(cycle.cash)
        self.retro_units = cycle.new * max(cycle.stmt - cycle.post, 0) * rate.num
        self.carried = 0

    def _ask_for_cash(self, cash: int) -> None:
        """What was withdrawn has a share of its own in the minimum (products.md 4.1); the rest may roll."""
        asked = cash_share(self.product).of(cash)
        self.least_base -= cash
        self.least_fixed += asked
        self.spare_cash = cash - asked

    @property
    def convertible(self) -> int:
        """What of the bill can become instalments: nothing that was withdrawn in cash."""
        return min(self.bill, self.cycle.new - self.cycle.cash) if self.cycle.cash else self.bill

    def pay(self, fen: int) -> int:
        """Take a payment; gives what was taken: never more than is owed."""
        taken = min(fen, self.owed)
        self.paid += taken
        if not self.open:
            self.arrears = max(self.arrears - taken, 0)
        left = taken
        for name in _ORDER[self.alloc]:
            part = min(getattr(self, name), left)
            setattr(self, name, getattr(self, name) - part)
            left -= part
        return taken

    def convert(self, fen: int, periods: int) -> int:
        """Turn part of the bill's spending into instalments (账单分期); gives the whole fee."""
        fee = fee_of(Money(fen), dict(self.product.offers)[periods])
        self.bill -= fen
        self.converted += fen
        self.cost += fee.fen
        schedule = fee_instalment(Money(fen), periods, total_fee=fee)
        for row in schedule.rows:
            number = self.bill_no + row.no
            self.rows[number] = self.rows.get(number, 0) + row.payment.fen
        return fee.fen

    @property
    def tolerated(self) -> bool:
        """Whether what is missing of the whole bill is so little that it counts as paid (容差)."""
        return 0 < self.owed <= self.product.tolerance

    def forgive(self) -> None:
        """At the due day: move what is missing to the next bill, where it costs nothing until then."""
        self.carried = self.owed
        self.interest = self.pool = self.bill = self.parts = 0
        self.paid += self.carried

    def due(self, day: int) -> tuple[int, bool]:
        """The due check: (分 missing to the minimum, whether older arrears are still unpaid)."""
        self.accrue(day)
        short, stale = self.least, self.arrears > self.paid
        self.pool += self.interest + self.bill + self.parts
        self.interest = self.bill = self.parts = 0
        full = not self.pool
        if self.product.retro and not (full and self.was_full):
            self.pending_units = self.retro_units
        self.retro_units = 0
        self.was_full = full
        self.late_fee = fee_of_being_late(self.product, short + self.older)
        self.arrears, self.open = short, False
        return short, stale

    def close(self, day: int) -> None:
        """The horizon's end: what accrued is a cost, though nobody billed it yet."""
        self.accrue(day)
        units = self.cut_units + self.pool_units + self.pending_units
        self.cost += self.product.unit.settle(units) + self.late_fee
        self.pool_units = self.cut_units = self.pending_units = self.late_fee = 0

    @property
    def debt(self) -> int:
        """Principal, billed interest and instalment parts not due yet, of older plans too."""
        later = self.product.parts_from[self.bill_no + 1]
        return self.owed + self.carried + sum(self.rows.values()) + later


def fee_of_being_late(product: Revolving, unpaid: int) -> int:
    """违约金 on the unpaid minimum, in 分: the rule of ``card.card_penalty`` with the bank's cap."""
    if unpaid <= 0 or not product.late_fee:
        return 0
    fee = max(share(product.late_fee).of(unpaid), product.late_fee_floor)
    return fee if product.late_fee_cap is None else min(fee, product.late_fee_cap)


def cash_share(product: Revolving) -> Share:
    """The share of withdrawn cash that a minimum asks for."""
    return share(product.min_ratio if product.cash_ratio is None else product.cash_ratio)


_ORDER: dict[Alloc, tuple[str, ...]] = {
    "interest_first": ("interest", "pool", "bill", "parts"),
    "principal_first": ("pool", "bill", "interest", "parts"),
}
