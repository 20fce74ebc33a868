"""QIF, read by quiffen: the sections that hold payments (Bank, Cash, CCard, Oth)."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from assistant.domain.imports.movement import Broken, Flow, Movement, Source
from assistant.errors import UserError
from assistant.services.imports.cells import BadCell, fen, moment
from assistant.services.imports.document import Document

_LARGEST = 5 * 2**20
_DAY_FIRST = re.compile(r"^D\s*(1[3-9]|2\d|3[01])[/.-]\s*\d{1,2}[/.'-]", re.MULTILINE)


class _Qif:
    name = "qif"

    def matches(self, document: Document) -> bool:
        """Whether it is QIF, by its first section."""
        return (
            re.search(r"^!(Type|Account|Option):?", document.text[:5000], re.MULTILINE) is not None
        )

    def rows(self, document: Document) -> Iterator[Movement | Broken]:
        """All payments, a split one as one row.

        Raises:
            UserError: the library cannot read it.
        """
        if len(document.text) > _LARGEST:
            raise UserError("import.too_large", "file", megabytes=_LARGEST // 2**20)
        from quiffen import Qif  # late: it loads pydantic

        # It would write into the log what it skips, which is the user's own.
        logging.getLogger("quiffen").setLevel(logging.CRITICAL)
        text = _payments_only(document.text)
        try:
            parsed = Qif.parse_string(text, day_first=bool(_DAY_FIRST.search(text)))
            found = [
                (str(kind), row)
                for account in parsed.accounts.values()
                for kind, rows in account.transactions.items()
                for row in rows
            ]
        except Exception:  # noqa: BLE001 the library fails in as many ways as files are broken
            raise UserError("import.qif_broken", "file") from None
        for number, (kind, row) in enumerate(found, start=1):
            yield _movement(number, row, is_card="CCard" in kind or "CREDIT" in kind.upper())


def _payments_only(text: str) -> str:
    """The sections that hold payments; the library stumbles over lists of categories and securities."""
    kept, keeping = [], False
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.startswith("!"):
            keeping = line[1:].strip().lower() in {
                *("type:bank", "type:cash", "type:ccard", "type:oth a", "type:oth l"),
            }
        if keeping:
            kept.append(line)
    return "\n".join(kept) + "\n"


def _movement(number: int, row: Any, *, is_card: bool) -> Movement | Broken:
    party = str(getattr(row, "payee", None) or "")
    memo = str(getattr(row, "memo", None) or "")
    try:
        at = moment(f"{row.date:%Y-%m-%d}")
        amount = fen(str(row.amount))
    except (BadCell, AttributeError, TypeError, ValueError) as error:
        reason = str(error) if isinstance(error, BadCell) else "date_unreadable"
        return Broken(number, reason, f"{party} {memo}"[:80])
    return Movement(
        number,
        at,
        party or memo,
        memo,
        Flow.IN if amount >= 0 else Flow.OUT,
        abs(amount),
        "信用卡" if is_card else "",
        "",
        "",
        "",
        Source.CARD if is_card else Source.DEBIT,
    )


FORMATS = (_Qif(),)
