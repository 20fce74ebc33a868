"""Scenarios that ship with the program: accounts, bills and cash flows of an example, nobody's own data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from assistant import resources
from assistant.domain.account import (
    Account,
    Bill,
    DatedTerm,
    Intent,
    Loan,
    PayingAccount,
    Payment,
    PaymentKind,
)
from assistant.domain.calendar import BEIJING
from assistant.domain.counterfactual import Movement
from assistant.domain.loan import Method
from assistant.domain.money import ZERO, Money
from assistant.domain.product import Product
from assistant.domain.snapshot import Snapshot
from assistant.domain.term_text import read_ratio
from assistant.services import toml_file

SHIPPED = ("mr_a",)
_MADE = datetime(2026, 1, 1, tzinfo=UTC)
_TOP = (
    *("id", "today", "name", "text", "late_account", "late_days"),
    *("paying", "account", "bill", "loan", "flow"),
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """An example that can be looked at like one's own data.

    Attributes:
        late_account_id: whose due is late, and ``late_days`` how late.
    """

    id: str
    names: Mapping[str, str]
    texts: Mapping[str, str]
    snapshot: Snapshot
    flows: tuple[Movement, ...]
    late_account_id: int
    late_days: int


def load_scenario(name: str, products: Mapping[str, Product]) -> Scenario:
    """A shipped scenario by its name, one of ``SHIPPED``.

    Raises:
        UserError: the file is wrong.
    """
    return read_scenario(resources.path(f"scenarios/{name}.toml"), products)


def read_scenario(file: Path, products: Mapping[str, Product]) -> Scenario:
    """A scenario file.

    Raises:
        UserError: it is wrong; ``field`` names the entry.
    """
    data = toml_file.read(file, _TOP)
    return _Reader(data, file, products).scenario()


class _Reader:
    """Turns names into ids while it reads."""

    def __init__(self, data: toml_file.Entry, file: Path, products: Mapping[str, Product]) -> None:
        self._data, self._file, self._products = data, file, products
        self._pots = self._numbers("paying")
        self._accounts = self._numbers("account")

    def _numbers(self, key: str) -> dict[str, int]:
        rows = toml_file.entries(self._data, key, self._file)
        where = f"{self._file.name}: {key}"
        return {toml_file.text(row, "name", where): no for no, row in enumerate(rows, 1)}

    def scenario(self) -> Scenario:
        """All of it."""
        name, data = self._file.name, self._data
        today = toml_file.day(data, "today", name)
        bills, payments = self._bills()
        snapshot = Snapshot(
            now=datetime.combine(today, time(12), BEIJING),
            products=self._products,
            accounts=tuple(self._account(no, row) for no, row in self._entries("account")),
            bills=bills,
            payments=payments,
            loans=tuple(self._loan(no, row) for no, row in self._entries("loan")),
            paying_accounts=tuple(self._pot(no, row, today) for no, row in self._entries("paying")),
        )
        return Scenario(
            toml_file.text(data, "id", name),
            toml_file.names(data, "name", name),
            toml_file.names(data, "text", name),
            snapshot,
            tuple(self._flow(row) for _, row in self._entries("flow")),
            self._pick(self._accounts, data, "late_account", name),
            toml_file.whole(data, "late_days", name, 1, 1000),
        )

    def _entries(self, key: str) -> list[tuple[int, toml_file.Entry]]:
        return list(enumerate(toml_file.entries(self._data, key, self._file), 1))

    def _pick(self, known: Mapping[str, int], entry: toml_file.Entry, key: str, where: str) -> int:
        return known[toml_file.one_of(entry, key, known, where)]

    def _money(self, entry: toml_file.Entry, key: str, where: str) -> Money:
        return Money.of(toml_file.text(entry, key, where))

    def _pot(self, number: int, entry: toml_file.Entry, today: date) -> PayingAccount:
        where = f"{self._file.name}: paying"
        read_at = datetime.combine(today, time(), BEIJING)
        balance = self._money(entry, "balance", where)
        return PayingAccount(number, toml_file.text(entry, "name", where), balance, read_at)

    def _account(self, number: int, entry: toml_file.Entry) -> Account:
        where = f"{self._file.name}: account"
        product = toml_file.one_of(entry, "product", tuple(self._products), where)
        sources = tuple(self._pots[name] for name in entry.get("sources", ()))
        terms = (DatedTerm("limit", toml_file.text(entry, "limit", where)),)
        name = toml_file.text(entry, "name", where)
        return Account(number, product, name, number, sources, _MADE, terms)

    def _bills(self) -> tuple[tuple[Bill, ...], tuple[Payment, ...]]:
        bills, payments = [], []
        where = f"{self._file.name}: bill"
        for number, row in self._entries("bill"):
            amount = self._money(row, "amount", where)
            dates = toml_file.day(row, "bill_date", where), toml_file.day(row, "due_date", where)
            minimum = self._money(row, "minimum", where)
            owner = self._pick(self._accounts, row, "account", where)
            bill = Bill(number, owner, *dates, amount, minimum, ZERO, Intent.FULL, _MADE, _MADE)
            bills.append(bill)
            paid_on = toml_file.optional_day(row, "paid_on", where)
            if paid_on is not None:
                target: dict[str, Any] = {"bill_id": number, "loan_id": None, "term_no": None}
                kind = PaymentKind.REPAYMENT
                paid = Payment(
                    number,
                    amount,
                    paid_on,
                    **target,
                    kind=kind,
                    paying_account_id=None,
                    created_at=_MADE,
                )
                payments.append(paid)
        return tuple(bills), tuple(payments)

    def _loan(self, number: int, entry: toml_file.Entry) -> Loan:
        where = f"{self._file.name}: loan"
        first_due = toml_file.day(entry, "first_due", where)
        return Loan(
            number,
            self._pick(self._accounts, entry, "account", where),
            toml_file.text(entry, "title", where),
            self._money(entry, "principal", where),
            read_ratio(toml_file.text(entry, "daily_rate", where), f"{where}: daily_rate"),
            toml_file.day(entry, "start", where),
            first_due,
            first_due.day,
            toml_file.whole(entry, "terms", where, 1, 360),
            Method.LEVEL_ACTUAL,
            toml_file.whole(entry, "paid_terms", where, 0, 360),
            _MADE,
            _MADE,
        )

    def _flow(self, entry: toml_file.Entry) -> Movement:
        where = f"{self._file.name}: flow"
        drawn = entry.get("drawn_from")
        return Movement(
            toml_file.day(entry, "day", where),
            self._money(entry, "amount", where),
            self._pick(self._pots, entry, "into", where),
            None if drawn is None else self._pick(self._accounts, entry, "drawn_from", where),
        )
