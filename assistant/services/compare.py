"""Two contents of a store side by side: what each has that the other has not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from assistant import i18n
from assistant.store.dump import Dump, TableRow
from assistant.store.unit import Store

NAMED = (
    *("account", "account_term", "bill", "bill_estimate", "cash_actual", "cash_item", "cash_rule"),
    *("ceiling", "collection_attachment", "collection_contact", "deduction_source", "estate"),
    *("evidence_part", "exported_event", "frozen_row", "harm_order", "import_file"),
    *("import_mapping", "import_rule", "imported_row", "instalment_plan", "item", "kept_plan"),
    *("kept_plan_step", "late_scenario", "link_off", "loan", "paying_account", "payment"),
    *("plan_scenario", "rate_change", "reading", "record_month", "reminder", "reminder_mute"),
    *("reminder_plan", "reserve_entry", "rule_setting", "setting"),
)
"""Tables with words of their own under ``table.<name>``."""
_KEPT_EXAMPLES = 40

Content = Dump
"""Everything in a store, as views name it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One table's rows in two contents.

    Attributes:
        table: its name.
        added: rows that only the second has.
        removed: rows that only the first has.
        changed: pairs of rows with one key and other values.
    """

    table: str
    added: tuple[TableRow, ...]
    removed: tuple[TableRow, ...]
    changed: tuple[tuple[TableRow, TableRow], ...]


def differences(before: Dump, after: Dump) -> tuple[Difference, ...]:
    """What changes when ``after`` takes the place of ``before``, by table; empty when nothing does."""
    found = []
    for table in sorted(before.tables.keys() | after.tables.keys()):
        rows = before.tables.get(table, ()), after.tables.get(table, ())
        old, new = (_by_key(side, max(map(_width, rows))) for side in rows)
        row = Difference(
            table,
            tuple(new[key] for key in new.keys() - old.keys()),
            tuple(old[key] for key in old.keys() - new.keys()),
            tuple(
                (old[key], new[key])
                for key in sorted(old.keys() & new.keys(), key=str)
                if old[key] != new[key]
            ),
        )
        if row.added or row.removed or row.changed:
            found.append(row)
    return tuple(found)


def compared(store: Store, after: Dump) -> tuple[Dump, tuple[Difference, ...]]:
    """What is in a store, and what would change; for a worker thread where the store is large.

    Raises:
        StorageError: the store cannot be read.
    """
    before = store.dump()
    return before, differences(before, after)


def table_words(table: str) -> str:
    """A table as people call it; one without words of its own keeps its name."""
    return i18n.t(f"table.{table}") if table in NAMED else table.replace("_", " ")


def examples(found: Difference, before: Dump, after: Dump) -> Iterator[str]:
    """The rows in words, with ``+``, ``−`` and ``→``; the first 40."""
    old, new = _names(before), _names(after)
    lines = chain(
        (f"+ {describe(row, new)}" for row in found.added),
        (f"− {describe(row, old)}" for row in found.removed),
        (f"→ {describe(one, old)}  ⇒  {describe(other, new)}" for one, other in found.changed),
    )
    yield from islice(lines, _KEPT_EXAMPLES)
    left = len(found.added) + len(found.removed) + len(found.changed) - _KEPT_EXAMPLES
    if left > 0:
        yield i18n.t("compare.more", count=left)


def describe(row: TableRow, accounts: Mapping[int, str]) -> str:
    """A row by what people know it by: whose it is, its name, its day, its amount."""
    parts = [accounts.get(int(str(row["account_id"])), "")] if row.get("account_id") else []
    names = [row.get(name) for name in ("name", "title", "key", "obligation")]
    parts += [name for name in names if isinstance(name, str)]
    days = [row[name] for name in row if name.endswith(("_date", "_on", "first_due"))]
    parts += [day for day in days if isinstance(day, str)][:1]
    amounts = [row[name] for name in row if name.endswith("_fen")]
    parts += [i18n.money(value) for value in amounts if isinstance(value, int)][:1]
    parts += [value] if isinstance(value := row.get("value"), str) else []
    return " · ".join(part for part in parts if part) or f"#{row.get('id', '')!s}"


def _names(content: Dump) -> dict[int, str]:
    rows = content.tables.get("account", ())
    return {int(str(row["id"])): str(row["name"]) for row in rows}


def _by_key(rows: Sequence[TableRow], width: int) -> dict[object, TableRow]:
    """Rows by ``id``; without one by their first columns."""
    if rows and "id" in rows[0]:
        return {row["id"]: row for row in rows}
    return {tuple(row.values())[:width]: row for row in rows}


def _width(rows: Sequence[TableRow]) -> int:
    """How many of their first columns tell rows apart."""
    width = 1
    while len({tuple(row.values())[:width] for row in rows}) < len(rows) and width < len(rows[0]):
        width += 1
    return width
