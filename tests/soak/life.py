"""One random life of the program: 120 days of dues, edits, payments, sleep, closing, moved clocks."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from assistant.domain.account import Account, Loan, Payment, PaymentKind
from assistant.domain.calendar import BEIJING
from assistant.domain.money import Money
from tests.domain.facts import account, loan, payment

DAYS = 120
ZONES = ("Asia/Shanghai", "Asia/Urumqi", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
PLANS = (
    "d7,d3,eve,day,cutoff,overdue",
    "d14@20:00,d2,day@06:15,cutoff@6,overdue@10:30",
    "eve,overdue",
)
ACCOUNT: Account = account(product="jiebei")


class MovingZone(tzinfo):
    """A time zone that the traveller changes while the program runs, with its summer-time rules."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        return None if dt is None else dt.replace(tzinfo=self.zone).utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        return self.zone.key

    def fromutc(self, dt: datetime) -> datetime:
        return dt.replace(tzinfo=UTC).astimezone(self.zone).replace(tzinfo=self)


@dataclass(frozen=True)
class Version:
    """A due from an instant on: its day, since when it has it, what was paid; None: not there."""

    loan: Loan | None
    payments: tuple[Payment, ...] = ()

    @property
    def paid(self) -> bool:
        return any(row.amount > Money.of("100") for row in self.payments)


@dataclass(frozen=True)
class Event:
    """Something that happens at a true instant."""

    at: datetime
    kind: str  # due, zone, clock, open, asleep, close
    due: int = 0
    version: Version | None = None
    zone: ZoneInfo | None = None
    offset: timedelta = timedelta()


@dataclass(frozen=True)
class Life:
    """Everything that is decided beforehand; the chances left are drawn while living."""

    begin: datetime
    zone: ZoneInfo
    events: tuple[Event, ...]
    plan: str
    own_plan: str
    quiet: tuple[str, str]


def make_life(chance: random.Random) -> Life:
    """A life of its own for each seed."""
    begin = datetime(2026, chance.randint(1, 12), 1, chance.randrange(24), tzinfo=UTC)
    zones = [ZoneInfo(name) for name in ZONES]
    events = [*_power(chance, begin), *_clocks(chance, begin), *_travel(chance, begin, zones)]
    for number in range(1, chance.randint(2, 5)):
        events.extend(_due(chance, begin, number))
    quiet = ("", "")
    if chance.random() < 0.4:
        hours = chance.sample(range(24), 2)
        quiet = (f"{hours[0]:02d}:{chance.choice((0, 30)):02d}", f"{hours[1]:02d}:00")
    return Life(
        begin,
        chance.choice(zones),
        tuple(sorted(events, key=lambda event: event.at)),
        PLANS[0] if chance.random() < 0.7 else chance.choice(PLANS),
        "" if chance.random() < 0.8 else chance.choice(PLANS),
        quiet,
    )


def _power(chance: random.Random, begin: datetime) -> Iterator[Event]:
    at, end = begin, begin + timedelta(days=DAYS)
    while at < end:
        yield Event(at, "open")
        at += timedelta(minutes=chance.randint(2, 20 * 60))
        asleep = chance.random() < 0.6
        yield Event(at, "asleep" if asleep else "close")
        longest = 150 if chance.random() < 0.1 else 36
        at += timedelta(minutes=chance.randint(1, longest * 60), seconds=chance.randrange(60))


def _clocks(chance: random.Random, begin: datetime) -> Iterator[Event]:
    """The clock is set back or forward by minutes or days, and mostly set right again."""
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        at = begin + timedelta(seconds=chance.randint(0, (DAYS - 20) * 86_400))
        wrong = timedelta(minutes=chance.choice((-4320, -600, -61, -5, 5, 61, 600, 4320)))
        yield Event(at, "clock", offset=wrong)
        if chance.random() < 0.8:
            yield Event(at + timedelta(hours=chance.randint(1, 200)), "clock")


def _travel(chance: random.Random, begin: datetime, zones: list[ZoneInfo]) -> Iterator[Event]:
    for _ in range(chance.choice((0, 0, 1, 3))):
        at = begin + timedelta(seconds=chance.randint(0, DAYS * 86_400))
        yield Event(at, "zone", zone=chance.choice(zones))


def _due(chance: random.Random, begin: datetime, number: int) -> Iterator[Event]:
    """A due: typed, perhaps moved to another day, paid in part, paid, its payment taken back."""
    typed = begin + timedelta(seconds=chance.randint(0, 40 * 86_400))
    on = (begin + timedelta(days=chance.randint(3, DAYS - 15))).date()
    version = Version(_loan(number, on, typed))
    yield Event(typed, "due", number, version)
    changes = sorted(typed + timedelta(seconds=chance.randint(1, 90 * 86_400)) for _ in range(3))
    if chance.random() < 0.3:
        moved = on + timedelta(days=chance.choice((-5, -1, 1, 12)))
        version = Version(_loan(number, moved, changes[0]), version.payments)
        yield Event(changes[0], "due", number, version)
    if chance.random() < 0.3:
        version = replace(version, payments=(_payment(number, "1", changes[1]),))
        yield Event(changes[1], "due", number, version)
    if chance.random() < 0.8:
        about = datetime(on.year, on.month, on.day, tzinfo=BEIJING)
        at = max(about + timedelta(minutes=chance.randint(-12_000, 12_000)), changes[1])
        unpaid = version
        version = replace(version, payments=(*version.payments, _payment(number, "900", at)))
        yield Event(at, "due", number, version)
        if chance.random() < 0.2:
            yield Event(at + timedelta(hours=chance.randint(1, 100)), "due", number, unpaid)
        elif chance.random() < 0.1:
            yield Event(at + timedelta(hours=chance.randint(1, 100)), "due", number, Version(None))


def _loan(number: int, on: date, dated_at: datetime) -> Loan:
    """A loan of 100 yuan that is repaid by one term on a day."""
    start = min(on, dated_at.astimezone(BEIJING).date()) - timedelta(days=20)
    made = loan("100", number=number, start=start.isoformat(), first_due=on.isoformat(), terms=1)
    return replace(made, dated_at=dated_at)


def _payment(number: int, amount: str, at: datetime) -> Payment:
    on = at.astimezone(BEIJING).date().isoformat()
    more = {"loan_id": number, "bill_id": None, "term_no": 1, "kind": PaymentKind.REPAYMENT}
    return payment(amount, on, number=number * 10 + len(amount), **more)
