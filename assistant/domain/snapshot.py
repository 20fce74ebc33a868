"""Everything that a view or a rule may see at one moment, and what a command touched."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Flag, auto
from functools import cached_property
from typing import TypeVar

from assistant.domain.account import (
    Account,
    Bill,
    InstalmentPlan,
    Loan,
    PayingAccount,
    Payment,
    Reading,
)
from assistant.domain.calendar import BEIJING
from assistant.domain.product import Product
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
    EVERYTHING = ACCOUNTS | BILLS | LOANS | PAYMENTS | CASH | SETTINGS | REMINDERS


@dataclass(frozen=True)
class Snapshot:
    """An immutable picture of the store at ``now`` (aware); days are Beijing days.

    Not slotted, so that its indexes are computed once, when first asked for.
    """

    now: datetime
    products: Mapping[str, Product]
    accounts: tuple[Account, ...] = ()
    bills: tuple[Bill, ...] = ()
    readings: tuple[Reading, ...] = ()
    plans: tuple[InstalmentPlan, ...] = ()
    loans: tuple[Loan, ...] = ()
    payments: tuple[Payment, ...] = ()
    paying_accounts: tuple[PayingAccount, ...] = ()
    settings: Settings = field(default_factory=Settings)

    @property
    def today(self) -> date:
        """The lender's calendar day: Beijing time."""
        return self.now.astimezone(BEIJING).date()

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
        key = account.id, day or self.today
        if key not in self._terms:
            self._terms[key] = account.terms_on(self.products[account.product_id], key[1])
        return self._terms[key]

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

    def payments_of_bill(self, bill_id: int) -> tuple[Payment, ...]:
        """Repayments of a bill, oldest first."""
        return self._payments_of_bill.get(bill_id, ())

    def payments_of_loan(self, loan_id: int) -> tuple[Payment, ...]:
        """Repayments of a loan, all terms, oldest first."""
        return self._payments_of_loan.get(loan_id, ())

    @cached_property
    def _terms(self) -> dict[tuple[int, date], Terms]:
        return {}

    @cached_property
    def _accounts(self) -> dict[int, Account]:
        return {row.id: row for row in self.accounts}

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
    def _payments_of_bill(self) -> dict[int, tuple[Payment, ...]]:
        return _grouped(self.payments, lambda row: row.bill_id, _paid_order)

    @cached_property
    def _payments_of_loan(self) -> dict[int, tuple[Payment, ...]]:
        return _grouped(self.payments, lambda row: row.loan_id, _paid_order)


Row = TypeVar("Row")


def _grouped(
    rows: Iterable[Row],
    owner: Callable[[Row], int | None],
    order: Callable[[Row], tuple[date, int]],
) -> dict[int, tuple[Row, ...]]:
    found: dict[int, list[Row]] = {}
    for row in sorted(rows, key=order):
        key = owner(row)
        if key is not None:
            found.setdefault(key, []).append(row)
    return {key: tuple(group) for key, group in found.items()}


def _paid_order(payment: Payment) -> tuple[date, int]:
    return payment.paid_on, payment.id
