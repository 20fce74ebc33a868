"""What the credit record (征信) shows of a month: the status codes, when they count, when they go away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.calendar import add_months
from assistant.domain.money import ZERO, Money

_DAYS_PER_STEP = 30
_LAST_STEP = 7


class Mark(StrEnum):
    """N 正常, a minimum (also N, but seen by the lender), or 1–7 by days late."""

    NORMAL = "N"
    MINIMUM = "M0"
    LATE_1 = "1"
    LATE_2 = "2"
    LATE_3 = "3"
    LATE_4 = "4"
    LATE_5 = "5"
    LATE_6 = "6"
    LATE_7 = "7"


def late_mark(days: int) -> Mark:
    """1 for 1–30 days late, 2 for 31–60, … 7 beyond 180; N when not late."""
    if days <= 0:
        return Mark.NORMAL
    return Mark(str(min((days - 1) // _DAYS_PER_STEP + 1, _LAST_STEP)))


PAID, NOTHING_DUE, LATE_IN_MONTH, CLOSED = "N", "*", "M", "C"
"""The codes that this program computes beside 1–7; the others only stand where the user typed them."""


class Category(StrEnum):
    """What kind of statement a code makes."""

    NORMAL = "normal"
    NEUTRAL = "neutral"
    LATE_IN_MONTH = "late_in_month"
    OVERDUE = "overdue"
    SPECIAL = "special"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    NOT_OPENED = "not_opened"


BAD = frozenset({Category.OVERDUE, Category.SPECIAL})
"""The kinds that are 不良信息 and stay for years; M is none of them."""


@dataclass(frozen=True, slots=True)
class StatusCode:
    """One code of the grid; ``severity`` orders them, 0 is harmless."""

    code: str
    category: Category
    severity: int
    confidence: str
    names: Mapping[str, str]

    @property
    def bad(self) -> bool:
        """Whether it is 不良信息."""
        return self.category in BAD


@dataclass(frozen=True, slots=True)
class Repair:
    """The one-off repair (一次性信用修复): what was late from ``since`` to ``until``, paid by ``repaid_by``."""

    since: date
    until: date
    most: Money
    repaid_by: date
    source: str


@dataclass(frozen=True, slots=True)
class RecordRules:
    """The codes and their rules as read from data on ``as_of``."""

    codes: Mapping[str, StatusCode]
    as_of: date
    source: str
    months: int
    years_kept: int
    kept_source: str
    repair: Repair

    def severity(self, code: str | None) -> int:
        """How bad a code is; nothing known is not bad."""
        return 0 if code is None else self.codes[code].severity

    def is_bad(self, code: str | None) -> bool:
        """Whether a code is 不良信息."""
        return code is not None and self.codes[code].bad

    def expiry(self, ended: date | None) -> date | None:
        """The last day of a bad entry that ended then (《征信业管理条例》第16条); None: it never goes away."""
        return None if ended is None else add_months(ended, 12 * self.years_kept)

    def repaired(self, month: date, amount: Money, ended: date | None) -> bool:
        """Whether the one-off repair should have taken a month's entry away (law.md 3.4).

        An amount of nothing is one that is not known.
        """
        rule = self.repair
        return (
            rule.since <= month <= rule.until
            and ZERO < amount <= rule.most
            and ended is not None
            and ended <= rule.repaid_by
        )


@dataclass(frozen=True, slots=True)
class RecordMonth:
    """A month as the user typed it, from his report or for the time before.

    Attributes:
        month: its first day.
        settled_on: of a bad code, the day on which the arrears were paid; None while not told.
    """

    id: int
    account_id: int
    month: date
    code: str
    settled_on: date | None = None


def first_of(day: date) -> date:
    """The first day of a day's month, which names the month."""
    return day.replace(day=1)


def months_until(last: date, count: int) -> tuple[date, ...]:
    """``count`` months by their first days, ``last``'s month at the end."""
    first = first_of(last)
    return tuple(add_months(first, number - count + 1) for number in range(count))


def worst(rules: RecordRules, codes: Iterable[str | None]) -> str | None:
    """The worst of several codes of one month; of harmless ones the one that says most."""
    order = {PAID: 3, NOTHING_DUE: 2, CLOSED: 1}
    known = [code for code in codes if code is not None]
    return max(known, key=lambda code: (rules.severity(code), order.get(code, 0)), default=None)
