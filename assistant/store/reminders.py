"""The reminder ledger: which stage of which due was shown, and until when it was put off."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from assistant.store import codec
from assistant.store.repo import Repo

if TYPE_CHECKING:
    from assistant.domain.reminders import LedgerRow

KEPT = timedelta(days=400)


class ReminderRepo(Repo):
    """Table ``reminder``; never part of undo."""

    table = "reminder"

    def all(self, since: date) -> tuple["LedgerRow", ...]:
        """All rows of dues on or after ``since``."""
        from assistant.domain.reminders import LedgerRow  # late: no part of the window's start

        rows = self._rows("due_date >= ?", since.isoformat(), order="obligation, due_date, stage")
        return tuple(
            LedgerRow(
                row["obligation"],
                codec.day(row["due_date"]),
                row["stage"],
                codec.instant(row["shown_at"]),
                codec.optional_instant(row["snoozed_until"]),
            )
            for row in rows
        )

    def record(self, rows: Iterable["LedgerRow"]) -> None:
        """Store that stages were shown; a stage shown again after a snooze replaces its row.

        Dues more than 400 days back are forgotten.
        """
        for row in rows:
            until = row.snoozed_until
            self._execute(
                "INSERT INTO reminder (obligation, due_date, stage, shown_at, snoozed_until)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (obligation, due_date, stage) DO UPDATE SET"
                " shown_at = excluded.shown_at, snoozed_until = excluded.snoozed_until",
                row.obligation,
                row.due_date.isoformat(),
                row.stage,
                codec.instant_text(row.shown_at),
                None if until is None else codec.instant_text(until),
            )
            self._forget_before(row.shown_at.date() - KEPT)

    def snooze(self, obligation: str, due_date: date, until: datetime) -> None:
        """Put off a due: its newest shown stage comes once more at ``until``, and only then.

        An earlier snooze of the due is void. Nothing happens when no stage was shown yet.
        """
        due = (obligation, due_date.isoformat())
        self._execute(
            "UPDATE reminder SET snoozed_until = CASE stage WHEN"
            " (SELECT stage FROM reminder WHERE obligation = ? AND due_date = ?"
            " ORDER BY shown_at DESC, stage LIMIT 1)"
            " THEN ? END WHERE obligation = ? AND due_date = ?",
            *due,
            codec.instant_text(until),
            *due,
        )

    def _forget_before(self, due_date: date) -> None:
        self._execute("DELETE FROM reminder WHERE due_date < ?", due_date.isoformat())
