"""What the alert rules see and find; they run anew when the facts, the day or the zone change.

``facts`` is the one place where what other parts know is plugged in: the cash forecast with incomes
and expenses, the funding of each due, and the reserve beside its required curve.
"""

from collections.abc import Callable
from datetime import date, timedelta, tzinfo

from assistant.domain.alert import Alert
from assistant.domain.caps import RateRules
from assistant.domain.cash import fund
from assistant.domain.dues import obligations
from assistant.domain.forecast import forecast
from assistant.domain.money import Money
from assistant.domain.required import required_curve
from assistant.domain.reserve import reserve_balance
from assistant.domain.rule import DAYS_SEEN, Facts, ReserveNow, find_alerts
from assistant.domain.rules import RULES
from assistant.domain.snapshot import Snapshot
from assistant.errors import UserError
from assistant.services.workdays import is_workday
from assistant.store.unit import Store


def facts(snapshot: Snapshot, zone: tzinfo, rates: RateRules | None) -> Facts:
    """The rules' facts at the snapshot's instant."""
    until = snapshot.today + timedelta(days=DAYS_SEEN)
    dues = obligations(snapshot, until)
    return Facts(
        snapshot,
        zone,
        dues,
        funding=fund(snapshot, dues),
        balances=_balances(snapshot),
        is_workday=is_workday,
        rates=rates,
        reserve=_reserve(snapshot),
    )


def _balances(snapshot: Snapshot) -> tuple[tuple[date, Money], ...]:
    """The cash at the end of each day; nothing while a balance is unknown, so that nobody is alarmed."""
    found = forecast(snapshot, DAYS_SEEN)
    return tuple((row.day, row.closing) for row in found.days) if found.complete else ()


def _reserve(snapshot: Snapshot) -> ReserveNow | None:
    """The reserve beside what it should hold today; None where none was ever kept."""
    if not snapshot.reserve:
        return None
    today = required_curve(snapshot, DAYS_SEEN)[0]
    return ReserveNow(reserve_balance(snapshot.reserve), today.amount)


class AlertFinder:
    """Runs the rules; a tick that finds nothing changed within the day gets the same alerts.

    Args:
        store: where the rules' switches and thresholds lie.
        rates: gives LPR and caps; a UserError leaves the rules that need them silent.
        zone: the user's own time zone.
    """

    def __init__(self, store: Store, rates: Callable[[], RateRules], zone: tzinfo) -> None:
        self._store = store
        self._rates = rates
        self._zone = zone
        self._found: tuple[object, tuple[Alert, ...]] = (None, ())

    def __call__(self, snapshot: Snapshot) -> tuple[Alert, ...]:
        """What the rules that are switched on have to say."""
        local = snapshot.now.astimezone(self._zone)
        # Within a day only what is typed changes the alerts: each says itself from when to when it holds.
        key = (self._store.version(), snapshot.today, local.date(), local.utcoffset())
        if self._found[0] != key:
            seen = facts(snapshot, self._zone, self._known_rates())
            self._found = key, find_alerts(RULES, self._store.rules.all(), seen)
        return self._found[1]

    def _known_rates(self) -> RateRules | None:
        try:
            return self._rates()
        except UserError:
            return None
