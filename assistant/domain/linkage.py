"""How credit accounts hang together (关联): direct and indirect links as data, each with its switch."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.account import Account
from assistant.domain.snapshot import Snapshot


class Effect(StrEnum):
    """What a link does to money: nothing, takes from a shared pot, or stops new draws."""

    NONE = "none"
    CASH = "cash"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class LinkRule:
    """One kind of link.

    Attributes:
        kind: ``direct`` or ``indirect``.
        scope: which pairs it holds for, one of ``SCOPES``.
        verdict: ``separate`` (each stands alone) or ``linked``.
        confidence: ``high``, ``medium`` or ``unverified``.
        products: of a platform's rule: the product ids it goes from, and to.
    """

    id: str
    kind: str
    scope: str
    verdict: str
    effect: Effect
    confidence: str
    source: str
    as_of: date
    names: Mapping[str, str]
    texts: Mapping[str, str]
    products: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


LinkKey = tuple[str, int, int]
"""A link's name: its rule, the account that is late, the account that feels it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A rule between two accounts; ``through`` are the paying accounts that both deduct from."""

    rule: LinkRule
    source: Account
    target: Account
    through: tuple[int, ...]
    enabled: bool

    @property
    def key(self) -> LinkKey:
        """Its name, by which it is switched."""
        return self.rule.id, self.source.id, self.target.id


SCOPES = (
    *("any", "same_lender", "different_lender", "same_consumer_finance"),
    *("shared_source", "both_reported", "platform"),
)


def links_of(
    snapshot: Snapshot, account: Account, rules: Sequence[LinkRule], off: Collection[LinkKey] = ()
) -> tuple[Link, ...]:
    """All links from ``account`` to the same person's other accounts, in the rules' order."""
    return tuple(
        Link(
            rule,
            account,
            other,
            shared_sources(account, other) if rule.effect is Effect.CASH else (),
            (rule.id, account.id, other.id) not in off,
        )
        for other in snapshot.accounts
        if other.id != account.id and other.owner == account.owner
        for rule in rules
        if holds(snapshot, rule, account, other)
    )


def shared_sources(one: Account, other: Account) -> tuple[int, ...]:
    """The paying accounts that both deduct from, in the first one's order."""
    return tuple(source for source in one.sources if source in other.sources)


def holds(snapshot: Snapshot, rule: LinkRule, one: Account, other: Account) -> bool:
    """Whether a rule speaks about a pair; an unknown lender is neither the same nor another."""
    here, there = snapshot.terms_of(one), snapshot.terms_of(other)
    known = bool(here.lender and there.lender)
    same = known and here.lender == there.lender
    finance = here.lender_type == there.lender_type == "consumer_finance"
    start, end = rule.products
    return {
        "any": True,
        "same_lender": same,
        "different_lender": known and not same,
        "same_consumer_finance": same and finance,
        "shared_source": bool(shared_sources(one, other)),
        "both_reported": here.reported == there.reported == "yes",
        "platform": one.product_id in start and other.product_id in end,
    }[rule.scope]


def neighbours(links: Sequence[Link]) -> Iterator[Account]:
    """The accounts that links lead to, each once."""
    seen: set[int] = set()
    for link in links:
        if link.target.id not in seen:
            seen.add(link.target.id)
            yield link.target
