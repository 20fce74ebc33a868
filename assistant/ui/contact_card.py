"""The chosen contact: what was said, what it seems not to follow and why, and its files."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.calendar import BEIJING
from assistant.domain.collection import Attachment, Contact, Finding
from assistant.errors import UserError
from assistant.ui import boxes, cards, law_words, pick, plain, theme, words
from assistant.ui.context import Context
from assistant.ui.learn_link import learn_link

_CARDS = {
    "quiet_hours": "collection-hours",
    "gt3_effective_calls": "collection-calls",
    "gt6_attempts": "collection-calls",
    "third_party": "third-party",
    "disclosure": "third-party",
    "after_refusal": "third-party",
}


class ContactCard(cards.Card):
    """One contact in full."""

    edit_requested = Signal(object)  # a Contact

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("contact.detail"), "contact_detail")
        self._context = context
        self._contact: Contact | None = None
        self.head.addWidget(cards.button(i18n.t("action.edit"), "edit_contact", self._edit))
        self.head.addWidget(cards.button(i18n.t("action.remove"), "remove_contact", self._remove))
        self._said = cards.wrapped(cards.text(name="contact_said"))
        self.body.addWidget(self._said)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.GAP_S)
        self.body.addLayout(self._rows)

    def show_contact(self, contact: Contact, found: Sequence[Finding]) -> None:
        """Show a contact with its findings."""
        self._contact = contact
        at = contact.facts.at.astimezone(BEIJING)
        self.title.setText(i18n.t("contact.detail_of", at=f"{at:%Y-%m-%d %H:%M}"))
        self._said.setText(contact.facts.said or i18n.t("contact.nothing_said"))
        cards.set_tone(self._said, None)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in found:
            self._rows.addWidget(self._finding(row))
        for file in contact.attachments:
            self._rows.addWidget(self._file(file))

    def _finding(self, row: Finding) -> QWidget:
        law = row.rule.law
        title = f"! {i18n.t('law.exceeded')}: {law_words.finding(row)} ({law.id})"
        head = cards.text(title, bold=True)
        cards.set_tone(head, "warning")
        made, layout = _block(head)
        line = QHBoxLayout()
        line.addWidget(cards.wrapped(cards.text(law_words.statement(law))), 1)
        card_id = _CARDS.get(law.id, "complaint-ladder")
        line.addWidget(learn_link(self._context, card_id, law_words.finding(row)))
        layout.addLayout(line)
        source = cards.text(law_words.cite(law), role="muted", points=theme.POINTS_SMALL)
        layout.addWidget(cards.wrapped(source))
        return made

    def _file(self, file: Attachment) -> QWidget:
        intact = self._context.session.rights.evidence.is_intact(file.sha256)
        state = "✓ " + i18n.t("evidence.intact") if intact else "! " + i18n.t("evidence.broken")
        made, layout = _block(cards.text(f"{file.name} · {state}"))
        sha = cards.text(f"SHA-256 {file.sha256}", role="muted", points=theme.POINTS_SMALL)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP_S)
        line.addWidget(cards.wrapped(sha), 1)
        for button in self._file_buttons(file):
            line.addWidget(button)
        layout.addLayout(line)
        return made

    def _file_buttons(self, file: Attachment) -> list[QPushButton]:
        from assistant.ui.dialogs.evidence import can_show  # late: only contacts with files

        t, ledger = i18n.t, self._context.session.ledger
        save = cards.button(
            t("evidence.save_copy"), f"save_file_{file.id}", lambda: self._copy(file)
        )
        plain.set_tip(save, t("evidence.save_copy_tip"))
        off = cards.button(
            t("contact.take_off"),
            f"take_off_{file.id}",
            lambda: self._context.bus.run(ledger.remove_attachment, file.id),
        )
        if not can_show(file.name):
            return [save, off]
        show = cards.button(t("evidence.show"), f"show_file_{file.id}", lambda: self._show(file))
        return [show, save, off]

    def _show(self, file: Attachment) -> None:
        from assistant.ui.dialogs.evidence import EvidenceDialog  # late, as above

        content = self._context.session.rights.evidence.content(file.sha256)
        EvidenceDialog(file.name, content, self).exec()

    def _copy(self, file: Attachment) -> None:
        title = i18n.t("evidence.save_copy")
        target = pick.file_to_save(self, title, file.name, f"{i18n.t('import.all_files')} (*)")
        if target is None:
            return
        try:
            self._context.session.rights.evidence.save_copy(file.sha256, target)
        except UserError as problem:
            boxes.warn(self, title, words.error(problem))

    def _edit(self) -> None:
        self.edit_requested.emit(self._contact)

    def _remove(self) -> None:
        if self._contact is not None:
            self._context.bus.run(self._context.session.ledger.remove_contact, self._contact.id)


def _block(head: QLabel) -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, theme.GAP_S, 0, 0)
    layout.setSpacing(2)
    layout.addWidget(cards.wrapped(head))
    return made, layout
