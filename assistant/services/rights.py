"""What the pages on collection, estates and knowledge read beside the store; each loaded when first asked."""

from functools import cached_property
from pathlib import Path

from assistant import i18n
from assistant.domain.collection import CollectionRule
from assistant.domain.law_rule import LawRule, Rung
from assistant.errors import UserError
from assistant.paths import evidence_folder
from assistant.services import rulebook
from assistant.services.attachments import Attachments
from assistant.services.knowledge import Knowledge


class Rights:
    """Rules, cards and the folder of evidence of one session.

    Args:
        store: the store's file, beside which the evidence lies; None for a store in memory.
        user_law: the folder of the user's own tables.
    """

    def __init__(self, store: Path | None, user_law: Path | None) -> None:
        self._store = store
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
        """The folder of copied files, beside the store.

        Raises:
            UserError: the store is in memory.
        """
        if self._store is None:
            raise UserError("attachment.no_place", "attachment")
        return Attachments(evidence_folder(self._store))

    def close(self) -> None:
        """Free what the searches hold."""
        for knowledge in self._knowledge.values():
            knowledge.close()
