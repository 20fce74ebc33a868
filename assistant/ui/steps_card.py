"""What to do now, on a day on which the money does not reach or something is late: in order, with amounts."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.money import total
from assistant.domain.snapshot import Snapshot
from assistant.domain.standing import State
from assistant.domain.urgent import RESERVE, Step, Urgency
from assistant.ui import cards, theme, words
from assistant.ui.flow import flow

_MOST = 5
"""More steps than this would push the list below out of a small window; it has them all."""


class StepsCard(cards.Card):
    """Stands in the place of the next payment: one row a step, the first thing to do on top."""

    pay_requested = Signal(object, object)  # an Obligation, the Money that is proposed
    page_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(i18n.t("steps.title"), "steps")
        self._acts: list[QPushButton] = []
        self._chip = cards.text(role="chip", name="steps_state")
        self.head.addWidget(self._chip)
        self._sum = cards.wrapped(
            cards.text(points=theme.POINTS_TITLE, bold=True, name="steps_sum")
        )
        self._income = cards.wrapped(cards.text(role="muted", name="steps_income"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.GAP_S)
        plan = cards.button(i18n.t("steps.plan"), "steps_plan", partial(self._open, "plan"))
        talk = cards.button(i18n.t("steps.talk"), "steps_talk", partial(self._open, "collection"))
        self.body.addWidget(self._sum)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._income)
        self.body.addWidget(flow(plan, talk))
        self.body.addStretch(1)

    def show_steps(self, snapshot: Snapshot, found: Urgency) -> None:
        """Show where one stands, and each step."""
        tone = "danger" if found.missing else "warning"
        cards.set_tone(self._chip, tone)
        self._chip.setText(i18n.t("steps.short" if found.missing else "steps.enough"))
        self._sum.setText(
            i18n.t(
                "steps.sum_short" if found.missing else "steps.sum",
                there=words.money(found.there),
                least=words.money(found.least),
                missing=words.money(found.missing),
            )
        )
        self._fill(snapshot, found)
        self._income.setText(self._after(snapshot, found))

    def _fill(self, snapshot: Snapshot, found: Urgency) -> None:
        stood = next((n for n, act in enumerate(self._acts) if act.hasFocus()), None)
        self._acts = []
        while (item := self._rows.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.hide()
                row.deleteLater()
        first = next((step for step in found.steps if step.pay), None)
        for number, step in enumerate(found.steps[:_MOST], start=1):
            self._rows.addWidget(self._row(snapshot, step, number, primary=step is first))
        if stood is not None:  # whoever works by keyboard goes on where he was
            self._acts[min(stood, len(self._acts) - 1)].setFocus()

    def _row(self, snapshot: Snapshot, step: Step, number: int, *, primary: bool) -> QWidget:
        what = f"{number}. {words.title(snapshot, step.due)}"
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(cards.wrapped(cards.text(what, bold=True, name=f"step_{number}")))
        how = cards.wrapped(cards.text(name=f"step_{number}_how"))
        cards.set_tone(how, None if step.reaches else "danger")
        how.setText(f"{_when(snapshot, step)} · {_how(snapshot, step)}")
        said.addWidget(how)
        amount = cards.text(points=theme.POINTS_TITLE, bold=True, name=f"step_{number}_amount")
        cards.set_tone(amount, None if step.pay else "danger")
        amount.setText(words.money(step.pay) if step.pay else i18n.t("steps.short"))
        act = cards.button(
            i18n.t("steps.paid"),
            f"step_{number}_pay",
            partial(self.pay_requested.emit, step.due, step.pay or step.least),
            primary=primary,
        )
        act.setAccessibleName(f"{i18n.t('steps.paid')} {what}")
        self._acts.append(act)
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_M)
        row.addLayout(said, 1)
        row.addWidget(amount)
        row.addWidget(act)
        return made

    def _after(self, snapshot: Snapshot, found: Urgency) -> str:
        """What the rest of the money is for, and when more comes."""
        left = found.there - total(step.pay for step in found.steps)
        parts = [i18n.t("steps.left", left=words.money(left))]
        if left and any(step.pay < step.due.outstanding for step in found.steps):
            parts.append(i18n.t("steps.rest"))
        if len(found.steps) > _MOST:
            parts.insert(0, i18n.t("steps.more", count=len(found.steps) - _MOST))
        income = found.income
        if income is not None:
            parts.append(
                i18n.t(
                    "steps.income",
                    day=i18n.day(income.day),
                    title=income.title,
                    amount=words.money(income.amount),
                    left=words.days_left(income.day, snapshot.today),
                )
            )
        return " ".join(parts)

    def _open(self, page: str) -> None:
        self.page_requested.emit(page)


def _when(snapshot: Snapshot, step: Step) -> str:
    due = step.due
    if due.state is State.OVERDUE:
        return i18n.t("steps.late", days=(snapshot.today - due.due_date).days)
    terms = snapshot.terms_of(snapshot.account(due.account_id))
    until = i18n.clock_time(terms.cutoff)
    if due.due_date == snapshot.today + timedelta(days=1):
        return i18n.t("steps.tomorrow", time=until)
    return i18n.t("steps.today", time=until, left=words.time_left(due, snapshot))


def _how(snapshot: Snapshot, step: Step) -> str:
    """From where it is paid, and what that achieves."""
    if not step.pay:
        return i18n.t("steps.out_of_reach", least=words.money(step.least))
    parts = []
    for source, amount in step.sources:
        account = snapshot.paying_account(source)
        name = i18n.t("steps.reserve") if source is RESERVE or account is None else account.name
        parts.append(i18n.t("steps.source", account=name, amount=words.money(amount)))
    from_where = i18n.t("steps.from", sources=i18n.t("steps.and").join(parts))
    if not step.reaches:
        missing = step.least - step.pay
        return f"{from_where} · {i18n.t('steps.still', missing=words.money(missing))}"
    return (
        from_where
        if step.pay >= step.due.outstanding
        else f"{from_where} · {i18n.t('steps.least')}"
    )
