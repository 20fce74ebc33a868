"""The user's own facts as an instance, each product by its own rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeGuard

from assistant.domain.account import Account
from assistant.domain.calendar import add_months
from assistant.domain.money import ZERO, Money
from assistant.domain.planning.instance import Flow, Instance, Loan, Product
from assistant.domain.planning.loans_of import loans_of
from assistant.domain.planning.origin import Origin
from assistant.domain.planning.overdue import watched
from assistant.domain.planning.plan import Ledger
from assistant.domain.planning.revolving_of import revolving_of
from assistant.domain.planning.weight import HARM
from assistant.domain.product import Family
from assistant.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class PlanCash:
    """The money a plan may count on.

    Attributes:
        there: in the paying accounts now; ``floor`` stays for living.
        incomes: and ``expenses``, dated, without the dues of credit accounts.
        reserve: in the 备付金, of which ``reserve_min`` stays.
        usual: spending expected on bills nobody knows yet, by account and due day.
    """

    there: Money
    floor: Money
    incomes: tuple[tuple[date, Money], ...] = ()
    expenses: tuple[tuple[date, Money], ...] = ()
    reserve: Money = ZERO
    reserve_min: Money = ZERO
    usual: Mapping[tuple[int, date], Money] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """An instance, the day it counts from, and what its products are in the user's store."""

    instance: Instance
    start: date
    origins: Mapping[str, Origin]

    def dues_missed(self, ledger: Ledger) -> int:
        """How many dues a plan does not meet; what is overdue already counts once, as often as it is seen."""
        late = {product.id for product in self.instance.products if _is_late(product)}
        return sum(1 for miss in ledger.misses if miss.product not in late or not miss.day)

    def products_of(self, account_id: int | None) -> frozenset[str] | None:
        """Ids of an account's products; None where no account is named."""
        if account_id is None:
            return None
        own = self.origins.items()
        return frozenset(name for name, origin in own if origin.account_id == account_id)


def instance_of(
    snapshot: Snapshot, cash: PlanCash, until: date, harm: Mapping[int, int] | None = None
) -> Case:
    """What a plan until ``until`` is computed from.

    Args:
        snapshot: the facts; accounts of other people are left out that pay from elsewhere.
        cash: the money, from whoever knows it.
        until: the last day.
        harm: the user's own weight of a missed due by account.
    """
    start = snapshot.today
    found = [
        pair
        for account in snapshot.accounts
        if account.paid_here
        for pair in _products(snapshot, account, (until, cash.usual), (harm or {}).get(account.id))
    ]
    incomes, horizon = _flows(cash.incomes, start), max((until - start).days, 1)
    pay_days, ends = [day for day, _fen in incomes], tuple(_month_ends(start, horizon))
    instance = Instance(
        horizon=horizon,
        cash=cash.there.fen,
        products=tuple(
            watched(product, pay_days, ends, horizon) if _is_late(product) else product
            for product, _origin in found
        ),
        floor=cash.floor.fen,
        reserve=cash.reserve.fen,
        reserve_min=cash.reserve_min.fen,
        incomes=incomes,
        expenses=_flows(cash.expenses, start),
        month_ends=ends,
    )
    return Case(instance, start, {product.id: origin for product, origin in found})


def _products(
    snapshot: Snapshot,
    account: Account,
    ahead: tuple[date, Mapping[tuple[int, date], Money]],
    weight: int | None,
) -> Iterator[tuple[Product, Origin]]:
    harm = HARM[snapshot.terms_of(account).reported] if weight is None else weight
    if snapshot.product_of(account).family is Family.REVOLVING:
        yield from revolving_of(snapshot, account, ahead, harm)
    else:
        yield from loans_of(snapshot, account, harm)


def _is_late(product: Product) -> TypeGuard[Loan]:
    return isinstance(product, Loan) and product.overdue


def _month_ends(start: date, horizon: int) -> Iterator[int]:
    first = start.replace(day=1)
    while True:
        first = add_months(first, 1)
        day = (first - start).days - 1
        if day > horizon:
            return
        yield day


def _flows(rows: tuple[tuple[date, Money], ...], start: date) -> tuple[Flow, ...]:
    days = (((day - start).days, amount.fen) for day, amount in rows)
    return tuple(sorted((day, fen) for day, fen in days if day >= 0))
