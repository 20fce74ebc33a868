"""What people ask support most, answered for the chosen bill: why it still shows as due."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from assistant import i18n
from assistant.domain.account import Bill
from assistant.domain.answers import why_still_due
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import bill_standing
from assistant.ui import cards, words


class AnswersCard(cards.Card):
    """「已还了为什么还显示待还」 with the way out when the payment app shows nothing more."""

    written_off = Signal(int)  # the bill's id

    def __init__(self) -> None:
        super().__init__(i18n.t("answers.title"), "answers")
        self._bill_id: int | None = None
        self._answers = cards.wrapped(cards.text(name="answers"))
        self._button = cards.button(i18n.t("answers.write_off"), "write_off", self._write_off)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addStretch(1)
        self.body.addWidget(self._answers)
        self.body.addLayout(row)
        self.body.addWidget(cards.wrapped(cards.text(i18n.t("note.limit_may_stay"), role="muted")))
        self.body.addStretch(1)

    def show_bill(self, snapshot: Snapshot, bill: Bill | None) -> None:
        """Answer for a bill."""
        self._bill_id = None if bill is None else bill.id
        if bill is None:
            self._answers.setText(i18n.t("answers.no_bill"))
            self._button.hide()
            return
        standing = bill_standing(snapshot, bill)
        found = why_still_due(snapshot, standing)
        self._answers.setText("\n".join(f"• {words.answer('answer', row)}" for row in found))
        covered = bool(standing.paid or standing.credited)
        self._button.setVisible(covered and bool(standing.remaining or standing.penalty))

    def _write_off(self) -> None:
        if self._bill_id is not None:
            self.written_off.emit(self._bill_id)
