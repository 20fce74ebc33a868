"""The reminder ledger: which stage of which due was shown, and until when it was put off."""

from collections.abc import Iterable
from datetime import date, datetime

from assistant.domain.reminders import LedgerRow
from assistant.store import codec
from assistant.store.repo import Repo


class ReminderRepo(Repo):
    """Table ``reminder``; never part of undo."""

    table = "reminder"

    def all(self, since: date) -> tuple[LedgerRow, ...]:
        """All rows of dues on or after ``since``."""
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

    def record(self, rows: Iterable[LedgerRow]) -> None:
        """Store that stages were shown; a stage shown again after a snooze replaces its row."""
        for row in rows:
            until = row.snoozed_until
            self._database.execute(
                "INSERT INTO reminder (obligation, due_date, stage, shown_at, snoozed_until)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (obligation, due_date, stage) DO UPDATE SET"
                " shown_at = excluded.shown_at, snoozed_until = excluded.snoozed_until",
                [
                    row.obligation,
                    row.due_date.isoformat(),
                    row.stage,
                    codec.instant_text(row.shown_at),
                    None if until is None else codec.instant_text(until),
                ],
            )

    def snooze(self, obligation: str, due_date: date, until: datetime) -> None:
        """Put off the newest shown stage of a due; nothing happens when none was shown."""
        self._database.execute(
            "UPDATE reminder SET snoozed_until = ? WHERE obligation = ? AND due_date = ?"
            " AND stage = (SELECT stage FROM reminder WHERE obligation = ? AND due_date = ?"
            " ORDER BY shown_at DESC, stage LIMIT 1)",
            [
                codec.instant_text(until),
                obligation,
                due_date.isoformat(),
                obligation,
                due_date.isoformat(),
            ],
        )
