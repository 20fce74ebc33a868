"""The inputs of a computed case, read field by field; every refusal names the field."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.domain.money import Money
from assistant.domain.term_text import parse_term, read_date, write_term
from assistant.errors import UserError

Result = dict[str, Any]
"""What a case gives, by the names that vectors have under ``expected``; amounts as text in yuan."""


class Inputs:
    """The inputs of a case, read field by field; a refusal names the field."""

    def __init__(self, values: Mapping[str, Any], path: str = "inputs") -> None:
        self._values = values
        self._path = path

    def has(self, name: str) -> bool:
        """Whether the field is given."""
        return name in self._values

    def text(self, name: str, default: str | None = None) -> str:
        """A field as text."""
        if name not in self._values:
            if default is None:
                raise UserError("calc.missing", f"{self._path}.{name}")
            return default
        return str(self._values[name])

    def number(self, name: str, default: str | None = None) -> Decimal:
        """A finite number that is not below zero."""
        try:
            value = Decimal(self.text(name, default))
        except InvalidOperation:
            raise self._bad(name) from None
        if not value.is_finite() or not 0 <= value <= 10**12:
            raise self._bad(name)
        return value

    def money(self, name: str, default: str | None = None) -> Money:
        """An amount in yuan."""
        try:
            return Money.of(self.number(name, default))
        except ValueError:
            raise self._bad(name) from None

    def lent(self, name: str) -> Money:
        """An amount in yuan that is more than nothing."""
        found = self.money(name)
        if not found:
            raise self._bad(name)
        return found

    def whole(self, name: str, low: int, high: int, default: str | None = None) -> int:
        """A whole number between two bounds."""
        value = self.number(name, default)
        if value != int(value) or not low <= value <= high:
            raise self._bad(name)
        return int(value)

    def day(self, name: str) -> date:
        """A day from 1900 to 2200, as everywhere in the program."""
        try:
            return read_date(self.text(name), name)
        except UserError:
            raise self._bad(name) from None

    def term(self, key: str, name: str | None = None, default: str | None = None) -> str:
        """An account's term ``key`` as the store writes it; the case calls it ``name``."""
        field = name or key
        given = self._values.get(field, default)
        text = write_term(given) if isinstance(given, bool) else self.text(field, default)
        try:
            parse_term(key, text)
        except UserError:
            raise self._bad(field) from None
        return text

    def choice(self, name: str, known: tuple[str, ...], default: str | None = None) -> Any:
        """One of ``known``."""
        value = self.text(name, default)
        if value not in known:
            raise self._bad(name)
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        value = self._values.get(name, default)
        if not isinstance(value, bool):
            raise self._bad(name)
        return value

    def inside(self, name: str) -> "Inputs":
        """A field that holds fields."""
        value = self._values.get(name)
        if not isinstance(value, Mapping):
            key = "calc.missing" if value is None else "calc.bad_value"
            raise UserError(key, f"{self._path}.{name}")
        return Inputs(value, f"{self._path}.{name}")

    def _bad(self, name: str) -> UserError:
        return UserError("calc.bad_value", f"{self._path}.{name}")


def yuan(fen: Decimal) -> str:
    """Unrounded 分 as yuan with at least two decimals."""
    found = (fen / 100).normalize()
    exponent = found.as_tuple().exponent
    if isinstance(exponent, int) and exponent > -2:
        found = found.quantize(Decimal("0.01"))
    return f"{found:f}"
