"""逾期推演: one due paid so many days late, and saved scenarios side by side."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from assistant import i18n
from assistant.domain.dues import Obligation
from assistant.domain.late_outlook import (
    LONGEST_DAYS,
    LateDay,
    LateOutlook,
    LateScenario,
    late_outlook,
    open_dues,
)
from assistant.domain.snapshot import Changes, Snapshot
from assistant.errors import UserError
from assistant.ui import cards, credit_words, linkage_paper, papers, words
from assistant.ui.account_tab import stacked
from assistant.ui.bus import NotSaved, Refresher
from assistant.ui.context import Context
from assistant.ui.fields import days_field
from assistant.ui.flow import even, flow, labelled
from assistant.ui.pages import Shell, to_accounts
from assistant.ui.phases_card import PhasesCard
from assistant.ui.scenarios_card import ScenariosCard, until
from assistant.ui.scroll_page import ScrollPage
from assistant.ui.table import Column, TableView


class LateTab(ScrollPage):
    """What being late costs, day by day, month by month, phase by phase."""

    def __init__(self, context: Context, shell: Shell) -> None:
        super().__init__()
        self._context = context
        self._dues: dict[str, Obligation] = {}
        self._filling = False
        words_of_none = i18n.t("late.empty_title"), i18n.t("late.empty")
        self._empty = cards.EmptyState(*words_of_none, [to_accounts(shell, "late_to_accounts")])
        self._phases = PhasesCard()
        self._saved = ScenariosCard(context)
        self._saved.shown.connect(self._show)
        self._inputs = self._choices()
        self._body = [
            self._figures(),
            self._two_columns(),
            self._saved,
        ]
        for card in (self._empty, self._inputs, *self._body):
            self.column.addWidget(card)
        self.column.addStretch(1)
        interest = Changes.EVERYTHING & ~Changes.REMINDERS
        self._refresher = Refresher(context.bus, self, interest, self._refresh)

    def _choices(self) -> QWidget:
        t = i18n.t
        card = cards.Card("", "late_choices")
        self._due = QComboBox()
        self._due.setObjectName("late_due")
        self._due.setAccessibleName(t("late.due"))
        self._due.setMinimumWidth(230)
        self._due.currentIndexChanged.connect(self._on_edited)
        self._days = days_field("late_days", t("links.days"), 30, LONGEST_DAYS)
        self._days.valueChanged.connect(self._on_edited)
        self._name = QLineEdit()
        self._name.setObjectName("scenario_name")
        self._name.setAccessibleName(t("late.name"))
        self._name.setPlaceholderText(t("late.name_hint"))
        self._name.setMinimumWidth(120)
        self._name.returnPressed.connect(self._save)
        row = flow(
            labelled(t("late.due"), self._due),
            labelled(t("links.days"), self._days),
            *(self._name, cards.button(t("late.save"), "save_scenario", self._save)),
            cards.button(t("record.save_pdf"), "late_pdf", self._save_pdf),
        )
        self._error = cards.wrapped(cards.text(role="error", name="scenario_error"))
        self._error.hide()
        card.body.addWidget(row)
        card.body.addWidget(self._error)
        return card

    def _figures(self) -> QWidget:
        t = i18n.t
        card = cards.Card("", "late_figures")
        self._now = cards.Figure(t("late.today"), "late_today")
        self._then = cards.Figure(t("late.then"), "late_then")
        self._more = cards.Figure(t("late.waiting"), "late_waiting")
        self._worst = cards.Figure(t("late.worst"), "late_worst")
        card.body.addWidget(even(self._now, self._then, self._more, self._worst, most=4))
        self._months = cards.wrapped(cards.text(name="late_months"))
        card.body.addWidget(self._months)
        card.body.addWidget(cards.prose(t("late.note"), role="muted"))
        return card

    def _two_columns(self) -> QWidget:
        days = cards.Card(i18n.t("late.by_day"), "late_by_day")
        self._table = TableView(
            [
                Column("late.days", lambda row: str(row.days), right=True),
                Column("late.on", lambda row: i18n.day(row.on), whole=True),
                Column("late.cost", _cost, right=True),
                Column("late.total", lambda row: words.money(row.total), right=True),
                Column("late.mark", lambda row: i18n.t(f"mark.{row.mark.name.lower()}")),
            ],
            name_key="late.by_day",
            stretch=4,
        )
        self._table.setObjectName("late_table")
        days.body.addWidget(self._table)
        holder = QWidget()
        row = cards.columns((stacked(days), 5), (stacked(self._phases), 4))
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        return holder

    def _refresh(self) -> None:
        snapshot = self._context.snapshot()
        self._fill_dues(snapshot)
        has = bool(self._dues)
        saved = bool(self._context.session.queries.late_scenarios())
        self._empty.setVisible(not has)
        self._inputs.setVisible(has)
        for card in self._body[:2]:
            card.setVisible(has)
        self._saved.setVisible(has or saved)
        self._saved.show_scenarios(snapshot)
        due = self._dues.get(str(self._due.currentData()))
        if due is not None:
            self._show_outlook(self._outlook(snapshot, due))

    def _outlook(self, snapshot: Snapshot, due: Obligation) -> LateOutlook:
        session = self._context.session
        days = self._days.value()
        return late_outlook(snapshot, due, days, session.record_rules, session.phases)

    def _save_pdf(self) -> None:
        snapshot = self._context.snapshot()
        due = self._dues[str(self._due.currentData())]
        rules = self._context.session.record_rules
        html = linkage_paper.late_html(snapshot, self._outlook(snapshot, due), rules)
        papers.save_pdf(self, i18n.t("page.late"), html)

    def _fill_dues(self, snapshot: Snapshot) -> None:
        """Each account's open dues, at most three of a loan; the chosen one stays chosen."""
        chosen = self._due.currentData()
        self._dues = {
            due.key: due
            for account in snapshot.accounts
            for due in open_dues(snapshot, account)[:3]
        }
        self._filling = True
        self._due.clear()
        for due in self._dues.values():
            title = words.title(snapshot, due)
            shown = f"{title} · {i18n.day(due.due_date)} · {words.money(due.amount)}"
            self._due.addItem(shown, due.key)
        place = self._due.findData(chosen)
        if self._due.count():
            self._due.setCurrentIndex(max(place, 0))
        self._filling = False

    def _show_outlook(self, found: LateOutlook) -> None:
        t = i18n.t
        rules = self._context.session.record_rules
        last = found.last
        self._now.set(
            words.money(found.now.cost), t("late.pay", amount=words.money(found.now.total))
        )
        note = t("late.pay", amount=words.money(last.total))
        self._then.set(_cost(last), note, "warning" if last.cost else None)
        self._more.set(words.money(found.waiting), t("late.until_day", day=i18n.day(last.on)))
        tone = credit_words.tone(rules, found.worst)
        self._worst.set(credit_words.coded(found.worst), until(found), tone)
        shown = [
            t("late.month", month=credit_words.month(month), code=credit_words.coded(code))
            for month, code in found.months
            if code
        ]
        self._months.setText(t("late.months", months=" · ".join(shown)))
        self._table.set_rows(found.days)
        self._table.fit(12)
        self._phases.show_phases(found.phases)

    def _on_edited(self) -> None:
        if not self._filling:
            self._refresh()

    def _show(self, saved: LateScenario) -> None:
        """A saved scenario in the fields above."""
        place = self._due.findData(saved.due_key)
        if place >= 0:
            self._due.setCurrentIndex(place)
            self._days.setValue(saved.days)

    def _save(self) -> None:
        due = self._dues.get(str(self._due.currentData()))
        if due is None:
            return
        self._error.hide()
        ledger = self._context.session.ledger
        try:
            self._context.bus.run(
                ledger.save_scenario, self._name.text(), due.account_id, due.key, self._days.value()
            )
        except UserError as problem:
            self._error.setText(f"✕ {words.error(problem)}")
            self._error.show()
            self._name.setFocus()
        except NotSaved:
            return
        else:
            self._name.clear()


def _cost(row: LateDay) -> str:
    if row.cost_most == row.cost:
        return words.money(row.cost)
    return f"{words.money(row.cost)}–{words.money(row.cost_most)}"
