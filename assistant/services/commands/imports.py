"""Commands on bill files: preview, import as one step, the user's rules, remembered mappings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from assistant.domain.calendar import add_months, clamped
from assistant.domain.cashflow import CashItemDraft, Direction, Repeat
from assistant.domain.dues import Obligation, Source
from assistant.domain.imports.known import outcome
from assistant.domain.imports.meaning import Kind, Meaning, OwnRule
from assistant.domain.imports.movement import Flow
from assistant.domain.imports.placing import Place, Placed
from assistant.domain.imports.recurring import Recurring, recurring
from assistant.domain.snapshot import Changes
from assistant.services.commands.payments import PaymentCommands
from assistant.services.imports.document import Document
from assistant.services.imports.mapping import ColumnMapping, header_key, header_row
from assistant.services.imports.preview import Preview, meanings_of, preview, refunded_orders
from assistant.services.imports.reading import BillFile, Progress, unheard

_STEP = 5000


class ImportCommands(PaymentCommands):
    """Bring a bill file in; its dues are paid by the rules that a hand-typed repayment has."""

    def preview_import(
        self, file: BillFile, rules: Iterable[OwnRule] = (), progress: Progress = unheard
    ) -> Preview:
        """What an import would do; stores nothing.

        Args:
            file: as read.
            rules: corrections of this sitting, on top of the stored ones.
            progress: called with the number of rows done; may raise ``Cancelled``.
        """
        known = (*self._store.imports.rules(), *rules)
        version = self._store.version()
        return replace(
            self._compared(file, meanings_of(file.rows, known, progress)), version=version
        )

    def import_rows(
        self, plan: Preview, rules: Iterable[OwnRule] = (), progress: Progress = unheard
    ) -> Changes:
        """Store the new rows of a file with what they change, all as one step of undo.

        What is known and where rows go is found anew inside the transaction when the store changed
        since the preview.

        Args:
            plan: from ``preview_import``; its meanings are kept.
            rules: corrections of this sitting, stored with it.
            progress: called with the number of rows done; may raise ``Cancelled``.
        """
        rules = tuple(rules)
        same = plan.version == self._store.version()
        with self._store.transaction("import_rows"):
            self._store.imports.save_rules(rules, self._now())
            if not same or self._store.data_version() != plan.version[1]:
                plan = self._compared(plan.file, plan.meanings)
            if not any(plan.new):
                return Changes.SETTINGS if rules else Changes.NONE
            file_id = self._store.imports.add_file(
                plan.file.sha256, plan.file.format, sum(plan.new), plan.file.days, self._now()
            )
            items = self._book(plan)
            self._store.imports.add_rows(_stored(plan, file_id, items, progress))
        return Changes.BILLS | Changes.PAYMENTS | Changes.LOANS

    def remember_mapping(self, document: Document, mapping: ColumnMapping) -> Changes:
        """Keep the answers for a table's header; not an undo step."""
        with self._store.unjournalled():
            key = header_key(header_row(document))
            self._store.imports.save_mapping(key, mapping.answers())
        return Changes.NONE

    def remembered_mapping(self, document: Document) -> Mapping[str, str] | None:
        """The answers for a table's header; None when it was never asked.

        Raises:
            UserError: it is no table.
        """
        return self._store.imports.mapping(header_key(header_row(document)))

    def proposals(self) -> tuple[Recurring, ...]:
        """Monthly incomes and expenses found in the imported rows of the last 13 months."""
        today = self._today()
        known = {(row.direction, row.title) for row in self._store.cash_items.all()}
        found = recurring(self._store.imports.history(today - timedelta(days=400)), today)
        return tuple(row for row in found if (_direction(row), row.party[:40]) not in known)

    def accept_proposals(self, rows: Iterable[Recurring]) -> Changes:
        """Make incomes and expenses of the planner of what was proposed, as one step."""
        with self._store.transaction("accept_proposals"):
            for row in rows:
                self._store.cash_items.add(_cash_item(row, self._today()), self._now())
        return Changes.CASH

    def _compared(self, file: BillFile, meanings: tuple[Meaning, ...]) -> Preview:
        imports = self._store.imports
        purchases = imports.purchases(refunded_orders(file.rows, meanings))
        stored = imports.traces(*file.days)
        return preview(self._snapshot(), file, meanings, stored, purchases)

    def _book(self, plan: Preview) -> dict[int, int]:
        """Make items and repayments; the items' ids by row."""
        items: dict[int, int] = {}
        by_order: dict[str, int] = {}
        for placed in plan.placed:
            if placed.place is Place.KNOWN and placed.known_id is not None:
                items[placed.index] = placed.known_id
            if placed.item is not None:
                items[placed.index] = self._add_item(placed, by_order)
                by_order[plan.file.rows[placed.index].order_id] = items[placed.index]
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


def _direction(row: Recurring) -> Direction:
    return Direction.INCOME if row.flow is Flow.IN else Direction.EXPENSE


def _cash_item(row: Recurring, today: date) -> CashItemDraft:
    """Monthly from its next day on."""
    first = clamped(today.year, today.month, row.day)
    if first <= row.last:
        first = add_months(first, 1, row.day)
    return CashItemDraft(_direction(row), row.party[:40], row.amount, Repeat.MONTHLY, first)


def _stored(
    plan: Preview, file_id: int, items: Mapping[int, int], progress: Progress
) -> Iterator[tuple[object, ...]]:
    """The rows as the store keeps them, oldest first, so that its index grows at one end."""
    places = {placed.index: (placed.place.value, placed.account_id) for placed in plan.placed}
    nowhere = (Place.HISTORY.value, None)
    rows, meanings = plan.file.rows, plan.meanings
    new = [index for index, is_new in enumerate(plan.new) if is_new]
    new.sort(key=lambda index: rows[index].at)
    # SQLite's driver takes a plain text far quicker than an enum's member.
    text = {member: member.value for member in (*Flow, *Kind)}
    for number, index in enumerate(new, start=1):
        line, at, party, item, flow, fen, method, status, order_id, trade = rows[index][:10]
        meaning = meanings[index]
        place, account_id = places.get(index, nowhere)
        yield (
            *(file_id, line, at, party, item, text[flow], fen, method, status, order_id, trade),
            *(outcome(rows[index]), text[meaning.kind], meaning.product, meaning.rule),
            *(place, account_id, items.get(index)),
        )
        if number % _STEP == 0:
            progress(number)
