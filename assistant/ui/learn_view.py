"""One knowledge card as it is read: title, marks, text, and where it comes from."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from assistant import i18n
from assistant.domain.learn import Card, Doubt
from assistant.ui import cards, theme
from assistant.ui.context import Context
from assistant.ui.law_words import confidence

SCHEME = "learn"
_TEXT_POINTS = 11.0
_ABOVE_ALL = 1000  # the text takes what it needs before the space below does


class LearnView(QWidget):
    """Shows a card; a link to another card is told, any other link leads nowhere."""

    followed = Signal(str)  # a card's id

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_M)
        self._title = cards.wrapped(cards.text(points=15, bold=True, name="learn_title"))
        self._tags = cards.wrapped(cards.text(role="muted", name="learn_tags"))
        self._doubt = cards.Banner("", (), "warning")
        self._doubt.words.setObjectName("learn_doubt")
        self._text = QTextBrowser()
        self._text.setObjectName("learn_text")
        self._text.setAccessibleName(i18n.t("learn.text"))
        self._text.setOpenLinks(False)
        self._text.document().setDocumentMargin(0)  # on one line with the title above
        self._text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._text.anchorClicked.connect(self._on_clicked)
        self._source = cards.wrapped(
            cards.text(role="muted", points=theme.POINTS_SMALL, name="learn_source")
        )
        for widget in (self._title, self._tags, self._doubt):
            layout.addWidget(widget)
        layout.addWidget(self._text, _ABOVE_ALL)
        layout.addWidget(self._source)
        layout.addStretch(1)

    def show_card(self, card_id: str) -> None:
        """Show a card."""
        knowledge = self._context.session.rights.knowledge
        card = knowledge.cards[card_id]
        self._title.setText(card.title)
        self._tags.setText(" · ".join(card.tags))
        self._text.document().setDefaultFont(theme.font(_TEXT_POINTS))
        self._text.setMarkdown(card.body)
        self._fit()
        self._source.setText(source_line(card))
        today = self._context.snapshot().today
        doubt = knowledge.doubt(card, today)
        self._doubt.setVisible(doubt is not None)
        if doubt is Doubt.CHANGED:
            language = i18n.language()
            changes = knowledge.changes(card, today)
            told = "; ".join(
                f"{change.effective_from.isoformat()} {change.words[language]}"
                for change in changes
            )
            self._doubt.words.setText(i18n.t("learn.changed", changes=told))
        elif doubt is Doubt.OLD:
            self._doubt.words.setText(i18n.t("learn.old", checked=card.checked.isoformat()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The text is as high as it needs to be, so that its source stands right below."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        document = self._text.document()
        document.setTextWidth(self.width())
        self._text.setMaximumHeight(int(document.size().height()) + theme.GAP_S)

    def _on_clicked(self, url: QUrl) -> None:
        if url.scheme() == SCHEME:
            self.followed.emit(url.path())


def source_line(card: Card) -> str:
    """Source, dates and how sure it is; the official text decides."""
    sure = confidence(card.confidence, card.checked)
    if card.effective >= card.checked:  # no rule with a first day, but how things were found
        return i18n.t("learn.source_undated", source=card.source, confidence=sure)
    since = card.effective.isoformat()
    return i18n.t("learn.source", source=card.source, effective=since, confidence=sure)
