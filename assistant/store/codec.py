"""How values lie in the store: 分 as integers, days and instants as ISO text, instants in UTC."""

import sqlite3
from datetime import UTC, date, datetime
from decimal import Decimal

from assistant.domain.money import Money

Row = sqlite3.Row


def instant_text(instant: datetime) -> str:
    """An aware instant as UTC text that sorts by time."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def instant(text: str) -> datetime:
    """The instant of its text."""
    return datetime.fromisoformat(text)


def optional_instant(text: str | None) -> datetime | None:
    """The instant of its text, None for NULL."""
    return None if text is None else datetime.fromisoformat(text)


def day(text: str) -> date:
    """The day of its text."""
    return date.fromisoformat(text)


def optional_day(text: str | None) -> date | None:
    """The day of its text, None for NULL."""
    return None if text is None else date.fromisoformat(text)


def optional_day_text(on: date | None) -> str | None:
    """A day as ISO text, NULL for None."""
    return None if on is None else on.isoformat()


def optional_rate(text: str | None) -> Decimal | None:
    """A rate of its text, None for NULL."""
    return None if text is None else Decimal(text)


def optional_money(fen: int | None) -> Money | None:
    """An amount, None for NULL."""
    return None if fen is None else Money(fen)


def optional_fen(amount: Money | None) -> int | None:
    """The 分 of an amount, NULL for None."""
    return None if amount is None else amount.fen
