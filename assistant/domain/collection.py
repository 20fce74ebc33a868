"""Collection (催收): what happened, beside the rules of resources/law/collection.toml.

A finding says 「疑似不符合」: the log knows only what the user wrote down.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from assistant.domain.calendar import BEIJING
from assistant.domain.law_rule import LawRule


class Channel(StrEnum):
    """How the collector came: 电话, 短信, 即时通讯, 邮件, 上门, 信函."""

    CALL = "call"
    SMS = "sms"
    CHAT = "chat"
    EMAIL = "email"
    VISIT = "visit"
    LETTER = "letter"


class Reached(StrEnum):
    """Whom the collector spoke to; UNREACHABLE: a third party while the debtor could not be reached."""

    SELF = "self"
    RELATED = "related"
    OTHER = "other"
    UNREACHABLE = "unreachable"


class Conduct(StrEnum):
    """What the collector did, as the user saw it (law.md 4.2)."""

    DISCLOSURE = "disclosure"
    THREAT_INSULT = "threat_insult"
    IMPERSONATION = "impersonation"
    PUBLIC_POSTING = "public_posting"
    EXTRA_FEE = "extra_fee"
    INDUCE_BORROWING = "induce_borrowing"
    ENTERED_PREMISES = "entered_premises"
    NO_IDENTITY = "no_identity"
    AFTER_REFUSAL = "after_refusal"


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """One contact as it was written down.

    Attributes:
        at: an aware instant.
        lender: whose debt it is about; calls of the lender and of its agency count together.
        answered: of a call, whether it was connected.
        number: the collector's number; ``called`` the one that was called, empty for the user's own.
        who: the name and company that were given.
        visitors: of a visit, how many came; None while not told.
        consent: whether the user had agreed to be contacted at that hour.
    """

    at: datetime
    lender: str
    channel: Channel
    answered: bool = True
    number: str = ""
    called: str = ""
    who: str = ""
    reached: Reached = Reached.SELF
    said: str = ""
    visitors: int | None = None
    consent: bool = False
    conduct: frozenset[Conduct] = frozenset()
    account_id: int | None = None

    @property
    def day(self) -> date:
        """The Beijing day."""
        return self.at.astimezone(BEIJING).date()

    @property
    def minute(self) -> int:
        """Minutes after midnight in Beijing."""
        local = self.at.astimezone(BEIJING)
        return local.hour * 60 + local.minute


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept as evidence; its copy is named by its SHA-256 in hexadecimal, ``size`` in bytes."""

    id: int
    contact_id: int
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact in the store."""

    id: int
    facts: ContactFacts
    created_at: datetime
    attachments: tuple[Attachment, ...] = ()


class Check(StrEnum):
    """What a rule looks at."""

    HOURS = "hours"
    COUNT = "count"
    CONDUCT = "conduct"
    REACHED = "reached"
    VISITORS = "visitors"


@dataclass(frozen=True, slots=True)
class CollectionRule:
    """A rule with what it checks.

    Attributes:
        opens: contact is allowed from this minute of the day until before ``closes``.
        most: so many calls a day are allowed, ``answered`` ones or tries that nobody answered;
            ``per_number`` counts each called number apart, else each lender.
        value: the conduct or the person reached that it is about.
        least: so many visitors at least.
    """

    law: LawRule
    check: Check
    opens: int = 0
    closes: int = 0
    most: int = 0
    answered: bool = True
    per_number: bool = False
    value: str = ""
    least: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """A contact that seems not to follow a rule; ``number`` is which call of the day it was, else 0."""

    contact: Contact
    rule: CollectionRule
    number: int = 0


def findings(contacts: Iterable[Contact], rules: Sequence[CollectionRule]) -> tuple[Finding, ...]:
    """All findings in the order of the contacts' time, each under the rule in force on its day."""
    found: list[Finding] = []
    counts: Counter[tuple[object, ...]] = Counter()
    for contact in sorted(contacts, key=lambda contact: (contact.facts.at, contact.id)):
        for rule in rules:
            if not rule.law.in_force(contact.facts.day):
                continue
            if rule.check is Check.COUNT:
                key = _counted(contact.facts, rule)
                counts[key] += key != ()
                if key and counts[key] > rule.most:
                    found.append(Finding(contact, rule, counts[key]))
            elif _CHECKS[rule.check](contact.facts, rule):
                found.append(Finding(contact, rule))
    return tuple(found)


def _counted(facts: ContactFacts, rule: CollectionRule) -> tuple[object, ...]:
    """What a call counts towards; empty when the rule does not count it."""
    if facts.channel is not Channel.CALL or facts.answered is not rule.answered:
        return ()
    if rule.per_number:
        return rule.law.id, facts.day, facts.lender, facts.called
    return (rule.law.id, facts.day, facts.lender) if facts.reached is Reached.SELF else ()


def _at_quiet_hours(facts: ContactFacts, rule: CollectionRule) -> bool:
    # A letter lies in the box at no hour; 8:00 is allowed, 22:00 is not (law.md 4.2).
    if facts.channel is Channel.LETTER or facts.consent:
        return False
    return not rule.opens <= facts.minute < rule.closes


def _by_conduct(facts: ContactFacts, rule: CollectionRule) -> bool:
    return rule.value in facts.conduct


def _by_reached(facts: ContactFacts, rule: CollectionRule) -> bool:
    return facts.reached == rule.value


def _by_visitors(facts: ContactFacts, rule: CollectionRule) -> bool:
    told = facts.channel is Channel.VISIT and facts.visitors is not None
    return told and (facts.visitors or 0) < rule.least


_CHECKS: Mapping[Check, Callable[[ContactFacts, CollectionRule], bool]] = {
    Check.HOURS: _at_quiet_hours,
    Check.CONDUCT: _by_conduct,
    Check.REACHED: _by_reached,
    Check.VISITORS: _by_visitors,
}


@dataclass(frozen=True, slots=True)
class LenderCount:
    """How often a lender's collectors came.

    Attributes:
        busiest: the day with the most contacts, the earliest of several; ``most`` how many.
        suspects: contacts with at least one finding.
    """

    lender: str
    contacts: int
    connected: int
    unanswered: int
    suspects: int
    first: date
    last: date
    busiest: date
    most: int
    by_rule: Mapping[str, int] = field(default_factory=dict)


def by_lender(contacts: Sequence[Contact], found: Sequence[Finding]) -> tuple[LenderCount, ...]:
    """One row per lender, the one with most contacts first."""
    rows = [
        _lender_count(lender, contacts, found)
        for lender in sorted({contact.facts.lender for contact in contacts})
    ]
    return tuple(sorted(rows, key=lambda row: -row.contacts))


def _lender_count(
    lender: str, contacts: Sequence[Contact], found: Sequence[Finding]
) -> LenderCount:
    mine = [contact.facts for contact in contacts if contact.facts.lender == lender]
    suspect = [finding for finding in found if finding.contact.facts.lender == lender]
    days = Counter(sorted(facts.day for facts in mine))
    busiest, most = days.most_common(1)[0]
    calls = [facts for facts in mine if facts.channel is Channel.CALL]
    return LenderCount(
        lender,
        len(mine),
        sum(facts.answered for facts in calls),
        sum(not facts.answered for facts in calls),
        len({finding.contact.id for finding in suspect}),
        min(days),
        max(days),
        busiest,
        most,
        dict(sorted(Counter(finding.rule.law.id for finding in suspect).items())),
    )
