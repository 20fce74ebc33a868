"""What was exported to calendars last."""

from collections.abc import Iterable
from dataclasses import astuple

from assistant.domain.exported import ExportedEvent
from assistant.store import codec
from assistant.store.repo import Repo


class ExportedRepo(Repo):
    """Table ``exported_event``; never part of undo."""

    table = "exported_event"

    def all(self) -> tuple[ExportedEvent, ...]:
        """All events of the last export."""
        return tuple(
            ExportedEvent(
                uid=row["uid"],
                obligation=row["obligation"],
                due_date=codec.day(row["due_date"]),
                summary=row["summary"],
                content=row["content"],
                sequence=row["sequence"],
                cancelled=bool(row["cancelled"]),
                changed_at=codec.instant(row["changed_at"]),
            )
            for row in self._rows(order="due_date, uid")
        )

    def replace(self, events: Iterable[ExportedEvent]) -> None:
        """Keep these events in place of the last ones."""
        self._execute("DELETE FROM exported_event")
        for event in events:
            uid, obligation, due_date, summary, content, sequence, cancelled, at = astuple(event)
            self._execute(
                "INSERT INTO exported_event (uid, obligation, due_date, summary, content, sequence,"
                " cancelled, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                *(uid, obligation, due_date.isoformat(), summary, content, sequence),
                *(int(cancelled), codec.instant_text(at)),
            )
