"""Everything that a view or a rule may see at one moment, and what a command touched."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from enum import Flag, auto
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from assistant.domain.account import (
    Account,
    Bill,
    BookedEstimate,
    Destination,
    InstalmentPlan,
    Item,
    Loan,
    PayingAccount,
    Payment,
    PaymentKind,
    Reading,
)
from assistant.domain.calendar import BEIJING
from assistant.domain.cash_rules import CashRules, Ceiling
from assistant.domain.cashflow import CashActual, CashItem
from assistant.domain.product import Product
from assistant.domain.reserve import ReserveEntry
from assistant.domain.settings import Settings
from assistant.domain.terms import Terms


class Changes(Flag):
    """What a command touched; a view asks whether its own part is in it."""

    NONE = 0
    ACCOUNTS = auto()
    BILLS = auto()
    LOANS = auto()
    PAYMENTS = auto()
    CASH = auto()
    SETTINGS = auto()
    REMINDERS = auto()
    COLLECTION = auto()
    ESTATES = auto()
    RECORDS = auto()
    PLANS = auto()
    CLOCK = auto()
    """Ten minutes went by: of interest only to what says how many hours are left."""
    EVERYTHING = (
        ACCOUNTS
        | BILLS
        | LOANS
        | PAYMENTS
        | CASH
        | SETTINGS
        | REMINDERS
        | COLLECTION
        | ESTATES
        | RECORDS
        | PLANS
    )


_NO_FACTS = ("now", "settings")


@dataclass(frozen=True)
class Snapshot:
    """An immutable picture of the store at ``now`` (aware); days are Beijing days.

    Not slotted, so that its indexes are computed once, when first asked for.

    Attributes:
        accounts: those in use; ``archived`` are closed and kept with their history.
    """

    now: datetime
    products: Mapping[str, Product]
    accounts: tuple[Account, ...] = ()
    archived: tuple[Account, ...] = ()
    bills: tuple[Bill, ...] = ()
    readings: tuple[Reading, ...] = ()
    items: tuple[Item, ...] = ()
    estimates: tuple[BookedEstimate, ...] = ()
    plans: tuple[InstalmentPlan, ...] = ()
    loans: tuple[Loan, ...] = ()
    payments: tuple[Payment, ...] = ()
    paying_accounts: tuple[PayingAccount, ...] = ()
    cash_items: tuple[CashItem, ...] = ()
    cash_actuals: tuple[CashActual, ...] = ()
    cash_rules: CashRules = field(default_factory=CashRules)
    ceilings: tuple[Ceiling, ...] = ()
    reserve: tuple[ReserveEntry, ...] = ()
    settings: Settings = field(default_factory=Settings)

    @property
    def today(self) -> date:
        """The lender's calendar day: Beijing time."""
        return self.now.astimezone(BEIJING).date()

    def at(self, now: datetime) -> "Snapshot":
        """The same facts at another instant; what was indexed once is not indexed again."""
        twin = object.__new__(Snapshot)
        twin.__dict__.update(self.__dict__, now=now)
        return twin

    def facts(self) -> tuple[object, ...]:
        """All that a computation depends on: the day is a fact, the instant and the settings are none."""
        seen = (getattr(self, row.name) for row in fields(self) if row.name not in _NO_FACTS)
        return (self.today, *seen)

    def account(self, account_id: int) -> Account:
        """The account with this id (KeyError when there is none)."""
        return self._accounts[account_id]

    def bill(self, bill_id: int) -> Bill:
        """The bill with this id (KeyError when there is none)."""
        return self._bills[bill_id]

    def loan(self, loan_id: int) -> Loan:
        """The loan with this id (KeyError when there is none)."""
        return self._loans[loan_id]

    def product_of(self, account: Account) -> Product:
        """The product of an account."""
        return self.products[account.product_id]

    def terms_of(self, account: Account, day: date | None = None) -> Terms:
        """The account's terms on ``day``, today when not given."""
        day = day or self.today
        if account.id not in self._terms:
            self._terms[account.id] = _Epochs(account, self.products[account.product_id])
        return self._terms[account.id].terms_on(day)

    def paying_account(self, account_id: int | None) -> PayingAccount | None:
        """The paying account with this id, None for None."""
        if account_id is None:
            return None
        return next(row for row in self.paying_accounts if row.id == account_id)

    def bills_of(self, account_id: int) -> tuple[Bill, ...]:
        """The account's bills, oldest first."""
        return self._bills_of.get(account_id, ())

    def loans_of(self, account_id: int) -> tuple[Loan, ...]:
        """The account's loans, oldest first."""
        return self._loans_of.get(account_id, ())

    def plans_of(self, account_id: int) -> tuple[InstalmentPlan, ...]:
        """The account's instalment plans, oldest first."""
        return self._plans_of.get(account_id, ())

    def readings_of(self, account_id: int) -> tuple[Reading, ...]:
        """The account's readings of un-billed spending, oldest first."""
        return self._readings_of.get(account_id, ())

    def items_of(self, account_id: int) -> tuple[Item, ...]:
        """The account's purchases, cash advances and refunds, oldest first."""
        return self._items_of.get(account_id, ())

    def refunds_onto(self, account_id: int, bill_date: date) -> tuple[Item, ...]:
        """Refunds that the user or a file sent onto the bill of a day (退回账单), oldest first."""
        return self._refunds_onto.get((account_id, bill_date), ())

    def bill_before(self, bill_id: int) -> Bill | None:
        """The account's typed bill before this one; None for the first, and for one that is only expected."""
        return self._bill_before.get(bill_id)

    def estimate_of(self, bill_id: int) -> BookedEstimate | None:
        """What was expected of a bill when it came; None where nothing was."""
        return self._estimates.get(bill_id)

    def plans_from_bill(self, bill_id: int) -> tuple[InstalmentPlan, ...]:
        """The plans into which parts of a bill were moved (账单分期)."""
        return self._plans_from_bill.get(bill_id, ())

    def payments_of_plan(self, plan_id: int) -> tuple[Payment, ...]:
        """The settlement of an instalment plan, if there is one."""
        return self._payments_of_plan.get(plan_id, ())

    def payments_of_bill(self, bill_id: int) -> tuple[Payment, ...]:
        """Repayments of a bill, oldest first."""
        return self._payments_of_bill.get(bill_id, ())

    def prepayments_of(self, account_id: int) -> tuple[Payment, ...]:
        """Repayments of the account's bills before they were out, oldest first."""
        return self._prepayments_of.get(account_id, ())

    def payments_of_loan(self, loan_id: int) -> tuple[Payment, ...]:
        """Repayments of a loan, all terms, oldest first."""
        return self._payments_of_loan.get(loan_id, ())

    def payments_of_term(self, loan_id: int, term_no: int) -> tuple[Payment, ...]:
        """What a term rests on, oldest first: its own repayments, and what settled the whole loan.

        A prepayment belongs to no term: taking a term back leaves it.
        """
        return tuple(
            row
            for row in self.payments_of_loan(loan_id)
            if row.term_no == term_no or row.kind is PaymentKind.SETTLEMENT
        )

    @cached_property
    def _terms(self) -> "dict[int, _Epochs]":
        return {}

    @cached_property
    def bills_of_parts(self) -> dict[tuple[int, date, int], tuple[date, ...]]:
        """What ``cycle.bills_of_parts`` found: asked for by every bill, the same until facts change."""
        return {}

    @cached_property
    def credited_before(self) -> dict[int, date]:
        """What ``standing`` found: by bill the newest day on which an earlier one was repaid or credited."""
        return {}

    @cached_property
    def _refunds_onto(self) -> dict[tuple[int, date], tuple[Item, ...]]:
        return _grouped(self.items, _refunded_bill, lambda row: (row.spent_on, row.id))

    @cached_property
    def _bill_before(self) -> dict[int, Bill]:
        pairs = (pairwise(bills) for bills in self._bills_of.values())
        return {bill.id: before for row in pairs for before, bill in row}

    @cached_property
    def _accounts(self) -> dict[int, Account]:
        return {row.id: row for row in (*self.accounts, *self.archived)}

    @cached_property
    def _bills(self) -> dict[int, Bill]:
        return {row.id: row for row in self.bills}

    @cached_property
    def _loans(self) -> dict[int, Loan]:
        return {row.id: row for row in self.loans}

    @cached_property
    def _bills_of(self) -> dict[int, tuple[Bill, ...]]:
        return _grouped(self.bills, lambda row: row.account_id, lambda row: (row.bill_date, row.id))

    @cached_property
    def _loans_of(self) -> dict[int, tuple[Loan, ...]]:
        return _grouped(self.loans, lambda row: row.account_id, lambda row: (row.start, row.id))

    @cached_property
    def _plans_of(self) -> dict[int, tuple[InstalmentPlan, ...]]:
        return _grouped(self.plans, lambda row: row.account_id, lambda row: (row.first_due, row.id))

    @cached_property
    def _readings_of(self) -> dict[int, tuple[Reading, ...]]:
        return _grouped(
            self.readings, lambda row: row.account_id, lambda row: (row.read_on, row.id)
        )

    @cached_property
    def _items_of(self) -> dict[int, tuple[Item, ...]]:
        return _grouped(self.items, lambda row: row.account_id, lambda row: (row.spent_on, row.id))

    @cached_property
    def _estimates(self) -> dict[int, BookedEstimate]:
        return {row.bill_id: row for row in self.estimates}

    @cached_property
    def _plans_from_bill(self) -> dict[int, tuple[InstalmentPlan, ...]]:
        return _grouped(self.plans, lambda row: row.bill_id, lambda row: (row.first_due, row.id))

    @cached_property
    def _payments_of_plan(self) -> dict[int, tuple[Payment, ...]]:
        return _grouped(self.payments, lambda row: row.plan_id, _paid_order)

    @cached_property
    def _payments_of_bill(self) -> dict[int, tuple[Payment, ...]]:
        return _grouped(self.payments, lambda row: row.bill_id, _paid_order)

    @cached_property
    def _prepayments_of(self) -> dict[int, tuple[Payment, ...]]:
        return _grouped(self.payments, lambda row: row.account_id, _paid_order)

    @cached_property
    def _payments_of_loan(self) -> dict[int, tuple[Payment, ...]]:
        return _grouped(self.payments, lambda row: row.loan_id, _paid_order)


