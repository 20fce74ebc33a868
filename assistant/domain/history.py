"""What was told, for people: each stage that was shown, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from assistant.domain.alert import Alert
from assistant.domain.dues import Obligation
from assistant.domain.reminders import LedgerRow


class Fate(StrEnum):
    """What became of a due or alert that was told."""

    OPEN = "open"
    SNOOZED = "snoozed"
    ACKNOWLEDGED = "acknowledged"
    MUTED = "muted"
    OVER = "over"  # paid, closed, mended or gone


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One stage that was told; it is a ``Subject`` itself.

    Attributes:
        due: the due meant, also when it is paid; None for alerts and for dues that are gone.
        alert: the alert meant while it is still so; None for dues.
    """

    key: str
    due_date: date
    stage: str
    shown_at: datetime
    fate: Fate
    snoozed_until: datetime | None = None
    due: Obligation | None = None
    alert: Alert | None = None

    @property
    def rule(self) -> str | None:
        """The rule of an alert, also when it is over; None for dues."""
        kind, _, rest = self.key.partition(":")
        return rest.split(":")[0] if kind == "rule" else None


def history(
    rows: Iterable[LedgerRow],
    dues: Sequence[Obligation],
    alerts: Sequence[Alert],
    muted: Mapping[tuple[str, date], datetime],
) -> tuple[HistoryRow, ...]:
    """What was told, in the order of ``rows``.

    Args:
        rows: ledger rows that were told.
        dues: all dues, paid ones too.
        alerts: what the rules find now.
        muted: what is silent.
    """
    due_of = {(due.key, due.due_date): due for due in dues}
    alert_of = {(alert.key, alert.due_date): alert for alert in alerts}
    found: list[HistoryRow] = []
    for row in rows:
        subject = (row.obligation, row.due_date)
        due, alert = due_of.get(subject), alert_of.get(subject)
        open_ = alert is not None or (due is not None and due.open)
        fate = _fate(row, is_open=open_, is_muted=subject in muted)
        found.append(
            HistoryRow(*subject, row.stage, row.shown_at, fate, row.snoozed_until, due, alert)
        )
    return tuple(found)


def _fate(row: LedgerRow, *, is_open: bool, is_muted: bool) -> Fate:
    if not is_open:
        return Fate.OVER
    if is_muted:
        return Fate.MUTED
    if row.snoozed_until is not None:
        return Fate.SNOOZED
    return Fate.OPEN if row.acknowledged_at is None else Fate.ACKNOWLEDGED
