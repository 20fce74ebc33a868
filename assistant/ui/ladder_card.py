"""Where to complain, first things first, each step with its letter."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QPushButton

from assistant import i18n
from assistant.domain.collection import Contact, Finding
from assistant.domain.law_rule import Rung
from assistant.services.letters import Sender, complaint
from assistant.ui import cards, law_words, plain, theme
from assistant.ui.context import Context
from assistant.ui.dialogs.letter import LetterDialog
from assistant.ui.fields import ChoiceField
from assistant.ui.form import Field
from assistant.ui.learn_link import learn_link


class LadderCard(cards.Card):
    """The complaint ladder."""

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("ladder.title"), "ladder")
        self._context = context
        self._contacts: Sequence[Contact] = ()
        self._found: Sequence[Finding] = ()
        self.head.addWidget(learn_link(context, "complaint-ladder", i18n.t("ladder.title")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GAP_M)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        language = i18n.language()
        for number, rung in enumerate(context.session.rights.ladder, 1):
            row = 3 * number
            to = f"{rung.to[language]}  {rung.phone}" if rung.phone else rung.to[language]
            grid.addWidget(cards.text(f"{number}.", bold=True), row, 0)
            grid.addWidget(cards.wrapped(cards.text(to, bold=True)), row, 1)
            if rung.letter:
                write = cards.button(
                    i18n.t("ladder.write"), f"write_{rung.id}", partial(self.write, rung)
                )
                write.setAccessibleName(f"{i18n.t('ladder.write')}: {to}")
                grid.addWidget(write, row, 2, 2, 1)
            note = cards.text(law_words.statement(rung.rule))
            grid.addWidget(cards.wrapped(note), row + 1, 1)
            source = cards.text(law_words.cite(rung.rule), role="muted", points=theme.POINTS_SMALL)
            grid.addWidget(cards.wrapped(source), row + 2, 1)
            grid.setRowMinimumHeight(row + 3, theme.GAP_S)
        self.body.addLayout(grid)

    def show_log(self, contacts: Sequence[Contact], found: Sequence[Finding]) -> None:
        """Remember what letters are filled with; without a contact nothing is written."""
        self._contacts, self._found = contacts, found
        for rung in self._context.session.rights.ladder:
            button = self.findChild(QPushButton, f"write_{rung.id}")
            if button is not None:
                button.setEnabled(bool(contacts))
                plain.set_tip(button, "" if contacts else i18n.t("ladder.no_contacts"))

    def write(self, rung: Rung) -> None:
        """Write to one step of the ladder."""
        lenders = list(dict.fromkeys(contact.facts.lender for contact in reversed(self._contacts)))
        choice = ChoiceField([(name, name) for name in lenders])
        field = Field("about", i18n.t("ladder.about"), choice)

        def fill(sender: Sender, values: dict[str, str]) -> str:
            return complaint(rung, values["about"], self._contacts, self._found, sender)

        title = i18n.t("ladder.letter")
        LetterDialog(self._context, title, fill, self.window(), more=[field]).exec()
