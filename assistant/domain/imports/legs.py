"""收/付款方式: which parts of a payment are borrowed money, own money, a discount or another's money."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class LegKind(StrEnum):
    """What a part of a payment is."""

    CREDIT = "credit"
    OWN = "own"
    DISCOUNT = "discount"
    OTHERS = "others"


class Leg(NamedTuple):
    """One part of a payment; ``product`` of borrowed money."""

    kind: LegKind
    product: str = ""


# 花呗立减, 花呗青春特惠 and 花呗金 are discounts, not debt: the whole leg has to match.
_CREDIT = (
    ("huabei", re.compile(r"花呗(分期(\(\d+期\))?)?")),
    ("credit_shopping", re.compile(r".*信用购.*")),
    ("baitiao", re.compile(r"(京东)?白条.*")),
    ("meituan", re.compile(r"美团月付.*")),
    ("douyin", re.compile(r"抖音月付.*")),
    ("fenfu", re.compile(r"(微信)?分付.*")),
    ("credit_card", re.compile(r".*信用卡.*")),
)
_OTHERS = re.compile(r"亲情卡|亲属卡|他人代付")
_DISCOUNT = re.compile(r"红包|优惠|立减|专享券|补贴|折扣|特惠|花呗金|集分宝|抵扣|代金券|满减")
INSTALMENT = re.compile(r"分期(\((\d+)期\))?")
_CARD_END = re.compile(r"[(（](\d{4})[)）]")
_BANK = re.compile(r"([\u4e00-\u9fff]{2,8}?)银行")


@lru_cache(maxsize=4096)
def legs(method: str) -> tuple[Leg, ...]:
    """The parts of a payment in their order, each once: some files write the same leg twice."""
    return tuple(dict.fromkeys(_leg(part.strip()) for part in method.split("&") if part.strip()))


def _leg(part: str) -> Leg:
    for product, pattern in _CREDIT:
        if pattern.fullmatch(part):
            return Leg(LegKind.CREDIT, product)
    if _OTHERS.search(part):
        return Leg(LegKind.OTHERS)
    return Leg(LegKind.DISCOUNT if _DISCOUNT.search(part) else LegKind.OWN)


def card_end(text: str) -> str:
    """The last four digits of a card in ``招商银行信用卡(4523)``; empty without them."""
    found = _CARD_END.search(text)
    return found.group(1) if found else ""


def bank_name(text: str) -> str:
    """``招商`` of ``招商银行信用卡(4523)`` or ``云闪付-招商银行``; empty when no bank is named."""
    found = _BANK.search(text)
    return found.group(1).removeprefix("中国") or "中国" if found else ""
