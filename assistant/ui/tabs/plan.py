"""计划: what to pay, when, from where, at the least cost; computed again when something changes."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.planning.answer import Answer, Status
from assistant.domain.planning.explain import Part
from assistant.domain.planning.kept import KeptPlan
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.planning.plan import Ledger
from assistant.domain.planning.what_if import Change, SavedWhatIf, applied, late_by
from assistant.domain.snapshot import Changes, Snapshot
from assistant.services.planning import MONTHS, case_of, kept_case
from assistant.ui import cards, theme
from assistant.ui.bus import Refresher
from assistant.ui.context import Context
from assistant.ui.fields import ChoiceField
from assistant.ui.pages import Shell
from assistant.ui.plan_cards import ActualCard, AnswerCard, ShortCard
from assistant.ui.plan_harm import HarmCard
from assistant.ui.plan_moved import MovedCard, kept_now
from assistant.ui.plan_run import Asked, Known, PlanJobs
from assistant.ui.plan_strategies import DebtCard, StrategiesCard, played
from assistant.ui.plan_what_if import Compared, WhatIfCard

_INTEREST = Changes.EVERYTHING & ~Changes.REMINDERS
_MAIN, _KEPT = "plan", "kept"
_DEFAULT_MONTHS = 12


class PlanPage(QWidget):
    """The plan and everything that is compared with it."""

    def __init__(self, context: Context, shell: Shell) -> None:
        super().__init__()
        self._context = context
        self._jobs = PlanJobs(self)
        self._snapshot: Snapshot | None = None
        self._case: Case | None = None
        self._answer: Answer | None = None
        self._settled: tuple[Case, Answer] | None = None
        self._before: tuple[Case, Answer] | None = None
        self._kept: tuple[KeptPlan, Case] | None = None
        self._scenarios: tuple[SavedWhatIf, ...] = ()
        self._outcomes: dict[str, Answer] = {}
        self._months = ChoiceField([(str(n), i18n.t("plan.months", n=n)) for n in MONTHS])
        self._months.setObjectName("plan_months")
        self._months.setAccessibleName(i18n.t("plan.how_long"))
        self._months.set_text_value(str(_DEFAULT_MONTHS))
        self._months.currentIndexChanged.connect(lambda _index: self._again())
        self._start = cards.button(i18n.t("plan.start"), "plan_start", self._again, primary=True)
        self._stop = cards.button(i18n.t("plan.stop"), "plan_stop", self._on_stop)
        self._doing = cards.wrapped(cards.text(role="muted", name="plan_doing"))
        self._no_cash = cards.Banner(
            i18n.t("plan.no_cash"),
            [cards.button(i18n.t("plan.to_cash"), "plan_to_cash", lambda: shell.open_page("cash"))],
        )
        self._empty = cards.EmptyState(i18n.t("plan.empty"), i18n.t("plan.empty_hint"), [])
        self._plan = AnswerCard(self._on_keep)
        self._moved = MovedCard()
        self._short = ShortCard()
        self._strategies = StrategiesCard()
        self._debts = DebtCard()
        self._harm = HarmCard(context)
        self._what_if = WhatIfCard(context)
        self._actual = ActualCard(self._on_drop)
        self._lay_out()
        self._strategies.reordered.connect(self._show_strategies)
        self._jobs.told.connect(self._on_told)
        self._jobs.answered.connect(self._on_answered)
        self._jobs.explained.connect(self._on_explained)
        self._jobs.ended.connect(self._on_ended)
        self._refresher = Refresher(context.bus, self, _INTEREST, self._refresh)

    def _lay_out(self) -> None:
        page = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(cards.page(page))
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        column.setSpacing(theme.GAP_M)
        head = cards.columns()
        head.addWidget(cards.text(i18n.t("plan.how_long"), role="muted"))
        for widget in (self._months, self._start, self._stop):
            head.addWidget(widget)
        head.addWidget(self._doing, 1)
        column.addLayout(head)
        above: tuple[QWidget, ...] = (
            self._no_cash,
            self._empty,
            self._short,
            self._plan,
            self._moved,
        )
        for part in (
            *above,
            self._actual,
            self._strategies,
            self._debts,
            self._harm,
            self._what_if,
        ):
            column.addWidget(part)
        column.addStretch(1)

    @property
    def _shown(self) -> tuple[QWidget, ...]:
        return (self._plan, self._strategies, self._debts, self._what_if)

    def _refresh(self) -> None:
        snapshot = self._context.snapshot()
        queries = self._context.session.queries
        case = case_of(snapshot, int(self._months.text_value()), queries.harm_order())
        self._snapshot = snapshot
        debts = bool(case.instance.products)
        self._empty.setVisible(not debts)
        self._no_cash.setVisible(debts and not (case.instance.cash or case.instance.incomes))
        self._load_kept(snapshot)
        self._scenarios = queries.what_ifs()
        for part in self._shown:
            part.setVisible(debts)
        self._harm.show_case(snapshot, case)
        self._start.setEnabled(debts)
        if not debts:
            self._jobs.let_go()
            self._case = self._answer = None
            self._settled = None
            self._short.hide()
            self._moved.hide()
            self._say("")
            return
        if self._case is not None and case.instance == self._case.instance and self._answer:
            self._show_kept()
            self._ask()
            self._show_scenarios()
            return
        self._solve(case)

    def _again(self) -> None:
        if not self._jobs.running and self._case is not None and self._stopped_early:
            self._case = None
        self._refresh()

    @property
    def _stopped_early(self) -> bool:
        return self._answer is None or self._answer.status in {Status.RULES, Status.FOUND}

    def _solve(self, case: Case) -> None:
        self._before = self._comparable(case)
        self._case, self._answer = case, None
        self._moved.hide()
        self._outcomes.clear()
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
        self._say(i18n.t("plan.doing_rules"))

    def _say(self, words: str) -> None:
        self._doing.setText(words)
        self._stop.setEnabled(self._jobs.running)

    def _on_told(self, name: str, answer: Answer) -> None:
        if name == _MAIN:
            self._show(answer)
            if answer.status is Status.RULES:
                self._say(i18n.t("plan.doing_solver"))
            elif answer.ledger.harm:
                self._say(i18n.t("plan.doing_help"))

    def _on_answered(self, name: str, answer: Answer) -> None:
        if name == _MAIN:
            self._show(answer)
            if self._before is not None:
                self._say(i18n.t("plan.doing_why"))
        else:
            self._outcomes[name] = answer
        self._show_kept()
        self._show_scenarios()

    def _on_explained(self, _name: str, parts: tuple[Part, ...]) -> None:
        if self._before is not None and self._case is not None and self._answer is not None:
            self._moved.show_parts(self._before, (self._case, self._answer), parts)

    def _on_ended(self, stopped: bool) -> None:
        self._say(i18n.t("plan.stopped") if stopped else "")
        if stopped:
            self._show_scenarios()
            return
        if self._case is not None and self._answer is not None:
            self._settled = (self._case, self._answer)
        self._ask()

    def _ask(self) -> None:
        """Compute what is still missing beside the plan, unless something is being computed."""
        if self._jobs.running or self._case is None or self._answer is None:
            return
        case = self._case
        waiting = [
            Asked(_job(saved), applied(case.instance, saved.what, _whose(case, saved)))
            for saved in self._scenarios
            if saved.what.change is not Change.MISS and _job(saved) not in self._outcomes
        ]
        if self._kept is not None and self._kept_answer() is None:
            waiting.append(Asked(_KEPT, self._kept[1].instance))
        if waiting:
            self._begin(waiting)

    def _load_kept(self, snapshot: Snapshot) -> None:
        plan = self._context.session.plans.load()
        self._actual.show_kept(snapshot, plan)
        case = (
            None
            if plan is None
            else kept_case(snapshot, plan, self._context.session.queries.harm_order())
        )
        if self._kept is None or case is None or self._kept[1].instance != case.instance:
            self._outcomes.pop(_KEPT, None)
        self._kept = None if plan is None or case is None else (plan, case)

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
        else:
            self._actual.show_now(kept_now(*self._kept, answer))

    def _show(self, answer: Answer) -> None:
        if self._snapshot is None or self._case is None:
            return
        self._answer = answer
        self._plan.show_answer(self._snapshot, self._case, answer)
        self._short.show_answer(self._snapshot, self._case, answer)
        self._debts.show_ledger(self._snapshot, self._case, answer.ledger)
        self._show_strategies()

    def _show_strategies(self) -> None:
        if self._case is not None and self._answer is not None:
            rows = played(self._case, self._strategies.order())
            self._strategies.show_rows(self._answer, rows)

    def _on_stop(self) -> None:
        self._jobs.stop()
        self._say(i18n.t("plan.stopping"))

    def _on_keep(self) -> None:
        if self._case is None or self._answer is None:
            return
        months = int(self._months.text_value())
        plans = self._context.session.plans
        self._context.bus.run(plans.keep, self._case, self._answer.ledger, months)

    def _on_drop(self) -> None:
        self._context.bus.run(self._context.session.plans.drop)

    def _show_scenarios(self) -> None:
        if self._case is None or self._answer is None:
            return
        rows = [Compared(i18n.t("plan.strategy.least"), self._answer.ledger)]
        rows += [
            Compared(saved.what.name, self._outcome(saved), saved) for saved in self._scenarios
        ]
        self._what_if.show_rows(self._case, rows, running=self._jobs.running)

    def _outcome(self, saved: SavedWhatIf) -> Ledger | None:
        if self._case is None or self._answer is None:
            return None
        if saved.what.change is Change.MISS:
            case, ledger = self._case, self._answer.ledger
            return late_by(case.instance, ledger, saved.what.number, _whose(case, saved))
        found = self._outcomes.get(_job(saved))
        return None if found is None else found.ledger


def _job(saved: SavedWhatIf) -> str:
    """A scenario's name among the jobs: by its id, so that no typed name is taken for another job."""
    return f"scenario {saved.id}"


def _whose(case: Case, saved: SavedWhatIf) -> frozenset[str] | None:
    return case.products_of(saved.what.account_id)
