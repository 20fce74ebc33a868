"""关联分析: how one account hangs together with the others, and what its lateness would do to them."""

from PySide6.QtWidgets import QComboBox, QWidget

from assistant import i18n
from assistant.domain.counterfactual import Counterfactual, Movement, counterfactual
from assistant.domain.late_outlook import LONGEST_DAYS, late_day, open_dues, with_bill
from assistant.domain.linkage import Link, LinkKey, links_of
from assistant.domain.snapshot import Changes, Snapshot
from assistant.services.scenarios import SHIPPED, Scenario, load_scenario
from assistant.ui import cards, credit_words, linkage_paper, papers
from assistant.ui.bus import Refresher
from assistant.ui.context import Context
from assistant.ui.counterfactual_card import CounterfactualCard
from assistant.ui.fields import days_field
from assistant.ui.flow import flow, labelled
from assistant.ui.link_graph import LinkGraph
from assistant.ui.priority_card import PriorityCard
from assistant.ui.scroll_page import ScrollPage
from assistant.ui.table import Column, TableView

_OWN = ""
_MOST_LINKS = 12


class LinkageTab(ScrollPage):
    """The user's own accounts, or a scenario that ships with the program."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._scenario: Scenario | None = None
        self._off: set[LinkKey] = set()  # of the scenario; the user's own are in the store
        self._found: Counterfactual | None = None
        self._filling = False
        self._empty = cards.EmptyState(
            i18n.t("links.empty_title"),
            i18n.t("links.empty"),
            [cards.button(i18n.t("links.load"), "load_scenario", self.load, primary=True)],
        )
        self._graph = LinkGraph()
        self._answer = CounterfactualCard()
        self._priority = PriorityCard()
        self._priority.switched.connect(self._switch_rule)
        self._body: list[QWidget] = [self._graph_card(), self._answer, self._list_card()]
        self.column.addWidget(self._choices())
        self.column.addWidget(self._empty)
        for card in (*self._body, self._priority):
            self.column.addWidget(card)
        self.column.addStretch(1)
        interest = Changes.EVERYTHING & ~Changes.REMINDERS
        self._refresher = Refresher(context.bus, self, interest, self._refresh)

    def load(self, name: str = SHIPPED[0]) -> None:
        """Show a scenario that ships with the program."""
        self._data.setCurrentIndex(self._data.findData(name))

    def _choices(self) -> QWidget:
        t = i18n.t
        card = cards.Card("", "linkage_choices")
        self._data = QComboBox()
        self._data.setObjectName("linkage_data")
        self._data.setAccessibleName(t("links.data"))
        self._data.addItem(t("links.own"), _OWN)
        for name in SHIPPED:
            scenario = load_scenario(name, self._context.session.products)
            self._data.addItem(credit_words.said(scenario.names), name)
        self._account = QComboBox()
        self._account.setObjectName("late_account")
        self._account.setAccessibleName(t("links.account"))
        self._account.setMinimumWidth(150)
        self._days = days_field("linkage_days", t("links.days"), 10, LONGEST_DAYS)
        self._data.currentIndexChanged.connect(self._on_data)
        self._account.currentIndexChanged.connect(self._on_edited)
        self._days.valueChanged.connect(self._on_edited)
        row = flow(
            labelled(t("links.data"), self._data),
            labelled(t("links.account"), self._account),
            labelled(t("links.days"), self._days),
        )
        self._about = cards.prose(role="muted", name="scenario_text")
        card.body.addWidget(row)
        card.body.addWidget(self._about)
        return card

    def _graph_card(self) -> QWidget:
        card = cards.Card(i18n.t("page.linkage"), "linkage_graph")
        card.body.addWidget(self._graph)
        self._alone = cards.prose(i18n.t("links.alone"), role="muted")
        card.body.addWidget(self._alone)
        return card

    def _list_card(self) -> QWidget:
        t = i18n.t
        card = cards.Card(t("links.list"), "linkage_list")
        self._switch = cards.button(t("links.turn_off"), "switch_link", self._switch_link)
        card.head.addWidget(self._switch)
        card.head.addWidget(cards.button(t("record.save_pdf"), "linkage_pdf", self._save_pdf))
        self._table = TableView(
            [
                Column("links.counts", _counts),
                Column("links.to", lambda row: row.target.name),
                Column("links.name", lambda row: credit_words.said(row.rule.names)),
                Column("links.kind", lambda row: t(f"links.kind_{row.rule.kind}")),
                Column("links.verdict", _verdict, tone=_tone),
                Column("links.confidence", lambda row: t(f"links.sure_{row.rule.confidence}")),
                Column("links.rule", lambda row: row.rule.id),
            ],
            name_key="links.list",
            stretch=2,
        )
        self._table.setObjectName("link_table")
        self._table.chosen.connect(self._on_chosen)
        self._table.acted.connect(lambda _row: self._switch_link())
        self._detail = cards.prose(name="link_detail")
        self._source = cards.prose(role="muted", name="link_source")
        for widget in (self._table, self._detail, self._source):
            card.body.addWidget(widget)
        return card

    def _snapshot(self) -> Snapshot:
        return self._context.snapshot() if self._scenario is None else self._scenario.snapshot

    def _flows(self) -> tuple[Movement, ...]:
        return () if self._scenario is None else self._scenario.flows

    def _on_data(self) -> None:
        name = str(self._data.currentData())
        products = self._context.session.products
        self._scenario = load_scenario(name, products) if name else None
        self._off = set()
        self._account.clear()
        if self._scenario is not None:
            self._filling = True
            self._days.setValue(self._scenario.late_days)
            self._filling = False
        self._refresh()

    def _on_edited(self) -> None:
        if not self._filling:
            self._refresh()

    def _refresh(self) -> None:
        snapshot = self._snapshot()
        self._fill_accounts(snapshot)
        about = "" if self._scenario is None else credit_words.said(self._scenario.texts)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        found = self._account.currentData()
        self._empty.setVisible(found is None)
        for card in self._body:
            card.setVisible(found is not None)
        self._priority.setVisible(found is not None)
        if found is None:
            return
        account = snapshot.account(int(found))
        own_off = self._context.session.queries.links_off()
        off = own_off if self._scenario is None else self._off
        links = links_of(snapshot, account, self._context.session.link_rules, off)
        self._graph.show_links(snapshot, account.name, links)
        self._graph.setVisible(bool(links))
        self._alone.setVisible(not links)
        self._table.set_rows(links, lambda one, other: one.key == other.key)
        self._table.fit(_MOST_LINKS)
        dues = open_dues(snapshot, account)
        if dues:
            world = with_bill(snapshot, dues[0])
            paid = late_day(world, dues[0], self._days.value())
            self._found = counterfactual(snapshot, dues[0], paid, links, self._flows())
            self._answer.show_answer(snapshot, self._found, links)
        else:
            self._found = None
            self._answer.show_nothing()
        self._priority.show_dues(snapshot)

    def _fill_accounts(self, snapshot: Snapshot) -> None:
        """The accounts by name; the chosen one stays chosen."""
        chosen = self._account.currentData()
        if chosen is None and self._scenario is not None:
            chosen = self._scenario.late_account_id
        self._filling = True
        self._account.clear()
        for account in snapshot.accounts:
            self._account.addItem(account.name, account.id)
        place = self._account.findData(chosen)
        if self._account.count():
            self._account.setCurrentIndex(max(place, 0))
        self._filling = False

    def _on_chosen(self, link: Link | None) -> None:
        self._switch.setEnabled(link is not None)
        if link is None:
            return
        t = i18n.t
        self._switch.setText(t("links.turn_off" if link.enabled else "links.turn_on"))
        self._detail.setText(credit_words.said(link.rule.texts))
        unsure = t("links.unverified") + " " if link.rule.confidence == "unverified" else ""
        day = i18n.full_day(link.rule.as_of)
        source = i18n.cited(link.rule.source)
        self._source.setText(unsure + t("record.source", source=source, day=day))

    def _switch_link(self) -> None:
        link = self._table.current()
        if link is None:
            return
        if self._scenario is not None:
            self._off ^= {link.key}
            self._refresh()
            return
        ledger = self._context.session.ledger
        self._context.bus.run(ledger.switch_links, [link.key], on=not link.enabled)

    def _save_pdf(self) -> None:
        name = self._account.currentText()
        links = self._table.table.rows
        html = linkage_paper.linkage_html(self._snapshot(), name, links, self._found)
        papers.save_pdf(self, i18n.t("page.linkage"), html)

    def _switch_rule(self, on: bool) -> None:
        ledger = self._context.session.ledger
        self._context.bus.run(ledger.set_setting, "article_rule", "yes" if on else "no")


def _counts(link: Link) -> str:
    return i18n.t("links.on" if link.enabled else "links.off")


def _verdict(link: Link) -> str:
    return i18n.t(f"links.{link.rule.verdict}")


def _tone(link: Link) -> str | None:
    return "ok" if link.rule.verdict == "separate" else "warning"
