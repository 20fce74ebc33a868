"""The plan over time: what is owed account on account, what is paid month by month, each with its table."""

from collections.abc import Iterable
from datetime import date

from assistant import i18n
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.planning.outflow import monthly_outflow
from assistant.domain.planning.plan import Ledger
from assistant.domain.snapshot import Snapshot
from assistant.ui import cards, plan_words
from assistant.ui.plan_chart import DebtStack, Layer, MonthBars
from assistant.ui.table import Column, TableView

_MOST_ROWS = 12
_Row = tuple[str, str, str, str]


class DebtCard(cards.Card):
    """What is owed over time under the plan, and the same as a table."""

    def __init__(self) -> None:
        super().__init__(i18n.t("plan.debts"), "plan_debts")
        self._stack = DebtStack("plan_stack", i18n.t("plan.debts"))
        self._table = TableView(
            [
                Column("plan.col.day", lambda row: row[0], whole=True),
                Column("plan.col.debt", lambda row: row[1], right=True),
                Column("plan.col.by_account", lambda row: row[2], tip=lambda row: row[2]),
                Column("plan.col.spare", lambda row: row[3], right=True),
            ],
            name_key="plan.debts",
            stretch=2,
        )
        self._table.setObjectName("plan_debt_table")
        self.body.addWidget(self._stack)
        self.body.addWidget(cards.Fold(i18n.t("plan.as_table"), "plan_debt_fold", self._table))
        self.body.addWidget(self._table)

    def show_ledger(self, snapshot: Snapshot, case: Case, ledger: Ledger) -> None:
        """Draw a plan's outcome."""
        points = ledger.points
        days = [plan_words.on(case, point.day) for point in points]
        names = [plan_words.name(snapshot, case, product.id) for product in case.instance.products]
        layers = [
            Layer(name, tuple(point.debts[place] for point in points))
            for place, name in enumerate(names)
        ]
        self._stack.set_layers(days, layers)
        rows: list[_Row] = [
            (
                i18n.full_day(day),
                plan_words.fen(sum(point.debts)),
                _each(zip(names, point.debts, strict=True)),
                plan_words.fen(point.spare),
            )
            for day, point in zip(days, points, strict=True)
        ]
        self._table.set_rows(rows)
        self._table.fit(_MOST_ROWS)


class OutflowCard(cards.Card):
    """What the plan pays in each month, and the same as a table."""

    def __init__(self) -> None:
        super().__init__(i18n.t("plan.outflow"), "plan_outflow")
        self._bars = MonthBars("plan_outflow_bars", i18n.t("plan.outflow"))
        self._table = TableView(
            [
                Column("plan.col.month", lambda row: row[0]),
                Column("plan.col.paid_out", lambda row: row[1], right=True),
                Column("plan.col.by_account", lambda row: row[2], tip=lambda row: row[2]),
            ],
            name_key="plan.outflow",
            stretch=2,
        )
        self._table.setObjectName("plan_outflow_table")
        self.body.addWidget(self._bars)
        self.body.addWidget(cards.Fold(i18n.t("plan.as_table"), "plan_outflow_fold", self._table))
        self.body.addWidget(self._table)

    def show_ledger(self, snapshot: Snapshot, case: Case, ledger: Ledger) -> None:
        """Draw a plan's payments."""
        months = monthly_outflow(case, ledger)
        names = {p.id: plan_words.name(snapshot, case, p.id) for p in case.instance.products}
        first_days: list[date] = [row.month for row in months]
        self._bars.set_layers(
            first_days,
            [Layer(names[p], tuple(row.by_product.get(p, 0) for row in months)) for p in names],
        )
        self._table.set_rows(
            [
                (
                    f"{row.month.year}-{row.month.month:02}",
                    plan_words.fen(row.fen),
                    _each((names[product], fen) for product, fen in row.by_product.items()),
                )
                for row in months
            ]
        )
        self._table.fit(_MOST_ROWS)


def _each(rows: Iterable[tuple[str, int]]) -> str:
    said = [f"{name} {plan_words.fen(fen)}" for name, fen in rows if fen]
    return i18n.t("list.comma").join(said)
