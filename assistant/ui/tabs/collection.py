"""催收记录: every contact beside the rules, what each lender did, evidence, and where to complain."""

from collections.abc import Callable

from assistant import i18n
from assistant.domain.calendar import BEIJING
from assistant.domain.collection import Channel, Contact, Finding, LenderCount, by_lender, findings
from assistant.domain.snapshot import Changes
from assistant.errors import UserError
from assistant.services.session import Session
from assistant.ui import cards, law_words, papers, words
from assistant.ui.bus import Refresher
from assistant.ui.busy import run_on_store
from assistant.ui.contact_card import ContactCard
from assistant.ui.context import Context
from assistant.ui.evidence_paper import evidence_html
from assistant.ui.fields import ChoiceField
from assistant.ui.ladder_card import LadderCard
from assistant.ui.learn_link import learn_link
from assistant.ui.scroll_page import ScrollPage
from assistant.ui.table import Column, TableView

_SHOWN = 12


class CollectionPage(ScrollPage):
    """The log."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._contacts: tuple[Contact, ...] = ()
        self._found: dict[int, list[Finding]] = {}
        t = i18n.t
        self._empty = cards.EmptyState(
            t("collection.empty_title"),
            t("collection.empty"),
            [
                cards.button(t("contact.add"), "first_contact", self.add_contact, primary=True),
                cards.button(t("relief.title"), "first_relief", self._relief),
            ],
        )
        self._counts = self._counts_card()
        self._log = self._log_card()
        self._detail = ContactCard(context)
        self._ladder = LadderCard(context)
        self.column.addWidget(self._empty)
        self.column.addWidget(self._log)
        self.column.addWidget(self._detail)
        self.column.addWidget(self._counts)
        self.column.addWidget(self._ladder)
        self.column.addStretch(1)
        interest = Changes.COLLECTION | Changes.ACCOUNTS
        self._refresher = Refresher(context.bus, self, interest, self._refresh)
        self._detail.edit_requested.connect(self._edit)

    def add_contact(self) -> None:
        """Write down a contact."""
        from assistant.ui.dialogs.contact import ContactDialog  # late: no part of the page

        before = {contact.id for contact in self._contacts}
        if ContactDialog(self._context, None, self).exec():
            for number, contact in enumerate(self._table.table.rows):
                if contact.id not in before:
                    self._table.selectRow(number)

    def _edit(self, contact: Contact) -> None:
        from assistant.ui.dialogs.contact import ContactDialog  # late, as above

        ContactDialog(self._context, contact, self).exec()

    def _relief(self) -> None:
        from assistant.ui.dialogs.relief import ReliefDialog  # late, as above

        ReliefDialog(self._context, self).exec()

    def _log_card(self) -> cards.Card:
        t = i18n.t
        card = cards.Card(t("page.collection"), "collection_log")
        card.head.addWidget(learn_link(self._context, "collection-calls", t("page.collection")))
        self._lender = ChoiceField([("", t("collection.all_lenders"))])
        self._lender.setObjectName("lender_filter")
        self._lender.setAccessibleName(t("collection.lender"))
        self._lender.activated.connect(lambda _index: self._show_rows())
        card.head.addWidget(self._lender)
        for made in (
            cards.button(t("contact.add"), "add_contact", self.add_contact, primary=True),
            cards.button(t("evidence.save"), "save_evidence", self._save_evidence),
            cards.button(t("relief.title"), "relief", self._relief),
        ):
            card.head.addWidget(made)
        self._table = TableView(
            [
                Column("collection.at", _at),
                Column("collection.lender", lambda row: row.facts.lender),
                Column("collection.channel", _channel),
                Column("collection.who", _who),
                Column(
                    "collection.findings",
                    self._findings_of,
                    tone=self._tone,
                    tip=self._findings_of,
                ),
                Column("collection.files", _files, right=True),
            ],
            name_key="page.collection",
            stretch=4,
        )
        self._table.setObjectName("contact_table")
        self._table.chosen.connect(self._on_chosen)
        self._table.acted.connect(self._edit)
        card.body.addWidget(self._table)
        self._trouble = cards.wrapped(cards.text(role="error", name="collection_trouble"))
        self._trouble.hide()
        card.body.addWidget(self._trouble)
        return card

    def _counts_card(self) -> cards.Card:
        t = i18n.t
        card = cards.Card(t("collection.by_lender"), "collection_counts")
        self._count_table = TableView(
            [
                Column("collection.lender", lambda row: row.lender),
                Column("collection.contacts", lambda row: str(row.contacts), right=True),
                Column("collection.connected", lambda row: str(row.connected), right=True),
                Column("collection.unanswered", lambda row: str(row.unanswered), right=True),
                Column(
                    "collection.suspects",
                    lambda row: str(row.suspects),
                    right=True,
                    tone=lambda row: "warning" if row.suspects else None,
                ),
                Column(
                    "collection.busiest",
                    lambda row: t(
                        "collection.busiest_day", day=row.busiest.isoformat(), most=row.most
                    ),
                ),
                Column("collection.most_common", _most_common),
            ],
            name_key="collection.by_lender",
            stretch=6,
        )
        self._count_table.setObjectName("count_table")
        card.body.addWidget(self._count_table)
        return card

    def _refresh(self) -> None:
        self._contacts = self._context.session.queries.contacts()
        try:
            found = findings(self._contacts, self._context.session.rights.collection_rules)
            self._trouble.hide()
        except UserError as problem:  # the user's own table of rules
            found = ()
            self._trouble.setText(f"✕ {problem.field}: {words.error(problem)}")
            self._trouble.show()
        self._found = {}
        for row in found:
            self._found.setdefault(row.contact.id, []).append(row)
        self._show_lenders()
        self._count_table.set_rows(by_lender(self._contacts, found))
        self._count_table.fit()
        self._ladder.show_log(self._contacts, found)
        is_empty = not self._contacts
        self._empty.setVisible(is_empty)
        for part in (self._log, self._counts):
            part.setVisible(not is_empty)
        self._show_rows()

    def _show_lenders(self) -> None:
        """The lenders to choose from; the chosen one stays."""
        chosen = self._lender.text_value()
        self._lender.clear()
        self._lender.addItem(i18n.t("collection.all_lenders"), "")
        for lender in dict.fromkeys(row.facts.lender for row in self._contacts):
            self._lender.addItem(lender, lender)
        self._lender.set_text_value(chosen)
        self._lender.setVisible(self._lender.count() > 2)

    def _shown(self) -> tuple[Contact, ...]:
        """The contacts of the chosen lender, oldest first; of all where none is chosen."""
        lender = self._lender.text_value()
        return tuple(row for row in self._contacts if lender in ("", row.facts.lender))

    def _show_rows(self) -> None:
        newest_first = self._shown()[::-1]
        self._table.set_rows(newest_first, lambda before, after: before.id == after.id)
        self._table.fit(_SHOWN)
        self._on_chosen(self._table.current())

    def _on_chosen(self, contact: Contact | None) -> None:
        self._detail.setVisible(contact is not None)
        if contact is not None:
            self._detail.show_contact(contact, self._found.get(contact.id, []))

    def _save_evidence(self) -> None:
        session = self._context.session
        contacts = self._shown()
        found = [row for contact in contacts for row in self._found.get(contact.id, [])]
        files = frozenset(file.sha256 for row in contacts for file in row.attachments)
        intact = run_on_store(
            self,
            i18n.t("busy.hashing"),
            session,
            lambda twin, stopped: _intact(twin, files, stopped),
        )
        if intact is None:
            return
        made = session.queries.now().astimezone(BEIJING)
        html = evidence_html(
            contacts,
            found,
            by_lender(contacts, found),
            intact,
            f"{made:%Y-%m-%d %H:%M}",
        )
        papers.save_pdf(self, i18n.t("evidence.title"), html)

    def _findings_of(self, contact: Contact) -> str:
        found = self._found.get(contact.id, [])
        if not found:
            return i18n.t("collection.none_found")
        return "! " + i18n.listed(law_words.finding(row) for row in found)

    def _tone(self, contact: Contact) -> str | None:
        return "warning" if contact.id in self._found else "muted"


def _intact(
    session: Session, files: frozenset[str], stopped: Callable[[], bool]
) -> frozenset[str] | None:
    """Which of the copies are what they were; None when the user did not want to wait."""
    evidence = session.rights.evidence
    found = frozenset(name for name in files if not stopped() and evidence.is_intact(name))
    return None if stopped() else found


def _at(contact: Contact) -> str:
    return f"{contact.facts.at.astimezone(BEIJING):%Y-%m-%d %H:%M}"


def _channel(contact: Contact) -> str:
    channel = i18n.t(f"channel.{contact.facts.channel}")
    missed = contact.facts.channel is Channel.CALL and not contact.facts.answered
    return f"{channel} · {i18n.t('contact.missed')}" if missed else channel


def _who(contact: Contact) -> str:
    return " ".join(part for part in (contact.facts.who, contact.facts.number) if part) or "—"


def _files(contact: Contact) -> str:
    return str(len(contact.attachments)) if contact.attachments else ""


def _most_common(row: LenderCount) -> str:
    names = sorted(row.by_rule, key=lambda name: -row.by_rule[name])
    rules = (f"{i18n.t(f'collection.rule.{name}')} {row.by_rule[name]}" for name in names)
    return i18n.listed(rules) or "—"
