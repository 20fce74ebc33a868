"""The plan itself, what is missing where it cannot be kept, and how far it was followed."""

from collections.abc import Callable

from assistant import i18n
from assistant.domain.account import Account
from assistant.domain.planning.answer import Answer, Remedy
from assistant.domain.planning.kept import Followed, KeptPlan, followed
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.planning.plan import Step
from assistant.domain.snapshot import Snapshot
from assistant.ui import cards, plan_words, words
from assistant.ui.flow import even
from assistant.ui.table import Column, TableView


class AnswerCard(cards.Card):
    """What to pay, when, from where; what it costs in all, and how that is known."""

    def __init__(self, keep: Callable[[], object]) -> None:
        super().__init__(i18n.t("plan.answer"), "plan_answer")
        self._snapshot: Snapshot | None = None
        self._case: Case | None = None
        self._keep = cards.button(
            i18n.t("plan.keep"), "plan_keep", keep, tip=i18n.t("plan.keep_tip")
        )
        self.head.addWidget(self._keep)
        t = i18n.t
        self._cost = cards.Figure(t("plan.cost"), "plan_cost")
        self._free = cards.Figure(t("plan.free"), "plan_free")
        self._late = cards.Figure(t("plan.late"), "plan_late")
        self.body.addWidget(even(self._cost, self._free, self._late, most=3))
        self._proof = cards.wrapped(cards.text(role="muted", name="plan_proof"))
        self.body.addWidget(self._proof)
        self._table = TableView(
            [
                Column("plan.col.day", self._day, whole=True),
                Column("plan.col.account", self._name),
                Column("plan.col.how", plan_words.how, tip=plan_words.how),
                Column("plan.col.amount", lambda step: plan_words.fen(step.fen), right=True),
                Column("plan.col.source", self._source),
            ],
            name_key="plan.table",
            stretch=2,
        )
        self._table.setObjectName("plan_steps")
        self.body.addWidget(self._table)

    def allow_keep(self, *, allowed: bool) -> None:
        """Whether the plan may be kept: not before it is the last one."""
        self._keep.setEnabled(allowed)

    def show_answer(self, snapshot: Snapshot, case: Case, answer: Answer, *, running: bool) -> None:
        """Show a plan, the rules' or the solver's; ``running`` while a better one may come."""
        self._snapshot, self._case = snapshot, case
        ledger = answer.ledger
        self._cost.set(plan_words.fen(ledger.cost), i18n.t("plan.cost_note"))
        self._free.set(plan_words.free(case, ledger), i18n.t("plan.transfers", n=ledger.transfers))
        if ledger.harm:
            note = i18n.t("plan.late_note", n=case.dues_missed(ledger))
            days = i18n.t("plan.late_days", n=ledger.overdue_days)
            self._late.set(days, note, "danger")
        else:
            self._late.set(i18n.t("plan.never_late"), i18n.t("plan.never_late_note"), "ok")
        self._proof.setText(plan_words.proof(answer, running=running))
        cards.set_tone(self._proof, plan_words.proof_tone(answer))
        self._table.set_rows(ledger.steps)
        self._table.fit(24)

    def _day(self, step: Step) -> str:
        return "" if self._case is None else plan_words.day(self._case, step.day)

    def _name(self, step: Step) -> str:
        if self._snapshot is None or self._case is None:
            return ""
        return plan_words.name(self._snapshot, self._case, step.product)

    def _source(self, step: Step) -> str:
        if self._snapshot is None or self._case is None:
            return ""
        return plan_words.source(self._snapshot, self._case, step)


