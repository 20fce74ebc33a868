"""What the reserve has to hold on each day, against what lies in it: a picture and its table."""

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.money import Money
from assistant.domain.required import Required, ReservePlan
from assistant.ui import cards, theme, words
from assistant.ui.cash_chart import DayChart, Line
from assistant.ui.table import Column, TableView

_MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of the curves: what has to be there, for certain and more safely."""

    required: Required
    likely: Money | None

    def moved(self, before: "_Day") -> bool:
        """Whether something is other than the day before."""
        mine = self.required.amount, self.likely
        return mine != (before.required.amount, before.likely)


class ReserveCurve(QWidget):
    """The picture, and below it a table with a row for each day on which a curve moves."""

    def __init__(self) -> None:
        super().__init__()
        t = i18n.t
        self._chart = DayChart("reserve_chart", t("reserve.chart"))
        self._table = TableView(
            [
                Column("forecast.day", lambda row: i18n.day(row.required.day), whole=True),
                Column(
                    "reserve.line_needed", lambda row: words.money(row.required.amount), right=True
                ),
                Column(
                    "reserve.line_likely",
                    lambda row: "…" if row.likely is None else words.money(row.likely),
                    right=True,
                ),
            ],
            name_key="reserve.chart",
        )
        self._table.setObjectName("reserve_curve_table")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_S)
        layout.addWidget(self._chart)
        layout.addWidget(cards.Fold(t("plan.as_table"), "reserve_curve_fold", self._table))
        layout.addWidget(self._table)

    def show_curve(self, plan: ReservePlan, likely: tuple[Money, ...] | None) -> None:
        """Show the curve that is certain, and the safer one once it is computed."""
        curve = plan.curve
        needed = tuple(row.amount for row in curve)
        lines = [
            Line(i18n.t("reserve.line_held"), (plan.balance,) * len(curve), "accent"),
            Line(i18n.t("reserve.line_needed"), needed, "warning", dashed=True),
        ]
        if likely is not None and any(likely[: len(curve)]):
            name = i18n.t("reserve.line_likely")
            lines.append(Line(name, likely[: len(curve)], "muted", dashed=True))
        self._chart.set_lines([row.day for row in curve], lines)
        shown = [_Day(row, None if likely is None else likely[n]) for n, row in enumerate(curve)]
        moved = [row for n, row in enumerate(shown) if not n or row.moved(shown[n - 1])]
        self._table.set_rows(moved)
        self._table.fit(_MOST_ROWS)
