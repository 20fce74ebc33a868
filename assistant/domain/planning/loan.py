"""A loan or a fixed series of dues, day by day to the fen."""

from dataclasses import dataclass

from assistant.domain.planning.exact import Share, annuity_sums, level_payment, share
from assistant.domain.planning.instance import Loan


@dataclass
class LoanState:
    """Where it stands, in 分.

    Attributes:
        next: the number of the coming due.
        payment: the level payment in force; None when it has to be solved anew.
        arrears: overdue amounts, ``od_units`` what they accrued since the last due.
        asked: what today's due asks for; ``asked_principal`` the principal in it.
    """

    product: Loan
    principal: int
    next: int = 0
    payment: int | None = None
    arrears: int = 0
    od_units: int = 0
    day: int = 0
    asked: int = 0
    asked_principal: int = 0
    paid_due: int = 0
    at_due: bool = False
    cost: int = 0

    @classmethod
    def begin(cls, product: Loan) -> "LoanState":
        """Day 0."""
        return cls(product, product.principal, payment=product.payment)

    def copy(self) -> "LoanState":
        """A second world to try something in."""
        twin = object.__new__(LoanState)
        twin.__dict__.update(self.__dict__)
        return twin

    @property
    def last(self) -> int:
        """The day up to which interest is settled."""
        return self.product.start_of(self.next)

    @property
    def least(self) -> int:
        """What is still missing to today's due."""
        return max(self.asked - self.paid_due, 0) if self.at_due else 0

    @property
    def overdue(self) -> int:
        """What is overdue, in 分: missed, or asked for today since it was before the plan began."""
        return self.arrears + (self.least if self.product.overdue else 0)

    @property
    def debt(self) -> int:
        """Principal not due yet, arrears, and of fixed amounts all that is to come."""
        if self.product.overdue and (self.next or self.at_due):
            return self.overdue
        rest = sum(self.product.amounts[self.next :]) if self.product.amounts else self.principal
        return rest + self.arrears

    def accrue(self, day: int) -> None:
        """Let days pass."""
        if day > self.day:
            self.od_units += self.arrears * (day - self.day) * share(self.product.od_rate).num
            self.day = day

    def open_due(self, day: int) -> None:
        """What the due of ``day`` asks for: interest of the period, principal, penalty so far."""
        self.accrue(day)
        loan, number = self.product, self.next
        penalty = share(loan.od_rate).settle(self.od_units)
        self.od_units = 0
        self.at_due, self.paid_due = True, 0
        if loan.kind == "fixed":
            self.asked = loan.amounts[number] + penalty
            self.cost += penalty
            if loan.overdue:
                self.asked += self.arrears
                self.arrears = 0
            return
        interest = share(loan.shares[number]).of(self.principal)
        self.asked_principal = self._principal_part(interest)
        self.asked = interest + self.asked_principal + penalty
        self.cost += interest + penalty

    def _principal_part(self, interest: int) -> int:
        loan, number = self.product, self.next
        if number == len(loan.dues) - 1:
            return self.principal
        if loan.kind == "bullet" or number < loan.interest_only:
            return 0
        if loan.kind == "equal":
            if self.payment is None:
                left = len(loan.dues) - number
                self.payment = Share(1, left).settle(self.principal)
                if not loan.half_up:
                    self.payment = self.principal // left
            return min(self.payment, self.principal)
        if self.payment is None:
            sums = annuity_sums(loan.annuity or loan.shares)
            self.payment = level_payment(self.principal, sums[number])
        return min(max(self.payment - interest, 0), self.principal)

    def owed_on(self, day: int) -> int:
        """What settles it today, in 分: arrears, today's due, and the principal with its interest."""
        if self.at_due:
            free = self.principal - self.asked_principal
            later = self._with_fee(free) if self.product.prepay and free else 0
            return self.arrears + self.least + later
        if not self.product.prepay or not self.principal:
            return self.arrears
        if not (self.product.mid_term or day == self.last):
            return self.arrears
        return self.arrears + self._settlement(self.principal, day)

    def pay(self, fen: int, day: int, *, arrears_only: bool = False) -> int:
        """Take a payment; gives what was taken.

        On a due day it serves the due first, then arrears, then principal; on other days arrears
        first. ``arrears_only`` stops after the arrears; what they accrued is part of what is overdue
        from the start.
        """
        left = fen
        if self.at_due and (self.product.overdue or not arrears_only):
            part = min(self.least, left)
            self.paid_due += part
            left -= part
        part = min(self.arrears, left)
        self.arrears -= part
        left -= part
        if not arrears_only and left and self.product.prepay:
            left -= self._prepay(left, day)
        return fen - left

    def _prepay(self, fen: int, day: int) -> int:
        """Principal before its time; interest is taken on the repaid part (JB-EARLY-04)."""
        if self.at_due:
            free = self.principal - self.asked_principal
            repaid = self._largest(fen, free, Share(0, 1))
            self.principal -= repaid
            self._lower(repaid)
            return self._charge(repaid, 0)
        rate = self._rate_until(day)
        repaid = self._largest(fen, self.principal, rate)
        self.principal -= repaid
        self._lower(repaid)
        return self._charge(repaid, rate.of(repaid))

    def _lower(self, repaid: int) -> None:
        if repaid:
            self.payment = None

    def _charge(self, repaid: int, interest: int) -> int:
        fee = share(self.product.prepay_fee).of(repaid)
        self.cost += interest + fee
        return repaid + interest + fee

    def _with_fee(self, principal: int) -> int:
        return principal + share(self.product.prepay_fee).of(principal)

    def _settlement(self, principal: int, day: int) -> int:
        return self._with_fee(principal) + self._rate_until(day).of(principal)

    def _rate_until(self, day: int) -> Share:
        """The interest from the last settled day until ``day``, as a share of the principal."""
        loan = self.product
        if self.next >= len(loan.shares):
            return Share(0, 1)
        whole = share(loan.shares[self.next])
        days = loan.dues[self.next] - self.last
        return Share(whole.num * max(day - self.last, 0), whole.den * max(days, 1))

    def _largest(self, fen: int, most: int, rate: Share) -> int:
        """The most principal that ``fen`` repays together with its interest and fee."""
        fee = share(self.product.prepay_fee)
        denominator = rate.den * fee.den
        factor = denominator + rate.num * fee.den + fee.num * rate.den
        guess = min(most, fen * denominator // factor + 1)
        while guess > 0 and guess + rate.of(guess) + fee.of(guess) > fen:
            guess -= 1
        return max(guess, 0)

    def due(self, day: int) -> tuple[int, bool]:
        """The due check: (分 missing of this due, whether older arrears are still unpaid)."""
        self.accrue(day)
        short, stale = self.least, self.arrears > 0
        self.principal -= self.asked_principal
        self.arrears += short
        self.asked = self.asked_principal = 0
        self.at_due = False
        self.next += 1
        return short, stale

    def close(self, day: int) -> None:
        """The horizon's end: interest on principal not due yet and on arrears is a cost."""
        self.accrue(day)
        self.cost += share(self.product.od_rate).settle(self.od_units)
        self.od_units = 0
        self.cost += self._rate_until(day).of(self.principal)
