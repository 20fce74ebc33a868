"""Type months of the credit record; fill in the letter of dispute."""

from datetime import date

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain.credit_grid import credit_rows, differences
from assistant.domain.record_draft import record_draft
from assistant.services.record_export import dispute_letter
from assistant.ui import credit_words, papers
from assistant.ui.context import Context
from assistant.ui.fields import ChoiceField, DateField, TextField
from assistant.ui.form import Field, FormDialog


class RecordMonthsDialog(FormDialog):
    """A code for one month or several, as the user's report shows it."""

    def __init__(
        self,
        context: Context,
        account_id: int,
        month: date,
        code: str | None,
        parent: QWidget | None = None,
    ) -> None:
        self._context = context
        self._account_id = account_id
        rules = context.session.record_rules
        choices = [("", i18n.t("record.compute_again"))]
        choices += [
            (row.code, f"{row.code}  {credit_words.said(row.names)}")
            for row in rules.codes.values()
        ]
        shown = month.strftime("%Y-%m")
        t = i18n.t
        super().__init__(
            t("record.edit_title"),
            [
                Field("first", t("record.first"), TextField(), value=shown),
                Field("last", t("record.last"), TextField(), t("record.last_hint")),
                Field("code", t("record.code"), ChoiceField(choices), value=code or ""),
                Field(
                    "settled_on", t("record.entry_settled"), DateField(), t("record.settled_hint")
                ),
            ],
            self._save,
            parent,
            note=t("record.edit_note"),
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        session = self._context.session
        today = self._context.snapshot().today
        draft = record_draft(self._account_id, values, session.record_rules, today)
        self._context.bus.run(session.ledger.record_months, draft)


class DisputeDialog(FormDialog):
    """Who writes; the letter is filled from the months in which report and facts differ."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._context = context
        t = i18n.t
        super().__init__(
            t("dispute.title"),
            [
                Field("name", t("dispute.name"), TextField()),
                Field("id_number", t("dispute.id_number"), TextField(), t("dispute.not_kept")),
                Field("phone", t("dispute.phone"), TextField()),
            ],
            self._save,
            parent,
            note=t("dispute.note"),
            save_text=t("record.save_pdf"),
        )
        self.form.clear_errors()

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        session, snapshot = self._context.session, self._context.snapshot()
        rules = session.record_rules
        rows = credit_rows(snapshot, session.queries.record_months(), rules)
        text = dispute_letter(snapshot, tuple(differences(rows)), rules, values, snapshot.today)
        title = text.strip().partition("\n")[0]
        papers.save_pdf(self, title, papers.letter(text))
