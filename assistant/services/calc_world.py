"""The facts of one computed case as the store would hold them: what the window computes from, too."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from assistant.domain.account import (
    Account,
    Bill,
    DatedTerm,
    Intent,
    Item,
    ItemKind,
    Payment,
    PaymentKind,
)
from assistant.domain.calendar import cutoff_instant
from assistant.domain.money import ZERO, Money
from assistant.domain.product import Family, Product
from assistant.domain.snapshot import Snapshot

OWNER = 1
"""The id of the case's account, and of its bill."""
KNOWN_SINCE = datetime(1900, 1, 1, tzinfo=UTC)
_CASE = Product("case", Family.REVOLVING, 0, {}, ())


def seen(on: date, terms: Mapping[str, str], **facts: Any) -> Snapshot:
    """What the window would see at the start of day ``on``: one account of these terms, and ``facts``."""
    own = tuple(DatedTerm(key, value) for key, value in terms.items())
    account = Account(OWNER, _CASE.id, "", 1, (), KNOWN_SINCE, own)
    return Snapshot(cutoff_instant(on, 0), {_CASE.id: _CASE}, (account,), **facts)


def bill(amount: Money, due: date, minimum: Money | None = None, on: date | None = None) -> Bill:
    """A bill of the case, out on ``on`` (where that does not matter, when it is due)."""
    return Bill(
        *(OWNER, OWNER, on or due, due, amount, minimum, ZERO),
        *(Intent.FULL, KNOWN_SINCE, KNOWN_SINCE),
    )


def repayment(amount: Money, on: date, bill_id: int = OWNER) -> Payment:
    """A repayment of a bill."""
    of = bill_id, None, None
    return Payment(bill_id, amount, on, *of, PaymentKind.REPAYMENT, None, KNOWN_SINCE)


def purchase(amount: Money, posted: date | None, bill_date: date | None = None) -> Item:
    """A purchase, in the bill of ``bill_date`` or in that of its posting day."""
    day = posted or bill_date or date.min
    where = day, posted, bill_date, None, None, None
    return Item(1, OWNER, ItemKind.PURCHASE, "", amount, *where, KNOWN_SINCE)
