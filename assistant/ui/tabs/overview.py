"""The first screen: the next payment, this month's list, what is owed, the coming thirty days."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.dues import Obligation, Source, payments_of_due
from assistant.domain.money import Money
from assistant.domain.overview import COMING_DAYS, Overview, overview
from assistant.domain.snapshot import Changes, Snapshot
from assistant.domain.standing import State
from assistant.ui import cards, theme, words
from assistant.ui.bus import Refresher
from assistant.ui.context import Context
from assistant.ui.flow import flow
from assistant.ui.overview_cards import FiguresCard, NextCard, SideCard
from assistant.ui.table import Column, TableView

if TYPE_CHECKING:
    from assistant.ui.people_card import PeopleCard
    from assistant.ui.plan_line import PlanLine
    from assistant.ui.steps_card import StepsCard

_INTEREST = (Changes.EVERYTHING & ~Changes.REMINDERS) | Changes.CLOCK


class OverviewTab(QWidget):
    """Where I stand and what to do next."""

    opened = Signal(int)  # an account's id
    pay_requested = Signal(object)  # an Obligation
    step_requested = Signal(object, object)  # an Obligation, the Money that is proposed
    page_requested = Signal(str)
    balance_requested = Signal(object)  # a PayingAccount or None
    account_requested = Signal(str)  # a product's id
    demo_requested = Signal()
    encryption_requested = Signal()
    import_requested = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._snapshot: Snapshot | None = None
        self._view: Overview | None = None
        self._shown_once = False
        self._coming_table: TableView | None = None
        self._people: PeopleCard | None = None
        self._plan: PlanLine | None = None
        self._steps: StepsCard | None = None
        self.page = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(cards.page(cards.held(self.page)))
        column = QVBoxLayout(self.page)
        column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        column.setSpacing(theme.GAP_M)
        self._empty = self._empty_state()
        self._next = NextCard()
        self._figures = FiguresCard()
        self._month = self._month_card()
        self._side = SideCard()
        self._coming = self._coming_card()
        column.addWidget(self._empty)
        self._top = cards.columns((self._next, 5), (self._figures, 3))
        column.addLayout(self._top)
        column.addLayout(cards.columns((self._month, 5), (self._side, 3)))
        column.addWidget(self._coming)
        column.addStretch(1)
        self._next.paid.connect(context.mark_paid)
        self._next.pay_requested.connect(self.pay_requested)
        self._next.opened.connect(lambda due: self.opened.emit(due.account_id))
        self._next.balance_requested.connect(self._on_balance_of)
        self._side.balance_requested.connect(self.balance_requested)
        self._refresher = Refresher(context.bus, self, _INTEREST, self._refresh)

    def refresh(self) -> None:
        """Show the present state, when the tab can be seen."""
        self._refresher.refresh()

    def fill(self) -> None:
        """Show the present state before the window does."""
        self._refresher.fill()

    def _refresh(self) -> None:
        snapshot = self._context.snapshot()
        view = overview(snapshot)
        self._snapshot, self._view = snapshot, view
        filled = bool(snapshot.accounts)
        self._empty.setVisible(not filled)
        self._show_plan()
        for part in (self._figures, self._month, self._side, self._coming):
            cards.set_shown(part, shown=filled)
        if not filled:
            cards.set_shown(self._next, shown=False)
            if self._steps is not None:
                cards.set_shown(self._steps, shown=False)
            return
        self._show_first(snapshot, view)
        self._figures.show_totals(snapshot, view)
        self._side.show_accounts(snapshot, view)
        self._month_table.set_rows(view.month, _same)
        self._stand_on_open(view)
        self._month_table.fit()
        self._show_coming(view)
        open_total = sum(due.to_pay.fen for due in view.month if due.open)
        self._month_sum.setText(
            i18n.t("overview.month_left", amount=words.money(Money(open_total)))
        )
        self._on_month_chosen(self._month_table.current())

    def _show_first(self, snapshot: Snapshot, view: Overview) -> None:
        """The next payment; on a bad day all that presses, in order, in its place."""
        found = None
        if any(due.state is State.OVERDUE or view.is_short(due) for due in view.pressing):
            from assistant.domain.urgent import urgency  # late: most days are good

            found = urgency(snapshot, view.pressing, view.funding)
        if found is None:
            self._next.show_due(snapshot, view)
        else:
            self._steps_card().show_steps(snapshot, found)
        cards.set_shown(self._next, shown=found is None)
        if self._steps is not None:
            cards.set_shown(self._steps, shown=found is not None)

    def _steps_card(self) -> "StepsCard":
        if self._steps is None:
            from assistant.ui.steps_card import StepsCard  # late, as above

            self._steps = StepsCard()
            self._steps.pay_requested.connect(self.step_requested)
            self._steps.page_requested.connect(self.page_requested)
            self._top.insertWidget(0, self._steps, self._top.stretch(0))
        return self._steps

    def complete(self) -> None:
        """Build the list below the fold; late, because the first paint does not show it."""
        from assistant.ui.learn_link import learn_link  # late: below the fold
        from assistant.ui.people_card import PeopleCard  # late, as above
        from assistant.ui.plan_line import PlanLine  # late, as above

        self._people = PeopleCard()
        self._plan = PlanLine(lambda: self.page_requested.emit("plan"))
        late = i18n.t("overview.overdue")
        self._figures.head.addWidget(learn_link(self._context, "first-day-overdue", late))
        column = self.page.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.count() - 1, self._people)
            column.insertWidget(0, self._plan)
        self._coming_table = self._make_coming_table()
        self._coming.body.addWidget(self._coming_table)
        self._show_plan()
        if self._view is not None:
            self._show_coming(self._view)

    def _show_plan(self) -> None:
        if self._plan is not None:
            self._plan.show_now(self._context.session.behind.plan)

    def _show_coming(self, view: Overview) -> None:
        amount = words.money(view.coming_total)
        self._coming_sum.setText(i18n.t("overview.coming_sum", amount=amount))
        if self._coming_table is not None:
            self._coming_table.set_rows(view.coming, _same)
            self._coming_table.fit()
        if self._people is not None and self._snapshot is not None:
            self._people.show_people(self._snapshot, view)

    def _stand_on_open(self, view: Overview) -> None:
        """On the first showing, stand on the first row that wants money."""
        if self._shown_once:
            return
        self._shown_once = True
        for number, due in enumerate(view.month):
            if due.open:
                self._month_table.selectRow(number)
                return

    def _on_balance_of(self, due: Obligation) -> None:
        account = self._context.snapshot().paying_account(due.paying_account_id)
        self.balance_requested.emit(account)

    def _empty_state(self) -> QWidget:
        def asked(product: str) -> Callable[[], None]:
            return lambda: self.account_requested.emit(product)

        t = i18n.t
        return cards.EmptyState(
            t("overview.welcome"),
            t("overview.empty"),
            [
                cards.button(t("overview.add_huabei"), "add_huabei", asked("huabei"), primary=True),
                cards.button(t("overview.add_jiebei"), "add_jiebei", asked("jiebei")),
                cards.button(t("overview.add_card"), "add_credit_card", asked("credit_card")),
                self._other_products(),
                cards.button(t("overview.demo"), "load_demo", self.demo_requested.emit),
            ],
            self._quiet_doors(),
        )

    def _quiet_doors(self) -> QWidget:
        """A bill file, and encryption before the first number is typed: no step that has to be taken."""
        t = i18n.t
        doors = [cards.link(t("overview.import"), "import_first", self.import_requested.emit)]
        if self._context.session.may_encrypt:
            words, tip = t("overview.encrypt"), t("overview.encrypt_tip")
            made = cards.link(words, "encrypt_first", self.encryption_requested.emit, tip=tip)
            doors.append(made)
        return flow(*doors, gap=theme.GAP_L)

    def _other_products(self) -> QPushButton:
        """A button with all the other products; its menu is made when it is opened."""
        made = QPushButton(i18n.t("overview.add_other"))
        made.setObjectName("add_other")
        made.setAutoDefault(True)
        menu = QMenu(made)
        menu.aboutToShow.connect(lambda: self._list_products(menu))
        made.setMenu(menu)
        return made

    def _list_products(self, menu: QMenu) -> None:
        menu.clear()
        for product in self._context.session.products.values():
            action = menu.addAction(product.name(i18n.language()))
            action.triggered.connect(
                lambda _checked=False, chosen=product.id: self.account_requested.emit(chosen)
            )

    def _month_card(self) -> QWidget:
        card = cards.Card(i18n.t("overview.month"), "month")
        self._month_sum = cards.text(role="muted")
        card.head.addWidget(self._month_sum)
        self._month_table = TableView(
            [
                Column("column.paid", lambda due: "☐" if due.open else "☑"),
                Column("column.what", self._title, tip=self._title),
                Column("column.due_date", lambda due: i18n.day(due.due_date), whole=True),
                Column("column.amount", lambda due: words.money(due.whole), right=True),
                Column("column.state", words.due_state, tone=lambda due: words.TONES[due.state]),
            ],
            name_key="overview.month",
            stretch=1,
            empty_key="overview.month_none",
        )
        self._month_table.setObjectName("month_table")
        self._month_table.clicked.connect(self._on_month_clicked)
        self._month_table.acted.connect(self._toggle)
        self._month_table.chosen.connect(self._on_month_chosen)
        card.body.addWidget(self._month_table)
        self._tick = cards.button(i18n.t("action.mark_paid"), "tick", self._toggle_current)
        self._partial = cards.button(i18n.t("action.partial"), "month_pay", self._pay_current)
        card.body.addWidget(flow(self._tick, self._partial))
        card.body.addStretch(1)
        return card

    def _coming_card(self) -> cards.Card:
        card = cards.Card(i18n.t("overview.coming", days=COMING_DAYS), "coming")
        self._coming_sum = cards.text(role="muted")
        card.head.addWidget(self._coming_sum)
        return card

    def _make_coming_table(self) -> TableView:
        table = TableView(
            [
                Column("column.due_date", lambda due: i18n.day(due.due_date), whole=True),
                Column("column.days", self._days),
                Column("column.what", self._title, tip=self._title),
                Column("column.to_pay", lambda due: words.money(due.to_pay), right=True),
                Column("column.source", self._source),
                Column("column.cover", self._cover, tone=self._cover_tone),
                Column("column.state", words.due_state, tone=lambda due: words.TONES[due.state]),
            ],
            name_key="overview.coming_name",
            stretch=2,
            empty_key="overview.coming_none",
        )
        table.setObjectName("coming_table")
        table.acted.connect(lambda due: self.opened.emit(due.account_id))
        return table

    def _title(self, due: Obligation) -> str:
        return "" if self._snapshot is None else words.title(self._snapshot, due)

    def _days(self, due: Obligation) -> str:
        return "" if self._snapshot is None else words.time_left(due, self._snapshot)

    def _source(self, due: Obligation) -> str:
        account = self._snapshot and self._snapshot.paying_account(due.paying_account_id)
        return account.name if account else "—"

    def _cover(self, due: Obligation) -> str:
        if due.paying_account_id is None:
            return i18n.t("cover.no_source")
        return "" if self._view is None else words.funding(self._view.funding[due.key])

    def _cover_tone(self, due: Obligation) -> str | None:
        return None if self._view is None else words.COVER_TONES[self._view.funding[due.key].cover]

    def _on_month_clicked(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.column() == 0:
            self._toggle_current()

    def _on_month_chosen(self, due: Obligation | None) -> None:
        for button in (self._tick, self._partial):
            cards.set_shown(button, shown=due is not None)
        self._partial.setEnabled(due is not None and due.open)
        key = "action.mark_paid" if due is None or due.open else "action.take_back"
        self._tick.setText(i18n.t(key))
        self._tick.setAccessibleName(i18n.t(key))

    def _toggle_current(self) -> None:
        due = self._month_table.current()
        if due is not None:
            self._toggle(due)

    def _toggle(self, due: Obligation) -> None:
        if due.open:
            self._context.mark_paid(due)
        elif due.paid and self._has_payments(due):
            self._context.take_back(due)

    def _has_payments(self, due: Obligation) -> bool:
        snapshot = self._context.snapshot()
        if due.source is Source.LOAN_TERM:
            return bool(snapshot.payments_of_term(due.loan_id or 0, due.term_no or 0))
        return bool(payments_of_due(snapshot, due))

    def _pay_current(self) -> None:
        due = self._month_table.current()
        if due is not None and due.open:
            self.pay_requested.emit(due)


def _same(before: Obligation, after: Obligation) -> bool:
    return before.key == after.key
