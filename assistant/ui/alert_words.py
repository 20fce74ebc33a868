"""What an alert says, through the language in force."""

from datetime import date
from decimal import Decimal

from assistant import i18n
from assistant.domain.alert import Alert, Fact
from assistant.domain.money import Money
from assistant.ui import words


def title(alert: Alert) -> str:
    """The alert in one line."""
    return _say(alert, f"{alert.variant}_title" if alert.variant else "title")


def body(alert: Alert) -> str:
    """What it means and what to do."""
    return _say(alert, alert.variant or "body")


def _say(alert: Alert, part: str) -> str:
    facts = {name: _fact(value) for name, value in alert.facts.items()}
    return i18n.t(f"rule.{alert.rule}.{part}", **facts)


def _fact(value: Fact) -> object:
    if isinstance(value, Money):
        return words.money(value)
    if isinstance(value, date):
        return i18n.day(value)
    return words.percent(value, 1) if isinstance(value, Decimal) else value
