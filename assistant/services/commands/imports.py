"""Commands on bill files: preview, import as one step, the user's rules, remembered mappings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.domain.calendar import add_months, clamped
from assistant.domain.cashflow import CashItemDraft, Direction, Repeat
from assistant.domain.imports.known import outcome
from assistant.domain.imports.meaning import Kind, Meaning, OwnRule
from assistant.domain.imports.movement import Flow
from assistant.domain.imports.place import Place
from assistant.domain.imports.recurring import Recurring, recurring
from assistant.domain.snapshot import Changes
from assistant.services.commands.booking import BookingCommands
from assistant.services.imports.document import Document
from assistant.services.imports.mapping import ColumnMapping, header_key, header_row
from assistant.services.imports.preview import Preview, meanings_of, preview
from assistant.services.imports.reading import BillFile, Progress, uncollected, unheard
from assistant.store.imports import ALL_FILES, Match

_STEP = 5000
_MOST_MATCHES = 100


@dataclass(frozen=True, slots=True)
class KnownRule:
    """A rule of the user's, and how many stored rows it matches."""

    rule: OwnRule
    rows: int


class ImportCommands(BookingCommands):
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
        with uncollected():
            found = self._compared(file, meanings_of(file.rows, known, progress))
        return replace(found, version=version, bookable=self.waiting().bookable)

    def import_rows(
        self, plan: Preview, rules: Iterable[OwnRule] = (), progress: Progress = unheard
    ) -> Changes:
        """Store the new rows of a file with what they change, all as one step of undo.

        Rows of earlier files that waited for what is there by now are booked with it.

        What is known and where rows go is found anew inside the transaction when the store changed
        since the preview.

        Args:
            plan: from ``preview_import``; its meanings are kept.
            rules: corrections of this sitting, stored with it.
            progress: called with the number of rows done; may raise ``Cancelled``.
        """
        rules = tuple(rules)
        same = plan.version == self._store.version()
        with uncollected(), self._store.transaction("import_rows"):
            self._store.imports.save_rules(rules, self._now())
            if not same or self._store.data_version() != plan.version[1]:
                plan = self._compared(plan.file, plan.meanings)
            file_id = self._add_file(plan, progress) if any(plan.new) else ALL_FILES
            if not self._settle(file_id) and file_id == ALL_FILES:
                return Changes.SETTINGS if rules else Changes.NONE
        return Changes.BILLS | Changes.PAYMENTS | Changes.LOANS

    def import_rules(self) -> tuple[KnownRule, ...]:
        """The rules that the user's corrections made, the newest first, with what each matches."""
        rules = self._store.imports.rules()
        counts = {
            field: self._store.imports.matches(
                field, [rule.text for rule in rules if rule.field is field]
            )
            for field in {rule.field for rule in rules}
        }
        return tuple(
            KnownRule(rule, counts[rule.field].get(rule.text, 0)) for rule in reversed(rules)
        )

    def matching_rows(self, rule: OwnRule) -> tuple[Match, ...]:
        """The newest stored rows that a rule matches, at most 100."""
        return self._store.imports.matching(rule, _MOST_MATCHES)

    def remove_import_rule(self, rule: OwnRule) -> Changes:
        """Delete a rule; what was imported by it stays as it is.

        Raises:
            UserError: it is gone.
        """
        with self._store.transaction("remove_import_rule"):
            self._store.imports.remove_rule(rule)
        return Changes.SETTINGS

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

    def _add_file(self, plan: Preview, progress: Progress) -> int:
        """Store what is new of a file with what it changes; the import's id."""
        file_id = self._store.imports.add_file(
            plan.file.sha256, plan.file.format, sum(plan.new), plan.file.days, self._now()
        )
        items = self._book(plan.file.rows, plan.meanings, plan.placed)
        self._store.imports.add_rows(_stored(plan, file_id, items, progress))
        return file_id

    def _compared(self, file: BillFile, meanings: tuple[Meaning, ...]) -> Preview:
        traces = self._store.imports.traces(*file.days)
        stored = replace(self._stored(file.rows, meanings), forms=(file.format,))
        return preview(self._snapshot(), file, meanings, traces, stored)


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
    # SQLite's driver takes a plain text far quicker than an enum's member.
    text = {member: member.value for member in (*Flow, *Kind, *Place)}
    places = {placed.index: (text[placed.place], placed.account_id) for placed in plan.placed}
    nowhere = (Place.HISTORY.value, None)
    rows, meanings = plan.file.rows, plan.meanings
    new = [index for index, is_new in enumerate(plan.new) if is_new]
    new.sort(key=lambda index: rows[index].at)
    for number, index in enumerate(new, start=1):
        row = rows[index]
        line, at, party, item, flow, fen, method, status, order_id, trade, _, _, posted = row
        kind, product, rule, _ = meanings[index]
        place, account_id = places.get(index, nowhere)
        # fmt: off
        yield (
            file_id, line, at, party, item, text[flow], fen, method, status, order_id, trade,
            outcome(row), text[kind], product, rule, place, account_id, items.get(index), posted,
        )
        # fmt: on
        if number % _STEP == 0:
            progress(number)
