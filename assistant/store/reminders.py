"""The reminder ledger: which stage of which due or alert was shown, until when it was put off."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from assistant.store import codec
from assistant.store.repo import Repo

if TYPE_CHECKING:
    from assistant.domain.reminders import LedgerRow


class ReminderRepo(Repo):
    """Table ``reminder``; never part of undo.

    No row is ever forgotten: a clock that was wrong for a day must not make the program say
    everything again.
    """

    table = "reminder"

    def all(self, since: date) -> tuple["LedgerRow", ...]:
        """All rows of dues and alerts on or after ``since``."""
        rows = self._rows("due_date >= ?", since.isoformat(), order="obligation, due_date, stage")
        return tuple(_read(row) for row in rows)

    def of_day(self, on: date) -> tuple["LedgerRow", ...]:
        """All rows of dues and alerts of one day."""
        return tuple(
            _read(row) for row in self._rows("due_date = ?", on.isoformat(), order="stage")
        )

    def newest(self, count: int) -> tuple["LedgerRow", ...]:
        """What was told last, newest first, without the stages that a newer one superseded."""
        rows = self._rows(
            "superseded = 0",
            order=f"shown_at DESC, due_date, obligation LIMIT {int(count)}",
        )
        return tuple(_read(row) for row in rows)

    def put_off(self) -> tuple["LedgerRow", ...]:
        """What is to come back, soonest first, also where nothing was told of it yet."""
        rows = self._rows("snoozed_until IS NOT NULL", order="snoozed_until, obligation")
        return tuple(_read(row) for row in rows)

    def record(self, rows: Iterable["LedgerRow"]) -> None:
        """Store that stages were shown; a stage shown again after a snooze replaces its row."""
        for row in rows:
            self._execute(
                "INSERT INTO reminder (obligation, due_date, stage, shown_at, snoozed_until,"
                " acknowledged_at, superseded) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (obligation, due_date, stage) DO UPDATE SET"
                " shown_at = excluded.shown_at, snoozed_until = excluded.snoozed_until,"
                " acknowledged_at = excluded.acknowledged_at, superseded = excluded.superseded",
                *(row.obligation, row.due_date.isoformat(), row.stage),
                codec.instant_text(row.shown_at),
                None if row.snoozed_until is None else codec.instant_text(row.snoozed_until),
                None if row.acknowledged_at is None else codec.instant_text(row.acknowledged_at),
                int(row.superseded),
            )

    def snooze(self, obligation: str, due_date: date, until: datetime) -> None:
        """Put off a due: its newest shown stage comes once more at ``until``, and only then.

        An earlier snooze of the due is void. Nothing happens when no stage was shown yet.
        """
        due = (obligation, due_date.isoformat())
        self._execute(
            "UPDATE reminder SET snoozed_until = CASE stage WHEN"
            " (SELECT stage FROM reminder WHERE obligation = ? AND due_date = ?"
            " ORDER BY shown_at DESC, superseded, stage LIMIT 1)"
            " THEN ? END WHERE obligation = ? AND due_date = ?",
            *due,
            codec.instant_text(until),
            *due,
        )

    def acknowledge(self, obligation: str, due_date: date, now: datetime) -> None:
        """The user knows what was shown of a due so far; a snooze of it is void."""
        self._execute(
            "UPDATE reminder SET acknowledged_at = coalesce(acknowledged_at, ?), snoozed_until = NULL"
            " WHERE obligation = ? AND due_date = ?",
            *(codec.instant_text(now), obligation, due_date.isoformat()),
        )


def _read(row: codec.Row) -> "LedgerRow":
    from assistant.domain.reminders import LedgerRow  # late: no part of the window's start

    return LedgerRow(
        row["obligation"],
        codec.day(row["due_date"]),
        row["stage"],
        codec.instant(row["shown_at"]),
        codec.optional_instant(row["snoozed_until"]),
        codec.optional_instant(row["acknowledged_at"]),
        bool(row["superseded"]),
    )
