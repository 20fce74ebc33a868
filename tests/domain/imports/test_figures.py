"""Counts and sums by kind."""

from assistant.domain.imports.figures import Sum, named, sums
from assistant.domain.imports.meaning import Kind
from tests.domain.imports.rows import meaning, repayment, row


def test_figures_count_rows_and_fen_by_kind() -> None:
    rows = [row(), row(yuan=5), repayment(7), row(method="某银行信用购(原花呗)")]
    by_kind = sums(rows, [meaning(found) for found in rows])
    assert by_kind[Kind.SPEND, "huabei"] == Sum(2, 3500)
    figures = named(by_kind)
    assert figures["huabei_spend"] == Sum(3, 6500)
    assert figures["huabei_repayment"] == Sum(1, 700)
    assert figures["refunds"] == Sum(0, 0)
