"""An alert: what a rule has to say beside the due dates. It is a reminder too, with a key of its own.

Each alert is one occurrence (``key``, ``due_date``) in the reminder ledger, so that it is shown once,
or once a day where its rule repeats, and can be snoozed, muted and acknowledged like a due.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum

from assistant.domain.money import Money
from assistant.domain.stages import local_instant

ALERT_HOUR = time(10)
"""Alerts come an hour after the dues' own notices, so that they never stand before them."""
ALERT = "alert"

Fact = Money | Decimal | date | int | str


class Repeat(StrEnum):
    """How often an occurrence is told."""

    ONCE = "once"
    DAILY = "daily"  # every day until it is mended, acknowledged or muted


@dataclass(frozen=True, slots=True)
class Alert:
    """One occurrence of a rule.

    Attributes:
        rule: id of the rule; its words are ``rule.<id>.title`` and ``rule.<id>.body``.
        about: stable name of what it speaks of: ``account:3``, a due's key.
        due_date: the day of the occurrence; another day is another occurrence, told anew.
        at: when it is to be told, also in the future.
        facts: the values of its words.
        act_by: after this instant it is of no use; quiet hours do not hold it beyond.
        variant: other words for a special case: ``<variant>`` and ``<variant>_title`` in their place.
        account_id: whose tab it opens; None for the overview.
    """

    rule: str
    about: str
    due_date: date
    at: datetime
    facts: Mapping[str, Fact] = field(default_factory=dict)
    repeat: Repeat = Repeat.ONCE
    act_by: datetime | None = None
    account_id: int | None = None
    variant: str = ""

    @property
    def key(self) -> str:
        """Its name in the reminder ledger."""
        return f"rule:{self.rule}:{self.about}"


def alert_stages(alert: Alert, zone: tzinfo, now: datetime) -> tuple[tuple[str, datetime], ...]:
    """The stages of an alert by key and instant, earliest first: one, or those of the last days on."""
    if alert.repeat is Repeat.ONCE:
        return ((ALERT, alert.at),)
    local = alert.at.astimezone(zone)
    today = now.astimezone(zone).date()
    first = max(local.date(), today - timedelta(days=1))
    days = [first + timedelta(days=count) for count in range(max((today - first).days, 0) + 2)]
    found = [(f"{ALERT}-{on.isoformat()}", local_instant(on, local.time(), zone)) for on in days]
    return tuple((key, at) for key, at in found if alert.act_by is None or at < alert.act_by)


def morning_after(instant: datetime, zone: tzinfo) -> datetime:
    """The first alert hour at or after an instant.

    What a rule finds in facts that were typed just now waits for the next morning: nobody is told
    off while typing.
    """
    on = instant.astimezone(zone).date()
    at = local_instant(on, ALERT_HOUR, zone)
    return at if at >= instant else local_instant(on + timedelta(days=1), ALERT_HOUR, zone)


def morning_of(on: date, zone: tzinfo) -> datetime:
    """The alert hour of a local day."""
    return local_instant(on, ALERT_HOUR, zone)
