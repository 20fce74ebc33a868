"""What the credit record (征信) shows of a month: the status codes of lateness (law.md 3.2)."""

from enum import StrEnum

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
