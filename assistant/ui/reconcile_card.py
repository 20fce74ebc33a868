"""对账: the lender's bill beside what was expected of it, the difference explained and booked."""

from assistant import i18n
from assistant.domain.account import Bill
from assistant.domain.reconcile import Reason, reconcile
from assistant.domain.snapshot import Snapshot
from assistant.ui import cards, words
from assistant.ui.table import Column, TableView


class ReconcileCard(cards.Card):
    """The chosen bill's parts, its difference, and where that may come from."""

    def __init__(self) -> None:
        super().__init__("", "reconcile")
        t = i18n.t
        self._none = cards.wrapped(cards.text(t("reconcile.none"), role="muted"))
        self._result = cards.wrapped(cards.text(name="reconcile_result"))
        self._parts = TableView(
            [
                Column("reconcile.part", lambda row: row[0]),
                Column("column.amount", lambda row: row[1], right=True),
            ],
            name_key="reconcile.parts",
        )
        self._parts.setObjectName("reconcile_table")
        self._reasons = cards.wrapped(cards.text(name="reconcile_reasons"))
        for widget in (self._none, self._result, self._parts, self._reasons):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def show_bill(self, snapshot: Snapshot, bill: Bill | None) -> None:
        """Show a bill against its estimate."""
        found = None if bill is None else reconcile(snapshot, bill)
        estimate = None if bill is None else snapshot.estimate_of(bill.id)
        self._none.setVisible(found is None)
        for widget in (self._result, self._parts, self._reasons):
            widget.setVisible(found is not None)
        if found is None or estimate is None:
            return
        t = i18n.t
        self._result.setText(
            t(
                "reconcile.result" if found.difference else "reconcile.equal",
                shown=words.money(found.shown),
                expected=words.money(found.expected),
                difference=words.money(found.difference),
            )
        )
        cards.set_tone(self._result, "warning" if found.difference else "ok")
        rows = [
            (t(f"part.{name}"), words.money(amount))
            for name, amount in (
                ("spending", estimate.spending),
                ("refunds", -estimate.refunds),
                ("instalments", estimate.instalments),
                ("rolled", estimate.rolled),
                ("interest", estimate.interest),
                ("fees", estimate.fees),
                ("adjustment", found.difference),
            )
            if amount
        ]
        self._parts.set_rows(rows)
        self._parts.fit()
        self._reasons.setText("\n".join(_reason(reason) for reason in found.reasons))


def _reason(reason: Reason) -> str:
    return i18n.t(f"cause.{reason.cause}", amount=words.money(reason.amount), title=reason.title)
