"""Working days of banks in China, by the State Council's yearly calendar; no guess beyond it."""

from datetime import date


def is_workday(day: date) -> bool | None:
    """Whether banks work on ``day``, make-up weekends included; None for a year not announced (未公布)."""
    import chinese_calendar  # late: only the alert rules ask

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
