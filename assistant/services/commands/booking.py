"""Commands that make items and repayments of imported rows, at once or when what they waited for is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.domain.dues import Obligation, Source
from assistant.domain.imports.meaning import Classifier, Meaning
from assistant.domain.imports.movement import Movement
from assistant.domain.imports.placing import WAITING, Place, Placed, place
from assistant.domain.snapshot import Changes
from assistant.services.commands.payments import PaymentCommands
from assistant.services.imports.preview import refunded_orders
from assistant.store.imports import ALL_FILES, Settled


@dataclass(frozen=True, slots=True)
class Waiting:
    """Stored rows that wait, and where each would go by what is known now.

    Attributes:
        ids: of the stored rows, one each.
        placed: one each, in any order.
    """

    ids: tuple[int, ...] = ()
    rows: tuple[Movement, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    placed: tuple[Placed, ...] = ()

    @property
    def settled(self) -> tuple[Placed, ...]:
        """Those that wait no more."""
        return tuple(found for found in self.placed if found.place not in WAITING)

    @property
    def bookable(self) -> int:
        """How many would change a bill or a due."""
        return sum(found.place in (Place.ITEM, Place.PAYMENT) for found in self.placed)


class BookingCommands(PaymentCommands):
    """Book rows; what was booked or known is settled and is never booked again."""

    def waiting(self, before: int = ALL_FILES) -> Waiting:
        """The rows that wait, of all files or of those ``before`` one (its id)."""
        stored = self._store.imports.waiting(before)
        if not stored:
            return Waiting()
        rows = tuple(row.movement for row in stored)
        own = Classifier(self._store.imports.rules())
        meanings = tuple(own.corrected(row.movement, row.meaning) for row in stored)
        purchases = self._store.imports.purchases(refunded_orders(rows, meanings))
        placed = place(self._snapshot(), rows, meanings, range(len(rows)), purchases)
        return Waiting(tuple(row.id for row in stored), rows, meanings, placed)

    def book_waiting(self) -> Changes:
        """Book all waiting rows whose account, bill or loan is there by now, as one step of undo."""
        with self._store.transaction("book_waiting"):
            settled = self._settle()
        return Changes.BILLS | Changes.PAYMENTS | Changes.LOANS if settled else Changes.NONE

    def _settle(self, before: int = ALL_FILES) -> bool:
        found = self.waiting(before)
        settled = found.settled
        items = self._book(found.rows, settled)
        self._store.imports.settle(
            Settled(
                found.ids[row.index],
                found.meanings[row.index],
                *(row.place.value, row.account_id, items.get(row.index)),
            )
            for row in settled
        )
        return bool(settled)

    def _book(self, rows: Sequence[Movement], found: Sequence[Placed]) -> dict[int, int]:
        """Make items and repayments; the items' ids by row."""
        items: dict[int, int] = {}
        by_order: dict[str, int] = {}
        for placed in found:
            if placed.place is Place.KNOWN and placed.known_id is not None:
                items[placed.index] = placed.known_id
            if placed.item is not None:
                items[placed.index] = self._add_item(placed, by_order)
                by_order[rows[placed.index].order_id] = items[placed.index]
            for due, draft in placed.payments:
                paid = replace(draft, paying_account_id=due.paying_account_id)
                self._add(self._billed(due), paid)
        return items

    def _billed(self, due: Obligation) -> Obligation:
        """The due as it is now: a forecast has become a bill with its first repayment."""
        if due.source is Source.FORECAST:
            for bill in self._store.bills.of_account(due.account_id):
                if bill.bill_date == due.bill_date:
                    return replace(due, source=Source.BILL, bill_id=bill.id)
        return due

    def _add_item(self, placed: Placed, by_order: Mapping[str, int]) -> int:
        draft = placed.item
        assert draft is not None  # noqa: S101 the caller asked
        if placed.refund_of:
            known = by_order.get(placed.refund_of)
            if known is None:
                known = self._store.imports.items([placed.refund_of]).get(placed.refund_of)
            draft = replace(draft, refund_of=known)
        return self._store.items.add(draft, self._now())
