"""先还哪个: the coming month's dues by the article's rule, with what the money there is covers of each."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from assistant import i18n
from assistant.domain.cash import at_hand
from assistant.domain.dues import obligations
from assistant.domain.money import ZERO, Money, total
from assistant.domain.priority import Reason, Share, article_order, by_day, claims_of, prioritise
from assistant.domain.snapshot import Snapshot
from assistant.ui import cards, words
from assistant.ui.table import Column, TableView

_DAYS = 31
_TONES = {
    Reason.ALL: "ok",
    Reason.STANDING: "ok",
    Reason.DEAREST: "warning",
    Reason.NOTHING: "danger",
}


class PriorityCard(cards.Card):
    """The rule can be switched off; then the dues stand by their day and get nothing told."""

    switched = Signal(bool)

    def __init__(self) -> None:
        super().__init__(i18n.t("priority.title"), "priority")
        self._titles: dict[str, str] = {}
        self._switch = QCheckBox(i18n.t("priority.switch"))
        self._switch.setObjectName("article_rule")
        self._switch.setAccessibleName(i18n.t("priority.switch"))
        self._switch.clicked.connect(self.switched)
        self.head.addWidget(self._switch)
        self._rule = cards.prose(i18n.t("priority.rule"), role="muted")
        self._table = TableView(
            [
                Column("links.due", lambda row: self._titles.get(row.claim.key, "")),
                Column("links.due_day", lambda row: i18n.day(row.claim.due_date), whole=True),
                Column(
                    "priority.rate", lambda row: words.percent(row.claim.daily_rate, 3), right=True
                ),
                Column("priority.least", lambda row: words.money(row.claim.least), right=True),
                Column("priority.all", lambda row: words.money(row.claim.amount), right=True),
                Column("priority.gets", lambda row: words.money(row.paid), right=True),
                Column("priority.why", _why, tone=lambda row: _TONES[row.reason]),
            ],
            name_key="priority.title",
        )
        self._table.setObjectName("priority_table")
        self._money = cards.wrapped(cards.text(name="priority_money"))
        for widget in (self._rule, self._money, self._table):
            self.body.addWidget(widget)

    def show_dues(self, snapshot: Snapshot) -> None:
        """Divide what the paying accounts hold among the coming month's dues."""
        dues = obligations(snapshot, snapshot.today + timedelta(days=_DAYS))
        self._titles = {due.key: words.title(snapshot, due) for due in dues}
        there = at_hand(snapshot) or ZERO
        enabled = snapshot.settings.article_rule == "yes"
        self._switch.setChecked(enabled)
        shares = prioritise(claims_of(snapshot, dues), there, article_order if enabled else by_day)
        for place in (5, 6):
            self._table.setColumnHidden(place, not enabled)
        self._table.set_rows(shares, lambda one, other: one.claim.key == other.claim.key)
        self._table.fit()
        self._table.setVisible(bool(shares))
        self._money.setText(self._summary(shares, there))

    @staticmethod
    def _summary(shares: Sequence[Share], there: Money) -> str:
        if not shares:
            return i18n.t("priority.nothing")
        least = total(row.claim.least for row in shares)
        missing = max(least - there, ZERO)
        key = "priority.short" if missing else "priority.enough"
        return i18n.t(
            key, there=words.money(there), least=words.money(least), missing=words.money(missing)
        )


def _why(row: Share) -> str:
    return i18n.t(f"priority.reason_{row.reason}")
