"""Instalment plans of a revolving account: their parts, what is left, what settling early takes."""

from assistant import i18n
from assistant.domain.account import InstalmentPlan
from assistant.domain.instalments import InstalmentRow
from assistant.domain.money import total
from assistant.domain.outlook import plan_outlook
from assistant.domain.plan_parts import plan_rows
from assistant.domain.snapshot import Snapshot
from assistant.ui import cards, words
from assistant.ui.context import Context
from assistant.ui.dialogs.plan import FreezePartDialog, PlanDialog, SettlePlanDialog
from assistant.ui.flow import flow
from assistant.ui.learn_link import learn_link
from assistant.ui.table import Column, TableView


class PlansCard(cards.Card):
    """The plans, and the parts of the chosen one."""

    def __init__(self, context: Context, account_id: int) -> None:
        super().__init__("", "plans")
        self._context = context
        self._account_id = account_id
        t = i18n.t
        add = cards.button(t("plan.add_short"), "add_plan", self._add, primary=True)
        self._settle = cards.button(t("plan.settle"), "settle_plan", self._on_settle)
        self._freeze = cards.button(t("action.freeze"), "freeze_part", self._on_freeze)
        self._remove = cards.button(t("action.remove"), "remove_plan", self._on_remove)
        learn = learn_link(context, "instalment-true-cost", t("revolving.plans"))
        self.body.addWidget(flow(add, self._settle, self._freeze, self._remove, learn))
        self._hint = cards.wrapped(cards.text(t("revolving.no_plans"), role="muted"))
        self._table = TableView(
            [
                Column("plan.title", lambda plan: plan.title),
                Column("plan.kind", lambda plan: t(f"plan_kind.{plan.kind}")),
                Column("plan.principal", lambda plan: words.money(plan.principal), right=True),
                Column("plan.total_fee", lambda plan: words.money(plan.total_fee), right=True),
                Column("plan.progress", self._progress),
                Column("plan.rest", self._rest, right=True),
            ],
            name_key="revolving.plans",
        )
        self._table.setObjectName("plan_table")
        self._table.chosen.connect(self._on_chosen)
        self._outlook = cards.wrapped(cards.text(name="plan_outlook"))
        self._parts = TableView(
            [
                Column("column.term", lambda part: str(part.no), right=True),
                Column("column.due_date", lambda part: words.optional_day(part.due), whole=True),
                Column("column.principal", lambda part: words.money(part.principal), right=True),
                Column("plan.fee", lambda part: words.money(part.fee), right=True),
                Column("column.payment", lambda part: words.money(part.payment), right=True),
                Column("column.origin", _origin),
            ],
            name_key="plan.parts",
            stretch=5,
        )
        self._parts.setObjectName("part_table")
        self._parts.acted.connect(lambda _part: self._on_freeze())
        for widget in (self._hint, self._table, self._outlook, self._parts):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def show_account(self, snapshot: Snapshot) -> None:
        """Show the account's plans."""
        plans = snapshot.plans_of(self._account_id)
        self._table.set_rows(plans, lambda before, after: before.id == after.id)
        self._table.fit()
        self._hint.setVisible(not plans)
        self._table.setVisible(bool(plans))
        self._on_chosen(self._table.current())

    def _on_chosen(self, plan: InstalmentPlan | None) -> None:
        for widget in (self._outlook, self._parts, self._settle, self._freeze, self._remove):
            widget.setVisible(plan is not None)
        if plan is None:
            return
        snapshot = self._context.snapshot()
        self._parts.set_rows(plan_rows(snapshot, plan), lambda before, after: before.no == after.no)
        self._parts.fit()
        found = plan_outlook(snapshot, plan)
        self._settle.setEnabled(bool(found.left))
        key = "plan.settled" if not found.left else "plan.saves" if found.saved else "plan.sunk"
        self._outlook.setText(
            i18n.t(
                key,
                total=words.money(found.settlement),
                principal=words.money(found.principal),
                fee=words.money(found.fee),
                saved=words.money(found.saved),
            )
        )

    def _progress(self, plan: InstalmentPlan) -> str:
        found = plan_outlook(self._context.snapshot(), plan)
        return i18n.t("plan.progress_of", past=found.past, count=found.past + len(found.left))

    def _rest(self, plan: InstalmentPlan) -> str:
        left = plan_outlook(self._context.snapshot(), plan).left
        return words.money(total(row.payment for row in left))

    def _add(self) -> None:
        PlanDialog(self._context, self._account_id, self).exec()

    def _on_settle(self) -> None:
        plan = self._table.current()
        if plan is not None:
            SettlePlanDialog(self._context, plan, self).exec()

    def _on_freeze(self) -> None:
        plan, part = self._table.current(), self._parts.current()
        if plan is not None and part is not None:
            FreezePartDialog(self._context, plan, part, self).exec()

    def _on_remove(self) -> None:
        plan = self._table.current()
        if plan is not None:
            self._context.bus.run(self._context.session.ledger.remove_plan, plan.id)


def _origin(part: InstalmentRow) -> str:
    return i18n.t("origin.frozen" if part.frozen else "origin.computed")
