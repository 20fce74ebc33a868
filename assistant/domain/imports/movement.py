"""One row of a bill file (流水) in the form that all formats share, and a row that could not be read."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from assistant.domain.calendar import BEIJING


class Flow(StrEnum):
    """收/支 as the file says it; neutral is 不计收支, 其他, ``/`` or blank."""

    OUT = "out"
    IN = "in"
    NEUTRAL = "neutral"
    OTHER = "other"


class Source(StrEnum):
    """Who wrote the file; a card's statement raises a debt where a debit account pays."""

    ALIPAY = "alipay"
    WECHAT = "wechat"
    JD = "jd"
    MEITUAN = "meituan"
    CARD = "card"
    DEBIT = "debit"
    OTHER = "other"


class Movement(NamedTuple):
    """One row. A tuple, not a dataclass: a file may hold a hundred thousand.

    Attributes:
        line: where it ends in the file, from 1.
        at: Beijing time as ISO text, ``2026-11-26 08:00:00`` or only the day.
        fen: never negative; ``flow`` has the direction.
        method: 收/付款方式 as written; of a card statement the card, such as ``招商银行信用卡(4001)``.
        trade: 交易类型, 交易分类 or the statement's section.
        moved: whether a closed row (交易关闭) had been paid before.
        posted: 入账日 as ISO text where the file tells it, else empty.
    """

    line: int
    at: str
    party: str
    item: str
    flow: Flow
    fen: int
    method: str
    status: str
    order_id: str
    trade: str
    source: Source
    moved: bool = False
    posted: str = ""

    @property
    def day(self) -> str:
        """The day as ISO text."""
        return self.at[:10]

    @property
    def instant(self) -> datetime | None:
        """When it happened; None where the file tells only the day."""
        if len(self.at) <= len(self.day):
            return None
        return datetime.fromisoformat(self.at).replace(tzinfo=BEIJING)


class Broken(NamedTuple):
    """A row that could not be read: its line, the reason (words under ``import.broken.<reason>``)."""

    line: int
    reason: str
    text: str
