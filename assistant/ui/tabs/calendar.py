"""The calendar: a month of dues; what is in a cell can be paid, put off and opened right there."""

from calendar import monthrange
from datetime import date, timedelta

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.dues import Obligation, every_due
from assistant.domain.money import Money
from assistant.domain.snapshot import Changes, Snapshot
from assistant.domain.standing import State
from assistant.ui import cards, theme, words
from assistant.ui.bus import Refresher
from assistant.ui.chances_line import ChancesLine
from assistant.ui.context import Context
from assistant.ui.due_menu import DueMenu
from assistant.ui.flow import flow
from assistant.ui.month_table import DAYS, WEEKS, DayCell, DueLabel, MonthTable, first_shown
from assistant.ui.pages import Shell

_INTEREST = Changes.EVERYTHING & ~Changes.SETTINGS
_ROOM_FOR_CHANCES = 500


class CalendarPage(QWidget):
    """One month, its sums, below it the chosen day in words and the chances of a shortfall."""

    def __init__(self, context: Context, shell: Shell) -> None:
        super().__init__()
        self._context = context
        self._shell = shell
        self._day = context.snapshot().today
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        column.setSpacing(theme.GAP_S)
        column.addLayout(self._head())
        self.table = MonthTable()
        self.table.day_chosen.connect(self._on_day_chosen)
        self.table.acted.connect(self._on_acted)
        self.table.turned.connect(self._turn)
        self.table.stepped.connect(self._show)
        column.addWidget(self.table, 1)
        self._said = cards.wrapped(cards.text(role="muted", name="calendar_day"))
        column.addWidget(self._said)
        self._chances = ChancesLine(context.session.chances)
        column.addWidget(self._chances)
        self.setFocusProxy(self.table)
        self._refresher = Refresher(context.bus, self, _INTEREST, self._refresh)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The month comes first: where it would be pressed together the chances stand under 收支 alone."""
        super().resizeEvent(event)
        self._chances.setVisible(event.size().height() >= theme.scaled(_ROOM_FOR_CHANCES))

    def _head(self) -> QBoxLayout:
        t, make = i18n.t, cards.button
        self._title = cards.text(points=theme.POINTS_TITLE, bold=True, name="calendar_title")
        self._sum = cards.text(role="muted", name="calendar_sum")
        before = make("‹", "calendar_before", lambda: self._turn(-1), tip=t("calendar.before"))
        after = make("›", "calendar_after", lambda: self._turn(1), tip=t("calendar.after"))
        before.setAccessibleName(t("calendar.before"))
        after.setAccessibleName(t("calendar.after"))
        today = make(t("calendar.today"), "calendar_today", self._go_to_today)
        export = make(
            t("calendar.export"), "calendar_export_button", self._export, tip=t("ical.how")
        )
        shown = flow(before, after, today, self._title, self._sum)
        return cards.columns((shown, 1), (flow(export), 0))

    def _refresh(self) -> None:
        snapshot = self._context.snapshot()
        month = self._day.replace(day=1)
        last = first_shown(month) + timedelta(days=WEEKS * DAYS - 1)
        dues = [due for due in every_due(snapshot, last) if _shown(due)]
        labels: dict[date, list[DueLabel]] = {}
        for due in dues:
            labels.setdefault(due.due_date, []).append(_label(snapshot, due))
        self.table.month.set_month(month, snapshot.today, labels)
        self.table.choose(self._day)
        self._title.setText(i18n.t("calendar.month", year=month.year, month=_name(month)))
        inside = [
            due
            for due in dues
            if (due.due_date.year, due.due_date.month) == (month.year, month.month)
        ]
        left = sum(due.to_pay.fen for due in inside if due.open)
        paid = sum(due.paid.fen for due in inside)
        self._sum.setText(
            i18n.t("calendar.sum", left=words.money(Money(left)), paid=words.money(Money(paid)))
        )
        self._chances.ask(snapshot)

    def _on_day_chosen(self, cell: DayCell) -> None:
        self._day = cell.day
        self._said.setText(cell.spoken)

    def _on_acted(self, dues: tuple[Obligation, ...], place: QPoint) -> None:
        menu = DueMenu(self._context, self._shell, dues, self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _turn(self, months: int) -> None:
        number = self._day.year * 12 + self._day.month - 1 + months
        year, month = divmod(number, 12)
        last = monthrange(year, month + 1)[1]
        self._show(date(year, month + 1, min(self._day.day, last)))

    def _go_to_today(self) -> None:
        self._show(self._context.snapshot().today)

    def _show(self, day: date) -> None:
        """Stand on a day, in its month."""
        same = (day.year, day.month) == (self._day.year, self._day.month)
        self._day = day
        if same:
            self.table.choose(day)
        else:
            self._refresh()

    def _export(self) -> None:
        from assistant.ui.dialogs.calendar_export import export_calendar  # late: few people export

        export_calendar(self._context, self)


def _shown(due: Obligation) -> bool:
    """What was rolled into a later bill stands there; all else stands on its own day."""
    return due.open or due.state in (State.SETTLED, State.MINIMUM_PAID)


def _label(snapshot: Snapshot, due: Obligation) -> DueLabel:
    return DueLabel(due, snapshot.account(due.account_id).name, words.title(snapshot, due))


def _name(month: date) -> str:
    return i18n.t(f"month.{month.month}")
