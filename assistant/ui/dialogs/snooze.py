"""Choose when a reminder is to come back (稍后提醒 · 其他时间)."""

from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain.stages import parse_clock
from assistant.domain.term_text import read_date
from assistant.domain.wishes import Subject
from assistant.errors import UserError
from assistant.ui import reminder_words
from assistant.ui.context import Context
from assistant.ui.fields import DateField, TextField
from assistant.ui.form import Field, FormDialog


class SnoozeDialog(FormDialog):
    """A day and a time in the user's own zone; an hour from now is proposed."""

    def __init__(self, context: Context, subject: Subject, parent: QWidget) -> None:
        self._context = context
        self._subject = subject
        zone = context.session.zone
        local = (context.session.queries.now() + timedelta(hours=1)).astimezone(zone)
        super().__init__(
            i18n.t("snooze.title"),
            [
                Field("day", i18n.t("snooze.day"), DateField(), value=local.date().isoformat()),
                Field("until", i18n.t("snooze.time"), TextField(), value=f"{local:%H:%M}"),
            ],
            self._save,
            parent,
            note=reminder_words.title(context.snapshot(), subject),
            save_text=i18n.t("snooze.save"),
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        on = read_date(values["day"], "day")
        try:
            at = parse_clock(values["until"])
        except UserError as error:
            raise UserError(error.key, "until", **error.params) from None
        until = datetime.combine(on, at, self._context.session.zone)
        self._context.bus.run(self._context.session.ledger.snooze, self._subject, until)
