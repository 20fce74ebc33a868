"""The terms of a credit account: limit, days, rates, and a switch wherever lenders differ.

One list, ``SPECS``, serves the product files, the store and the form: a term is declared once.
Where products.md marks a rule [AMB], the default here is its named one and a term switches it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.domain.money import ZERO, Money, Remainder

FULL_DAY_MINUTES = 1440
LENDER_TYPES = ("consumer_finance", "bank", "small_loan", "platform", "private", "unknown")
METHODS = (
    "LEVEL_ACTUAL",
    "LEVEL_30",
    "LEVEL_FIXED_PMT_ACTUAL",
    "EQUAL_PRINCIPAL",
    "INTEREST_FIRST",
    "MONTHLY_LEVEL",
    "MONTHLY_EQUAL_PRINCIPAL",
    "AT_END",
)


class Kind(StrEnum):
    """How a term is written and edited."""

    TEXT = "text"
    MONEY = "money"  # yuan as text: "5000.00"
    DAILY_RATE = "daily_rate"  # per day as text: "0.0005"
    RATIO = "ratio"  # share as text: "0.10"
    FACTOR = "factor"  # multiple as text: "1.5"
    DAY_OF_MONTH = "day_of_month"
    DAYS = "days"
    CLOCK = "clock"  # minutes after midnight as "HH:MM", up to "24:00"
    DATE = "date"
    CHOICE = "choice"
    FLAG = "flag"  # "yes" | "no"
    OFFERS = "offers"  # periods and total fee rate: "3:0.025 6:0.045"


@dataclass(frozen=True, slots=True)
class Spec:
    """One term: its kind and the values it may take."""

    key: str
    kind: Kind
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None


SPECS: tuple[Spec, ...] = (
    # Who lends, how much, and who is told.
    Spec("lender", Kind.TEXT),
    Spec("lender_type", Kind.CHOICE, LENDER_TYPES),
    Spec("reported", Kind.CHOICE, ("yes", "no", "unknown")),
    Spec("limit", Kind.MONEY),
    Spec("temporary_limit", Kind.MONEY),
    Spec("temporary_limit_until", Kind.DATE),
    # Days.
    Spec("bill_day", Kind.DAY_OF_MONTH),
    Spec("bill_day_inclusive", Kind.FLAG),
    Spec("due_day", Kind.DAY_OF_MONTH),
    Spec("due_offset_days", Kind.DAYS, low=1, high=60),
    Spec("day_change_months", Kind.DAYS, low=0, high=60),
    Spec("repay_day", Kind.DAY_OF_MONTH),
    Spec("cutoff", Kind.CLOCK),
    Spec("deduct_at", Kind.CLOCK),
    Spec("deduct_mode", Kind.CHOICE, ("full", "minimum", "off")),
    # What a bill asks for at least, and what rolling costs.
    Spec("min_ratio", Kind.RATIO),
    Spec("min_floor", Kind.MONEY),
    Spec("cash_min_ratio", Kind.RATIO),
    Spec("rolls_again", Kind.FLAG),
    Spec("daily_rate", Kind.DAILY_RATE),
    Spec("interest_start", Kind.CHOICE, ("due_plus_1", "posting_date")),
    Spec("interest_method", Kind.CHOICE, ("full", "unpaid_only")),
    Spec("interest_free", Kind.FLAG),
    Spec("interest_cut", Kind.CHOICE, ("day_before_bill", "bill_day")),
    Spec("rounding", Kind.CHOICE, ("half_up", "half_even", "up")),
    Spec("cash_fee_rate", Kind.RATIO),
    Spec("cash_fee_floor", Kind.MONEY),
    # Late.
    Spec("overdue_daily_rate", Kind.DAILY_RATE),
    Spec("late_fee_rate", Kind.RATIO),
    Spec("late_fee_floor", Kind.MONEY),
    Spec("late_fee_cap", Kind.MONEY),
    Spec("penalty_multiplier", Kind.FACTOR),
    Spec("penalty_base", Kind.CHOICE, ("principal_and_interest", "principal_only")),
    Spec("grace_days", Kind.DAYS, low=0, high=30),
    Spec("grace_retroactive", Kind.FLAG),
    Spec("tolerance", Kind.MONEY),
    Spec("allocation", Kind.CHOICE, ("interest_first", "principal_first")),
    Spec("late_minimum_cures", Kind.FLAG),
    # Instalments.
    Spec("instalment_offers", Kind.OFFERS),
    Spec("instalment_remainder", Kind.CHOICE, ("last", "first")),
    Spec("fee_waiver", Kind.CHOICE, ("none", "future_fees")),
    Spec("refund_returns_fee", Kind.FLAG),
    Spec("subsidy", Kind.RATIO),
    # Loans.
    Spec("annual_rate", Kind.RATIO),
    Spec("rate_basis", Kind.CHOICE, ("365", "360")),
    Spec("terms", Kind.DAYS, low=1, high=360),
    Spec("due_after_days", Kind.DAYS, low=1, high=3660),
    Spec("schedule_method", Kind.CHOICE, METHODS),
    Spec("min_days", Kind.DAYS, low=0, high=31),
    Spec("prepay_interest", Kind.CHOICE, ("all", "part")),
    Spec("prepay_effect", Kind.CHOICE, ("lower", "shorten")),
    Spec("prepay_fee_rate", Kind.RATIO),
)
BY_KEY: Mapping[str, Spec] = {spec.key: spec for spec in SPECS}


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms in force on one day. None: this product has no such term, or the user left it open.

    Clock terms are minutes after midnight, Beijing time; rates are per day, ``annual_rate`` and
    ``subsidy`` per year; ratios and fee rates are shares.

    Attributes:
        rolls_again: what was rolled once may roll again; else the next minimum asks for all of it.
        interest_free: a bill paid in full by its due day costs nothing.
        interest_cut: the last day whose interest a bill shows; the rest is in the next one.
        tolerance: 容差, so much may be missing and the bill still counts as paid.
        late_minimum_cures: a minimum paid late ends the overdue state.
        fee_waiver: what settling an instalment plan early does to fees not billed yet.
        instalment_offers: (periods, total fee as a share) that the lender offers for a bill.
        subsidy: 财政贴息, points of the annual rate.
        due_after_days: a loan repaid at once is due so many days after its start.
    """

    lender: str = ""
    lender_type: str = "unknown"
    reported: str = "unknown"
    limit: Money | None = None
    temporary_limit: Money = ZERO
    temporary_limit_until: date | None = None
    bill_day: int | None = None
    bill_day_inclusive: bool = False
    due_day: int | None = None
    due_offset_days: int | None = None
    day_change_months: int = 0
    repay_day: int | None = None
    cutoff: int = FULL_DAY_MINUTES
    deduct_at: int = 480
    deduct_mode: str = "full"
    min_ratio: Decimal | None = None
    min_floor: Money = ZERO
    cash_min_ratio: Decimal | None = None
    rolls_again: bool = True
    daily_rate: Decimal = Decimal(0)
    interest_start: str = "due_plus_1"
    interest_method: str = "full"
    interest_free: bool = True
    interest_cut: str = "day_before_bill"
    rounding: str = "half_up"
    cash_fee_rate: Decimal = Decimal(0)
    cash_fee_floor: Money = ZERO
    overdue_daily_rate: Decimal = Decimal(0)
    late_fee_rate: Decimal = Decimal(0)
    late_fee_floor: Money = ZERO
    late_fee_cap: Money | None = None
    penalty_multiplier: Decimal = Decimal("1.5")
    penalty_base: str = "principal_and_interest"
    grace_days: int = 0
    grace_retroactive: bool = True
    tolerance: Money = ZERO
    allocation: str = "interest_first"
    late_minimum_cures: bool = False
    instalment_offers: tuple[tuple[int, Decimal], ...] = ()
    instalment_remainder: Remainder = "last"
    fee_waiver: str = "none"
    refund_returns_fee: bool = False
    subsidy: Decimal = Decimal(0)
    annual_rate: Decimal | None = None
    rate_basis: str = "365"
    terms: int = 12
    due_after_days: int | None = None
    schedule_method: str = "LEVEL_ACTUAL"
    min_days: int = 1
    prepay_interest: str = "all"
    prepay_effect: str = "lower"
    prepay_fee_rate: Decimal = Decimal(0)

    def limit_on(self, day: date) -> Money | None:
        """The limit (额度) on ``day`` with a temporary limit that has not run out; None when unknown."""
        if self.limit is None:
            return None
        until = self.temporary_limit_until
        running = self.temporary_limit if until is not None and day <= until else ZERO
        return self.limit + running
