"""The text of a 招商银行 PDF: a credit card's statement, or a debit account's 交易流水 (formats.md 5)."""

import re
from collections.abc import Iterator

from assistant.domain.imports.movement import Broken, Flow, Movement, Source
from assistant.services.imports.cells import BadCell, fen, moment
from assistant.services.imports.document import Document

_SECTIONS = ("还款", "退款", "消费", "分期", "费用", "利息", "其他")
_CARD_ROW = re.compile(
    r"(?:(\d\d)/(\d\d) )?(\d\d)/(\d\d) (.{1,200}?) (-?[\d,]+\.\d\d) (\d{4}) -?[\d,]+\.\d\d(?:\([A-Z]{2,3}\))?"
)
_CARD_MONTH = re.compile(r"CMB Credit Card Statement \((20\d\d)\.(\d\d)\)")
_DEBIT_ROW = re.compile(r"(\d{4}-\d\d-\d\d) ([A-Z]{3}) (-?[\d,]+\.\d\d) -?[\d,]+\.\d\d(?: (.*))?")
_FOREIGN = ("USD", "HKD", "EUR", "JPY", "GBP", "AUD", "CAD", "SGD", "CHF", "NZD")


class _Statement:
    """The credit card's statement: sections say what a row is; the year stands in the head."""

    name = "cmb_credit_text"

    def matches(self, document: Document) -> bool:
        """Whether it is this text."""
        return bool(_CARD_MONTH.search(document.text[:20_000]))

    def rows(self, document: Document) -> Iterator[Movement | Broken]:
        """All rows; one date is the posting day."""
        head = _CARD_MONTH.search(document.text[:20_000])
        year, month = (int(part) for part in head.groups()) if head else (0, 0)
        section = ""
        for line, raw in enumerate(document.text.splitlines(), start=1):
            text = raw.strip()
            if text in _SECTIONS:
                section = text
            elif found := _CARD_ROW.fullmatch(text):
                yield _card_row(line, found, (year, month), section)


def _card_row(
    line: int, found: re.Match[str], issued: tuple[int, int], section: str
) -> Movement | Broken:
    year, month = issued

    def day(of: str, on: str) -> str:
        return moment(f"{year - (int(of) > month)}-{of}-{on}")

    try:
        posted = day(found[3], found[4])
        at = day(found[1], found[2]) if found[1] else posted
        amount = fen(found[6])
    except BadCell as error:
        return Broken(line, str(error), found.group(0)[:80])
    flow = Flow.OUT if amount >= 0 else Flow.IN
    method = f"招商银行信用卡({found[7]})"
    return Movement(
        *(line, at, found[5], found[5], flow, abs(amount), method, "", "", section, Source.CARD),
        posted=posted,
    )


def _yuan(currency: str, amount: str) -> int:
    if currency in _FOREIGN:
        raise BadCell("foreign_currency")
    return fen(amount)


class _DebitFlow:
    """The debit account's list: signed amounts; what is wrapped over lines stays with its row."""

    name = "cmb_debit_text"

    def matches(self, document: Document) -> bool:
        """Whether it is this text."""
        return document.text[:2000].lstrip().startswith("招商银行交易流水")

    def rows(self, document: Document) -> Iterator[Movement | Broken]:
        """All rows."""
        for line, raw in enumerate(document.text.splitlines(), start=1):
            found = _DEBIT_ROW.fullmatch(raw.strip())
            if found is None:
                continue
            try:
                at, amount = moment(found[1]), _yuan(found[2], found[3])
            except BadCell as error:
                yield Broken(line, str(error), raw[:80])
                continue
            item, _, party = (found[4] or "").partition(" ")
            flow = Flow.IN if amount >= 0 else Flow.OUT
            yield Movement(
                *(line, at, party or item, item, flow, abs(amount), "招商银行储蓄卡", "", "", ""),
                Source.DEBIT,
            )


FORMATS = (_Statement(), _DebitFlow())
