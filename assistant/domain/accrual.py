"""Interest between two dates: simple, unrounded until settled; the days that bear a penalty."""

from datetime import date
from decimal import Decimal

from assistant.domain.money import Money


def interest(principal: Money, daily_rate: Decimal, days: int) -> Decimal:
    """Unrounded 分 of simple interest; ``daily_rate`` is a share per day (products.md 1)."""
    return principal.fen * daily_rate * days


def late_days(
    due: date, settled: date, *, grace_days: int = 0, grace_retroactive: bool = True
) -> int:
    """Days that bear a penalty (products.md 2.4).

    None inside the grace; after it from the due day on when retroactive, else from its end.
    """
    days = (settled - due).days
    if days <= grace_days:
        return 0
    return days if grace_retroactive else days - grace_days