class _Epochs:
    """An account's terms over time, computed once between two days on which one of them changes."""

    def __init__(self, account: Account, product: Product) -> None:
        self._account = account
        self._product = product
        ends = {
            row.effective_to + timedelta(days=1)
            for row in product.defaults
            if row.effective_to is not None and row.effective_to < date.max
        }
        starts = {row.effective_from for row in product.defaults}
        starts |= {term.effective_from for term in account.terms}
        self._starts = sorted(starts | ends)
        self._known: dict[int, Terms] = {}

    def terms_on(self, day: date) -> Terms:
        """The terms in force on ``day``."""
        epoch = bisect_right(self._starts, day)
        if epoch not in self._known:
            self._known[epoch] = self._account.terms_on(self._product, day)
        return self._known[epoch]


Row = TypeVar("Row")
Owner = TypeVar("Owner")


def _grouped(
    rows: Iterable[Row],
    owner: Callable[[Row], Owner | None],
    order: Callable[[Row], tuple[date, int]],
) -> dict[Owner, tuple[Row, ...]]:
    found: dict[Owner, list[Row]] = {}
    for row in sorted(rows, key=order):
        key = owner(row)
        if key is not None:
            found.setdefault(key, []).append(row)
    return {key: tuple(group) for key, group in found.items()}


def _refunded_bill(item: Item) -> tuple[int, date] | None:
    if item.destination is not Destination.BILL or item.bill_date is None:
        return None
    return item.account_id, item.bill_date


def _paid_order(payment: Payment) -> tuple[date, int]:
    return payment.paid_on, payment.id