class ShortCard(cards.Card):
    """Not everything can be paid: which day, how much, which dues collide, and what would help."""

    def __init__(self, to_harm: Callable[[], object]) -> None:
        super().__init__(i18n.t("plan.short"), "plan_short")
        self.head.addWidget(cards.button(i18n.t("plan.to_harm"), "plan_to_harm", to_harm))
        self._what = cards.wrapped(cards.text(name="plan_short_what"))
        self._conflict = cards.prose(role="muted", name="plan_short_conflict")
        self._let_be = cards.prose(role="muted", name="plan_short_let_be")
        self._snapshot: Snapshot | None = None
        self._case: Case | None = None
        self._helps = TableView(
            [
                Column("plan.col.remedy", self._remedy, tip=self._remedy),
                Column("plan.col.cost_then", lambda one: plan_words.fen(one.cost), right=True),
            ],
            name_key="plan.col.remedy",
            stretch=0,
        )
        self._helps.setObjectName("plan_short_helps")
        for widget in (self._what, self._conflict, self._let_be, self._helps):
            self.body.addWidget(widget)
        self.hide()

    def show_answer(
        self, snapshot: Snapshot, case: Case, answer: Answer, *, running: bool = False
    ) -> None:
        """Say it, where something is overdue; nothing where all is paid.

        ``running``: what is missing at the least may still come. Without a solver it never does, and
        what this plan itself lacks is said.
        """
        self.setVisible(bool(answer.ledger.harm))
        self._helps.setVisible(bool(answer.remedies))
        if not answer.ledger.harm:
            return
        self._snapshot, self._case = snapshot, case
        self._say_what_is_let_be(case, answer)
        short = answer.short
        if short is None:
            first = answer.ledger.misses[0]
            day = plan_words.day(case, first.day)
            name = plan_words.name(snapshot, case, first.product)
            key = "plan.short_unknown" if running else "plan.short_here"
            lacks = plan_words.fen(first.fen)
            self._what.setText(i18n.t(key, day=day, name=name, amount=lacks))
            self._conflict.clear()
            return
        self._what.setText(
            i18n.t(
                "plan.short_what",
                day=plan_words.day(case, short.day),
                then=plan_words.fen(short.then),
                whole=plan_words.fen(short.whole),
            )
        )
        names = [
            f"{plan_words.name(snapshot, case, case.instance.products[place].id)}"
            f" {plan_words.day(case, day)}"
            for place, day in short.conflict
        ]
        key = "plan.short_conflict" if len(names) > 1 else "plan.short_one"
        self._conflict.setText(i18n.t(key, dues=i18n.t("list.comma").join(names)))
        self._helps.set_rows(answer.remedies)
        self._helps.fit()

    def _say_what_is_let_be(self, case: Case, answer: Answer) -> None:
        """The dues that lack so little that the lender counts them as paid (容差)."""
        snapshot = self._snapshot
        names = [
            f"{plan_words.name(snapshot, case, miss.product)} {plan_words.day(case, miss.day)}"
            for miss in answer.ledger.misses
            if miss.tolerated and snapshot is not None
        ]
        self._let_be.setText(i18n.t("plan.let_be", dues=i18n.listed(names)) if names else "")
        self._let_be.setVisible(bool(names))

    def _remedy(self, one: Remedy) -> str:
        if self._snapshot is None or self._case is None:
            return ""
        return plan_words.remedy(self._snapshot, self._case, one)


class ActualCard(cards.Card):
    """The kept plan against what was paid since."""

    def __init__(self, drop: Callable[[], object]) -> None:
        super().__init__(i18n.t("plan.actual"), "plan_actual")
        self._snapshot: Snapshot | None = None
        self.head.addWidget(cards.button(i18n.t("plan.drop"), "plan_drop", drop))
        self._now = cards.wrapped(cards.text(role="muted", name="plan_kept_now"))
        self._words = cards.wrapped(cards.text(role="muted", name="plan_actual_words"))
        self._table = TableView(
            [
                Column("plan.col.account", self._account),
                Column("plan.col.planned", lambda row: words.money(row.planned), right=True),
                Column("plan.col.paid", lambda row: words.money(row.paid), right=True),
                Column("plan.col.ahead", _ahead, right=True, tone=_ahead_tone),
            ],
            name_key="plan.actual",
            stretch=0,
        )
        self._table.setObjectName("plan_followed")
        for widget in (self._now, self._words, self._table):
            self.body.addWidget(widget)

    def show_now(self, text: str) -> None:
        """Say what the kept plan promised and what is to be expected now."""
        self._now.setText(text)
        self._now.setVisible(bool(text))

    def show_kept(self, snapshot: Snapshot, plan: KeptPlan | None) -> None:
        """Compare, where a plan is kept."""
        self.setVisible(plan is not None)
        if plan is None:
            return
        self._snapshot = snapshot
        rows = followed(snapshot, plan)
        made = i18n.full_day(plan.made_on)
        self._words.setText(i18n.t("plan.actual_words", day=made))
        self._table.set_rows(rows)
        self._table.fit(12)

    def _account(self, row: Followed) -> str:
        if self._snapshot is None:
            return ""
        account: Account = self._snapshot.account(row.account_id)
        return account.name


def _ahead(row: Followed) -> str:
    if not row.ahead:
        return i18n.t("plan.on_track")
    key = "plan.more" if row.ahead.fen > 0 else "plan.less"
    return i18n.t(key, amount=plan_words.fen(abs(row.ahead.fen)))


def _ahead_tone(row: Followed) -> str | None:
    return "danger" if row.ahead.fen < 0 else "ok"
