"""The plan as a mixed-integer program, in yuan, without a solver: columns, rows, and what they mean.

Floats live here and in the solver only; nothing of it is shown (the replay is). Bounds and big-M are
0 or at least 0.01: smaller ones make presolve cut the optimum off.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.domain.planning.instance import Instance

INF = float("inf")
FEN = 0.01


@dataclass
class Expr:
    """A linear expression: coefficients by column, and a constant."""

    terms: dict[int, float] = field(default_factory=dict)
    const: float = 0.0

    def plus(self, other: "Expr", times: float = 1.0) -> "Expr":
        """``self + times · other`` as a new one."""
        terms = dict(self.terms)
        for column, factor in other.terms.items():
            terms[column] = terms.get(column, 0.0) + times * factor
        return Expr(terms, self.const + times * other.const)

    def value(self, x: list[float]) -> float:
        """Its value at a solution."""
        return self.const + sum(factor * x[column] for column, factor in self.terms.items())


def col(column: int, times: float = 1.0) -> Expr:
    """One column as an expression."""
    return Expr({column: times})


def const(value: float) -> Expr:
    """A number as an expression."""
    return Expr({}, value)


def added(parts: Iterable[Expr]) -> Expr:
    """The sum."""
    found = Expr()
    for part in parts:
        found = found.plus(part)
    return found


@dataclass(frozen=True, slots=True)
class Wish:
    """What the program wants done on a day; read from a solution, carried out by ``carry_out``.

    Attributes:
        pay: cash paid; ``left`` what is owed after it, ``short`` what of the due is left unpaid.
        arrears: cash for arrears; ``convert`` columns of conversions by number of periods.
        due: whether a due day's payment.
    """

    day: int
    place: int
    pay: Expr
    left: Expr
    due: bool
    short: Expr = field(default_factory=Expr)
    arrears: Expr = field(default_factory=Expr)
    convert: tuple[tuple[int, Expr], ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What is overdue from the start on a day: ``left`` whether something of it stays unpaid, and ``owed``."""

    day: int
    left: Expr
    owed: Expr


@dataclass
class Program:
    """Columns and rows of the program; ``clean`` ones let nothing be overdue.

    Attributes:
        follows: whole columns that are yes where this amount is not nothing; the program's core does
            without them being whole.
        order: those of them that put interest before principal.
        rivals: groups of them of which one at most may be yes.
        looks: by place of a product that is overdue from the start its days, in their order.
    """

    instance: Instance
    clean: bool
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    cost: Expr = field(default_factory=Expr)
    harm: Expr = field(default_factory=Expr)
    misses: list[int] = field(default_factory=list)
    marks: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    follows: dict[int, Expr] = field(default_factory=dict)
    order: set[int] = field(default_factory=set)
    rivals: list[list[int]] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    looks: dict[int, list[Look]] = field(default_factory=dict)
    _cash: dict[int, Expr] = field(default_factory=dict)

    def var(self, upper: float = INF, *, whole: bool = False) -> Expr:
        """A new column from 0 to ``upper``."""
        self.lower.append(0.0)
        self.upper.append(upper)
        self.whole.append(whole)
        return col(len(self.lower) - 1)

    def binary(self, follows: Expr | None = None) -> Expr:
        """A yes or no; with ``follows`` it is yes where that amount is not nothing."""
        found = self.var(1.0, whole=True)
        if follows is not None:
            self.follows[len(self.lower) - 1] = follows
        return found

    def at_least(self, left: Expr, right: Expr) -> None:
        """``left ≥ right``."""
        both = left.plus(right, -1.0)
        if both.terms:
            self.rows.append((both.terms, -both.const, INF))
        elif both.const < -FEN / 2:
            self.rows.append(({}, 1.0, INF))  # no solution

    def equal(self, left: Expr, right: Expr) -> None:
        """``left = right``."""
        both = left.plus(right, -1.0)
        self.rows.append((both.terms, -both.const, -both.const))

    def named(self, value: Expr) -> Expr:
        """A column that equals ``value`` and is not negative; constants stay constants."""
        if not value.terms:
            return const(max(value.const, 0.0))
        fresh = self.var()
        self.equal(fresh, value)
        return fresh

    def most_of(self, value: Expr) -> float:
        """The most that a sum of bounded columns can be."""
        columns = value.terms.items()
        return value.const + sum(
            max(factor, 0.0) * self.upper[column] for column, factor in columns
        )

    def spend(self, day: int, cash: Expr) -> None:
        """Money that leaves on ``day``."""
        period = self.instance.period_of(day)
        self._cash[period] = self._cash.get(period, Expr()).plus(cash)

    def miss(self, weight: int, due: tuple[int, int]) -> Expr:
        """A due (place of the product, day) that is missed, yes or no, of this weight."""
        found = self.binary()
        column = next(iter(found.terms))
        self.misses.append(column)
        self.marks.setdefault(due, []).append(column)
        self.harm = self.harm.plus(found, float(weight))
        return found

    def close(self, margin: float = 0.0, gift_on: int | None = None) -> Expr:
        """Couple all payments by the money that is there, pay period by pay period.

        ``margin`` in yuan is kept back everywhere: room for what rounding to 分 takes. With
        ``gift_on`` a free amount is there from that day on; it is given back as an expression.
        """
        so_far, gift = Expr(), Expr()
        if gift_on is not None:
            gift = self.var()
        for period, room in enumerate(self.instance.room):
            cash = self._cash.get(period, Expr())
            there = max(room * FEN - margin, 0.0)
            fresh = self.named(so_far.plus(cash))
            helped = gift_on is not None and self.instance.pay_days[period] >= gift_on
            limit = const(there if there >= FEN else 0.0)
            self.at_least(limit.plus(gift) if helped else limit, fresh)
            so_far = fresh
        return gift
