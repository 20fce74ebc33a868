"""What to ask a lender for: 个性化分期 of a card, 展期 or a changed plan of anything else (law.md 4.4)."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.money import Money
from assistant.errors import UserError

CARD_MONTHS = 60  # 信用卡业务监督管理办法 art. 70: at most five years


class Ground(StrEnum):
    """What the request rests on."""

    CARD = "card"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class Relief:
    """A plan without interest: ``months`` payments, the last one being the smaller rest.

    Attributes:
        within: whether it is short enough for its ground; other credit than cards has no limit.
        least: of a card, what would have to be paid a month to be within; else the instalment.
    """

    ground: Ground
    months: int
    instalment: Money
    last: Money
    within: bool
    least: Money


def relief(owed: Money, affordable: Money, *, card: bool) -> Relief:
    """How many months ``owed`` takes at ``affordable`` a month.

    Raises:
        UserError: one of the amounts is nothing.
    """
    for name, amount in (("owed", owed), ("affordable", affordable)):
        if amount.fen <= 0:
            raise UserError("money.zero", name)
    instalment = min(owed, affordable)
    months = -(-owed.fen // instalment.fen)
    last = owed - instalment * (months - 1)
    within = not card or months <= CARD_MONTHS
    least = Money(-(-owed.fen // CARD_MONTHS)) if card else instalment
    return Relief(
        Ground.CARD if card else Ground.AGREEMENT, months, instalment, last, within, least
    )
