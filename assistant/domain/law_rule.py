"""One statement of the law as data: its article, source, dates and how sure it is (resources/law)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

CONFIDENCES = ("verified", "secondary", "unverified")


@dataclass(frozen=True, slots=True)
class LawRule:
    """A rule in force from a day to another.

    Attributes:
        article: where it stands, such as 民法典第1161条.
        source: who published it; ``checked`` is the day on which it was last looked up.
        confidence: the text was read, a report of it was read, or it is from memory.
        words: what it says, by language.
    """

    id: str
    article: str
    source: str
    effective_from: date
    effective_to: date | None
    checked: date
    confidence: str
    words: Mapping[str, str]

    def in_force(self, day: date) -> bool:
        """Whether it holds on ``day``."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


def rule_on(rules: Iterable[LawRule], rule_id: str, day: date) -> LawRule:
    """The rule ``rule_id`` as it holds on ``day``.

    Raises:
        KeyError: there is none.
    """
    for rule in rules:
        if rule.id == rule_id and rule.in_force(day):
            return rule
    raise KeyError(rule_id)


@dataclass(frozen=True, slots=True)
class LawChange:
    """A law that changed, or will: cards that name it and were checked before are marked."""

    law: str
    effective_from: date
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the complaint ladder.

    Attributes:
        to: who is written to, by language; ``phone`` is empty where there is none.
        letter: the template of the letter; empty where nothing is written.
        rule: what it rests on.
    """

    id: str
    to: Mapping[str, str]
    phone: str
    letter: str
    rule: LawRule
