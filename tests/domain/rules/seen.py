"""Facts of rules in one line each."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from assistant.domain.alert import Alert
from assistant.domain.cash import fund
from assistant.domain.dues import obligations
from assistant.domain.forecast import forecast
from assistant.domain.rule import DAYS_SEEN, Facts, Rule, find_alerts
from assistant.domain.snapshot import Snapshot

SHANGHAI = ZoneInfo("Asia/Shanghai")


def facts(snapshot: Snapshot, **more: Any) -> Facts:
    """The facts of a snapshot, with dues, funding and forecast as the program takes them."""
    dues = obligations(snapshot, snapshot.today + timedelta(days=DAYS_SEEN))
    coming = forecast(snapshot, DAYS_SEEN).days
    given = {
        "dues": dues,
        "funding": fund(snapshot, dues),
        "balances": tuple((row.day, row.closing) for row in coming),
    }
    return Facts(snapshot, SHANGHAI, **(given | more))


def told(
    rule: Rule, snapshot: Snapshot, settings: Mapping[str, str] | None = None, **more: Any
) -> tuple[Alert, ...]:
    """What a rule tells of a snapshot, with some thresholds of one's own."""
    values = {(rule.id, name): value for name, value in (settings or {}).items()}
    return find_alerts([rule], values, facts(snapshot, **more))


def closed_on(*closed: str, known: int = 2026) -> Callable[[date], bool | None]:
    """A calendar that knows one year, with some days closed."""
    days = {date.fromisoformat(text) for text in closed}
    return lambda day: None if day.year != known else day not in days
