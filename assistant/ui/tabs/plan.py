"""计划: what to pay, when, from where, at the least cost; a kept plan lives on unseen (``ui.living``)."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.planning.answer import Answer, Status
from assistant.domain.planning.explain import Part
from assistant.domain.planning.kept import KeptPlan
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.planning.what_if import SavedWhatIf, instance_for, outcome_of
from assistant.domain.snapshot import Changes, Snapshot
from assistant.services.planning import case_of, kept_case
from assistant.ui import cards, theme
from assistant.ui.bus import Refresher
from assistant.ui.context import Context
from assistant.ui.pages import Shell, to_accounts
from assistant.ui.plan_cards import ActualCard, AnswerCard, ShortCard
from assistant.ui.plan_harm import HarmCard
from assistant.ui.plan_head import PlanHead
from assistant.ui.plan_moved import MovedCard, kept_now
from assistant.ui.plan_run import Asked, Known, PlanJobs, Since
from assistant.ui.plan_strategies import StrategiesCard
from assistant.ui.plan_time import DebtCard, OutflowCard
from assistant.ui.plan_what_if import Compared, WhatIfCard, job_of

_INTEREST = Changes.EVERYTHING & ~Changes.REMINDERS
_MAIN, _KEPT = "plan", "kept"


class PlanPage(QWidget):
    """The plan and everything that is compared with it."""

    def __init__(self, context: Context, shell: Shell) -> None:
        super().__init__()
        self._context = context
        self._jobs = PlanJobs(context.session.planner, self)
        self._snapshot: Snapshot | None = None
        self._case: Case | None = None
        self._answer: Answer | None = None
        self._settled: tuple[Case, Answer] | None = None
        self._before: tuple[Case, Answer] | None = None
        self._kept: tuple[KeptPlan, Case] | None = None
        self._kept_parts: tuple[Part, ...] | None = None
        self._scenarios: tuple[SavedWhatIf, ...] = ()
        self._outcomes: dict[str, Answer] = {}
        self._head = PlanHead(context.session.plans.load())
        self._no_cash = cards.Banner(
            i18n.t("plan.no_cash"),
            [cards.button(i18n.t("plan.to_cash"), "plan_to_cash", lambda: shell.open_page("cash"))],
        )
        self._empty = cards.EmptyState(
            i18n.t("plan.empty"),
            i18n.t("plan.empty_hint"),
            [to_accounts(shell, "plan_to_accounts")],
        )
        self._plan = AnswerCard(self._on_keep)
        self._moved = MovedCard()
        self._short = ShortCard(lambda: self._area.ensureWidgetVisible(self._harm))
        self._strategies = StrategiesCard()
        self._debts = DebtCard()
        self._outflow = OutflowCard()
        self._harm = HarmCard(context)
        self._what_if = WhatIfCard(context)
        self._actual = ActualCard(self._on_drop)
        self._lay_out()
        self._connect()
        self._refresher = Refresher(context.bus, self, _INTEREST, self._refresh)

    def _lay_out(self) -> None:
        page = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._area = cards.page(cards.held(page))
        layout.addWidget(self._area)
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        column.setSpacing(theme.GAP_M)
        for part in (self._head, self._no_cash, self._empty, *self._answered):
            column.addWidget(part)
        column.addStretch(1)

    @property
    def _of_answer(self) -> tuple[QWidget, ...]:
        """What is shown as soon as there is an answer."""
        return self._plan, self._outflow, self._debts, self._strategies, self._what_if

    @property
    def _answered(self) -> tuple[QWidget, ...]:
        """All below the head, from above."""
        return (
            *(self._short, self._plan, self._moved, self._actual, self._outflow),
            *(self._debts, self._strategies, self._harm, self._what_if),
        )

    def _connect(self) -> None:
        self._head.asked.connect(self._again)
        self._head.stopped.connect(self._on_stop)
        self._jobs.told.connect(self._on_told)
        self._jobs.answered.connect(self._on_answered)
        self._jobs.explained.connect(self._on_explained)
        self._jobs.ended.connect(self._on_ended)

    def _refresh(self) -> None:
        snapshot = self._context.snapshot()
        session = self._context.session
        queries, session.plans.months_shown = session.queries, self._head.months
        case = case_of(snapshot, self._head.months, queries.harm_order())
        self._snapshot = snapshot
        debts = any(product.asks for product in case.instance.products)
        self._empty.setVisible(not debts)
        self._no_cash.setVisible(debts and not case.instance.incomes)
        key = "plan.no_income" if case.instance.cash else "plan.no_cash"
        self._no_cash.words.setText(i18n.t(key))
        self._head.allow(start=debts)
        self._head.setVisible(debts)
        self._load_kept(snapshot)
        self._scenarios = queries.what_ifs()
        self._harm.show_case(snapshot, case)
        if not debts:
            self._clear()
        elif self._case is not None and case.instance == self._case.instance and self._answer:
            self._case = case
            self._show_kept()
            self._ask()
            self._show_scenarios()
        else:
            self._solve(case)

    def _hide_answer(self) -> None:
        for part in (self._short, *self._of_answer):
            part.hide()

    def _clear(self) -> None:
        self._jobs.let_go()
        self._case = self._answer = self._settled = None
        self._moved.hide()
        self._hide_answer()
        self._head.say("", running=False)

    def _again(self) -> None:
        if not self._jobs.running and self._case is not None and self._stopped_early:
            self._case = None
        self._refresh()

    @property
    def _stopped_early(self) -> bool:
        return self._answer is None or self._answer.status in {Status.RULES, Status.FOUND}

    def _solve(self, case: Case) -> None:
        # With a plan that is kept what moved is told since then, else since the plan before.
        self._before = self._comparable(case) if self._kept is None else None
        fresh = self._answer is None
        self._case, self._answer = case, None
        self._moved.hide()
        self._outcomes.clear()
        if fresh:
            self._hide_answer()
        if self._snapshot is not None:
            self._strategies.show_case(self._snapshot, case)
        before = self._before
        known = None if before is None else Known(before[0].instance, before[1].ledger)
        self._begin([Asked(_MAIN, case.instance, known)])

    def _comparable(self, case: Case) -> tuple[Case, Answer] | None:
        """The last finished plan, where it asked the same: from the same day, as far ahead."""
        if self._settled is None:
            return None
        old = self._settled[0]
        same = old.start == case.start and old.instance.horizon == case.instance.horizon
        return self._settled if same else None

    def _begin(self, asked: list[Asked]) -> None:
        self._jobs.begin(asked)
        main = asked[0].name == _MAIN
        self._plan.allow_keep(allowed=not main)
        self._head.say(i18n.t("plan.doing_rules" if main else "plan.doing_more"), running=True)

    def _on_told(self, name: str, answer: Answer) -> None:
        if name == _MAIN:
            self._show(answer, running=True)
            if answer.status is Status.RULES:
                self._head.say(i18n.t("plan.doing_solver"), running=True)
            elif answer.ledger.harm:
                self._head.say(i18n.t("plan.doing_help"), running=True)

    def _on_answered(self, name: str, answer: Answer) -> None:
        if name == _MAIN:
            self._show(answer)
            if self._before is not None:
                self._head.say(i18n.t("plan.doing_why"), running=True)
        else:
            self._outcomes[name] = answer
            if name == _KEPT:
                self._head.say(i18n.t("plan.doing_why"), running=True)
        self._show_kept()
        self._show_scenarios()

    def _on_explained(self, name: str, parts: tuple[Part, ...]) -> None:
        if name == _KEPT:
            self._kept_parts = parts
            self._show_kept()
        elif self._before is not None and self._case is not None and self._answer is not None:
            self._moved.show_parts(self._before, (self._case, self._answer), parts)

    def _on_ended(self, stopped: bool) -> None:
        self._head.say(i18n.t("plan.stopped") if stopped else "", running=False)
        self._plan.allow_keep(allowed=self._answer is not None)
        if stopped:
            if self._answer is not None:
                self._show(self._answer)  # nothing better comes any more
            return
        if self._case is not None and self._answer is not None:
            self._settled = (self._case, self._answer)
        self._ask()

    def _ask(self) -> None:
        """Compute what is still missing beside the plan, unless something is being computed."""
        if self._jobs.running or self._case is None or self._answer is None:
            return
        case = self._case
        waiting = []
        if self._kept is not None and (self._kept_answer() is None or self._kept_parts is None):
            waiting.append(Asked(_KEPT, self._kept[1].instance, Since(*self._kept)))
        for saved in self._scenarios:
            instance = instance_for(case, self._answer.ledger, saved.what)
            if instance is not None and job_of(saved) not in self._outcomes:
                waiting.append(Asked(job_of(saved), instance))
        if waiting:
            self._begin(waiting)

    def _load_kept(self, snapshot: Snapshot) -> None:
        session = self._context.session
        plan = session.plans.load()
        self._actual.show_kept(snapshot, plan)
        case = None if plan is None else kept_case(snapshot, plan, session.queries.harm_order())
        before = self._kept
        self._kept = None if plan is None or case is None else (plan, case)
        if before is None or self._kept is None or before[1].instance != self._kept[1].instance:
            self._outcomes.pop(_KEPT, None)
            self._kept_parts = None
        elif before[0] != self._kept[0]:
            self._kept_parts = None
        if before is not None and self._kept is None:
            self._moved.hide()

    def _kept_answer(self) -> Answer | None:
        """The best plan for the kept plan's time, from today's facts."""
        if self._kept is None or self._case is None:
            return None
        if self._kept[1].instance == self._case.instance:
            return self._answer
        return self._outcomes.get(_KEPT)

    def _show_kept(self) -> None:
        answer = self._kept_answer()
        if self._kept is None or answer is None:
            self._actual.show_now("")
            return
        self._actual.show_now(kept_now(*self._kept, answer))
        if self._kept_parts is not None:
            self._moved.show_since(self._kept[0], self._kept_parts)

    def _show(self, answer: Answer, *, running: bool = False) -> None:
        if self._snapshot is None or self._case is None:
            return
        self._answer = answer
        self._plan.show_answer(self._snapshot, self._case, answer, running=running)
        self._short.show_answer(self._snapshot, self._case, answer, running=running)
        for card in (self._outflow, self._debts):
            card.show_ledger(self._snapshot, self._case, answer.ledger)
        self._strategies.show_answer(answer)
        for part in self._of_answer:
            part.show()
        self._show_scenarios()

    def _on_stop(self) -> None:
        self._jobs.stop()
        self._head.say(i18n.t("plan.stopping"), running=True)

    def _on_keep(self) -> None:
        if self._case is None or self._answer is None:
            return
        plans = self._context.session.plans
        self._context.bus.run(plans.keep, self._case, self._answer.ledger, self._head.months)

    def _on_drop(self) -> None:
        self._context.bus.run(self._context.session.plans.drop)

    def _show_scenarios(self) -> None:
        if self._case is None or self._answer is None:
            return
        rows = [Compared(i18n.t("plan.strategy.least"), self._answer.ledger)]
        for saved in self._scenarios:
            found = self._outcomes.get(job_of(saved))
            planned = None if found is None else found.ledger
            ledger = outcome_of(self._case, self._answer.ledger, saved.what, planned)
            rows.append(Compared(saved.what.name, ledger, saved))
        self._what_if.show_rows(self._case, rows, running=self._jobs.running)
