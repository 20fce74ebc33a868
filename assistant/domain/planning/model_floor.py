"""A lender's lowest minimum (最低还款的起点) in the program: so much, or the whole bill where it is less."""

from dataclasses import dataclass

from assistant.domain.planning.model import FEN, Expr, Program, const


@dataclass(frozen=True, slots=True)
class Unpaid:
    """One due of a revolving product, in yuan.

    Attributes:
        paid: what was paid of the bill, with what is missed of it.
        left: what is left after the due, without what is missed; ``most`` the most that can be.
        ratio: the minimum without the floor; ``whole`` the bill itself, both after conversions.
    """

    paid: Expr
    left: Expr
    most: float
    ratio: Expr
    whole: Expr


def add_floor(program: Program, floor_fen: int, due: Unpaid) -> None:
    """Rows for ``paid ≥ min(floor, whole)``, exact: a mark where one of the two has to be chosen.

    No row is needed where the ratio asks for as much in any case, no mark where the bill is never
    below the floor. Else either the floor is paid or nothing is left.
    """
    floor = floor_fen * FEN
    if not floor or _least(program, due.ratio) >= floor:
        return
    if _least(program, due.whole) >= floor:
        program.at_least(due.paid, const(floor))
        return
    leaves = program.binary(follows=due.left)
    program.at_least(due.paid, Expr().plus(leaves, floor))
    program.at_least(Expr().plus(leaves, due.most), due.left)


def add_shown(program: Program, shown_fen: int, due: Unpaid) -> None:
    """Rows for ``paid ≥ min(what the lender shows, whole)``, after conversions; exact as the floor's.

    A shown minimum may be more than the product's ratio asks for: then conversions can leave less of
    the bill than of its minimum, and paying that off is enough.
    """
    if _least(program, due.whole.plus(due.ratio, -1.0)) >= 0:
        program.at_least(due.paid, due.ratio)
        return
    shown = shown_fen * FEN
    leaves = program.binary(follows=due.left)
    program.at_least(due.paid.plus(const(shown)), due.ratio.plus(leaves, shown))
    program.at_least(Expr().plus(leaves, due.most), due.left)


def _least(program: Program, value: Expr) -> float:
    """The least that a sum of columns from 0 on can be."""
    columns = value.terms.items()
    return value.const + sum(
        min(factor, 0.0) * program.upper[column] for column, factor in columns if factor < 0
    )
