"""Ways to repay side by side: cost, debt-free day, overdue days, lowest cash; an own order by drag."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from assistant import i18n
from assistant.domain.planning.answer import Answer
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.planning.plan import Ledger
from assistant.domain.planning.strategies import SHOWN, Hold, Strategy, Variant, follow
from assistant.domain.snapshot import Snapshot
from assistant.ui import cards, plan_words
from assistant.ui.cost_bars import Bar, CostBars
from assistant.ui.order_list import OrderList
from assistant.ui.table import Column, TableView
from assistant.ui.work import Newest, raised

LEAST = "least"


@dataclass(frozen=True, slots=True)
class Row:
    """One strategy played in the exact world."""

    key: str
    ledger: Ledger


def played(
    case: Case, order: Sequence[str], step: Callable[[int], None] = lambda _done: None
) -> tuple[Row, ...]:
    """All strategies but the least-cost plan; ``step`` hears how many are played and may end it."""
    rows = []
    for number, variant in enumerate((*SHOWN, Variant(Strategy.CUSTOM, Hold.MINIMUMS))):
        step(number)
        rows.append(Row(variant.strategy.value, follow(case.instance, variant, order)))
    return tuple(rows)


class StrategiesCard(cards.Card):
    """The table with its bars, and the own order beside it."""

    def __init__(self) -> None:
        super().__init__(i18n.t("plan.strategies"), "plan_strategies")
        self._case: Case | None = None
        self._answer: Answer | None = None
        self._rows: tuple[Row, ...] = ()
        self._work = Newest(self)
        self._work.done.connect(self._on_played)
        self._work.failed.connect(raised)
        self._table = TableView(
            [
                Column("plan.col.strategy", _name, tip=_tip),
                Column("plan.col.cost", lambda row: plan_words.fen(row.ledger.cost), right=True),
                Column("plan.col.free", self._free),
                Column("plan.col.late", _late, right=True, tone=_late_tone),
                Column(
                    "plan.col.lowest", lambda row: plan_words.fen(row.ledger.lowest), right=True
                ),
            ],
            name_key="plan.strategies",
            stretch=0,
        )
        self._table.setObjectName("plan_strategy_table")
        self._bars = CostBars("plan_bars", i18n.t("plan.bars"))
        self._order = OrderList("plan_order", i18n.t("plan.order"))
        self._order.reordered.connect(self._play)
        self._waiting = cards.text(i18n.t("plan.computing"), role="muted", name="plan_playing")
        for part in (self._waiting, self._table, self._bars):
            self.body.addWidget(part)
        for part in (self._table, self._bars):
            part.hide()
        self.body.addWidget(cards.wrapped(cards.text(i18n.t("plan.order_hint"), role="muted")))
        self.body.addWidget(self._order)

    def order(self) -> tuple[str, ...]:
        """Product ids, first paid first."""
        return self._order.order()

    def show_case(self, snapshot: Snapshot, case: Case) -> None:
        """Put the products into the own order; those that stood there keep their places."""
        self._case = case
        before = [product for product in self.order() if product in case.origins]
        fresh = [product for product in case.origins if product not in before]
        self._order.set_items(
            [(product, plan_words.name(snapshot, case, product)) for product in (*before, *fresh)]
        )

        self._rows, self._answer = (), None
        self._play()

    def show_answer(self, answer: Answer) -> None:
        """Show the plan first, then what the strategies lead to as soon as they are played."""
        self._answer = answer
        self._show()

    def _play(self) -> None:
        """Play them off the window's thread: the safe one looks far ahead every day."""
        if self._case is not None:
            self._work.begin(partial(played, self._case, self.order()))

    def _on_played(self, rows: tuple[Row, ...]) -> None:
        self._rows = rows
        self._show()

    def _show(self) -> None:
        if self._answer is None or not self._rows:
            return  # what is shown holds together until all of the new is known
        self._waiting.hide()
        for part in (self._table, self._bars):
            part.show()
        every = (Row(LEAST, self._answer.ledger), *self._rows)
        self._table.set_rows(every, lambda one, other: one.key == other.key)
        self._table.fit()
        self._bars.set_bars(
            [Bar(_name(row), row.ledger.cost, row.key == LEAST, _late(row)) for row in every]
        )

    def _free(self, row: Row) -> str:
        return "" if self._case is None else plan_words.free(self._case, row.ledger)


def _name(row: Row) -> str:
    return i18n.t(f"plan.strategy.{row.key}")


def _tip(row: Row) -> str:
    return i18n.t(f"plan.strategy_tip.{row.key}")


def _late(row: Row) -> str:
    days = row.ledger.overdue_days
    return i18n.t("plan.late_days", n=days) if row.ledger.harm else i18n.t("plan.never_late")


def _late_tone(row: Row) -> str | None:
    return "danger" if row.ledger.harm else "ok"
