"""An XLSX workbook: what is owed on the first sheet, then one sheet per account."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assistant import i18n
from assistant.domain.account import Account
from assistant.domain.money import Money
from assistant.domain.overview import owed
from assistant.domain.snapshot import Snapshot

Cell = str | int | date | Money | None
LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Block:
    """One table on a sheet: its title, the heads of its columns, its rows."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def workbook(snapshot: Snapshot) -> bytes:
    """The workbook's bytes; every text is written as text, so that none is a formula."""
    import xlsxwriter  # late: only an export needs it

    packed = io.BytesIO()
    # In memory: else it would put everything into files in the system's temp folder.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(packed, options) as book:
        formats = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "block": book.add_format({"bold": True, "font_size": 12}),
            "head": book.add_format({"bold": True, "bg_color": "#EAEEF4", "bottom": 1}),
            "money": book.add_format({"num_format": "#,##0.00"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        taken: set[str] = set()
        first = i18n.t("export.sheet_owed")
        everyone = (*snapshot.accounts, *snapshot.archived)
        sheets = [(first, [_totals(snapshot, everyone)])]
        sheets += [(account.name, list(blocks(snapshot, account))) for account in everyone]
        for name, parts in sheets:
            sheet = book.add_worksheet(sheet_name(name, taken))
            _fill(sheet, name, parts, formats)
    return packed.getvalue()


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel takes: at most 31 characters, no sign of its own, none twice; ``taken`` grows."""
    base = _FORBIDDEN.sub(" ", name).strip().strip("'")[:LONGEST_NAME] or "1"
    found, number = base, 1
    # Excel keeps this name for itself, in every language.
    while found.casefold() in taken or found.casefold() == "history":
        number += 1
        suffix = f" {number}"
        found = base[: LONGEST_NAME - len(suffix)] + suffix
    taken.add(found.casefold())
    return found


def blocks(snapshot: Snapshot, account: Account) -> Iterator[Block]:
    """The tables of one account that have rows."""
    made = (
        _bills(snapshot, account),
        _payments(snapshot, account),
        _items(snapshot, account),
        _plans(snapshot, account),
        _loans(snapshot, account),
    )
    yield from (block for block in made if block.rows)


def _totals(snapshot: Snapshot, accounts: Sequence[Account]) -> Block:
    heads = ("account.name", "export.product", "overview.owed", "overview.overdue", "head.limit")
    rows = []
    for account in accounts:
        found = owed(snapshot, account)
        product = snapshot.product_of(account).name(i18n.language())
        rows.append((account.name, product, found.total, found.overdue, found.limit))
    return Block(i18n.t("overview.accounts"), _heads(*heads), rows)


def _bills(snapshot: Snapshot, account: Account) -> Block:
    rows = []
    for bill in snapshot.bills_of(account.id):
        paid = sum((row.amount for row in snapshot.payments_of_bill(bill.id)), Money(0))
        rows.append((bill.bill_date, bill.due_date, bill.amount, bill.minimum, paid))
    heads = ("bill.bill_date", "bill.due_date", "bill.amount", "bill.minimum", "column.paid")
    return Block(i18n.t("revolving.bills"), _heads(*heads), rows)


def _payments(snapshot: Snapshot, account: Account) -> Block:
    found = [
        (i18n.full_day(bill.bill_date), row)
        for bill in snapshot.bills_of(account.id)
        for row in snapshot.payments_of_bill(bill.id)
    ]
    found += [
        (i18n.full_day(row.bill_date), row)
        for row in snapshot.prepayments_of(account.id)
        if row.bill_date is not None
    ]
    found += [
        (loan.title, row)
        for loan in snapshot.loans_of(account.id)
        for row in snapshot.payments_of_loan(loan.id)
    ]
    found += [
        (plan.title, row)
        for plan in snapshot.plans_of(account.id)
        for row in snapshot.payments_of_plan(plan.id)
    ]
    rows = []
    for what, row in sorted(found, key=lambda pair: (pair[1].paid_on, pair[1].id)):
        source = snapshot.paying_account(row.paying_account_id)
        name = None if source is None else source.name
        hour = i18n.t("export.after_cutoff") if row.after_cutoff else None
        rows.append((row.paid_on, what, row.amount, row.discount or None, name, hour))
    heads = ("payment.paid_on", "column.what", "payment.amount", "payment.discount")
    return Block(i18n.t("export.payments"), _heads(*heads, "payment.source", "payment.hour"), rows)


def _items(snapshot: Snapshot, account: Account) -> Block:
    rows = [
        (row.spent_on, row.posted_on, i18n.t(f"item.{row.kind}"), row.title, row.amount)
        for row in snapshot.items_of(account.id)
    ]
    heads = ("items.spent_on", "items.posted_on", "items.kind", "items.name", "column.amount")
    return Block(i18n.t("sections.items"), _heads(*heads), rows)


def _plans(snapshot: Snapshot, account: Account) -> Block:
    rows = [
        (row.title, row.principal, row.periods, row.total_fee, row.first_due)
        for row in snapshot.plans_of(account.id)
    ]
    heads = ("plan.title", "plan.principal", "plan.periods", "plan.total_fee", "plan.first_due")
    return Block(i18n.t("revolving.plans"), _heads(*heads), rows)


def _loans(snapshot: Snapshot, account: Account) -> Block:
    rows = [
        (row.title, row.principal, row.start, row.first_due, row.terms, f"{row.rate.normalize():f}")
        for row in snapshot.loans_of(account.id)
    ]
    heads = ("loan.title", "loan.principal", "loan.start", "loan.first_due", "loan.terms")
    return Block(i18n.t("loans.loans"), _heads(*heads, "loans.rate"), rows)


def _heads(*keys: str) -> list[str]:
    return [i18n.t(key) for key in keys]


def _fill(sheet: Any, name: str, parts: Sequence[Block], formats: dict[str, Any]) -> None:
    sheet.write_string(0, 0, name, formats["title"])
    sheet.set_column(0, 8, 18)
    line = 2
    for block in parts:
        sheet.write_string(line, 0, block.title, formats["block"])
        for column, head in enumerate(block.heads):
            sheet.write_string(line + 1, column, head, formats["head"])
        line += 2
        for row in block.rows:
            for column, value in enumerate(row):
                _write(sheet, line, column, value, formats)
            line += 1
        line += 1


def _write(sheet: Any, line: int, column: int, value: Cell, formats: dict[str, Any]) -> None:
    writers: dict[type, Callable[[], object]] = {
        Money: lambda: sheet.write_number(line, column, Decimal(value.fen) / 100, formats["money"]),  # type: ignore[union-attr]
        date: lambda: sheet.write_datetime(line, column, value, formats["day"]),
        int: lambda: sheet.write_number(line, column, value),
        str: lambda: sheet.write_string(line, column, value),
    }
    if value is not None:
        writers[type(value)]()
