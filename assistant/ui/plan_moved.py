"""Why the plan moved: cost and debt-free day, cause by cause, and the sum of the parts."""

from dataclasses import dataclass

from assistant import i18n
from assistant.domain.planning.answer import Answer
from assistant.domain.planning.explain import Part
from assistant.domain.planning.kept import KeptPlan
from assistant.domain.planning.of_snapshot import Case
from assistant.ui import cards, plan_words, words
from assistant.ui.table import Column, TableView


@dataclass(frozen=True, slots=True)
class Row:
    """A cause, or the sum of all, with 分 of cost and days of the debt-free day."""

    title: str
    cost: int
    days: int


class MovedCard(cards.Card):
    """The plan against the one before it; hidden while nothing moved."""

    def __init__(self) -> None:
        super().__init__(i18n.t("plan.moved_title"), "plan_moved")
        self._words = cards.wrapped(cards.text(role="muted", name="plan_moved_words"))
        self._table = TableView(
            [
                Column("plan.col.cause", lambda row: row.title),
                Column("plan.col.cost_moved", lambda row: signed(row.cost), right=True),
                Column("plan.col.days_moved", lambda row: days_moved(row.days), right=True),
            ],
            name_key="plan.moved_title",
            stretch=0,
        )
        self._table.setObjectName("plan_moved_table")
        self.body.addWidget(self._words)
        self.body.addWidget(self._table)
        self.hide()

    def show_parts(
        self, before: tuple[Case, Answer], now: tuple[Case, Answer], parts: tuple[Part, ...]
    ) -> None:
        """What moved since the plan before this one: every cause's part and what they add up to."""
        words_ = i18n.t(
            "plan.moved",
            cost_before=plan_words.fen(before[1].ledger.cost),
            cost_now=plan_words.fen(now[1].ledger.cost),
            before=plan_words.free(before[0], before[1].ledger),
            now=plan_words.free(now[0], now[1].ledger),
        )
        self._show(words_, parts)

    def show_since(self, plan: KeptPlan, parts: tuple[Part, ...]) -> None:
        """What moved since a plan was kept; its figures stand beside what was paid."""
        self._show(i18n.t("plan.moved_since", day=i18n.full_day(plan.made_on)), parts)

    def _show(self, said: str, parts: tuple[Part, ...]) -> None:
        rows = [Row(i18n.t(f"plan.cause.{p.cause}"), p.cost, p.days) for p in parts]
        total = Row(
            i18n.t("plan.moved_all"), sum(p.cost for p in parts), sum(p.days for p in parts)
        )
        self._words.setText(f"{said}{i18n.t('plan.moved_how')}")
        self._table.set_rows([*rows, total])
        self._table.fit()
        self.setVisible(any(row.cost or row.days for row in (*rows, total)))


def signed(fen: int) -> str:
    """A difference of amounts."""
    if not fen:
        return plan_words.fen(0)
    return f"{'+' if fen > 0 else '−'}{plan_words.fen(abs(fen))}"


def days_moved(days: int) -> str:
    """A difference of days."""
    if not days:
        return i18n.t("plan.days_same")
    return i18n.t("plan.days_later" if days > 0 else "plan.days_sooner", n=abs(days))


def kept_now(plan: KeptPlan, case: Case, answer: Answer) -> str:
    """What the kept plan said, and what the best plan from today to the same last day says."""
    ledger = answer.ledger
    free = i18n.t("plan.not_free") if plan.debt_free is None else i18n.full_day(plan.debt_free)
    return i18n.t(
        "plan.kept_now",
        cost_then=words.money(plan.cost),
        free_then=free,
        cost_now=plan_words.fen(ledger.cost),
        free_now=plan_words.free(case, ledger),
        cost=signed(ledger.cost - plan.cost.fen),
        days=_days_since(plan, case, answer),
    )


def _days_since(plan: KeptPlan, case: Case, answer: Answer) -> str:
    free = answer.ledger.debt_free
    now = case.instance.horizon + 1 if free is None else free
    return days_moved(now - plan.day_of_debt_free(case.start))
