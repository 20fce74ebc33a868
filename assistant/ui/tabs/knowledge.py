"""知识: short cards on what the law and the contracts say, found while typing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from assistant import i18n
from assistant.domain.learn import Card, Doubt
from assistant.ui import cards, theme
from assistant.ui.context import Context
from assistant.ui.fields import ChoiceField, TextField
from assistant.ui.learn_view import LearnView
from assistant.ui.table import Column, TableView

_LIST_WIDTH = 380


class KnowledgePage(QWidget):
    """The cards' titles on the left, the chosen card on the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._knowledge = context.session.rights.knowledge
        self._today = context.snapshot().today
        cards.held(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        layout.setSpacing(theme.GAP_M)
        layout.addWidget(self._list_card(), 2)
        layout.addWidget(self._reading_card(), 3)
        self._on_typed()

    def open_card(self, card_id: str) -> None:
        """Show a card; the search is cleared when it does not find it."""
        rows = self._table.table.rows
        if card_id not in [card.id for card in rows]:
            self._search.clear()
            self._tag.set_text_value("")
            rows = self._table.table.rows
        for number, card in enumerate(rows):
            if card.id == card_id:
                self._table.selectRow(number)
                self._table.scrollTo(self._table.currentIndex())

    def _list_card(self) -> cards.Card:
        t = i18n.t
        card = cards.Card(t("page.knowledge"), "learn_list_card")
        card.setMinimumWidth(_LIST_WIDTH)
        self._search = TextField()
        self._search.setObjectName("learn_search")
        self._search.setAccessibleName(t("learn.search"))
        self._search.setPlaceholderText(t("learn.search"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(lambda _text: self._on_typed())
        self._search.returnPressed.connect(self._table_focus)
        self._tag = ChoiceField(
            [("", t("learn.all_tags")), *((tag, tag) for tag in self._knowledge.tags())]
        )
        self._tag.setObjectName("learn_tag")
        self._tag.setAccessibleName(t("learn.tag"))
        self._tag.currentTextChanged.connect(lambda _text: self._on_typed())
        self._count = cards.text(role="muted", points=theme.POINTS_SMALL, name="learn_count")
        self._table = TableView(
            [
                Column("learn.column", self._line, tone=self._tone, tip=lambda card: card.title),
                Column("learn.tag", lambda card: card.tags[0], tone=lambda _card: "muted"),
            ],
            name_key="learn.list",
            wrap=True,
        )
        self._table.setObjectName("learn_list")
        self._table.horizontalHeader().hide()
        self._table.setColumnHidden(1, theme.is_large())  # the topic stands beside, under the title
        self._table.chosen.connect(self._on_chosen)
        for widget in (self._search, self._tag, self._count):
            card.body.addWidget(widget)
        card.body.addWidget(self._table, 1)
        return card

    def _reading_card(self) -> cards.Card:
        card = cards.Card("", "learn_card")
        self._view = LearnView(self._context)
        self._view.followed.connect(self.open_card)
        self._nothing = cards.wrapped(
            cards.text(i18n.t("learn.nothing"), role="muted", name="learn_nothing")
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        card.body.addWidget(self._nothing)
        card.body.addWidget(self._view, 1)
        return card

    def _on_typed(self) -> None:
        found = self._knowledge.search(self._search.text(), self._tag.text_value())
        self._table.set_rows(found)  # the best one is read, not the one before
        self._count.setText(i18n.t("learn.count", found=len(found), all=len(self._knowledge.cards)))

    def _on_chosen(self, card: Card | None) -> None:
        self._view.setVisible(card is not None)
        self._nothing.setVisible(card is None)
        if card is not None:
            self._view.show_card(card.id)

    def _table_focus(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, card: Card) -> str:
        doubt = self._knowledge.doubt(card, self._today)
        mark = {None: "", Doubt.OLD: "⚠ ", Doubt.CHANGED: "⚠ "}[doubt]
        return f"{mark}{card.title}"

    def _tone(self, card: Card) -> str | None:
        return "warning" if self._knowledge.doubt(card, self._today) else None
