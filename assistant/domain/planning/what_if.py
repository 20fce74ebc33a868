"""What if: an instance with one thing changed, to be planned anew and compared."""

from collections.abc import Container
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from assistant.domain.accrual import Per, QuotedRate
from assistant.domain.planning.advance import Later, later
from assistant.domain.planning.infeasible import with_money
from assistant.domain.planning.instance import Instance, Loan, Product, Revolving
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.planning.plan import Ledger

_MONTH_DAYS = 30
_HARM = 3


class Change(StrEnum):
    """失去收入 n 个月, 多一笔钱, 新借一笔, 利率变化, 漏还一次."""

    INCOME_LOST = "income_lost"
    EXTRA = "extra"
    NEW_LOAN = "new_loan"
    RATE = "rate"
    MISS = "miss"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A named scenario.

    Attributes:
        number: months without income, days from today of the extra money, terms of the loan,
            per cent by which rates rise (negative: fall), days by which the next due is paid late.
        fen: the extra money or the loan.
        rate: of a new loan, a share per year; None for ``NEW_LOAN_RATE``.
        account_id: whose rate changes, or whose due is missed; None for all, or whichever is next.
    """

    name: str
    change: Change
    number: int
    fen: int = 0
    account_id: int | None = None
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SavedWhatIf:
    """A scenario in the store."""

    id: int
    what: WhatIf


NEW_LOAN_RATE = Decimal("0.1825")
"""A share per year for a loan not taken yet: 0.05 % a day, the upper end of what is usual (products.md 3)."""


def applied(instance: Instance, what: WhatIf, products: Container[str] | None = None) -> Instance:
    """The instance under a scenario; a missed payment changes the plan, not the instance.

    Args:
        instance: the facts.
        what: the scenario.
        products: ids of the products whose rate changes; None for all.
    """
    if what.change is Change.INCOME_LOST:
        until = what.number * _MONTH_DAYS
        kept = tuple((day, 0 if day < until else fen) for day, fen in instance.incomes)
        return replace(instance, incomes=kept)
    if what.change is Change.EXTRA:
        return with_money(instance, min(what.number, instance.horizon), what.fen)
    if what.change is Change.NEW_LOAN:
        # A lender of a new loan reports: nothing that is there weighs more.
        heaviest = max((product.harm for product in instance.products), default=_HARM)
        borrowed = with_money(instance, 0, what.fen)
        return replace(borrowed, products=(*borrowed.products, _new_loan(what, heaviest)))
    if what.change is Change.RATE:
        factor = 1 + Decimal(what.number) / 100
        changed = (
            _dearer(p, factor) if products is None or p.id in products else p
            for p in instance.products
        )
        return replace(instance, products=tuple(changed))
    return instance


def _new_loan(what: WhatIf, harm: int) -> Loan:
    dues = tuple(_MONTH_DAYS * (term + 1) for term in range(max(what.number, 1)))
    daily = QuotedRate(NEW_LOAN_RATE if what.rate is None else what.rate, Per.YEAR).daily
    return Loan(
        id=NEW_LOAN,
        kind="level",
        harm=harm,
        dues=dues,
        od_rate=daily * Decimal("1.5"),
        principal=what.fen,
        shares=(daily * _MONTH_DAYS,) * len(dues),
    )


NEW_LOAN = "new-loan"


def _dearer(product: Product, factor: Decimal) -> Product:
    if isinstance(product, Revolving):
        return replace(product, rate=product.rate * factor)
    shares = tuple(share * factor for share in product.shares)
    annuity = tuple(share * factor for share in product.annuity)
    force = None if product.kind == "level" else product.payment
    return replace(product, shares=shares, annuity=annuity, payment=force)


def missed(
    instance: Instance, plan: Ledger, days: int, products: Container[str] | None = None
) -> Later | None:
    """What is left when the plan's next due payment is made so many days late, to be planned anew.

    Until then all else is paid as planned, and nothing to that product. With ``products`` the next
    due of those is meant; None where the plan pays no such due, or the horizon is over by then.
    """
    dues = {
        (day, product.id)
        for day, product, _number in instance.due_days()
        if products is None or product.id in products
    }
    first = next((step for step in plan.steps if (step.day, step.product) in dues), None)
    if first is None:
        return None
    others = (step for step in plan.steps if step.product != first.product or step.day < first.day)
    return later(instance, others, first.day + days)


def instance_for(case: Case, plan: Ledger, what: WhatIf) -> Instance | None:
    """What has to be planned to know a scenario's outcome; None where it changes nothing."""
    if what.change is not Change.MISS:
        return applied(case.instance, what, case.products_of(what.account_id))
    late = _missed_in(case, plan, what)
    return None if late is None else late.instance


def outcome_of(case: Case, plan: Ledger, what: WhatIf, planned: Ledger | None) -> Ledger | None:
    """A scenario's outcome from the first day on.

    Args:
        case: the user's case.
        plan: his plan without the scenario.
        what: the scenario.
        planned: the best plan of ``instance_for``; None while it is not known.
    """
    if what.change is not Change.MISS:
        return planned
    late = _missed_in(case, plan, what)
    if late is None:
        return plan
    return None if planned is None else late.whole(planned)


def _missed_in(case: Case, plan: Ledger, what: WhatIf) -> Later | None:
    return missed(case.instance, plan, what.number, case.products_of(what.account_id))
