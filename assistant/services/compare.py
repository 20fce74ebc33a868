"""Two contents of a store side by side: what each has that the other has not."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from assistant import i18n
from assistant.domain.money import Money
from assistant.domain.terms import BY_KEY, Kind
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
_NAMES = ("name", "title", "party", "item", "text")
_DAYS, _OWN_DAYS = ("_date", "_on", "first_due"), ("day", "month", "at")
_OWN_SUMS = ("fen", "amount")  # what is stored without the ending that the others have

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


@dataclass(frozen=True, slots=True)
class Fact:
    """A row by what people know it by; never a key that only the program knows.

    Attributes:
        names: whose it is, and its own name or title.
        term: which of an account's terms it sets; empty for other rows.
        day: its day.
        amount: its amount.
        text: a value that is neither a day nor an amount, as it was typed.
    """

    names: tuple[str, ...] = ()
    term: str = ""
    day: date | None = None
    amount: Money | None = None
    text: str = ""


NOTHING = Fact()
"""What is told of a row that people know by nothing."""


@dataclass(frozen=True, slots=True)
class Example:
    """One row that changes: None before where it is new, None after where it goes."""

    before: Fact | None
    after: Fact | None


def examples(found: Difference, before: Dump, after: Dump) -> tuple[tuple[Example, ...], int]:
    """The first 40 rows of which there is something to tell, and how many rows come after them."""
    old, new = _Owners(before), _Owners(after)
    rows: Iterator[tuple[TableRow | None, TableRow | None]] = chain(
        ((None, row) for row in found.added),
        ((row, None) for row in found.removed),
        found.changed,
    )
    told: list[Example] = []
    left = len(found.added) + len(found.removed) + len(found.changed)
    for one, other in rows:
        if len(told) == _KEPT_EXAMPLES:
            break
        left -= 1
        here = None if one is None else fact(found.table, one, old)
        there = None if other is None else fact(found.table, other, new)
        if {here, there} - {None, NOTHING}:
            told.append(Example(here, there))
    return tuple(told), left


def fact(table: str, row: TableRow, owners: "_Owners") -> Fact:
    """What is told of a row."""
    days = [value for name, value in row.items() if name.endswith(_DAYS) or name in _OWN_DAYS]
    sums = [value for name, value in row.items() if name.endswith("_fen") or name in _OWN_SUMS]
    names = (
        *owners.of(row),
        *(value for name in _NAMES if isinstance(value := row.get(name), str)),
    )
    made = Fact(
        tuple(dict.fromkeys(name for name in names if name)),
        day=next((on for on in map(_day, days) if on is not None), None),
        amount=next((Money(fen) for fen in sums if isinstance(fen, int)), None),
    )
    key, value = row.get("key"), row.get("value")
    if not isinstance(key, str) or not isinstance(value, str):
        return made
    if table == "account_term" and key in BY_KEY:
        return _term(replace(made, term=key), BY_KEY[key].kind, value)
    if table == "cash_rule" and key == "floor" and value.isdecimal():
        return replace(made, amount=Money(int(value)))
    return made


def _term(made: Fact, kind: Kind, value: str) -> Fact:
    if kind is Kind.MONEY:
        with suppress(ValueError, ArithmeticError):
            return replace(made, amount=Money.of(value))
        return made
    return made if kind in (Kind.CHOICE, Kind.FLAG, Kind.OFFERS) else replace(made, text=value)


def _day(value: object) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    return None


class _Owners:
    """What rows of a content refer to, by the names that people gave."""

    def __init__(self, content: Dump) -> None:
        tables = content.tables
        self._accounts = {row["id"]: str(row["name"]) for row in tables.get("account", ())}
        self._bills = {row["id"]: row.get("account_id") for row in tables.get("bill", ())}
        self._loans = {row["id"]: row for row in tables.get("loan", ())}

    def of(self, row: TableRow) -> Iterator[str]:
        """The account, and of loans the loan, that a row belongs to."""
        account, loan = row.get("account_id"), self._loans.get(row.get("loan_id"))
        if account is None and row.get("bill_id") is not None:
            account = self._bills.get(row["bill_id"])
        kind, _, rest = str(row.get("obligation") or row.get("due_key") or "").partition(":")
        number = rest.partition(":")[0]
        if number.isdecimal() and kind == "bill":
            account = int(number)
        elif number.isdecimal() and kind == "loan":
            loan = self._loans.get(int(number))
        if loan is not None:
            account = loan["account_id"]
        yield self._accounts.get(account, "")
        if loan is not None:
            yield str(loan["title"])


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
