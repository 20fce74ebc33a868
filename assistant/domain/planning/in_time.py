"""By which day a due has to be paid to count as paid in time."""

from datetime import date, timedelta

from assistant.domain.terms import Terms


def in_time(due: date, terms: Terms, today: date) -> int:
    """Days from today to that day; negative when it is over.

    The due day while it is ahead: a plan does not count on the grace (宽限期, 容时), which is for
    what goes wrong. Once the due day is over it is the last grace day (products.md 2.4, 4.1).
    """
    days = (due - today).days
    return days if days >= 0 else (due + timedelta(days=terms.grace_days) - today).days
