"""Change the bill and due day from a day on; the history stays."""

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain import drafts
from assistant.domain.account import ALWAYS, DatedTerm
from assistant.domain.calendar import add_months
from assistant.domain.cycle import next_change
from assistant.domain.term_text import parse_term, read_date
from assistant.ui.context import Context
from assistant.ui.fields import DateField, TextField
from assistant.ui.form import Field, FormDialog


class ChangeDaysDialog(FormDialog):
    """A new pair of days; an issued bill keeps its due day."""

    def __init__(self, context: Context, account_id: int, parent: QWidget) -> None:
        self._context = context
        self._account_id = account_id
        snapshot = context.snapshot()
        account = snapshot.account(account_id)
        terms = snapshot.terms_of(account)
        t = i18n.t
        notes = [t("days.note")]
        allowed = next_change(snapshot, account)
        if allowed is not None:
            notes.append(t("days.next_change", day=allowed.isoformat()))
        notes += [
            t(
                "days.history",
                term=t(f"term.{term.key}"),
                value=term.value,
                day=t("days.from_start")
                if term.effective_from == ALWAYS
                else term.effective_from.isoformat(),
            )
            for term in sorted(account.terms, key=lambda row: row.effective_from)
            if term.key in ("bill_day", "due_day")
        ]
        following = add_months(snapshot.today.replace(day=1), 1)
        super().__init__(
            t("days.title"),
            [
                Field(
                    "effective_from",
                    t("days.from"),
                    DateField(),
                    t("days.from_hint"),
                    following.isoformat(),
                ),
                Field("bill_day", t("term.bill_day"), TextField(), value=str(terms.bill_day or "")),
                Field("due_day", t("term.due_day"), TextField(), value=str(terms.due_day or "")),
            ],
            self._save,
            parent,
            note="\n".join(notes),
        )

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        on = read_date(drafts.required(values, "effective_from"), "effective_from")
        terms = []
        for key in ("bill_day", "due_day"):
            text = values[key].strip()
            if text:
                parse_term(key, text)
                terms.append(DatedTerm(key, text, on))
        drafts.required(values, "bill_day")
        self._context.bus.run(self._context.session.ledger.change_terms, self._account_id, terms)
