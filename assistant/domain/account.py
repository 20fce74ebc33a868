"""The records that the user's facts are kept in: frozen, drafts without id, records with id."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from assistant.domain.accrual import Per, QuotedRate
from assistant.domain.instalments import FeeWaiver, FrozenPart
from assistant.domain.loan import FrozenRow, LoanTerms, Method, Prepayment, RateChange
from assistant.domain.money import ZERO, Money, Remainder
from assistant.domain.product import Product
from assistant.domain.term_text import resolve
from assistant.domain.terms import Terms

ALWAYS = date.min


@dataclass(frozen=True, slots=True)
class DatedTerm:
    """A term's text form and the first day it holds for this account."""

    key: str
    value: str
    effective_from: date = ALWAYS


@dataclass(frozen=True, slots=True)
class Account:
    """A credit account in the store. ``terms`` are dated overrides of the product's defaults.

    Attributes:
        sources: paying accounts in the order the lender deducts from them (扣款顺序).
        owner: whose account it is, empty for the user's own.
        archived_at: when it was closed and put away; None while it is in use.
    """

    id: int
    product_id: str
    name: str
    position: int
    sources: tuple[int, ...]
    created_at: datetime
    terms: tuple[DatedTerm, ...]
    owner: str = ""
    archived_at: datetime | None = None

    @property
    def paying_account_id(self) -> int | None:
        """The first source of the deduction, None while none was told."""
        return self.sources[0] if self.sources else None

    @property
    def paid_here(self) -> bool:
        """Whether the user's money pays it: his own, and another's that deducts from a paying account."""
        return not self.owner or bool(self.sources)

    def terms_on(self, product: Product, day: date) -> Terms:
        """The account's terms on ``day``: the product's defaults under the user's own values."""
        return resolve(self._pairs(product, day))

    def changes_of(self, key: str) -> frozenset[date]:
        """The days on which a value of the account's own ``key`` begins."""
        return frozenset(term.effective_from for term in self.terms if term.key == key)

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
    """A statement in the store.

    Attributes:
        dated_at: when its due date was last set.
        assumed: a repayment made it, of what was expected; nobody typed the lender's yet.
    """

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
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading in the store; the newest of an account counts."""

    id: int
    account_id: int
    read_on: date
    unbilled: Money
    created_at: datetime


class ItemKind(StrEnum):
    """A purchase, a cash advance (取现), or money that came back (退款)."""

    PURCHASE = "purchase"
    CASH = "cash"
    REFUND = "refund"


class Destination(StrEnum):
    """Where a refund went: 退回额度, 退回账单, 退回余额 (products.md 2.6)."""

    LIMIT = "limit"
    BILL = "bill"
    CASH = "cash"


@dataclass(frozen=True, slots=True)
class Item:
    """One purchase, cash advance or refund of a revolving account.

    Attributes:
        spent_on: the day it was bought, or the refund was promised.
        posted_on: 入账日, the day it counts for the bill; None while it only occupies the limit.
        bill_date: the bill it stands in "as my app shows"; None lets the days decide.
        refund_of: the purchase that a refund gives back.
        plan_id: the instalment plan whose principal a refund lowers.
        destination: of a refund; ``spent_at``: the instant of ``spent_on``, where a file tells it.
    """

    id: int
    account_id: int
    kind: ItemKind
    title: str
    amount: Money
    spent_on: date
    posted_on: date | None
    bill_date: date | None
    refund_of: int | None
    plan_id: int | None
    destination: Destination | None
    created_at: datetime
    spent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BookedEstimate:
    """What this program expected of a bill when it came; the rest of the bill is the adjustment (调整).

    ``refunds`` and what was ``prepaid`` came off; ``rolled`` is the last bill's remainder.
    """

    bill_id: int
    spending: Money
    refunds: Money
    instalments: Money
    rolled: Money
    interest: Money
    fees: Money
    prepaid: Money = ZERO

    @property
    def amount(self) -> Money:
        """The bill as expected; negative where more came back or was paid ahead than was charged."""
        charged = self.spending + self.instalments + self.rolled + self.interest + self.fees
        return charged - self.refunds - self.prepaid


class PlanKind(StrEnum):
    """消费分期 at the till, 账单分期 of an issued bill, or a negotiated 个性化分期."""

    CHECKOUT = "checkout"
    BILL = "bill"
    HARDSHIP = "hardship"


@dataclass(frozen=True, slots=True)
class InstalmentPlan:
    """An instalment plan in the store.

    Attributes:
        bill_id: the bill whose amount was moved into the plan (账单分期).
        waiver: whether fees not billed yet are dropped when it is settled early.
        frozen: parts "as my app shows".
        disclosed_rate: the lender's own 综合融资成本, a share per year.
    """

    id: int
    account_id: int
    title: str
    principal: Money
    periods: int
    total_fee: Money
    first_due: date
    created_at: datetime
    kind: PlanKind = PlanKind.CHECKOUT
    bill_id: int | None = None
    waiver: FeeWaiver = "none"
    remainder: Remainder = "last"
    frozen: tuple[FrozenPart, ...] = ()
    disclosed_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan in the store.

    Attributes:
        rate: a share, per day or per year as ``rate_per`` says.
        interest_only_terms: so many first terms repay no principal.
        rate_changes: later rates with the day each begins (LPR 重定价).
        frozen: terms "as my app shows".
        disclosed_rate: the lender's own 综合融资成本, a share per year.
    """

    id: int
    account_id: int
    title: str
    principal: Money
    rate: Decimal
    start: date
    first_due: date
    repay_day: int
    terms: int
    method: Method
    paid_terms: int
    created_at: datetime
    dated_at: datetime
    rate_per: Per = Per.DAY
    interest_only_terms: int = 0
    rate_changes: tuple[RateChange, ...] = ()
    frozen: tuple[FrozenRow, ...] = ()
    disclosed_rate: Decimal | None = None

    def quoted(self, terms: Terms) -> QuotedRate:
        """The rate it began with."""
        return QuotedRate(self.rate, self.rate_per, int(terms.rate_basis))

    def loan_terms(self, terms: Terms, payments: Iterable["Payment"] = ()) -> LoanTerms:
        """What the schedule is computed from: the loan, its account's terms, its prepayments."""
        return LoanTerms(
            self.principal,
            self.quoted(terms),
            self.start,
            self.first_due,
            self.repay_day,
            self.terms,
            self.method,
            min_days=terms.min_days,
            interest_only_terms=self.interest_only_terms,
            rounding=terms.rounding,
            rate_changes=self.rate_changes,
            prepayments=tuple(
                Prepayment(row.paid_on, row.principal, row.interest, row.effect)
                for row in payments
                if row.kind is PaymentKind.PREPAYMENT
            ),
            frozen=self.frozen,
        )


