"""What one due being late does to the others: with the links, without them, and had it been paid on time."""

from collections.abc import Sequence

from assistant import i18n
from assistant.domain.counterfactual import Counterfactual, Failure
from assistant.domain.linkage import Link
from assistant.domain.money import Money
from assistant.domain.snapshot import Snapshot
from assistant.ui import cards, words
from assistant.ui.link_graph import money_words
from assistant.ui.table import Column, TableView


class CounterfactualCard(cards.Card):
    """The replay's answer in a sentence, a table of dues, and the part of each link."""

    def __init__(self) -> None:
        super().__init__(i18n.t("links.what_if"), "counterfactual")
        self._snapshot: Snapshot | None = None
        self._answer = cards.prose(name="answer", bold=True)
        self._table = TableView(
            [
                Column("links.due", self._title),
                Column("links.due_day", lambda row: i18n.day(row.due.due_date), whole=True),
                Column("links.to_pay", lambda row: words.money(row.due.to_pay), right=True),
                Column("links.on_time", lambda row: missing(row.on_time), right=True),
                Column("links.late", lambda row: missing(row.late), right=True, tone=_tone),
                Column("links.unlinked", lambda row: missing(row.unlinked), right=True),
            ],
            name_key="links.what_if",
        )
        self._table.setObjectName("failure_table")
        self._parts = cards.prose(name="link_parts")
        self._unknown = cards.prose(role="muted", name="unknown_dues")
        note = cards.prose(i18n.t("links.replay_note"), role="muted")
        for widget in (self._answer, self._table, self._parts, self._unknown, note):
            self.body.addWidget(widget)

    def show_nothing(self) -> None:
        """The account has nothing that could be late."""
        self._answer.setText(i18n.t("links.nothing_due"))
        for widget in (self._table, self._parts, self._unknown):
            widget.hide()

    def show_answer(self, snapshot: Snapshot, found: Counterfactual, links: Sequence[Link]) -> None:
        """Show a replay."""
        t = i18n.t
        self._snapshot = snapshot
        self._answer.setText(answer(snapshot, found))
        self._table.set_rows(found.failures, lambda one, other: one.due.key == other.due.key)
        self._table.fit()
        self._table.setVisible(bool(found.failures))
        told = parts(snapshot, found, links)
        self._parts.setText("\n".join(told))
        self._parts.setVisible(bool(told))
        unknown = t("list.comma").join(words.title(snapshot, due) for due in found.unknown)
        self._unknown.setText(t("links.unknown_dues", dues=unknown))
        self._unknown.setVisible(bool(found.unknown))

    def _title(self, row: Failure) -> str:
        return "" if self._snapshot is None else words.title(self._snapshot, row.due)


def answer(snapshot: Snapshot, found: Counterfactual) -> str:
    """The replay's answer in a sentence."""
    failing = [row for row in found.failures if row.late]
    key = "links.answer_fail" if failing else "links.answer_fine"
    return i18n.t(
        key,
        account=snapshot.account(found.late_due.account_id).name,
        days=found.paid.days,
        amount=words.money(found.paid.total),
        cost=words.money(found.paid.cost),
        missing=words.money(found.late_total),
        without=words.money(found.unlinked_total),
        count=len(failing),
    )


def parts(snapshot: Snapshot, found: Counterfactual, links: Sequence[Link]) -> list[str]:
    """The links that take money, each with what is missing less without it."""
    return [
        i18n.t(
            "links.part",
            link=f"{link.target.name} · {money_words(snapshot, link)}",
            amount=words.money(found.caused[link.key]),
        )
        for link in links
        if found.caused.get(link.key)
    ]


def missing(amount: Money) -> str:
    """How much of a due is missing; that it is enough."""
    return i18n.t("links.missing", amount=words.money(amount)) if amount else i18n.t("links.enough")


def _tone(row: Failure) -> str | None:
    return "danger" if row.late else "ok"
