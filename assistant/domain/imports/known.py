"""Which rows are in the store already: by order id, else by day, amount and counterparty."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.domain.imports.meaning import NOT_MOVED
from assistant.domain.imports.movement import Movement

_Key = tuple[str, int, str]


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
        self._orders: dict[_Key, list[_Key]] = {}
        self._named: Counter[_Key] = Counter()
        self._unnamed: Counter[_Key] = Counter()
        for trace in stored:
            place = (trace.day, trace.fen, trace.party)
            if trace.order_id:
                order = (trace.order_id, trace.fen, trace.outcome)
                self._orders.setdefault(order, []).append(place)
                self._named[place] += 1
            else:
                self._unnamed[place] += 1

    def __bool__(self) -> bool:
        """Whether anything is stored of these days."""
        return bool(self._named or self._unnamed)

    def by_order(self, row: Movement) -> bool:
        """Whether a stored row of its order answers for this one; it then answers for no other."""
        places = self._orders.get((row.order_id, row.fen, outcome(row))) if row.order_id else None
        if not places:
            return False
        self._named[places.pop()] -= 1
        return True

    def by_place(self, row: Movement) -> bool:
        """Whether a stored row of its day, amount and counterparty answers for it, and for no other.

        One with an order id is no row of another id.
        """
        place = (row.day, row.fen, row.party)
        if _take(self._unnamed, place):
            return True
        return not row.order_id and _take(self._named, place)


def _take(counter: Counter[_Key], key: _Key) -> bool:
    if counter[key] <= 0:
        return False
    counter[key] -= 1
    return True


def new_rows(rows: Sequence[Movement], stored: Iterable[Trace]) -> list[bool]:
    """For each row whether it is new."""
    known = Known(stored)
    if not known:
        return [True] * len(rows)
    # Orders first: what they answer for is no longer there for rows that have no id.
    found = [known.by_order(row) for row in rows]
    return [not (same or known.by_place(row)) for same, row in zip(found, rows, strict=True)]
