"""The records that the user's facts are kept in: frozen, drafts without id, records with id."""

from collections.abc import Iterator
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


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """A credit account (账户) as typed: one product owned by one user at one lender."""

    product_id: str
    name: str
    terms: tuple[DatedTerm, ...]
    paying_account_id: int | None = None


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
            yield default.key, default.value
        for term in sorted(self.terms, key=lambda term: term.effective_from):
            if term.effective_from <= day:
                yield term.key, term.value


@dataclass(frozen=True, slots=True)
class PayingAccountDraft:
    """Where repayments are deducted from (扣款账户): 余额, 余额宝, a debit card."""

    name: str
    balance: Money | None = None


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
class BillDraft:
    """A statement (账单) as the payment app shows it.

    Attributes:
        amount: 本期应还, the whole bill.
        minimum: 最低还款 as shown; None lets the product's rule estimate it.
        carried: the part of ``amount`` that is an earlier overdue bill still listed on its own.
    """

    account_id: int
    bill_date: date
    due_date: date
    amount: Money
    minimum: Money | None = None
    carried: Money = Money(0)


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
class ReadingDraft:
    """Un-billed spending (未出账) as the payment app shows it on one day."""

    account_id: int
    read_on: date
    unbilled: Money


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading in the store; the newest of an account counts."""

    id: int
    account_id: int
    read_on: date
    unbilled: Money
    created_at: datetime


@dataclass(frozen=True, slots=True)
class InstalmentPlanDraft:
    """A running instalment plan (分期) of a revolving account; each part falls into one bill.

    Attributes:
        first_due: due day of the bill that holds the first part.
        total_fee: all fees of all periods together.
    """

    account_id: int
    title: str
    principal: Money
    periods: int
    total_fee: Money
    first_due: date


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
class LoanDraft:
    """One draw (借据) of a loan account.

    Attributes:
        daily_rate: per day, as a share.
        paid_terms: terms already paid before the loan was typed in here.
    """

    account_id: int
    title: str
    principal: Money
    daily_rate: Decimal
    start: date
    first_due: date
    repay_day: int
    terms: int
    method: Method
    paid_terms: int = 0


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
class PaymentDraft:
    """A repayment (还款) of a bill, of one term of a loan, or of a whole loan.

    Attributes:
        bill_id: the bill paid; None for loans.
        loan_id: the loan paid; None for bills.
        term_no: the term paid, from 1; None for bills and settlements.
        paid_on: the day it was paid, Beijing time.
        paying_account_id: where the money came from; None when not told.
    """

    amount: Money
    paid_on: date
    bill_id: int | None = None
    loan_id: int | None = None
    term_no: int | None = None
    kind: PaymentKind = PaymentKind.REPAYMENT
    paying_account_id: int | None = None


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
