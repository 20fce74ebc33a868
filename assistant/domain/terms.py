"""The terms of a credit account (limit, days, rates, switches): their kinds, their text form, their checks.

One list, ``SPECS``, serves the product files, the store and the form: a term is declared once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from assistant.domain.money import ZERO, Money, Remainder, parse_money
from assistant.errors import UserError

FULL_DAY_MINUTES = 1440


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


@dataclass(frozen=True, slots=True)
class Spec:
    """One term: its kind and the values it may take."""

    key: str
    kind: Kind
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None


SPECS: tuple[Spec, ...] = (
    Spec("lender", Kind.TEXT),
    Spec("limit", Kind.MONEY),
    Spec("temporary_limit", Kind.MONEY),
    Spec("temporary_limit_until", Kind.DATE),
    Spec("bill_day", Kind.DAY_OF_MONTH),
    Spec("bill_day_inclusive", Kind.FLAG),
    Spec("due_day", Kind.DAY_OF_MONTH),
    Spec("due_offset_days", Kind.DAYS, low=1, high=60),
    Spec("repay_day", Kind.DAY_OF_MONTH),
    Spec("cutoff", Kind.CLOCK),
    Spec("deduct_at", Kind.CLOCK),
    Spec("min_ratio", Kind.RATIO),
    Spec("min_floor", Kind.MONEY),
    Spec("daily_rate", Kind.DAILY_RATE),
    Spec("overdue_daily_rate", Kind.DAILY_RATE),
    Spec("interest_start", Kind.CHOICE, ("due_plus_1", "posting_date")),
    Spec("penalty_multiplier", Kind.FACTOR),
    Spec("penalty_base", Kind.CHOICE, ("principal_and_interest", "principal_only")),
    Spec("grace_days", Kind.DAYS, low=0, high=30),
    Spec("grace_retroactive", Kind.FLAG),
    Spec("instalment_remainder", Kind.CHOICE, ("last", "first")),
    Spec(
        "schedule_method",
        Kind.CHOICE,
        (
            "LEVEL_ACTUAL",
            "LEVEL_30",
            "LEVEL_FIXED_PMT_ACTUAL",
            "EQUAL_PRINCIPAL",
            "INTEREST_FIRST",
        ),
    ),
    Spec("min_days", Kind.DAYS, low=0, high=31),
)
BY_KEY: Mapping[str, Spec] = {spec.key: spec for spec in SPECS}


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms in force on one day. None: this product has no such term, or the user left it open.

    Clock terms are minutes after midnight, Beijing time; rates are per day; ``min_ratio`` is a share.
    """

    lender: str = ""
    limit: Money | None = None
    temporary_limit: Money = ZERO
    temporary_limit_until: date | None = None
    bill_day: int | None = None
    bill_day_inclusive: bool = False
    due_day: int | None = None
    due_offset_days: int | None = None
    repay_day: int | None = None
    cutoff: int = FULL_DAY_MINUTES
    deduct_at: int = 480
    min_ratio: Decimal | None = None
    min_floor: Money = ZERO
    daily_rate: Decimal = Decimal(0)
    overdue_daily_rate: Decimal = Decimal(0)
    interest_start: str = "due_plus_1"
    penalty_multiplier: Decimal = Decimal("1.5")
    penalty_base: str = "principal_and_interest"
    grace_days: int = 0
    grace_retroactive: bool = True
    instalment_remainder: Remainder = "last"
    schedule_method: str = "LEVEL_ACTUAL"
    min_days: int = 1

    def limit_on(self, day: date) -> Money | None:
        """The limit (额度) on ``day`` with a temporary limit that has not run out; None when unknown."""
        if self.limit is None:
            return None
        until = self.temporary_limit_until
        running = self.temporary_limit if until is not None and day <= until else ZERO
        return self.limit + running


TermValue = str | int | Decimal | Money | date | bool


