"""What the pages on collection, estates and knowledge read beside the store; each loaded when first asked."""

from functools import cached_property
from pathlib import Path

from assistant import i18n
from assistant.clock import Clock
from assistant.domain.collection import CollectionRule
from assistant.domain.law_rule import LawRule, Rung
from assistant.services import rulebook
from assistant.services.attachments import Attachments
from assistant.services.knowledge import Knowledge
from assistant.store.unit import Store


class Rights:
    """Rules, cards and the evidence of one session.

    Args:
        store: holds the evidence.
        user_law: the folder of the user's own tables.
        clock: stamps what is kept.
    """

    def __init__(self, store: Store, user_law: Path | None, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._user_law = user_law
        self._knowledge: dict[str, Knowledge] = {}

    @cached_property
    def estate_rules(self) -> tuple[LawRule, ...]:
        """The rules of an estate's steps (UserError: the user's table is wrong)."""
        return rulebook.estate_rules(self._user_law)

    @cached_property
    def collection_rules(self) -> tuple[CollectionRule, ...]:
        """What contacts are checked against (UserError: the user's table is wrong)."""
        return rulebook.collection_rules(self._user_law)

    @cached_property
    def ladder(self) -> tuple[Rung, ...]:
        """Where to complain (UserError: the user's table is wrong)."""
        return rulebook.complaint_ladder(self._user_law)

    @property
    def knowledge(self) -> Knowledge:
        """The cards in the language in force."""
        language = i18n.language()
        if language not in self._knowledge:
            self._knowledge[language] = Knowledge(language, self._user_law)
        return self._knowledge[language]

    @cached_property
    def evidence(self) -> Attachments:
        """The copied files."""
        return Attachments(self._store, self._clock)

    def close(self) -> None:
        """Free what the searches hold."""
        for knowledge in self._knowledge.values():
            knowledge.close()
