"""Commands that make items and repayments of imported rows, at once or when what they waited for is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.domain.dues import Obligation, Source
from assistant.domain.imports.claims import NEAR
from assistant.domain.imports.meaning import Classifier, Kind, Meaning
from assistant.domain.imports.movement import Movement
from assistant.domain.imports.place import WAITING, Place, Placed, Stored
from assistant.domain.imports.placing import place, purchase_of, rerouted
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
        waiting = self._store.imports.waiting(before)
        if not waiting:
            return Waiting()
        rows = tuple(row.movement for row in waiting)
        own = Classifier(self._store.imports.rules())
        meanings = tuple(own.corrected(row.movement, row.meaning) for row in waiting)
        stored = replace(self._stored(rows, meanings), forms=tuple(row.form for row in waiting))
        placed = place(self._snapshot(), rows, meanings, range(len(rows)), stored)
        return Waiting(tuple(row.id for row in waiting), rows, meanings, placed)

    def book_waiting(self) -> Changes:
        """Book all waiting rows whose account, bill or loan is there by now, as one step of undo."""
        with self._store.transaction("book_waiting"):
            settled = self._settle()
        return Changes.BILLS | Changes.PAYMENTS | Changes.LOANS if settled else Changes.NONE

    def _stored(self, rows: Sequence[Movement], meanings: Sequence[Meaning]) -> Stored:
        """What earlier files say about rows."""
        purchases = self._store.imports.purchases(refunded_orders(rows, meanings))
        days = [date.fromisoformat(row.day) for row in rows] or [self._today()]
        claims = self._store.imports.claims(min(days) - NEAR, max(days) + NEAR)
        return Stored(purchases, tuple(claims))

    def _settle(self, before: int = ALL_FILES) -> bool:
        found = self.waiting(before)
        settled = found.settled
        items = self._book(found.rows, found.meanings, settled)
        self._store.imports.settle(
            Settled(
                found.ids[row.index],
                found.meanings[row.index],
                *(row.place.value, row.account_id, items.get(row.index)),
            )
            for row in settled
        )
        return bool(settled)

    def _book(
        self, rows: Sequence[Movement], meanings: Sequence[Meaning], found: Sequence[Placed]
    ) -> dict[int, int]:
        """Make items and repayments; the items' ids by row."""
        items: dict[int, int] = {}
        by_order: dict[str, int] = {}
        for placed in found:
            if placed.place is Place.KNOWN and placed.known_id is not None:
                items[placed.index] = placed.known_id
            if placed.item is not None:
                items[placed.index] = self._add_item(placed, by_order)
                by_order[rows[placed.index].order_id] = items[placed.index]
        for placed in found:  # of a bill that is only expected they keep what all items make of it
            for due, draft in placed.payments:
                paid = replace(draft, paying_account_id=due.paying_account_id)
                self._add(self._billed(due), paid)
        self._reroute(
            {
                rows[placed.index].order_id: (rows[placed.index].day, items.get(placed.index))
                for placed in found
                if meanings[placed.index].kind is Kind.SPEND and placed.place not in WAITING
            }
        )
        return items

    def _reroute(self, bought: Mapping[str, tuple[str, int | None]]) -> None:
        """Send refunds that came before their purchases where they go now that these are known.

        ``bought`` are days, as ISO text, and items of purchases by their order id.
        """
        late = {
            item_id: bought[purchase_of(order_id)]
            for order_id, item_id in self._store.imports.refunds()
            if purchase_of(order_id) in bought
        }
        if not late:
            return
        snapshot = self._snapshot()
        for item in snapshot.items:
            if item.id in late:
                day, purchase = late[item.id]
                draft = rerouted(snapshot, item, date.fromisoformat(day))
                if draft is not None:
                    self._store.items.update(item.id, replace(draft, refund_of=purchase))

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
