"""Rules of law in words: every statement with its article, source, dates, and 「以官方文本为准」."""

from datetime import date

from assistant import i18n
from assistant.domain.collection import Finding
from assistant.domain.law_rule import LawRule


def confidence(value: str, checked: date) -> str:
    """How sure a statement is, and as of when."""
    return i18n.t(f"confidence.{value}", checked=checked.isoformat())


def statement(rule: LawRule) -> str:
    """What a rule says, in the language in force."""
    return rule.words[i18n.language()]


def cite(rule: LawRule) -> str:
    """Where it stands, how sure it is and as of when."""
    return i18n.t(
        "law.cite",
        article=i18n.cited(rule.article),
        source=i18n.cited(rule.source),
        confidence=confidence(rule.confidence, rule.checked),
    )


def finding(found: Finding) -> str:
    """A finding's short form: the rule's title and which call of the day it was."""
    title = i18n.t(f"collection.rule.{found.rule.law.id}")
    if found.number:
        return i18n.t("collection.nth", rule=title, number=found.number)
    return title
