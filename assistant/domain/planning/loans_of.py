"""A user's loans as products of an instance: what the engine's schedule says, to the fen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext
from typing import Literal

from assistant.domain.account import Account
from assistant.domain.account import Loan as StoredLoan
from assistant.domain.accrual import QuotedRate
from assistant.domain.calendar import add_months
from assistant.domain.loan import Method
from assistant.domain.loan_standing import TermStanding, loan_standing
from assistant.domain.money import Money
from assistant.domain.planning.in_time import in_time
from assistant.domain.planning.instance import Loan, Product
from assistant.domain.planning.origin import Origin
from assistant.domain.planning.overdue import overdue_of
from assistant.domain.settlement import penalty_rate
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State
from assistant.domain.terms import Terms

_PRECISION = 40
_DAYS_30 = 30
_KINDS: dict[Method, Literal["level", "equal", "bullet"]] = {
    Method.LEVEL_ACTUAL: "level",
    Method.LEVEL_30: "level",
    Method.LEVEL_FIXED_PMT_ACTUAL: "level",
    Method.MONTHLY_LEVEL: "level",
    Method.EQUAL_PRINCIPAL: "equal",
    Method.MONTHLY_EQUAL_PRINCIPAL: "equal",
    Method.INTEREST_FIRST: "bullet",
    Method.AT_END: "bullet",
}


def loans_of(snapshot: Snapshot, account: Account, harm: int) -> Iterator[tuple[Product, Origin]]:
    """The account's loans that still want money; what is overdue is due today."""
    for stored in snapshot.loans_of(account.id):
        terms = snapshot.terms_of(account, stored.start)
        standing = loan_standing(snapshot, stored)
        daily = stored.quoted(terms).daily
        late = [term for term in standing.terms if term.state is State.OVERDUE]
        before = ""
        if late:
            before = f"late-loan-{stored.id}"
            amount = sum(term.remaining.fen + term.penalty.fen for term in late)
            od_rate = penalty_rate(daily, terms.penalty_multiplier)
            yield (
                overdue_of(before, harm, amount, od_rate, max(term.days_late for term in late)),
                Origin(account.id, stored.id, overdue=True),
            )
        coming = [term for term in standing.terms if term.state is State.DUE]
        if coming:
            made = _Coming(snapshot, stored, terms, harm, coming, standing.terms)
            yield replace(made.loan(), after=before), Origin(account.id, stored.id)


@dataclass(frozen=True)
class _Coming:
    """The terms that are still to come."""

    snapshot: Snapshot
    stored: StoredLoan
    terms: Terms
    harm: int
    coming: Sequence[TermStanding]
    every: Sequence[TermStanding]

    def loan(self) -> Loan:
        """Computed by its own method where the plan may repay early; else the amounts as they stand."""
        dues = self._dues()
        rate = self.stored.quoted(self.terms)
        od_rate = penalty_rate(rate.daily, self.terms.penalty_multiplier)
        name = f"loan-{self.stored.id}"
        if not self._may_prepay():
            amounts = tuple(term.remaining.fen for term in self.coming)
            return Loan(name, "fixed", self.harm, dues, od_rate, amounts=amounts, prepay=False)
        first = self.coming[0].row
        method = self.stored.method
        more = len(self.coming) > 1 and self._principal_begins() == 0
        force = first.principal if _KINDS[method] == "equal" else first.payment
        return Loan(
            id=name,
            kind=_KINDS[method],
            harm=self.harm,
            dues=dues,
            od_rate=od_rate,
            principal=(first.principal + first.balance_after).fen,
            last=self._last(),
            shares=self._shares(rate),
            annuity=self._annuity(rate),
            interest_only=self._principal_begins(),
            payment=force.fen if more and _KINDS[method] != "bullet" else None,
            half_up=method is Method.MONTHLY_EQUAL_PRINCIPAL,
            prepay_fee=self.terms.prepay_fee_rate,
            mid_term=self.terms.prepay_interest == "part",
        )

    def _dues(self) -> tuple[int, ...]:
        """By when each term has to be paid; terms inside their grace come one after the other."""
        found: list[int] = []
        for term in self.coming:
            day = in_time(term.row.due, self.terms, self.snapshot.today)
            found.append(max(day, found[-1] + 1) if found else day)
        return tuple(found)

    def _may_prepay(self) -> bool:
        """Terms taken over from the app, part payments, rate changes to come are left as they are."""
        stored = self.stored
        touched = any(term.paid for term in self.coming) or any(t.row.frozen for t in self.coming)
        to_come = any(change.on > self._start() for change in stored.rate_changes)
        shortens = self.terms.prepay_effect == "shorten"
        plain = self.terms.rounding == "half_up"
        prepaid = any(
            p.kind.value == "prepayment" for p in self.snapshot.payments_of_loan(stored.id)
        )
        return plain and not (touched or to_come or shortens or prepaid)

    def _start(self) -> date:
        before = [term for term in self.every if term.row.due < self.coming[0].row.due]
        return before[-1].row.due if before else self.stored.start

    def _last(self) -> int:
        return min((self._start() - self.snapshot.today).days, 0)

    def _principal_begins(self) -> int:
        done = self.coming[0].row.no - 1
        return max(self.stored.interest_only_terms - done, 0)

    def _shares(self, rate: QuotedRate) -> tuple[Decimal, ...]:
        by_month = self.stored.method in {Method.MONTHLY_LEVEL, Method.MONTHLY_EQUAL_PRINCIPAL}
        with localcontext(prec=_PRECISION):
            if self.stored.method is Method.LEVEL_30:
                return tuple(rate.for_days(Money(1), _DAYS_30) for _ in self.coming)
            return tuple(
                rate.for_month(Money(1))
                if by_month and (term.row.no > 1 or self._whole_month(term))
                else rate.for_days(Money(1), term.row.days)
                for term in self.coming
            )

    def _whole_month(self, term: TermStanding) -> bool:
        return add_months(self.stored.start, 1) == term.row.due

    def _annuity(self, rate: QuotedRate) -> tuple[Decimal, ...]:
        if self.stored.method is not Method.LEVEL_FIXED_PMT_ACTUAL:
            return ()
        with localcontext(prec=_PRECISION):
            return tuple(rate.daily * 365 / 12 for _ in self.coming)
