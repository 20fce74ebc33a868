"""Money in whole 分: the only type that amounts have inside the program."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

LARGEST_FEN = 10**12  # 100 亿元: above it a typing slip is certain
Remainder = Literal["last", "first"]


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in 分. Adds and subtracts with its kind; never with a float."""

    fen: int

    def __post_init__(self) -> None:
        """Refuse anything but a whole number."""
        if type(self.fen) is not int:
            raise TypeError(f"Money wants whole fen, not {type(self.fen).__name__}")

    @classmethod
    def of(cls, yuan: str | int | Decimal) -> "Money":
        """Exact yuan, such as ``"12.34"``.

        Raises:
            TypeError: a float.
            ValueError: more than two decimals, or no number.
        """
        if not isinstance(yuan, str | int | Decimal):
            raise TypeError("Money.of wants text, int or Decimal")
        try:
            fen = Decimal(yuan) * 100
        except InvalidOperation:
            raise ValueError(yuan) from None
        if not fen.is_finite() or fen != fen.to_integral_value():
            raise ValueError(yuan)
        return cls(int(fen))

    @classmethod
    def rounded(cls, fen: Decimal, rounding: str = ROUND_HALF_UP) -> "Money":
        """Settle an unrounded amount of 分; HALF_UP, as lenders do (products.md 1)."""
        return cls(int(fen.quantize(Decimal(1), rounding=rounding)))

    @property
    def yuan(self) -> Decimal:
        """The amount in yuan with two decimals."""
        return Decimal(self.fen).scaleb(-2)

    def share(self, ratio: Decimal, rounding: str = ROUND_HALF_UP) -> "Money":
        """``ratio`` of it, settled."""
        return Money.rounded(self.fen * ratio, rounding)

    def split(self, parts: int, remainder: Remainder = "last") -> tuple["Money", ...]:
        """Equal parts, each floored to 分, the rest in the last or first; they add up exactly.

        Raises:
            ValueError: fewer than one part.
        """
        if parts < 1:
            raise ValueError(parts)
        base = self.fen // parts
        amounts = [base] * parts
        amounts[-1 if remainder == "last" else 0] += self.fen - base * parts
        return tuple(Money(fen) for fen in amounts)

    def __add__(self, other: "Money") -> "Money":
        """Sum of two amounts."""
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.fen + other.fen)

    def __radd__(self, other: object) -> "Money":
        """``0 + money``, so that ``sum()`` works."""
        return self if type(other) is int and other == 0 else NotImplemented

    def __sub__(self, other: "Money") -> "Money":
        """Difference of two amounts."""
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.fen - other.fen)

    def __neg__(self) -> "Money":
        """The amount with its sign turned."""
        return Money(-self.fen)

    def __mul__(self, times: int) -> "Money":
        """A whole multiple; money times money has no meaning."""
        return Money(self.fen * times) if type(times) is int else NotImplemented

    def __bool__(self) -> bool:
        """Whether it is anything but nothing."""
        return self.fen != 0

    def __str__(self) -> str:
        """Plain yuan such as ``1234.56``, without grouping."""
        return str(self.yuan)


ZERO = Money(0)


def total(items: Iterable[Money]) -> Money:
    """The sum; ZERO of nothing."""
    return Money(sum(item.fen for item in items))


def parse_money(text: str) -> Money:
    """What a person types: ``1,234.56``, ``￥12.5``, ``1234.5元整``, ``1.2万``, ``1.2w``, ``12+3.5-1``.

    Full-width characters count as their plain ones, and so does the stop of a Chinese keyboard.

    Raises:
        ValueError: its only argument is ``empty``, ``not_a_number``, ``negative``,
            ``too_many_decimals`` or ``too_large``.
    """
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u3002", ".")
    plain = "".join(plain.split())
    if not plain:
        raise ValueError("empty")
    if plain[0] == "-":
        _yuan(plain[1:])
        raise ValueError("negative")
    result = sum((sign * _yuan(term) for sign, term in _terms(plain)), Decimal(0))
    if result < 0:
        raise ValueError("negative")
    if result * 100 > LARGEST_FEN:
        raise ValueError("too_large")
    try:
        return Money.of(result)
    except ValueError:
        raise ValueError("too_many_decimals") from None


def _terms(plain: str) -> Iterable[tuple[int, str]]:
    sign, term = 1, ""
    for char in plain:
        if char in "+-":
            yield sign, term
            sign, term = (1 if char == "+" else -1), ""
        else:
            term += char
    yield sign, term


_TEN_THOUSAND = ("万", "w", "W")


def _yuan(term: str) -> Decimal:
    body = term.removeprefix("¥").removeprefix("RMB")
    body = body.removesuffix("整").removesuffix("元").removesuffix("块")
    times = Decimal(10000) if body.endswith(_TEN_THOUSAND) else Decimal(1)
    body = body[:-1] if times > 1 else body
    whole, _, decimals = body.partition(".")
    groups = whole.split(",")
    grouped = len(groups) == 1 or (
        1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    )
    digits = "".join(groups)
    if not (grouped and _digits(digits or "0") and _digits(decimals or "0") and digits + decimals):
        raise ValueError("not_a_number")
    if len(digits) > 15 or len(decimals) > 15:
        raise ValueError("too_large" if len(digits) > 15 else "too_many_decimals")
    return Decimal(f"{digits or '0'}.{decimals or '0'}") * times


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
