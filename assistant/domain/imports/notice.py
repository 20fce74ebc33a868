"""A bill told in words: a message of the bank, or a page copied from a payment app."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from assistant.domain.imports.legs import bank_name
from assistant.domain.imports.meaning import product_named
from assistant.domain.money import Money, parse_money

_AMOUNT = r"\s*(?:为|是|共|:)?\s*(?:人民币|RMB|CNY|¥)?\s*([\d,]+(?:\.\d{1,2})?)"
_WHOLE = re.compile(
    r"(?:本期(?:账单)?(?:应还|待还|剩余应还|需还)(?:款)?(?:总)?(?:额|金额|款项)?|账单金额|应还(?:款)?(?:总)?(?:额|金额)"
    r"|应还|待还(?:金额)?|需还(?:款)?|剩余应还|还款金额)" + _AMOUNT
)
_LEAST = re.compile(r"最低(?:应)?还(?:款)?(?:额|金额)?" + _AMOUNT)
_DAY = r"((?:20\d\d[年/.-])?\d{1,2}[月/.-]\d{1,2}日?)"
_DUE = re.compile(
    r"(?:(?:到期|最后|最迟|本期)?还款(?:到期)?日(?:期)?|到期日|截止日)\s*(?:为|是|:)?\s*" + _DAY
)
_BEFORE = re.compile(r"请?[于在]\s*" + _DAY + r"\s*(?:\d{1,2}:\d\d)?\s*(?:前|之前|及以前)")
_BILLED = re.compile(r"(?:账单日|出账日|账单日期)\s*(?:为|是|:)?\s*" + _DAY)
_MONTH = re.compile(r"(?:(20\d\d)年)?(\d{1,2})月(?:份)?(?:的)?账单")
_CARD = re.compile(r"(?:尾号|末四位|卡号.{0,12}?)\D{0,3}(\d{4})")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a text says of a bill; None or empty where it says nothing.

    Attributes:
        product: the credit product named; a bank without one means its card.
        month: year and month of the bill.
    """

    product: str = ""
    bank: str = ""
    card: str = ""
    amount: Money | None = None
    minimum: Money | None = None
    due: date | None = None
    billed: date | None = None
    month: tuple[int, int] | None = None

    @property
    def is_bill(self) -> bool:
        """Whether there is enough to type a bill from."""
        return self.amount is not None


def read_notice(text: str, today: date) -> Notice:
    """Read a bill from a text; a day without a year is the one nearest to ``today``."""
    plain = unicodedata.normalize("NFKC", text)[:20_000]
    bank = bank_name(plain)
    card = _CARD.search(plain)
    product = product_named(plain) or ("credit_card" if bank or card else "")
    month = _MONTH.search(plain)
    return Notice(
        product,
        bank,
        card.group(1) if card else "",
        _money(_WHOLE.search(_LEAST.sub("", plain))),
        _money(_LEAST.search(plain)),
        _day(_DUE.search(plain) or _BEFORE.search(plain), today),
        _day(_BILLED.search(plain), today),
        _month(month, today) if month else None,
    )


def _money(found: re.Match[str] | None) -> Money | None:
    if found is None:
        return None
    try:
        return parse_money(found.group(1))
    except ValueError:
        return None


def _day(found: re.Match[str] | None, today: date) -> date | None:
    if found is None:
        return None
    parts = [int(part) for part in re.findall(r"\d+", found.group(1))]
    try:
        if len(parts) == 3:
            return date(*parts)
        near = [date(today.year + step, *parts) for step in (-1, 0, 1)]
    except ValueError:
        return None
    return min(near, key=lambda day: abs(day - today))


def _month(found: re.Match[str], today: date) -> tuple[int, int] | None:
    month = int(found.group(2))
    if not 1 <= month <= 12:
        return None
    year = int(found.group(1)) if found.group(1) else today.year - (month > today.month)
    return year, month
