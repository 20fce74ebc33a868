"""Add a what-if scenario, or give one another name."""

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from assistant import i18n
from assistant.domain.planning.what_if import NEW_LOAN_RATE, Change, SavedWhatIf
from assistant.domain.planning.what_if_draft import ASKED, what_if_draft
from assistant.domain.snapshot import Snapshot
from assistant.ui import plan_words
from assistant.ui.context import Context
from assistant.ui.fields import AnyField, ChoiceField, MoneyField, TextField
from assistant.ui.form import Field, FormDialog

_START = {"what_months": "3", "what_days": "7", "what_terms": "12"}
_START |= {"what_rate": f"{NEW_LOAN_RATE * 100:f}%", "what_percent": "50", "what_late": "10"}


class WhatIfDialog(FormDialog):
    """What happens, and only what has to be known of that."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context = context
        fields = _fields(context.snapshot())
        super().__init__(
            i18n.t("plan.what_if"),
            fields,
            self._save,
            parent,
            note=i18n.t("plan.what_note"),
            save_text=i18n.t("plan.what_add"),
        )
        self._change = self.form.fields["what_change"].widget
        self.form.edited.connect(self._ask)
        self._asked = ""
        self._ask()
        self.form.updateGeometry()  # it was measured with all fields
        self.resize(self.width(), 0)
        self._grow()

    def _ask(self) -> None:
        change = self._change.text_value()
        if change != self._asked:
            self._asked = change
            self.form.ask_for({"what_change", "what_name", *ASKED[Change(change)].fields})

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        session = self._context.session
        what = what_if_draft(values)
        if not what.name:
            taken = {row.what.name for row in session.queries.what_ifs()}
            words = plan_words.what_if(self._context.snapshot(), what)
            what = replace(what, name=_free_name(words, taken))
        self._context.bus.run(session.ledger.save_what_if, what)


class RenameWhatIfDialog(FormDialog):
    """Another name for a scenario."""

    def __init__(self, context: Context, saved: SavedWhatIf, parent: QWidget) -> None:
        self._context = context
        self._id = saved.id
        name = i18n.t("plan.what_name")
        field = Field("what_name", name, TextField(), value=saved.what.name)
        super().__init__(i18n.t("plan.what_rename"), [field], self._save, parent)

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        ledger = self._context.session.ledger
        self._context.bus.run(ledger.rename_what_if, self._id, values["what_name"])


def _fields(snapshot: Snapshot) -> list[Field]:
    t = i18n.t
    changes = [(change.value, t(f"plan.change.{change}")) for change in Change]
    accounts = [(str(row.id), row.name) for row in snapshot.accounts if row.paid_here]
    own: dict[str, AnyField] = {
        "what_account": ChoiceField([("", t("plan.what_all")), *accounts]),
        "what_due": ChoiceField([("", t("plan.what_next")), *accounts]),
        "what_amount": MoneyField(),
    }
    order = ("what_account", "what_due", "what_amount", *_START)
    return [
        Field("what_change", t("plan.what_change"), ChoiceField(changes)),
        *(
            Field(
                *(name, t(f"plan.{name}"), own.get(name) or TextField()),
                hint=t("plan.what_percent_hint") if name == "what_percent" else "",
                value=_START.get(name, ""),
            )
            for name in order
        ),
        Field("what_name", t("plan.what_name"), TextField(), t("plan.what_name_hint")),
    ]


def _free_name(words: str, taken: Collection[str]) -> str:
    """The name, with a number behind it where it is taken."""
    number, name = 1, words
    while name in taken:
        number += 1
        name = f"{words} {number}"
    return name