class PaymentKind(StrEnum):
    """A repayment of one due, a settlement (提前结清) of a whole loan or plan, a part prepaid."""

    REPAYMENT = "repayment"
    SETTLEMENT = "settlement"
    PREPAYMENT = "prepayment"


@dataclass(frozen=True, slots=True)
class Payment:
    """A repayment in the store.

    Attributes:
        amount: what left the paying account.
        discount: what the lender took off (还款立减, 免息券); it covers the due like money.
        principal: a prepayment repaid; ``interest`` was taken with it; ``effect``: lower or shorten.
        account_id: whose coming bill of ``bill_date`` it repaid ahead (提前还未出账, products.md 2.1).
        after_cutoff: it came after the hour at which the lender ends the day (截止时刻, 4.1).
    """

    id: int
    amount: Money
    paid_on: date
    bill_id: int | None
    loan_id: int | None
    term_no: int | None
    kind: PaymentKind
    paying_account_id: int | None
    created_at: datetime
    plan_id: int | None = None
    discount: Money = ZERO
    principal: Money = ZERO
    interest: Money = ZERO
    effect: str = "lower"
    account_id: int | None = None
    bill_date: date | None = None
    after_cutoff: bool = False

    @property
    def counts_on(self) -> date:
        """The day it counts for at the lender; the money left the paying account on ``paid_on``."""
        return self.paid_on + timedelta(days=1) if self.after_cutoff else self.paid_on

    @property
    def covers(self) -> Money:
        """What it takes off the due."""
        return self.amount + self.discount
