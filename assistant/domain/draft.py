"""What the user is about to store: records without an id, checked by ``drafts`` or by a form."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from assistant.domain.account import DatedTerm, Destination, ItemKind, PaymentKind, PlanKind
from assistant.domain.accrual import Per
from assistant.domain.instalments import FeeWaiver
from assistant.domain.loan import Method
from assistant.domain.money import ZERO, Money, Remainder


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """A credit account (账户) as typed: one product owned by one user at one lender."""

    product_id: str
    name: str
    terms: tuple[DatedTerm, ...]
    sources: tuple[int, ...] = ()
    owner: str = ""


@dataclass(frozen=True, slots=True)
class PayingAccountDraft:
    """Where repayments are deducted from (扣款账户): 余额, 余额宝, a debit card."""

    name: str
    balance: Money | None = None


@dataclass(frozen=True, slots=True)
class BillDraft:
    """A statement (账单) as the payment app shows it.

    Attributes:
        amount: 本期应还, the whole bill.
        minimum: 最低还款 as shown; None lets the product's rule estimate it.
        carried: the part of ``amount`` that is an earlier overdue bill still listed on its own.
        assumed: a repayment makes it, of what was expected; the lender's is still to be typed.
    """

    account_id: int
    bill_date: date
    due_date: date
    amount: Money
    minimum: Money | None = None
    carried: Money = ZERO
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class ReadingDraft:
    """Un-billed spending (未出账) as the payment app shows it on one day."""

    account_id: int
    read_on: date
    unbilled: Money


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A purchase, cash advance or refund; fields as in ``account.Item``."""

    account_id: int
    kind: ItemKind
    title: str
    amount: Money
    spent_on: date
    posted_on: date | None = None
    bill_date: date | None = None
    refund_of: int | None = None
    plan_id: int | None = None
    destination: Destination | None = None
    spent_at: datetime | None = None


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
    kind: PlanKind = PlanKind.CHECKOUT
    bill_id: int | None = None
    waiver: FeeWaiver = "none"
    remainder: Remainder = "last"
    disclosed_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LoanDraft:
    """One draw (借据) of a loan account.

    Attributes:
        rate: a share, per day or per year as ``rate_per`` says.
        paid_terms: terms already paid before the loan was typed in here.
    """

    account_id: int
    title: str
    principal: Money
    rate: Decimal
    start: date
    first_due: date
    repay_day: int
    terms: int
    method: Method
    paid_terms: int = 0
    rate_per: Per = Per.DAY
    interest_only_terms: int = 0
    disclosed_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """A repayment (还款) of a bill, of one term of a loan, of a whole loan or instalment plan.

    Attributes:
        amount: what leaves the paying account; ``discount`` is what the lender took off.
        bill_id: the bill paid; None for loans.
        loan_id: the loan paid; None for bills.
        term_no: the term paid, from 1; None for bills and settlements.
        paid_on: the day it was paid, Beijing time; ``after_cutoff``: after the hour that ends it.
        paying_account_id: where the money came from; None when not told.
        account_id: the account whose coming bill of ``bill_date`` is repaid before it is out.
    """

    amount: Money
    paid_on: date
    bill_id: int | None = None
    loan_id: int | None = None
    term_no: int | None = None
    kind: PaymentKind = PaymentKind.REPAYMENT
    paying_account_id: int | None = None
    plan_id: int | None = None
    discount: Money = ZERO
    principal: Money = ZERO
    interest: Money = ZERO
    effect: str = "lower"
    account_id: int | None = None
    bill_date: date | None = None
    after_cutoff: bool = False


@dataclass(frozen=True, slots=True)
class PageDraft:
    """What the user copied from one product page of the payment app in one go; None: not typed."""

    limit: DatedTerm | None = None
    bill: BillDraft | None = None
    reading: ReadingDraft | None = None
