"""Stored rows answer for facts: another row of the same kind of file is never one of those again."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from assistant.domain.account import Payment
from assistant.domain.imports.meaning import Kind

NEAR = timedelta(days=1)
"""Two files may tell one payment a day apart: the day of the order and that of the booking."""


class Claim(NamedTuple):
    """A stored row that became, or was found to be, an item, a repayment or a loan.

    Attributes:
        form: the name of its file's format.
        day: as ISO text.
        fen: never negative.
        item_id: of the item, None for a repayment or a loan.
    """

    form: str
    account_id: int
    kind: Kind
    day: str
    fen: int
    order_id: str
    item_id: int | None


def claims_on(stored: Iterable[Claim], form: str, order_id: str) -> tuple[Claim, ...]:
    """The stored rows that a new row of this format, with this order id, cannot be.

    A file of another format may tell the same payment anew, so there nothing is taken. Files of one
    platform share its order ids: with ids on both sides they count as one format. That such a row is
    not stored itself was found before (``known``): so it is another payment, of the same amount on
    the day after, say.
    """
    platform = _platform(form) if order_id else None
    return tuple(
        row
        for row in stored
        if row.form == form or (row.order_id and _platform(row.form) == platform)
    )


def _platform(form: str) -> str:
    return form.partition("_")[0]


def repayments_taken(claims: Iterable[Claim], payments: Iterable[Payment]) -> frozenset[int]:
    """The ids of those of an account's repayments that rows of this account answer for.

    Which row made which repayment is not stored: each takes the one of its amount nearest to its day.
    """
    left = {payment.id: payment for payment in payments}
    every = set(left)
    for row in claims:
        on = date.fromisoformat(row.day)
        near = [
            payment
            for payment in left.values()
            if row.kind is Kind.REPAYMENT
            and payment.amount.fen == row.fen
            and abs(payment.paid_on - on) <= NEAR
        ]
        if near:
            del left[min(near, key=lambda payment: abs(payment.paid_on - on)).id]
    return frozenset(every - set(left))
