"""Write down one contact of a collector, with files as evidence."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from assistant import i18n
from assistant.domain.calendar import BEIJING
from assistant.domain.collection import Channel, Conduct, Contact, Reached
from assistant.domain.contact_draft import contact_facts, contact_values
from assistant.domain.snapshot import Snapshot
from assistant.errors import StorageError, UserError
from assistant.services.attachments import KeptFile
from assistant.services.session import Session
from assistant.ui import cards, pick
from assistant.ui.areas import AreaField, ChecksField, FlagField
from assistant.ui.busy import run_on_store
from assistant.ui.context import Context
from assistant.ui.fields import AnyField, ChoiceField, DateField, TextField
from assistant.ui.form import Field, FormDialog

_CHOICE_LENGTH = 10


class ContactDialog(FormDialog):
    """One contact; ``contact`` is one to be corrected. Files are copied when they are chosen."""

    def __init__(self, context: Context, contact: Contact | None, parent: QWidget) -> None:
        self._context = context
        self._contact = contact
        self._files: list[KeptFile] = []
        t = i18n.t
        super().__init__(
            t("contact.add" if contact is None else "contact.edit"),
            _fields(context.snapshot()),
            self._save,
            parent,
            note=t("contact.note"),
        )
        self.form.set_values(self._shown())
        self._list = cards.wrapped(cards.text(role="muted", name="contact_files"))
        self.form.layout().addWidget(self._list)  # type: ignore[union-attr]
        self.add_action(t("contact.attach"), "attach", self._attach)
        self._show_files()

    def _shown(self) -> dict[str, str]:
        if self._contact is not None:
            return contact_values(self._contact.facts)
        now = self._context.session.queries.now().astimezone(BEIJING)
        return {"day": now.date().isoformat(), "time": f"{now:%H:%M}", "answered": "yes"}

    def _attach(self) -> None:
        session = self._context.session
        for path in pick.files_to_open(self, i18n.t("contact.attach")):
            try:
                kept = run_on_store(self, i18n.t("busy.copying"), session, partial(_keep, path))
            except UserError as problem:
                self.form.show_error(problem)
                return
            except StorageError as problem:
                self._context.bus.storage_failed.emit(problem)
                return
            if kept.sha256 not in [file.sha256 for file in self._files]:
                self._files.append(kept)
        self._show_files()

    def _show_files(self) -> None:
        known = [] if self._contact is None else [file.name for file in self._contact.attachments]
        names = [*known, *(file.name for file in self._files)]
        self._list.setText(i18n.t("contact.files", names=i18n.listed(names)) if names else "")
        self._list.setVisible(bool(names))

    def _save(self, values: dict[str, str], _confirmed: bool) -> None:
        session = self._context.session
        facts = contact_facts(values, session.queries.now())
        if self._contact is None:
            self._context.bus.run(session.ledger.add_contact, facts, self._files)
        else:
            known = {file.sha256 for file in self._contact.attachments}
            new = [file for file in self._files if file.sha256 not in known]
            self._context.bus.run(session.ledger.edit_contact, self._contact.id, facts, new)


def _keep(path: Path, session: Session, stopped: Callable[[], bool]) -> KeptFile:
    return session.rights.evidence.keep(path, stopped)


def lenders(snapshot: Snapshot) -> list[tuple[str, str]]:
    """The lenders of the accounts in use, each once; an account without one goes by its name."""
    names = {
        snapshot.terms_of(account).lender or account.name: None for account in snapshot.accounts
    }
    return [(name, name) for name in names]


def _fields(snapshot: Snapshot) -> list[Field]:
    t = i18n.t

    def field(name: str, widget: AnyField, *, hint: bool = False, more: bool = False) -> Field:
        words_of_hint = t(f"contact.{name}_hint") if hint else ""
        if isinstance(widget, ChoiceField):  # a long choice must not widen the dialog
            widget.setMinimumContentsLength(_CHOICE_LENGTH)
            adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            widget.setSizeAdjustPolicy(adjust)
        return Field(name, t(f"contact.{name}"), widget, words_of_hint, more=more)

    channels = [(value.value, t(f"channel.{value}")) for value in Channel]
    reached = [(value.value, t(f"reached.{value}")) for value in Reached]
    conduct = [(value.value, t(f"conduct.{value}")) for value in Conduct]
    accounts = [(str(account.id), account.name) for account in snapshot.accounts]
    return [
        field("day", DateField()),
        field("time", TextField(), hint=True),
        field("lender", ChoiceField(lenders(snapshot), free=True), hint=True),
        field("channel", ChoiceField(channels)),
        field("answered", FlagField(t("contact.answered_yes"))),
        field("number", TextField()),
        field("who", TextField(), hint=True),
        field("reached", ChoiceField(reached)),
        field("said", AreaField()),
        field("conduct", ChecksField(conduct), hint=True),
        field("account_id", ChoiceField([("", t("contact.no_account")), *accounts]), more=True),
        field("called", TextField(), hint=True, more=True),
        field("visitors", TextField(), hint=True, more=True),
        field("consent", FlagField(t("contact.consent_yes")), more=True),
    ]
