"""What an alert rule is: an id, thresholds with their defaults, a switch, and a pure function.

A rule sees ``Facts`` and nothing else, and tells ``Alert`` occurrences, also ones of the near future,
so that the watch knows when to wake. How often an occurrence is repeated is the rule's own policy and
stands in the docstring of its module.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.domain.activity import last_typed
from assistant.domain.alert import Alert, morning_after, morning_of
from assistant.domain.caps import RateRules
from assistant.domain.cash import Funding
from assistant.domain.dues import Obligation
from assistant.domain.money import Money, parse_money
from assistant.domain.snapshot import Snapshot
from assistant.errors import UserError

if TYPE_CHECKING:  # few sessions have them
    from assistant.domain.planning.kept_now import KeptNow
    from assistant.domain.shortfall import Shortfall

ENABLED = "enabled"
DAYS_SEEN = 62
"""So many days of coming dues the rules see."""


@dataclass(frozen=True, slots=True)
class ReserveNow:
    """The repayment reserve (备付金) beside what it should hold today by its required curve."""

    balance: Money
    required: Money


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a rule may look at, at one instant.

    Attributes:
        dues: open dues of the coming ``DAYS_SEEN`` days and overdue ones, earliest first.
        funding: whether each due is covered, by its key, money promised to earlier dues first.
        balances: projected cash at the end of each day from today on; empty while it is unknown.
        is_workday: whether banks work on a day; None for a year that is not announced (未公布).
        rates: LPR and caps; None where the user's own table cannot be read.
        reserve: the reserve; None where the user keeps none.
        plan: how the kept plan stands; None where none is kept, or that is not computed yet.
        chances: those of a shortfall; None while nobody has simulated them.
    """

    snapshot: Snapshot
    zone: tzinfo
    dues: tuple[Obligation, ...] = ()
    funding: Mapping[str, Funding] = field(default_factory=dict)
    balances: tuple[tuple[date, Money], ...] = ()
    is_workday: Callable[[date], bool | None] = lambda _day: None
    rates: RateRules | None = None
    reserve: ReserveNow | None = None
    plan: "KeptNow | None" = None
    chances: "Shortfall | None" = None

    @property
    def today(self) -> date:
        """The lender's calendar day."""
        return self.snapshot.today


def morning_in_sight(facts: Facts, seen_from: date) -> datetime:
    """The morning from which something of the money is told: not before the one after the newest entry.

    Nor before today's: what midnight alone changes (a new week, an income that did not come) waits.

    Args:
        facts: what the rule sees.
        seen_from: the day on which it came into sight.
    """
    local = facts.snapshot.now.astimezone(facts.zone).date()
    sight = morning_of(max(seen_from, local), facts.zone)
    return max(sight, morning_after(last_typed(facts.snapshot) or sight, facts.zone))


class Unit(StrEnum):
    """How a threshold is written: whole days or counts, a percentage, an amount."""

    DAYS = "days"
    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that the user can change; ``usual`` is its default as text.

    Attributes:
        low: the least value, ``high`` the greatest, in days, counts, per cent or yuan.
    """

    name: str
    unit: Unit
    usual: str
    low: int
    high: int

    def parse(self, text: str) -> "int | Decimal | Money":
        """The value of a text: an integer, a share, or an amount.

        Raises:
            UserError: it cannot be read or is out of range; ``field`` is the threshold's name.
        """
        try:
            value = parse_money(text) if self.unit is Unit.MONEY else int(text)
        except ValueError:
            raise self._refusal() from None
        number = value if isinstance(value, int) else Decimal(value.fen) / 100
        if not self.low <= number <= self.high:
            raise self._refusal()
        return Decimal(number) / 100 if self.unit is Unit.PERCENT else value

    def _refusal(self) -> UserError:
        return UserError("rule.bad_threshold", self.name, low=self.low, high=self.high)


class Limits:
    """A rule's thresholds in force."""

    def __init__(self, values: Mapping[str, "int | Decimal | Money"]) -> None:
        self._values = values

    def number(self, name: str) -> int:
        """A threshold in days or a count."""
        value = self._values[name]
        if not isinstance(value, int):
            raise TypeError(name)
        return value

    def share(self, name: str) -> Decimal:
        """A threshold in per cent, as a share."""
        value = self._values[name]
        if not isinstance(value, Decimal):
            raise TypeError(name)
        return value

    def money(self, name: str) -> Money:
        """A threshold that is an amount."""
        value = self._values[name]
        if not isinstance(value, Money):
            raise TypeError(name)
        return value


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; its words are ``rule.<id>.*``; ``variants`` are those of its alerts."""

    id: str
    find: Callable[[Facts, Limits], Iterator[Alert]]
    thresholds: tuple[Threshold, ...] = ()
    variants: tuple[str, ...] = ()

    def threshold(self, name: str) -> Threshold:
        """A threshold by its name.

        Raises:
            UserError: the rule has no such threshold.
        """
        for threshold in self.thresholds:
            if threshold.name == name:
                return threshold
        raise UserError("rule.unknown", name)


Settings = Mapping[tuple[str, str], str]
"""Values that differ from the rules' own, by (rule, name); ``ENABLED`` is ``yes`` or ``no``."""


def is_enabled(rule: Rule, settings: Settings) -> bool:
    """Whether a rule is switched on, as every rule is at first."""
    return settings.get((rule.id, ENABLED), "yes") == "yes"


def limits(rule: Rule, settings: Settings) -> Limits:
    """The thresholds in force; a stored one that cannot be read is the usual one."""
    values: dict[str, int | Decimal | Money] = {}
    for row in rule.thresholds:
        try:
            values[row.name] = row.parse(settings.get((rule.id, row.name), row.usual))
        except UserError:
            values[row.name] = row.parse(row.usual)
    return Limits(values)


def find_alerts(rules: Sequence[Rule], settings: Settings, facts: Facts) -> tuple[Alert, ...]:
    """What all rules that are switched on have to say."""
    return tuple(
        alert
        for rule in rules
        if is_enabled(rule, settings)
        for alert in rule.find(facts, limits(rule, settings))
    )
