"""The worst days: what is late or falls due at once, what each gets of the money there is, and from where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from assistant.domain.cash import Cover, Funding, at_hand, available
from assistant.domain.dues import Obligation, obligations
from assistant.domain.flows import Flow, FlowKind, planned
from assistant.domain.money import ZERO, Money, total
from assistant.domain.priority import article_order, by_day, claims_of, prioritise
from assistant.domain.reserve import reserve_balance
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State

_INCOME_DAYS = 62
RESERVE = None
"""Stands for the reserve among the paying accounts."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do now.

    Attributes:
        pay: what to pay; nothing where the money does not reach.
        least: what keeps the due in good standing.
        sources: paying accounts (``RESERVE`` for the reserve) with what each of them gives.
    """

    due: Obligation
    pay: Money
    least: Money
    sources: tuple[tuple[int | None, Money], ...]

    @property
    def reaches(self) -> bool:
        """Whether it is in good standing once that is paid."""
        return self.pay >= self.least


@dataclass(frozen=True, slots=True)
class Urgency:
    """What to do now, in order.

    Attributes:
        there: the money there is, the reserve included.
        least: what all of it together needs to be in good standing.
        income: the next income that is planned.
    """

    steps: tuple[Step, ...]
    there: Money
    least: Money
    income: Flow | None

    @property
    def missing(self) -> Money:
        """What lacks until all are in good standing."""
        return max(self.least - self.there, ZERO)


def urgency(
    snapshot: Snapshot, pressing: Sequence[Obligation], funding: Mapping[str, Funding]
) -> Urgency | None:
    """The steps of a bad day; None while one payment after the other can simply be made.

    A day is bad when what presses is not all covered where it will be deducted, or when something
    is late and more falls due. The order and the amounts are the article's rule (``prioritise``),
    or by their day where the user switched the rule off; half a minimum is only proposed for what
    is late already, where it lowers what a day costs, and with money that nothing else needs before the
    next income. Where the money does not reach for all of them whole
    each gets its least: the rest may be needed for what falls due before the next income, which the
    plan knows.
    """
    late = any(due.state is State.OVERDUE for due in pressing)
    covers = [funding[due.key].cover for due in pressing]
    bad = Cover.SHORT in covers or Cover.RESERVE in covers or (late and len(pressing) > 1)
    there = at_hand(snapshot)
    if not bad or there is None:
        return None
    order = article_order if snapshot.settings.article_rule == "yes" else by_day
    claims = claims_of(snapshot, pressing)
    if there < total(claim.amount for claim in claims):
        claims = tuple(replace(claim, amount=claim.least) for claim in claims)
    shares = prioritise(claims, there, order)
    dues = {due.key: due for due in pressing}
    pots, income = _pots(snapshot), _next_income(snapshot)
    whole = total(share.paid for share in shares if share.in_good_standing)
    parts = max(there - whole - _needed_soon(snapshot, pressing, income), ZERO)
    steps = []
    for share in shares:
        pay = share.paid
        if not share.in_good_standing:
            pay = min(pay, parts) if share.claim.overdue else ZERO
            parts -= pay
        steps.append(_step(dues[share.claim.key], share.claim.least, pay, pots))
    return Urgency(tuple(steps), there, total(step.least for step in steps), income)


def _needed_soon(snapshot: Snapshot, pressing: Sequence[Obligation], income: Flow | None) -> Money:
    """The least of what else falls due before the next income: no part of a late due is worth it."""
    until = snapshot.today + timedelta(days=_INCOME_DAYS // 2) if income is None else income.day
    known = {due.key for due in pressing}
    later = (due for due in obligations(snapshot, until) if due.open and due.key not in known)
    return total(due.minimum for due in later)


def _pots(snapshot: Snapshot) -> dict[int | None, Money]:
    pots: dict[int | None, Money] = {
        row.id: max(available(snapshot, row) or ZERO, ZERO) for row in snapshot.paying_accounts
    }
    pots[RESERVE] = max(reserve_balance(snapshot.reserve), ZERO)
    return pots


def _step(due: Obligation, least: Money, pay: Money, pots: dict[int | None, Money]) -> Step:
    """Takes from the due's own sources first, then from the reserve, then from the other accounts."""
    wanted, taken = pay, []
    for source in dict.fromkeys((*due.sources, RESERVE, *pots)):
        part = min(pots.get(source, ZERO), wanted)
        if part:
            pots[source] -= part
            wanted -= part
            taken.append((source, part))
    return Step(due, pay, least, tuple(taken))


def _next_income(snapshot: Snapshot) -> Flow | None:
    first = snapshot.today + timedelta(days=1)
    coming = planned(snapshot, first, first + timedelta(days=_INCOME_DAYS))
    incomes = (flow for flow in coming if flow.kind is FlowKind.INCOME)
    return min(incomes, key=lambda flow: flow.day, default=None)
