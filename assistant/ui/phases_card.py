"""What tends to happen to a due that is late, from which day, and what to do then."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLabel

from assistant import i18n
from assistant.domain.late_outlook import Phase
from assistant.ui import cards, credit_words, theme


class PhasesCard(cards.Card):
    """One block a phase."""

    def __init__(self) -> None:
        super().__init__(i18n.t("late.phases"), "phases")
        self._text = cards.wrapped(cards.text(name="phases_text"))
        self.body.addWidget(self._text)
        self._labels: list[QLabel] = []
        self.body.addStretch(1)

    def show_phases(self, phases: Sequence[tuple[Phase, date]]) -> None:
        """Show the phases that the lateness reaches."""
        for label in self._labels:
            self.body.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        self._text.setText(i18n.t("late.no_phase"))
        self._text.setVisible(not phases)
        for phase, day in phases:
            said, t = credit_words.said, i18n.t
            head = t("late.phase", name=said(phase.names), day=i18n.day(day), number=phase.from_day)
            self._add(cards.text(head, bold=True, name=f"phase_{phase.id}"))
            self._add(cards.text(said(phase.what)))
            self._add(cards.text(t("late.todo", text=said(phase.todo))))
            source = credit_words.phase_source(phase)
            self._add(cards.text(source, role="muted", points=theme.POINTS_SMALL))

    def _add(self, label: QLabel) -> None:
        self._labels.append(label)
        self.body.insertWidget(self.body.count() - 1, cards.wrapped(label))
