"""The records that the user's facts are kept in: frozen, drafts without id, records with id."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from assistant.domain.loan import LoanTerms, Method
from assistant.domain.money import Money
from assistant.domain.product import Product
from assistant.domain.terms import Terms, resolve

ALWAYS = date.min


@dataclass(frozen=True, slots=True)
class DatedTerm:
    """A term's text form and the first day it holds for this account."""

    key: str
    value: str
    effective_from: date = ALWAYS


def owned_terms(product: Product, today: date, typed: Iterable[DatedTerm]) -> tuple[DatedTerm, ...]:
    """A new account's terms: what was typed, and the defaults of ``today`` beside it.

    The user owns what he saw: a later version's defaults do not change his account. Defaults with a
    last day stay the product's, so that they end by themselves.
    """
    own = tuple(term for term in typed if term.value)
    taken = {term.key for term in own}
    defaults = (
        DatedTerm(default.key, default.value)
        for default in product.defaults_on(today)
        if default.key not in taken and default.value and default.effective_to is None
    )
    return (*defaults, *own)


@dataclass(frozen=True, slots=True)
class Account:
    """A credit account in the store. ``terms`` are dated overrides of the product's defaults."""

    id: int
    product_id: str
    name: str
    position: int
    paying_account_id: int | None
    created_at: datetime
    terms: tuple[DatedTerm, ...]

    def terms_on(self, product: Product, day: date) -> Terms:
        """The account's terms on ``day``: the product's defaults under the user's own values."""
        return resolve(self._pairs(product, day))

    def _pairs(self, product: Product, day: date) -> Iterator[tuple[str, str]]:
        for default in product.defaults_on(day):
            if default.value:
                yield default.key, default.value
        for term in sorted(self.terms, key=lambda term: term.effective_from):
            if term.effective_from <= day:
                yield term.key, term.value


@dataclass(frozen=True, slots=True)
class PayingAccount:
    """A paying account; ``balance`` is what the user read at ``balance_at``, None while never told."""

    id: int
    name: str
    balance: Money | None
    balance_at: datetime | None


class Intent(StrEnum):
    """What the user means to pay of a bill."""

    FULL = "full"
    MINIMUM = "minimum"


@dataclass(frozen=True, slots=True)
class Bill:
    """A statement in the store. ``dated_at``: when its due date was last set."""

    id: int
    account_id: int
    bill_date: date
    due_date: date
    amount: Money
    minimum: Money | None
    carried: Money
    intent: Intent
    created_at: datetime
    dated_at: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading in the store; the newest of an account counts."""

    id: int
    account_id: int
    read_on: date
    unbilled: Money
    created_at: datetime


@dataclass(frozen=True, slots=True)
class InstalmentPlan:
    """An instalment plan in the store."""

    id: int
    account_id: int
    title: str
    principal: Money
    periods: int
    total_fee: Money
    first_due: date
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan in the store."""

    id: int
    account_id: int
    title: str
    principal: Money
    daily_rate: Decimal
    start: date
    first_due: date
    repay_day: int
    terms: int
    method: Method
    paid_terms: int
    created_at: datetime
    dated_at: datetime

    def loan_terms(self, min_days: int = 1) -> LoanTerms:
        """What the schedule is computed from."""
        return LoanTerms(
            self.principal,
            self.daily_rate,
            self.start,
            self.first_due,
            self.repay_day,
            self.terms,
            self.method,
            min_days,
        )


class PaymentKind(StrEnum):
    """A repayment of one due, or the settlement (提前结清) of a whole loan."""

    REPAYMENT = "repayment"
    SETTLEMENT = "settlement"


@dataclass(frozen=True, slots=True)
class Payment:
    """A repayment in the store."""

    id: int
    amount: Money
    paid_on: date
    bill_id: int | None
    loan_id: int | None
    term_no: int | None
    kind: PaymentKind
    paying_account_id: int | None
    created_at: datetime
