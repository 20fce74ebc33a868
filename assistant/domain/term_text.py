"""Terms as text: what a product file, the store or a person writes, read and checked."""

import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from assistant.domain.money import Money, parse_money
from assistant.domain.terms import BY_KEY, FULL_DAY_MINUTES, Kind, Spec, Terms
from assistant.errors import UserError

Offers = tuple[tuple[int, Decimal], ...]
HIGHEST = {Kind.DAILY_RATE: Decimal("0.01"), Kind.RATIO: Decimal(1), Kind.FACTOR: Decimal(10)}
TermValue = str | int | Decimal | Money | date | bool | Offers


@lru_cache(maxsize=4096)
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
    if spec.kind in HIGHEST:
        return _number(text, spec)
    if spec.kind in (Kind.DAY_OF_MONTH, Kind.DAYS):
        return _whole(text, spec)
    if spec.kind is Kind.CLOCK:
        return read_clock(text, key)
    if spec.kind is Kind.DATE:
        return read_date(text, key)
    if spec.kind is Kind.OFFERS:
        return _offers(text, key)
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
    if isinstance(value, tuple):
        return " ".join(f"{periods}:{rate}" for periods, rate in value)
    return str(value)


def write_percent(share: Decimal) -> str:
    """A share as people write it, exactly: ``0.0004`` is ``0.04%``; ``read_ratio`` reads it back."""
    text = format(share * 100, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


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


def read_ratio(text: str, field: str) -> Decimal:
    """A share such as ``0.154`` or ``15.4%``, from 0 to 1.

    Raises:
        UserError: ``number.not_a_number`` or ``number.ratio_too_large``.
    """
    return read_number(text, field, Decimal(1), "number.ratio_too_large")


def read_number(
    text: str, field: str, highest: Decimal, too_large: str = "number.too_large"
) -> Decimal:
    """A number from 0 to ``highest``; ``15.4%`` is 0.154.

    Raises:
        UserError: ``number.not_a_number`` or the key ``too_large``.
    """
    text = "".join(unicodedata.normalize("NFKC", text).split())
    percent = text.endswith("%")
    try:
        number = Decimal(text.rstrip("%"))
    except InvalidOperation:
        raise UserError("number.not_a_number", field) from None
    if not number.is_finite() or number < 0:
        raise UserError("number.not_a_number", field)
    number = number / 100 if percent else number
    if number > highest:
        raise UserError(too_large, field)
    return number


_DATE_SIGNS = str.maketrans({"/": "-", ".": "-", "年": "-", "月": "-", "日": None, "号": None})


def read_date(text: str, field: str) -> date:
    """A day such as ``2026-11-10``, ``2026/11/10``, ``20261110`` or ``2026年11月10日``.

    A day that does not exist (31 February) is refused.

    Raises:
        UserError: ``date.not_a_date`` when the form is wrong, ``date.no_such_day`` when the day does not exist.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).translate(_DATE_SIGNS)
    if len(plain) == len("20261110") and plain.isascii() and plain.isdigit():
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    parts = plain.split("-")
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
    return read_number(text, spec.key, HIGHEST[spec.kind], f"number.{spec.kind}_too_large")


def _offers(text: str, field: str) -> Offers:
    found: list[tuple[int, Decimal]] = []
    for part in text.replace(",", " ").replace("\uff1a", ":").split():
        periods, colon, rate = part.partition(":")
        known = colon and periods.isascii() and periods.isdigit() and 1 <= int(periods) <= 60
        if not known or int(periods) in dict(found):
            raise UserError("offers.not_readable", field)
        found.append((int(periods), read_ratio(rate, field)))
    return tuple(sorted(found))


def _whole(text: str, spec: Spec) -> int:
    text = plain_digits(text)
    low, high = (1, 31) if spec.kind is Kind.DAY_OF_MONTH else (spec.low or 0, spec.high or 366)
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise UserError("number.out_of_range", spec.key, low=low, high=high)
    return int(text)


def plain_digits(text: str) -> str:
    """A whole number as people type it (``１２``, ``12期``, ``3 天``) without what stands around it."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    for unit in ("个月", "期", "天", "日", "号", "月"):
        plain = plain.removesuffix(unit)
    return plain


def read_clock(text: str, field: str) -> int:
    """Minutes after midnight of ``HH:MM``, at most ``24:00``.

    Raises:
        UserError: ``clock.not_a_time``.
    """
    hours, colon, minutes = text.strip().replace("\uff1a", ":").partition(":")
    plain = hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit()
    if not (colon and plain and int(minutes) < 60):
        raise UserError("clock.not_a_time", field)
    total = int(hours) * 60 + int(minutes)
    if total > FULL_DAY_MINUTES:
        raise UserError("clock.not_a_time", field)
    return total
