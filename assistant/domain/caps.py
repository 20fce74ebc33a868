"""Rate caps (law.md 2.1): which ceilings apply to a lender's contract, and whether its cost is above them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CapRule:
    """One ceiling.

    Attributes:
        lenders: the values of the term ``lender_type`` that it binds.
        weight: ``law``, ``court`` (on the borrower's request), ``regulation`` or ``guidance``.
        effective_from: the first contract day it applies to; ``effective_to`` the last, None while open.
        cap: a share a year; None when ``lpr_multiple`` says it in times of the one-year LPR.
    """

    id: str
    lenders: frozenset[str]
    weight: str
    source: str
    effective_from: date
    effective_to: date | None
    cap: Decimal | None
    lpr_multiple: Decimal | None

    def binds(self, lender_type: str, contract_date: date) -> bool:
        """Whether a contract of that day with such a lender falls under it."""
        if lender_type not in self.lenders or contract_date < self.effective_from:
            return False
        return self.effective_to is None or contract_date <= self.effective_to


@dataclass(frozen=True, slots=True)
class RateRules:
    """The one-year LPR by its first day, ascending, as known on ``lpr_as_of``; and the caps."""

    lpr: tuple[tuple[date, Decimal], ...]
    lpr_as_of: date
    caps: tuple[CapRule, ...]

    def lpr_on(self, day: date) -> Decimal | None:
        """The latest value published on or before ``day``; None before the first."""
        known = [rate for since, rate in self.lpr if since <= day]
        return known[-1] if known else None


@dataclass(frozen=True, slots=True)
class CapCheck:
    """A cost a year beside one ceiling, both shares."""

    rule: CapRule
    cap: Decimal
    annual: Decimal

    @property
    def exceeded(self) -> bool:
        """Above the cap; exactly at it is within (民法典 1259: 以上、以内 include the number)."""
        return self.annual > self.cap


def cap_checks(
    rules: RateRules, lender_type: str, contract_date: date, annual: Decimal
) -> tuple[CapCheck, ...]:
    """``annual`` (all-in cost, share a year) beside each ceiling for that lender on that day."""
    found: list[CapCheck] = []
    lpr = rules.lpr_on(contract_date)
    for rule in rules.caps:
        if not rule.binds(lender_type, contract_date):
            continue
        if rule.cap is not None:
            found.append(CapCheck(rule, rule.cap, annual))
        elif rule.lpr_multiple is not None and lpr is not None:
            found.append(CapCheck(rule, rule.lpr_multiple * lpr, annual))
    return tuple(found)
