"""Imported files and their rows, the user's rules for rows, remembered column mappings."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from assistant.domain.imports.claims import Claim
from assistant.domain.imports.known import Trace
from assistant.domain.imports.meaning import UNSURE, Field, Kind, Meaning, OwnRule
from assistant.domain.imports.movement import Flow, Movement, Source
from assistant.domain.imports.place import WAITING
from assistant.domain.imports.recurring import Past
from assistant.errors import UserError
from assistant.store import codec
from assistant.store.repo import Repo
from assistant.store.undo import journal_whole

COLUMNS = (
    *("file_id", "line", "at", "party", "item", "flow", "fen", "method", "status", "order_id"),
    *("trade", "outcome", "kind", "product", "rule", "place", "account_id", "item_id", "posted"),
)
_INSERT = (
    f"INSERT INTO imported_row ({', '.join(COLUMNS)})"  # noqa: S608
    f" VALUES ({', '.join('?' * len(COLUMNS))})"
)
_LIVE = "JOIN import_file ON import_file.id = imported_row.file_id"


ALL_FILES = 2**62
"""An id that no file has."""
_WAITING = f"place IN ({', '.join('?' * len(WAITING))})"


class WaitingRow(NamedTuple):
    """A stored row that waits, as it was read and what it means."""

    id: int
    form: str
    movement: Movement
    meaning: Meaning


class Settled(NamedTuple):
    """What became of a stored row that waited."""

    id: int
    meaning: Meaning
    place: str
    account_id: int | None
    item_id: int | None


class Match(NamedTuple):
    """A stored row as a list shows it; ``day`` as ISO text."""

    day: str
    party: str
    item: str
    method: str
    fen: int


class ImportRepo(Repo):
    """Tables ``import_file``, ``imported_row``, ``import_rule``, ``import_mapping``."""

    table = "import_file"

    def add_file(
        self, sha256: str, form: str, rows: int, days: tuple[str, str], now: datetime
    ) -> int:
        """Begin an import; its id. Rows of undone imports that cannot come back are deleted."""
        self._execute("DELETE FROM imported_row WHERE file_id NOT IN (SELECT id FROM import_file)")
        return self._insert(
            {
                "sha256": sha256,
                "format": form,
                "rows": rows,
                "first_day": days[0],
                "last_day": days[1],
                "imported_at": codec.instant_text(now),
            }
        )

    def add_rows(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Store rows in the order of ``COLUMNS``."""
        with self._refusals():
            self._file.connection.executemany(_INSERT, rows)

    def traces(self, first_day: str, last_day: str) -> Iterator[Trace]:
        """What is compared of the stored rows of some days."""
        rows = self._file.rows(
            "SELECT substr(at, 1, 10), fen, party, order_id, outcome FROM imported_row"  # noqa: S608
            f" {_LIVE} WHERE at >= ? AND at < ? || 'z'",
            [first_day, last_day],
        )
        return (Trace(*row) for row in rows)

    def claims(self, first_day: date, last_day: date) -> Iterator[Claim]:
        """The stored rows of some days that became facts, or were found to be some."""
        rows = self._file.rows(
            "SELECT format, account_id, kind, substr(at, 1, 10), fen, order_id, item_id"  # noqa: S608
            f" FROM imported_row {_LIVE} WHERE account_id IS NOT NULL"
            " AND place IN ('item', 'payment', 'known') AND at >= ? AND at < ? || 'z'",
            [first_day.isoformat(), last_day.isoformat()],
        )
        return (Claim(row[0], row[1], Kind(row[2]), *row[3:]) for row in rows)

    def purchases(self, order_ids: Iterable[str]) -> dict[str, date]:
        """The days of stored purchases on credit by their order id."""
        found: dict[str, date] = {}
        for order_id in order_ids:
            rows = self._file.rows(
                f"SELECT at FROM imported_row {_LIVE}"  # noqa: S608
                " WHERE account_id IS NOT NULL AND order_id = ? AND kind = 'spend' LIMIT 1",
                [order_id],
            )
            for row in rows:
                found[order_id] = date.fromisoformat(row[0][:10])
        return found

    def items(self, order_ids: Iterable[str]) -> dict[str, int]:
        """The items that stored purchases became, those that are still there, by order id."""
        found: dict[str, int] = {}
        for order_id in order_ids:
            rows = self._file.rows(
                f"SELECT item_id FROM imported_row {_LIVE} JOIN item ON item.id = item_id"  # noqa: S608
                " WHERE imported_row.account_id IS NOT NULL AND order_id = ? LIMIT 1",
                [order_id],
            )
            for row in rows:
                found[order_id] = row[0]
        return found

    def refunds(self) -> Iterator[tuple[str, int]]:
        """The order ids of stored refunds on credit, and the items that they became."""
        rows = self._file.rows(
            f"SELECT order_id, item_id FROM imported_row {_LIVE}"  # noqa: S608
            " WHERE account_id IS NOT NULL AND kind = 'refund' AND item_id IS NOT NULL"
            " AND order_id <> ''"
        )
        return ((row[0], row[1]) for row in rows)

    def history(self, since: date) -> Iterator[Past]:
        """Incomes and expenses since a day from counterparties seen in at least three months."""
        rows = self._file.rows(
            "WITH past AS (SELECT substr(at, 1, 10) AS day, flow, party, fen FROM imported_row"  # noqa: S608
            f" {_LIVE} WHERE at >= ? AND kind IN ('income', 'expense')),"
            " often AS (SELECT flow, party FROM past GROUP BY flow, party"
            " HAVING count(DISTINCT substr(day, 1, 7)) >= 3 AND count(*) <= 40)"
            " SELECT day, flow, party, fen FROM past JOIN often USING (flow, party)",
            [since.isoformat()],
        )
        return (Past(codec.day(row[0]), Flow(row[1]), row[2], row[3]) for row in rows)

    def waiting(self, before: int = ALL_FILES) -> tuple[WaitingRow, ...]:
        """The rows that wait for an account, a bill or a loan, oldest first; of files ``before`` one.

        A card's own statement is known by its method: there the card is paid, else it is named.
        """
        if not self._rows("id < ?", before):
            return ()
        rows = self._file.rows(
            "SELECT imported_row.id, line, at, party, item, flow, fen, method, status, order_id, trade,"  # noqa: S608
            f" posted, kind, product, rule, format FROM imported_row {_LIVE}"
            f" WHERE {_WAITING} AND file_id < ? ORDER BY at, imported_row.id",
            [*WAITING, before],
        )
        return tuple(_waiting(row) for row in rows)

    def settle(self, rows: Iterable[Settled]) -> None:
        """Give rows their meaning, place, account and item: they wait no more. In the journal."""
        found = list(rows)
        ids = [row.id for row in found]
        journal_whole(self._file, "imported_row", "before", ids)
        for row in found:
            self._execute(
                "UPDATE imported_row SET kind = ?, product = ?, rule = ?, place = ?, account_id = ?,"
                " item_id = ? WHERE id = ?",
                *(row.meaning.kind.value, row.meaning.product, row.meaning.rule),
                *(row.place, row.account_id, row.item_id, row.id),
            )
        journal_whole(self._file, "imported_row", "after", ids)

    def count(self) -> int:
        """How many rows are stored and in sight."""
        (row,) = self._file.rows(f"SELECT count(*) FROM imported_row {_LIVE}")  # noqa: S608
        return int(row[0])

    def rules(self) -> tuple[OwnRule, ...]:
        """The user's rules, the oldest first."""
        rows = self._file.rows("SELECT * FROM import_rule ORDER BY id")
        return tuple(
            OwnRule(Field(row["field"]), row["text"], Kind(row["kind"]), row["product"])
            for row in rows
        )

    def save_rules(self, rules: Iterable[OwnRule], now: datetime) -> None:
        """Store rules; one of the same field and text is replaced."""
        for rule in rules:
            self._execute(
                "INSERT INTO import_rule (field, text, kind, product, created_at)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (field, text)"
                " DO UPDATE SET kind = excluded.kind, product = excluded.product",
                *(rule.field.value, rule.text, rule.kind.value, rule.product),
                codec.instant_text(now),
            )

    def remove_rule(self, rule: OwnRule) -> None:
        """Delete a rule.

        Raises:
            UserError: it is gone.
        """
        rows = self._file.rows(
            "SELECT id FROM import_rule WHERE field = ? AND text = ?", [rule.field.value, rule.text]
        )
        if not rows:
            raise UserError("row.gone")
        self._execute("DELETE FROM import_rule WHERE id = ?", rows[0]["id"])

    def matches(self, field: Field, texts: Iterable[str]) -> dict[str, int]:
        """How many stored rows have each of these texts in a field; one pass for all."""
        rows = self._file.rows(
            f"SELECT {field.value} AS said, count(*) AS rows FROM imported_row {_LIVE}"  # noqa: S608
            f" WHERE {field.value} IN (SELECT value FROM json_each(?)) GROUP BY {field.value}",
            [json.dumps(list(texts), ensure_ascii=False)],
        )
        return {row["said"]: row["rows"] for row in rows}

    def matching(self, rule: OwnRule, most: int) -> tuple[Match, ...]:
        """The newest stored rows that a rule matches."""
        rows = self._file.rows(
            f"SELECT substr(at, 1, 10), party, item, method, fen FROM imported_row {_LIVE}"  # noqa: S608
            f" WHERE {rule.field.value} = ? ORDER BY at DESC, imported_row.id LIMIT ?",
            [rule.text, most],
        )
        return tuple(Match(*row) for row in rows)

    def mapping(self, header: str) -> Mapping[str, str] | None:
        """The remembered answers for a header; None for one never seen."""
        rows = self._file.rows("SELECT mapping FROM import_mapping WHERE header = ?", [header])
        return json.loads(rows[0][0]) if rows else None

    def save_mapping(self, header: str, mapping: Mapping[str, str]) -> None:
        """Remember the answers for a header."""
        self._execute(
            "INSERT INTO import_mapping (header, mapping) VALUES (?, ?)"
            " ON CONFLICT (header) DO UPDATE SET mapping = excluded.mapping",
            header,
            json.dumps(mapping, ensure_ascii=False),
        )


def _waiting(row: codec.Row) -> WaitingRow:
    source = Source.CARD if "信用卡" in row["method"] else Source.OTHER
    movement = Movement(
        *(row["line"], row["at"], row["party"], row["item"], Flow(row["flow"]), row["fen"]),
        *(row["method"], row["status"], row["order_id"], row["trade"], source),
        posted=row["posted"],
    )
    rule = row["rule"]
    meaning = Meaning(Kind(row["kind"]), row["product"], rule, rule in UNSURE)
    return WaitingRow(row["id"], row["format"], movement, meaning)
