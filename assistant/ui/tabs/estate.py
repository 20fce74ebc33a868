"""遗产债务: who pays what of a dead person's debts, to the fen, with the article beside each step."""

import json

from PySide6.QtWidgets import QHBoxLayout

from assistant import i18n, resources
from assistant.domain.estate import settle
from assistant.domain.estate_case import Basis, SavedEstate
from assistant.domain.estate_debts import with_accounts
from assistant.domain.estate_drafts import read_case
from assistant.domain.estate_result import CreditorResult, Settlement
from assistant.domain.law_rule import rule_on
from assistant.domain.snapshot import Changes
from assistant.errors import UserError
from assistant.services.letters import Sender, estate_letter
from assistant.ui import cards, papers, words
from assistant.ui.bus import Refresher
from assistant.ui.context import Context
from assistant.ui.dialogs.estate import EstateDialog
from assistant.ui.estate_inputs import EstateInputs
from assistant.ui.estate_paper import estate_html
from assistant.ui.estate_result_card import EstateResult
from assistant.ui.fields import ChoiceField
from assistant.ui.learn_link import learn_link
from assistant.ui.scroll_page import ScrollPage


class EstatePage(ScrollPage):
    """Saved estates, one at a time."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._estates: tuple[SavedEstate, ...] = ()
        self._chosen: int | None = None
        t = i18n.t
        self._empty = cards.EmptyState(
            t("estate.empty_title"),
            t("estate.empty"),
            [
                cards.button(t("estate.new"), "first_estate", self.add_estate, primary=True),
                cards.button(t("estate.example"), "example_estate", self._example),
            ],
        )
        self._head = self._head_card()
        self._inputs = EstateInputs(context, self._bring_in)
        self._result = EstateResult(context)
        self._result.letter_requested.connect(self._write)
        self._trouble = cards.wrapped(cards.text(role="error", name="estate_trouble"))
        self._trouble.hide()
        for widget in (self._empty, self._head, self._inputs, self._trouble, self._result):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._refresher = Refresher(context.bus, self, Changes.ESTATES, self._refresh)

    def add_estate(self) -> None:
        """Begin a new estate and show it."""
        before = {saved.id for saved in self._estates}
        if EstateDialog(self._context, None, self).exec():
            self._choose_new(before)

    def _head_card(self) -> cards.Card:
        t = i18n.t
        card = cards.Card("", "estate_head")
        self._choice = ChoiceField([])
        self._choice.setObjectName("estate_choice")
        self._choice.setAccessibleName(t("estate.choice"))
        self._choice.activated.connect(self._on_chosen)
        row = QHBoxLayout()
        row.addWidget(self._choice, 1)
        row.addWidget(learn_link(self._context, "estate-notify-lender", t("page.estate")))
        for made in (
            cards.button(t("estate.new_short"), "add_estate", self.add_estate),
            cards.button(t("action.edit"), "edit_estate", self._edit),
            cards.button(t("action.remove"), "remove_estate", self._remove),
            cards.button(t("paper.save"), "save_estate", self._save, primary=True),
        ):
            row.addWidget(made)
        card.body.addLayout(row)
        self._about = cards.wrapped(cards.text(role="muted", name="estate_about"))
        card.body.addWidget(self._about)
        return card

    def _refresh(self) -> None:
        self._estates = self._context.session.queries.estates()
        ids = [saved.id for saved in self._estates]
        if self._chosen not in ids:
            self._chosen = ids[-1] if ids else None
        self._choice.clear()
        for saved in self._estates:
            title = saved.case.name or saved.case.deceased or i18n.t("estate.unnamed")
            self._choice.addItem(f"{title} · {saved.case.death.isoformat()}", str(saved.id))
        saved_now = self._saved()
        self._empty.setVisible(saved_now is None)
        for part in (self._head, self._inputs, self._result):
            part.setVisible(saved_now is not None)
        if saved_now is not None:
            self._choice.setCurrentIndex(ids.index(saved_now.id))
            self._show(saved_now)

    def _show(self, saved: SavedEstate) -> None:
        case = saved.case
        self._about.setText(
            i18n.t(
                "estate.about",
                deceased=case.deceased or "—",
                death=case.death.isoformat(),
                spouse=i18n.t("estate.has_spouse" if case.spouse else "estate.no_spouse"),
            )
        )
        self._inputs.show_estate(saved)
        try:
            self._result.show_settlement(*self._settlements(saved))
            self._trouble.hide()
        except UserError as problem:  # the user's own table of rules
            self._trouble.setText(f"✕ {problem.field}: {words.error(problem)}")
            self._trouble.show()
            self._result.hide()

    def _settlements(self, saved: SavedEstate) -> tuple[Settlement, Settlement]:
        return settle(saved.case), settle(saved.case, Basis.DEATH)

    def _saved(self) -> SavedEstate | None:
        return next((saved for saved in self._estates if saved.id == self._chosen), None)

    def _on_chosen(self, index: int) -> None:
        self._chosen = self._estates[index].id
        self._show(self._estates[index])

    def _choose_new(self, before: set[int]) -> None:
        for saved in self._estates:
            if saved.id not in before:
                self._chosen = saved.id
        self._refresh()

    def _example(self) -> None:
        text = resources.path("examples/estate.json").read_text("utf-8")
        self._context.bus.run(self._context.session.ledger.save_estate, read_case(json.loads(text)))

    def _edit(self) -> None:
        EstateDialog(self._context, self._saved(), self).exec()

    def _remove(self) -> None:
        if self._chosen is not None:
            self._context.bus.run(self._context.session.ledger.remove_estate, self._chosen)

    def _bring_in(self) -> None:
        """Add what the accounts owe as ordinary debts; those that are there by name stay."""
        saved, snapshot = self._saved(), self._context.snapshot()
        if saved is None:
            return
        case = with_accounts(saved.case, snapshot)
        self._context.bus.run(self._context.session.ledger.save_estate, case, saved.id)

    def _write(self, row: CreditorResult) -> None:
        from assistant.ui.dialogs.letter import LetterDialog  # late: no part of the page

        saved = self._saved()
        if saved is None:
            return
        found = self._settlements(saved)[0]
        cap = rule_on(self._context.session.rights.estate_rules, "cap", saved.case.death)

        def fill(sender: Sender, _values: dict[str, str]) -> str:
            return estate_letter(found, row, cap, sender)

        title = i18n.t("estate.letter_of", name=row.debt.name)
        LetterDialog(self._context, title, fill, self).exec()

    def _save(self) -> None:
        saved = self._saved()
        if saved is not None:
            rules = self._context.session.rights.estate_rules
            made_on = self._context.snapshot().today.isoformat()
            html = estate_html(*self._settlements(saved), rules, made_on)
            papers.save_pdf(self, i18n.t("estate.paper"), html)
