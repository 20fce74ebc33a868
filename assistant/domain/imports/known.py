"""Which rows are in the store already: by order id, else by day, amount and counterparty."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.domain.imports.meaning import NOT_MOVED
from assistant.domain.imports.movement import Movement


class Trace(NamedTuple):
    """What is compared of a row; ``outcome`` keeps an order's payment, refund and failure apart."""

    day: str
    fen: int
    party: str
    order_id: str
    outcome: str


def outcome(row: Movement) -> str:
    """``none`` where no money moved, ``back`` of a refund, ``paid`` else.

    A status that changes between two exports (等待确认收货, then 交易成功) is the same payment.
    """
    if row.status.startswith(NOT_MOVED) or (row.status == "交易关闭" and not row.moved):
        return "none"
    return "back" if row.status == "退款成功" or row.item.startswith("退款-") else "paid"


class Known:
    """The traces of stored rows, each answering for one row of a file.

    Files do repeat an order id (a repayment from two cards, say): two rows of a file are both new,
    and both known once they are stored.
    """

    def __init__(self, stored: Iterable[Trace]) -> None:
        self._orders: Counter[tuple[str, int, str]] = Counter()
        self._all: Counter[tuple[str, int, str]] = Counter()
        self._unnamed: Counter[tuple[str, int, str]] = Counter()
        for trace in stored:
            place = (trace.day, trace.fen, trace.party)
            self._all[place] += 1
            if trace.order_id:
                self._orders[trace.order_id, trace.fen, trace.outcome] += 1
            else:
                self._unnamed[place] += 1

    def __bool__(self) -> bool:
        """Whether anything is stored of these days."""
        return bool(self._all)

    def has(self, row: Movement) -> bool:
        """Whether a stored row answers for this one; it then answers for no other."""
        place = (row.day, row.fen, row.party)
        if not row.order_id:
            return _take(self._all, place)
        if self._orders and _take(self._orders, (row.order_id, row.fen, outcome(row))):
            return True
        return bool(self._unnamed) and _take(self._unnamed, place)


def _take(counter: Counter[tuple[str, int, str]], key: tuple[str, int, str]) -> bool:
    if counter[key] <= 0:
        return False
    counter[key] -= 1
    return True


def new_rows(rows: Sequence[Movement], stored: Iterable[Trace]) -> list[bool]:
    """For each row whether it is new."""
    known = Known(stored)
    if not known:
        return [True] * len(rows)
    return [not known.has(row) for row in rows]
