"""An estate (遗产) as it is told: what was left, what is owed, who takes. Amounts in 分."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.domain.money import ZERO, Money

CIVIL_CODE_FROM = date(2021, 1, 1)  # 民法典 1260; the 继承法 holds for deaths before it


class AssetKind(StrEnum):
    """Whose it was: his own, the couple's, or no estate at all (named insurance, others' things)."""

    SEPARATE = "separate"
    COMMUNITY = "community"
    INSURANCE = "insurance"
    OTHERS = "others"


class DebtKind(StrEnum):
    """An ordinary debt, a debt of both spouses (夫妻共同债务), or a tax."""

    ORDINARY = "ordinary"
    COMMUNITY = "community"
    TAX = "tax"


class TakerKind(StrEnum):
    """How somebody takes: by statute (法定), by will (遗嘱), or as a legatee (受遗赠人)."""

    STATUTORY = "statutory"
    WILL = "will"
    LEGATEE = "legatee"


class Answer(StrEnum):
    """What a taker declared; silence accepts as an heir and renounces as a legatee (民法典 1124)."""

    SILENT = "silent"
    ACCEPTED = "accepted"
    RENOUNCED = "renounced"


class Basis(StrEnum):
    """Up to when interest counts: no statute found that stops it at death, so both can be shown."""

    DEATH = "death"
    TODAY = "today"


class CommunityRest(StrEnum):
    """Who is asked first for what the couple's property does not cover of their common debts."""

    SPOUSE = "spouse"
    ESTATE = "estate"


@dataclass(frozen=True, slots=True)
class Asset:
    """One thing left behind, by its value when the estate is divided."""

    name: str
    value: Money
    kind: AssetKind = AssetKind.SEPARATE


@dataclass(frozen=True, slots=True)
class Debt:
    """One claim.

    Attributes:
        amount: owed on the day of death, with the ``fee`` and ``interest`` in it.
        since_death: what the lender added after that day.
        secured_by: the name of the asset that it is secured by; empty for none.
        older_than_security: of a tax, that it arose before the security: it goes first.
    """

    name: str
    amount: Money
    kind: DebtKind = DebtKind.ORDINARY
    lender: str = ""
    secured_by: str = ""
    fee: Money = ZERO
    interest: Money = ZERO
    since_death: Money = ZERO
    older_than_security: bool = False

    def claim(self, basis: Basis) -> Money:
        """What is claimed, up to the death or up to today."""
        return self.amount if basis is Basis.DEATH else self.amount + self.since_death


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost of the estate: funeral, preservation, the administrator's pay."""

    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who may take.

    Attributes:
        order: of a statutory heir, 1 (spouse, children, parents) or 2 (siblings, grandparents).
        parts: of a statutory heir, his parts beside the others' (equal unless agreed otherwise).
        amount: what the will gives; None where it gives a ``share`` of the rest.
        reserve: the necessary share (必留份); it counts only where both conditions hold.
    """

    name: str
    kind: TakerKind = TakerKind.STATUTORY
    order: int = 1
    parts: int = 1
    amount: Money | None = None
    share: Decimal = Decimal(0)
    answer: Answer = Answer.SILENT
    reserve: Money = ZERO
    unable_to_work: bool = False
    no_income: bool = False

    @property
    def accepts(self) -> bool:
        """Whether he takes anything at all."""
        if self.answer is Answer.SILENT:
            return self.kind is not TakerKind.LEGATEE
        return self.answer is Answer.ACCEPTED

    @property
    def by_statute(self) -> bool:
        """Whether he takes as an heir by statute, who bears debts first (民法典 1163)."""
        return self.kind is TakerKind.STATUTORY

    @property
    def necessary(self) -> Money:
        """The necessary share that is due: 缺乏劳动能力 and 没有生活来源, both."""
        qualifies = self.unable_to_work and self.no_income and self.accepts
        return self.reserve if qualifies else ZERO


@dataclass(frozen=True, slots=True)
class EstateCase:
    """All that is told of one estate.

    Attributes:
        spouse: whether a spouse survives; the couple's property and debts need one.
    """

    death: date
    assets: tuple[Asset, ...] = ()
    debts: tuple[Debt, ...] = ()
    costs: tuple[Cost, ...] = ()
    takers: tuple[Taker, ...] = ()
    spouse: bool = False
    community_rest: CommunityRest = CommunityRest.SPOUSE
    name: str = ""
    deceased: str = ""

    @property
    def under_old_law(self) -> bool:
        """Whether the 继承法 decides: death before 2021-01-01."""
        return self.death < CIVIL_CODE_FROM


@dataclass(frozen=True, slots=True)
class SavedEstate:
    """An estate in the store."""

    id: int
    case: EstateCase
