"""The reserve's ledger: what lies in it, for whom, and what a repayment takes."""

from assistant.domain.money import ZERO, Money
from assistant.domain.reserve import earmarks, released, reserve_balance
from tests.domain.facts import day, reserved

LEDGER = (
    reserved("500", "2026-11-01", account_id=1),
    reserved("300", "2026-11-02"),
    reserved("-120", "2026-11-05", account_id=1),
)


def test_the_balance_is_the_sum_of_all_lines_and_earmarks_are_its_parts() -> None:
    assert reserve_balance(LEDGER) == Money.of(680)
    assert earmarks(LEDGER) == {None: Money.of(300), 1: Money.of(380)}
    assert earmarks(()) == {None: ZERO}


def test_a_repayment_takes_from_its_own_earmark_and_no_more_than_is_there() -> None:
    on = day("2026-11-10")
    assert released(LEDGER, 1, on, Money.of(200)) == Money.of(200)
    assert released(LEDGER, 1, on, Money.of(900)) == Money.of(380)
    assert released(LEDGER, 2, on, Money.of(900)) == ZERO


def test_a_repayment_from_before_the_reserve_takes_nothing() -> None:
    assert released(LEDGER, 1, day("2026-10-31"), Money.of(200)) == ZERO