def parse_term(key: str, text: str) -> TermValue:
    """The value of term ``key`` from its text form.

    Raises:
        UserError: the text is no value of that kind; the field is ``key``.
        KeyError: there is no such term.
    """
    spec = BY_KEY[key]
    text = text.strip()
    if spec.kind is Kind.MONEY:
        return read_money(text, key)
    if spec.kind in (Kind.DAILY_RATE, Kind.RATIO, Kind.FACTOR):
        return _number(text, spec)
    if spec.kind in (Kind.DAY_OF_MONTH, Kind.DAYS):
        return _whole(text, spec)
    if spec.kind is Kind.CLOCK:
        return _minutes(text, key)
    if spec.kind is Kind.DATE:
        return read_date(text, key)
    if spec.kind is Kind.CHOICE and text not in spec.choices:
        raise UserError("choice.unknown", key, choices=", ".join(spec.choices))
    if spec.kind is Kind.FLAG:
        if text not in ("yes", "no"):
            raise UserError("flag.unknown", key)
        return text == "yes"
    return text


def write_term(value: TermValue) -> str:
    """The text form of a value; ``parse_term`` of it gives the value back (clock terms: ``write_clock``)."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def write_clock(minutes: int) -> str:
    """Minutes after midnight as ``HH:MM``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def read_money(text: str, field: str) -> Money:
    """What a person typed as an amount; a refusal names ``field``.

    Raises:
        UserError: ``money.empty``, ``money.not_a_number``, ``money.negative``,
            ``money.too_many_decimals`` or ``money.too_large``.
    """
    try:
        return parse_money(text)
    except ValueError as error:
        raise UserError(f"money.{error.args[0]}", field) from None


def read_date(text: str, field: str) -> date:
    """An ISO day such as ``2026-11-10``; a day that does not exist (31 February) is refused.

    Raises:
        UserError: ``date.not_a_date`` when the form is wrong, ``date.no_such_day`` when the day does not exist.
    """
    parts = text.strip().replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise UserError("date.not_a_date", field)
    year, month, day = (int(part) for part in parts)
    if not 1900 <= year <= 2200:
        raise UserError("date.not_a_date", field)
    try:
        return date(year, month, day)
    except ValueError:
        raise UserError("date.no_such_day", field) from None


def resolve(values: Iterable[tuple[str, str]]) -> Terms:
    """The terms that these (key, text) pairs give; a later pair overrides an earlier one.

    Raises:
        UserError: a text is no value of its term.
        KeyError: an unknown key.
    """
    known = {field.name for field in fields(Terms)}
    found: dict[str, TermValue] = {}
    for key, text in values:
        if key not in known:
            raise KeyError(key)
        found[key] = parse_term(key, text)
    return Terms(**found)  # type: ignore[arg-type]


def _number(text: str, spec: Spec) -> Decimal:
    percent = text.endswith(("%", "\uff05"))
    try:
        number = Decimal(text.rstrip("%\uff05").strip())
    except InvalidOperation:
        raise UserError("number.not_a_number", spec.key) from None
    if not number.is_finite() or number < 0:
        raise UserError("number.not_a_number", spec.key)
    number = number / 100 if percent else number
    highest = Decimal(10) if spec.kind is Kind.FACTOR else Decimal(1)
    if spec.kind is Kind.DAILY_RATE:
        highest = Decimal("0.01")
    if number > highest:
        raise UserError(f"number.{spec.kind}_too_large", spec.key)
    return number


def _whole(text: str, spec: Spec) -> int:
    low, high = (1, 31) if spec.kind is Kind.DAY_OF_MONTH else (spec.low or 0, spec.high or 366)
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise UserError("number.out_of_range", spec.key, low=low, high=high)
    return int(text)


def _minutes(text: str, field: str) -> int:
    hours, colon, minutes = text.partition(":")
    plain = hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit()
    if not (colon and plain and int(minutes) < 60):
        raise UserError("clock.not_a_time", field)
    total = int(hours) * 60 + int(minutes)
    if total > FULL_DAY_MINUTES:
        raise UserError("clock.not_a_time", field)
    return total
