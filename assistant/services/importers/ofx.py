"""OFX and QFX, read by ofxparse: bank and card accounts, with the bank's own id of each row."""

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from assistant.domain.imports.movement import Broken, Flow, Movement, Source
from assistant.errors import UserError
from assistant.services.imports.cells import BadCell, fen, moment
from assistant.services.imports.document import Document

_LARGEST, _DEEPEST = 5 * 2**20, 5000
_YUAN = ("CNY", "RMB", "")


class _Ofx:
    name = "ofx"

    def matches(self, document: Document) -> bool:
        """Whether it is OFX, by its root element."""
        return "<OFX>" in document.text[:5000].upper()

    def rows(self, document: Document) -> Iterator[Movement | Broken]:
        """All rows of all accounts; + is money in, on a card it lowers the debt.

        Raises:
            UserError: the library cannot read it.
        """
        if len(document.text) > _LARGEST:
            raise UserError("import.too_large", "file", megabytes=_LARGEST // 2**20)
        number = 0
        for account in _accounts(document.text):
            card = (
                "CREDITCARD" in str(account.type) or "CREDIT" in str(account.account_type).upper()
            )
            for row in account.statement.transactions if account.statement else ():
                number += 1
                yield _movement(number, row, is_card=card)


def _accounts(text: str) -> list[Any]:
    from ofxparse import OfxParser  # late: it loads an HTML parser

    # Decoded here already; the header of the file would have the library decode it once more.
    start = re.search("<OFX>", text, re.IGNORECASE)
    body = text[start.start() if start else 0 :]
    data = (
        b"OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:UTF-8\nCHARSET:NONE\n\n"
        + body.encode("utf-8", "replace")
    )
    # The library's parser takes the square of the depth; only leaves may stay open.
    if len(re.findall(r"<[^<>/]{1,40}>\s*(?=<)", body)) - body.count("</") > _DEEPEST:
        raise UserError("import.ofx_broken", "file")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(OfxParser.parse(io.BytesIO(data), fail_fast=False).accounts)
    except Exception:  # noqa: BLE001 the library fails in as many ways as files are broken
        raise UserError("import.ofx_broken", "file") from None


def _movement(number: int, row: Any, *, is_card: bool) -> Movement | Broken:
    text = f"{getattr(row, 'payee', '')} {getattr(row, 'memo', '')}".strip()
    try:
        at = moment(f"{row.date:%Y-%m-%d %H:%M:%S}")
        amount = fen(str(row.amount))
    except (BadCell, AttributeError, TypeError, ValueError) as error:
        reason = str(error) if isinstance(error, BadCell) else "date_unreadable"
        return Broken(number, reason, text[:80])
    return Movement(
        number,
        at,
        str(getattr(row, "payee", "")) or text,
        str(getattr(row, "memo", "")),
        Flow.IN if amount >= 0 else Flow.OUT,
        abs(amount),
        "信用卡" if is_card else "",
        "",
        str(getattr(row, "id", "")),
        "",
        Source.CARD if is_card else Source.DEBIT,
    )


FORMATS = (_Ofx(),)
