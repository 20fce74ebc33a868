"""Counts and sums of a file by kind and product: the preview and ``beifu import --json``."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain.imports.meaning import Kind, Meaning
from assistant.domain.imports.movement import Movement


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows, and their 分 together."""

    count: int = 0
    fen: int = 0


NAMED: tuple[tuple[str, Kind, tuple[str, ...]], ...] = (
    ("huabei_spend", Kind.SPEND, ("huabei", "credit_shopping")),
    ("huabei_repayment", Kind.REPAYMENT, ("huabei", "credit_shopping")),
    ("jiebei_draw", Kind.DRAW, ("jiebei",)),
    ("jiebei_repayment", Kind.REPAYMENT, ("jiebei",)),
    ("beiyongjin_draw", Kind.DRAW, ("beiyongjin",)),
    ("beiyongjin_repayment", Kind.REPAYMENT, ("beiyongjin",)),
    ("credit_card_repayment", Kind.REPAYMENT, ("credit_card",)),
    ("refunds", Kind.REFUND, ()),
)
"""The figures of ``beifu import --json``: name, kind, products (none: all)."""


def sums(rows: Iterable[Movement], meanings: Iterable[Meaning]) -> dict[tuple[Kind, str], Sum]:
    """Count and sum by kind and product."""
    counts: dict[tuple[Kind, str], int] = {}
    totals: dict[tuple[Kind, str], int] = {}
    for row, meaning in zip(rows, meanings, strict=True):
        key = (meaning.kind, meaning.product)
        counts[key] = counts.get(key, 0) + 1
        totals[key] = totals.get(key, 0) + row.fen
    return {key: Sum(counts[key], totals[key]) for key in counts}


def named(by_kind: dict[tuple[Kind, str], Sum]) -> dict[str, Sum]:
    """The figures under their names."""
    found = {}
    for name, kind, products in NAMED:
        parts = [
            part
            for (of, product), part in by_kind.items()
            if of is kind and (not products or product in products)
        ]
        found[name] = Sum(sum(part.count for part in parts), sum(part.fen for part in parts))
    return found
