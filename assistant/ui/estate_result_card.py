"""What an estate pays: sums, creditors, heirs, and the steps with the article beside each."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.estate_result import Settlement, Step, late_claim
from assistant.domain.law_rule import LawRule, rule_on
from assistant.domain.money import Money
from assistant.domain.term_text import read_money
from assistant.errors import UserError
from assistant.ui import cards, law_words, theme, words
from assistant.ui.context import Context
from assistant.ui.fields import MoneyField
from assistant.ui.flow import even
from assistant.ui.learn_link import learn_link
from assistant.ui.table import Column, TableView


class EstateResult(QWidget):
    """One settlement."""

    letter_requested = Signal(object)  # a CreditorResult

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found: Settlement | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_M)
        layout.addWidget(self._sums_card())
        layout.addWidget(self._creditors_card())
        layout.addWidget(self._takers_card())
        layout.addWidget(self._steps_card())

    def show_settlement(self, found: Settlement, other: Settlement) -> None:
        """Show a settlement; ``other`` is the same up to the death."""
        self._found = found
        estate = next(step.left for step in found.steps if step.rule == "estate")
        paid = sum(row.estate.fen for row in found.creditors)
        self._estate.set(words.money(estate))
        self._paid.set(words.money(Money(paid)))
        unpaid = i18n.t("estate.nobody_owes") if found.unpaid else i18n.t("estate.all_paid")
        self._unpaid.set(words.money(found.unpaid), unpaid, "warning" if found.unpaid else "ok")
        kept = sum(row.net.fen for row in found.takers)
        self._kept.set(words.money(Money(kept)))
        self._notes.setText("\n".join(_notes(found, other)))
        self._creditor_table.set_rows(found.creditors)
        self._creditor_table.fit()
        self._taker_table.set_rows(found.takers)
        self._taker_table.fit()
        self._cap.setText(self._law("cap"))
        self._show_steps(found)
        self._on_late()

    def _sums_card(self) -> cards.Card:
        t = i18n.t
        card = cards.Card(t("estate.result"), "estate_sums")
        card.head.addWidget(learn_link(self._context, "estate-cap", t("estate.result")))
        self._estate = cards.Figure(t("estate.estate"), "sum_estate")
        self._paid = cards.Figure(t("estate.paid_in_all"), "sum_paid")
        self._unpaid = cards.Figure(t("estate.unpaid"), "sum_unpaid")
        self._kept = cards.Figure(t("estate.kept"), "sum_kept")
        sums = (self._estate, self._paid, self._unpaid, self._kept)
        card.body.addWidget(even(*sums, most=4))
        self._notes = cards.prose(name="estate_notes")
        card.body.addWidget(self._notes)
        disclaimer = cards.prose(t("estate.disclaimer"), role="muted", points=theme.POINTS_SMALL)
        card.body.addWidget(disclaimer)
        return card

    def _creditors_card(self) -> cards.Card:
        t = i18n.t
        card = cards.Card(t("estate.creditors"), "estate_creditors")
        card.head.addWidget(cards.button(t("estate.letter"), "estate_letter", self._write))
        self._creditor_table = TableView(
            [
                Column("estate.name", lambda row: row.debt.name),
                Column("estate.claim", lambda row: words.money(row.claim), right=True),
                Column("estate.from_collateral", lambda row: _or_dash(row.collateral), right=True),
                Column("estate.from_community", lambda row: _or_dash(row.community), right=True),
                Column("estate.from_estate", lambda row: _or_dash(row.estate), right=True),
                Column(
                    "estate.unpaid",
                    lambda row: words.money(row.unpaid),
                    right=True,
                    tone=lambda row: "warning" if row.unpaid else "ok",
                ),
                Column("estate.spouse_owes", lambda row: _or_dash(row.spouse_owes), right=True),
            ],
            name_key="estate.creditors",
        )
        self._creditor_table.setObjectName("creditor_table")
        self._creditor_table.acted.connect(self.letter_requested)
        self._counts = cards.prose(role="muted", name="creditor_counts")
        self._creditor_table.chosen.connect(self._on_creditor)
        card.body.addWidget(self._creditor_table)
        card.body.addWidget(self._counts)
        return card

    def _takers_card(self) -> cards.Card:
        t = i18n.t
        card = cards.Card(t("estate.heirs"), "estate_heirs")
        self._taker_table = TableView(
            [
                Column("estate.name", lambda row: row.taker.name),
                Column("estate.cap", lambda row: words.money(row.gross), right=True),
                Column("estate.bears", lambda row: words.money(row.bears), right=True),
                Column("estate.reserve", lambda row: _or_dash(row.reserve), right=True),
                Column("estate.net", lambda row: words.money(row.net), right=True),
            ],
            name_key="estate.heirs",
        )
        self._taker_table.setObjectName("taker_table")
        self._cap = cards.prose(role="muted", points=theme.POINTS_SMALL, name="estate_cap")
        self._late = MoneyField()
        self._late.setObjectName("late_claim")
        self._late.setAccessibleName(t("estate.late"))
        self._late.setMaximumWidth(160)
        self._late.textChanged.connect(self._on_late)
        self._late_result = cards.prose(name="late_result")
        row = QHBoxLayout()
        row.addWidget(cards.text(t("estate.late")))
        row.addWidget(self._late)
        row.addStretch(1)
        for widget in (self._taker_table, self._cap):
            card.body.addWidget(widget)
        card.body.addLayout(row)
        card.body.addWidget(self._late_result)
        return card

    def _steps_card(self) -> cards.Card:
        card = cards.Card(i18n.t("estate.steps"), "estate_steps")
        self._steps = QVBoxLayout()
        self._steps.setSpacing(theme.GAP_M)
        card.body.addLayout(self._steps)
        return card

    def _show_steps(self, found: Settlement) -> None:
        while (item := self._steps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, step in enumerate(found.steps, 1):
            self._steps.addWidget(_step(number, step, self._rule(step.rule)))

    def _rule(self, rule_id: str) -> LawRule:
        rules = self._context.session.rights.estate_rules
        case = None if self._found is None else self._found.case
        if case is None:
            raise KeyError(rule_id)
        return rule_on(rules, rule_id, case.death)

    def _law(self, rule_id: str) -> str:
        rule = self._rule(rule_id)
        return f"{law_words.statement(rule)}\n{law_words.cite(rule)}"

    def _on_creditor(self, row: object) -> None:
        fee, interest, principal = (
            getattr(row, name, None) for name in ("fee", "interest", "principal")
        )
        self._counts.setVisible(fee is not None)
        if fee is not None and interest is not None and principal is not None:
            self._counts.setText(
                i18n.t(
                    "estate.counts_as",
                    fee=words.money(fee),
                    interest=words.money(interest),
                    principal=words.money(principal),
                )
            )

    def _on_late(self) -> None:
        text = self._late.text().strip()
        self._late_result.setVisible(bool(text))
        if not text or self._found is None:
            return
        try:
            rows, left = late_claim(self._found, read_money(text, "late"))
        except UserError as problem:
            self._late_result.setText(f"✕ {words.error(problem)}")
            cards.set_tone(self._late_result, "danger")
            return
        told = [
            i18n.t(
                "estate.late_row",
                name=row.taker.name,
                pays=words.money(row.pays),
                keeps=words.money(row.keeps),
            )
            for row in rows
        ]
        told.append(i18n.t("estate.late_left", left=words.money(left)))
        cards.set_tone(self._late_result, None)
        self._late_result.setText("\n".join((*told, self._law("late_creditor"))))

    def _write(self) -> None:
        row = self._creditor_table.current()
        if row is not None:
            self.letter_requested.emit(row)


def _or_dash(amount: object) -> str:
    return words.money(amount) if amount else "—"  # type: ignore[arg-type]


def _notes(found: Settlement, other: Settlement) -> Sequence[str]:
    t = i18n.t
    notes = []
    if found.case.under_old_law:
        notes.append(t("estate.note_old_law"))
    if found.spouse_half:
        notes.append(t("estate.note_spouse_half", half=words.money(found.spouse_half)))
    if found.spouse_owes:
        notes.append(t("estate.note_spouse_owes", amount=words.money(found.spouse_owes)))
    if found.unclaimed:
        notes.append(t("estate.note_unclaimed", amount=words.money(found.unclaimed)))
    if any(debt.since_death for debt in found.case.debts):
        notes.append(
            t(
                "estate.note_bases",
                death=words.money(other.unpaid),
                today=words.money(found.unpaid),
            )
        )
    return notes


def step_lines(step: Step) -> list[str]:
    """A step's lines: who and how much, what is short, what is left."""
    lines = [
        f"{row.name or i18n.t('estate.spouse')}：{words.money(row.amount)}" for row in step.entries
    ]
    if step.short:
        lines.append(i18n.t("estate.short", amount=words.money(step.short)))
    key = {"regime": "estate.whole", "remainder": "estate.unclaimed"}.get(step.rule, "estate.left")
    lines.append(f"{i18n.t(key)} {words.money(step.left)}")
    return lines


def _step(number: int, step: Step, rule: LawRule) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    title = cards.prose(f"{number}. {law_words.statement(rule)}", bold=True)
    layout.addWidget(title)
    layout.addWidget(cards.prose("\n".join(step_lines(step))))
    source = cards.prose(law_words.cite(rule), role="muted", points=theme.POINTS_SMALL)
    layout.addWidget(source)
    return made
