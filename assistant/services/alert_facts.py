"""What the alert rules see and find; they run anew when the facts, the day or the zone change.

``facts`` is the one place where what other parts know is plugged in: the cash forecast with incomes
and expenses, the funding of each due, and the reserve beside its required curve.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING

from assistant.domain.alert import Alert
from assistant.domain.caps import RateRules
from assistant.domain.cash import fund
from assistant.domain.dues import obligations
from assistant.domain.forecast import CashForecast, forecast
from assistant.domain.money import Money
from assistant.domain.required import required_curve
from assistant.domain.reserve import reserve_balance
from assistant.domain.rule import DAYS_SEEN, Facts, ReserveNow, find_alerts
from assistant.domain.rules import RULES
from assistant.domain.snapshot import Snapshot
from assistant.errors import UserError
from assistant.services.workdays import is_workday
from assistant.store.unit import Store

if TYPE_CHECKING:  # few sessions have them
    from assistant.domain.planning.kept_now import KeptNow
    from assistant.domain.shortfall import Shortfall


@dataclass(slots=True)
class Behind:
    """What was computed behind the window, the newest of each; None while it is not known.

    Attributes:
        plan: how the kept plan stands.
        chances: those of a shortfall.
    """

    plan: "KeptNow | None" = None
    chances: "Shortfall | None" = None


def facts(snapshot: Snapshot, zone: tzinfo, rates: RateRules | None, behind: Behind) -> Facts:
    """The rules' facts at the snapshot's instant; nothing of the cash while a balance is unknown."""
    until = snapshot.today + timedelta(days=DAYS_SEEN)
    dues = obligations(snapshot, until)
    coming = forecast(snapshot, DAYS_SEEN)
    return Facts(
        snapshot,
        zone,
        dues,
        funding=fund(snapshot, dues),
        balances=_balances(coming) if coming.complete else (),
        is_workday=is_workday,
        rates=rates,
        reserve=_reserve(snapshot),
        plan=behind.plan,
        chances=behind.chances if coming.complete else None,
    )


def _balances(coming: CashForecast) -> tuple[tuple[date, Money], ...]:
    """The cash at the end of each day."""
    return tuple((row.day, row.closing) for row in coming.days)


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
        behind: what is computed behind the window.
    """

    def __init__(
        self, store: Store, rates: Callable[[], RateRules], zone: tzinfo, behind: Behind
    ) -> None:
        self._store = store
        self._rates = rates
        self._zone = zone
        self._behind = behind
        self._found: tuple[object, tuple[Alert, ...]] = (None, ())

    def __call__(self, snapshot: Snapshot) -> tuple[Alert, ...]:
        """What the rules that are switched on have to say."""
        local = snapshot.now.astimezone(self._zone)
        # Within a day only what is typed changes the alerts: each says itself from when to when it holds.
        behind = (self._behind.plan, self._behind.chances)
        key = (self._store.version(), snapshot.today, local.date(), local.utcoffset(), behind)
        if self._found[0] != key:
            seen = facts(snapshot, self._zone, self._known_rates(), self._behind)
            self._found = key, find_alerts(RULES, self._store.rules.all(), seen)
        return self._found[1]

    def _known_rates(self) -> RateRules | None:
        try:
            return self._rates()
        except UserError:
            return None
