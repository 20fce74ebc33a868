"""What must be kept clean first when not everything can be paid, in the user's own order."""

from assistant import i18n
from assistant.domain.planning.harm import ranked, reordered
from assistant.domain.planning.of_snapshot import Case
from assistant.domain.snapshot import Snapshot
from assistant.ui import cards
from assistant.ui.context import Context
from assistant.ui.order_list import OrderList


class HarmCard(cards.Card):
    """The accounts with something to pay; a changed order is stored at once, and undo knows it."""

    def __init__(self, context: Context) -> None:
        super().__init__(i18n.t("plan.harm"), "plan_harm")
        self._context = context
        self._reset = cards.button(i18n.t("plan.harm_reset"), "harm_reset", self._on_reset)
        self._list = OrderList("harm_order", i18n.t("plan.harm"), self._reset)
        self._list.reordered.connect(self._on_reordered)
        self.body.addWidget(cards.prose(i18n.t("plan.harm_hint"), role="muted"))
        self.body.addWidget(self._list)

    def show_case(self, snapshot: Snapshot, case: Case) -> None:
        """Show the order; hidden while there is nothing to choose between."""
        own = self._context.session.queries.harm_order()
        asked = {origin.account_id for origin in case.origins.values()}
        shown = [number for number in ranked(snapshot, own) if number in asked]
        self._list.set_items([(str(number), snapshot.account(number).name) for number in shown])
        self._reset.setEnabled(bool(own))
        self.setVisible(len(shown) > 1)

    def _on_reordered(self) -> None:
        session = self._context.session
        before = ranked(self._context.snapshot(), session.queries.harm_order())
        shown = [int(key) for key in self._list.order()]
        self._context.bus.run(session.ledger.order_harm, reordered(before, shown))

    def _on_reset(self) -> None:
        self._context.bus.run(self._context.session.ledger.order_harm, ())
