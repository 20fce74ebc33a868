"""The knowledge cards of resources/learn: read in the language in force, searched, marked when doubtful."""

from collections import Counter
from datetime import date
from functools import cached_property
from pathlib import Path

from assistant import i18n, resources
from assistant.domain.law_rule import LawChange
from assistant.domain.learn import Card, Doubt, changes_of, doubt, read_card
from assistant.services.rulebook import law_changes
from assistant.store.text_index import TextIndex


class Knowledge:
    """All cards of one language, Chinese ones under the folder itself."""

    def __init__(self, language: str, user_law: Path | None = None) -> None:
        self._language = language
        self._user_law = user_law

    @cached_property
    def cards(self) -> dict[str, Card]:
        """The cards by id, grouped by their first tag, the most common one first.

        Raises:
            UserError: a shipped card is wrong.
        """
        folder = resources.path("learn")
        if self._language != i18n.DEFAULT:
            folder /= self._language
        cards = [read_card(path.read_text("utf-8"), path.name) for path in folder.glob("*.md")]
        common = Counter(card.tags[0] for card in cards)
        cards.sort(key=lambda card: (-common[card.tags[0]], card.tags[0], card.id))
        return {card.id: card for card in cards}

    @cached_property
    def _index(self) -> TextIndex:
        return TextIndex(
            (card.id, card.title, " ".join(card.tags), card.body) for card in self.cards.values()
        )

    @cached_property
    def _changes(self) -> tuple[LawChange, ...]:
        return law_changes(self._user_law)

    def search(self, query: str, tag: str = "") -> list[Card]:
        """The cards that hold every word, best first; of one tag where it is given."""
        found = (self.cards[card_id] for card_id in self._index.search(query))
        return [card for card in found if not tag or tag in card.tags]

    def tags(self) -> list[str]:
        """All tags that two cards or more have, the most common first."""
        counts = Counter(tag for card in self.cards.values() for tag in card.tags)
        return [tag for tag, count in counts.most_common() if count > 1]

    def close(self) -> None:
        """Free what the search holds."""
        if "_index" in self.__dict__:
            self._index.close()

    def doubt(self, card: Card, today: date) -> Doubt | None:
        """Whether a card may be out of date."""
        return doubt(card, self._changes, today)

    def changes(self, card: Card, today: date) -> tuple[LawChange, ...]:
        """What changed since a card was checked."""
        return changes_of(card, self._changes, today)
