"""这期怎么还: the ways to pay a bill as rows side by side, with what each costs and leaves."""

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from assistant import i18n
from assistant.domain.account import Bill
from assistant.domain.cash import left_for
from assistant.domain.choices import Choice, Way, choices, only_minimums
from assistant.domain.dues import bill_key, obligations
from assistant.domain.record import Mark
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import bill_standing
from assistant.domain.statement import NO_BILL
from assistant.ui import cards, words
from assistant.ui.context import Context
from assistant.ui.fields import days_field
from assistant.ui.learn_link import learn_link
from assistant.ui.table import Column, TableView


class DecisionCard(cards.Card):
    """Full, minimum, each instalment and late by k days, priced to the fen."""

    decided = Signal(object, object)  # the bill's id and the Choice

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("choices.title"), "choices")
        self._context = context
        self._bill: Bill | None = None
        self._days = days_field("late_days", i18n.t("choices.days_name"), 5, 3650)
        self._days.valueChanged.connect(self._on_days)
        self.head.addWidget(cards.text(i18n.t("choices.late_by"), role="muted"))
        self.head.addWidget(self._days)
        title = i18n.t("choices.title")
        self.head.insertWidget(1, learn_link(context, "minimum-payment", title))
        self._none = cards.wrapped(cards.text(i18n.t("choices.none"), role="muted"))
        self._table = TableView(
            [
                Column("choices.way", _way),
                Column("choices.pay_now", lambda row: words.money(row.pay_now), right=True),
                Column("choices.cost", _cost, right=True, tone=_cost_tone),
                Column("choices.later", lambda row: words.money(row.later), right=True),
                Column("choices.left", _left, right=True, tone=_left_tone),
                Column("choices.mark", _mark, tone=_mark_tone),
            ],
            name_key="choices.title",
            stretch=0,
        )
        self._table.setObjectName("choice_table")
        self._table.chosen.connect(self._on_chosen)
        self._table.acted.connect(lambda _row: self._act())
        self._note = cards.wrapped(cards.text(role="muted", name="choice_note"))
        self._expected = cards.wrapped(
            cards.text(i18n.t("choices.expected"), role="muted", name="choice_expected")
        )
        self._button = cards.button(i18n.t("choices.act"), "decide", self._act)
        row = QHBoxLayout()
        row.addWidget(self._note, 1)
        row.addWidget(self._button)
        self.body.addWidget(self._none)
        self.body.addWidget(self._expected)
        self.body.addWidget(self._table)
        self.body.addLayout(row)

    def show_bill(self, snapshot: Snapshot, bill: Bill | None) -> None:
        """Price the ways of a bill, also of one that is only expected."""
        self._bill = bill
        found: tuple[Choice, ...] = ()
        if bill is not None:
            standing = bill_standing(snapshot, bill)
            until = max(snapshot.today, bill.due_date) + timedelta(days=1)
            dues = obligations(snapshot, until)
            key = bill_key(bill.account_id, bill.bill_date)
            mine = [due for due in dues if due.key == key]
            there = left_for(snapshot, dues, mine[0]) if mine else None
            found = choices(snapshot, standing, self._days.value(), there)
        self._table.set_rows(found, lambda before, after: _key(before) == _key(after))
        self._table.fit()
        for part in (self._table, self._note, self._button):
            part.setVisible(bool(found))
        expected = bill is not None and bill.id == NO_BILL
        self._expected.setVisible(expected and bool(found))
        self._button.setVisible(bool(found) and not expected)
        self._none.setVisible(not found)

    def _on_days(self) -> None:
        if self._bill is not None:
            self.show_bill(self._context.snapshot(), self._bill)

    def _on_chosen(self, choice: Choice | None) -> None:
        self._button.setEnabled(choice is not None and choice.way is not Way.LATE)
        self._note.setText("" if choice is None else self._explain(choice))

    def _explain(self, choice: Choice) -> str:
        t = i18n.t
        if choice.way is Way.FULL:
            return t("choices.note_full")
        if choice.way is Way.LATE:
            key = "choices.note_rest" if choice.mark is Mark.MINIMUM else "choices.note_late"
            return t(key, day=i18n.day(choice.until), total=words.money(choice.pay_now))
        if choice.way is Way.INSTALMENT:
            rate = "" if choice.real is None else words.percent(choice.real.nominal, 2)
            note = t("choices.note_instalment", each=words.money(choice.each), rate=rate)
            if choice.subsidy:
                note += " " + t("choices.note_subsidy", amount=words.money(choice.subsidy))
            return note
        note = t("choices.note_minimum", day=i18n.day(choice.until), left=words.money(choice.later))
        return f"{note} {self._forever()}"

    def _forever(self) -> str:
        if self._bill is None:
            return ""
        snapshot, bill = self._context.snapshot(), self._bill
        terms = snapshot.terms_of(snapshot.account(bill.account_id), bill.bill_date)
        found = only_minimums(bill_standing(snapshot, bill), terms)
        if found.bills is None:
            return i18n.t("choices.never")
        key = "choices.tenth" if found.left else "choices.forever"
        money = {"interest": words.money(found.interest), "left": words.money(found.left)}
        return i18n.t(key, bills=found.bills, **money)

    def _act(self) -> None:
        choice = self._table.current()
        bill = self._bill
        if choice is None or choice.way is Way.LATE or bill is None or bill.id == NO_BILL:
            return
        self.decided.emit(bill.id, choice)


def _key(choice: Choice) -> tuple[str, int]:
    return choice.way, choice.periods


def _way(choice: Choice) -> str:
    return i18n.t(f"way.{choice.way}", periods=choice.periods, days=choice.days)


def _cost(choice: Choice) -> str:
    if choice.cost_most == choice.cost:
        return words.money(choice.cost)
    return f"{words.money(choice.cost)}–{words.money(choice.cost_most)}"


def _cost_tone(choice: Choice) -> str | None:
    return "warning" if choice.cost_most else "ok"


def _left(choice: Choice) -> str:
    return i18n.t("choices.unknown") if choice.left is None else words.money(choice.left)


def _left_tone(choice: Choice) -> str | None:
    return "danger" if choice.left is not None and choice.left.fen < 0 else None


def _mark(choice: Choice) -> str:
    return i18n.t(f"mark.{choice.mark.name.lower()}")


def _mark_tone(choice: Choice) -> str | None:
    return "danger" if choice.mark.value.isdigit() else None
