"""Cells of bill files as ISO times and 分: exact, and None for what is none."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from assistant.domain.money import LARGEST_FEN

FIRST_YEAR, LAST_YEAR = 2000, 2099
SPACE = " \t\u3000\ufeff\xa0"
_FULL = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2} (?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
).fullmatch
_LOOSE = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2})[:：](\d{1,2})(?:[:：](\d{1,2}))?(?:\.\d+)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[ T]*(\d\d):?(\d\d):?(\d\d)?)?")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 a spreadsheet's day 0 has no zone
_PLAIN = re.compile(r"\d{1,12}\.\d\d").fullmatch
_MARKS = str.maketrans("", "", "¥￥,，\"' \t元")


class BadCell(ValueError):
    """A cell that is not what its column says; its argument is the reason."""


def moment(text: str) -> str:
    """An ISO time, or a day where no time is told: ``2026-11-26 08:00:00``, ``2026-11-26``.

    Reads ``2026/3/1 9:30``, ``20260301``, spreadsheet serials, ``2025-12-10 19:27′37``.

    Raises:
        BadCell: ``date_unreadable``, or ``date_out_of_range`` before 2000 and after 2099.
    """
    if _FULL(text):
        _check_day(text[:10])
        return text
    return _loose_moment(text.strip(SPACE))


def _loose_moment(text: str) -> str:
    plain = text.replace("\u2032", ":").replace("'", ":").replace("’", ":")
    found = _LOOSE.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if found:
        parts = [int(part or 0) for part in found.groups()]
        day = f"{parts[0]:04}-{parts[1]:02}-{parts[2]:02}"
        _check_day(day)
        if found.group(4) is None:
            return day
        if parts[3] > 23 or parts[4] > 59 or parts[5] > 59:
            raise BadCell("date_unreadable")
        return f"{day} {parts[3]:02}:{parts[4]:02}:{parts[5]:02}"
    if _SERIAL.fullmatch(plain):
        seconds = int((Decimal(plain) * 86400).to_integral_value())
        at = _EPOCH + timedelta(seconds=seconds)
        _check_day(at.date().isoformat())
        return at.isoformat(" ")
    raise BadCell("date_unreadable")


@lru_cache(maxsize=16384)
def _check_day(text: str) -> None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadCell("date_unreadable") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadCell("date_out_of_range")


def fen(text: str) -> int:
    """An amount in 分, signed: ``1,234.56``, ``¥1，234.5``, ``-30``, ``CNY13.50``.

    Raises:
        BadCell: ``amount_missing``, ``amount_unreadable``, ``amount_too_large``.
    """
    if _PLAIN(text):
        return _checked(int(text[:-3]) * 100 + int(text[-2:]))
    plain = text.translate(_MARKS).removeprefix("CNY").removeprefix("RMB")
    plain = plain.replace("\u2212", "-").replace("－", "-").replace("−", "-")
    if not plain:
        raise BadCell("amount_missing")
    if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{0,8})?|[+-]?\.\d{1,8}", plain, re.ASCII):
        raise BadCell("amount_unreadable")
    try:
        exact = Decimal(plain) * 100
    except InvalidOperation:  # pragma: no cover the pattern allows none
        raise BadCell("amount_unreadable") from None
    if exact != exact.to_integral_value():
        raise BadCell("amount_unreadable")
    return _checked(int(exact))


def _checked(amount: int) -> int:
    if abs(amount) > LARGEST_FEN:
        raise BadCell("amount_too_large")
    return amount


def positive_fen(text: str) -> int:
    """As ``fen``, for formats where the direction has a column of its own.

    Raises:
        BadCell: as ``fen``, or ``amount_negative``.
    """
    amount = fen(text)
    if amount < 0:
        raise BadCell("amount_negative")
    return amount
