"""Fee instalments: whatever happens to a plan, no fen is lost."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.instalments import FrozenPart, fee_instalment, freeze, refund
from assistant.domain.money import ZERO, Money, Remainder, total


@given(
    st.integers(1, 10**8),
    st.integers(1, 60),
    st.integers(0, 10**6),
    st.sampled_from(["last", "first"]),
)
def test_parts_sum_to_the_principal_and_the_fee(
    fen: int, periods: int, fee: int, remainder: Remainder
) -> None:
    plan = fee_instalment(Money(fen), periods, total_fee=Money(fee), remainder=remainder)
    assert (plan.principal, plan.total_fee) == (Money(fen), Money(fee))
    assert plan.total == Money(fen + fee)
    assert all(row.principal >= ZERO for row in plan.rows)


def test_a_frozen_part_is_as_shown_and_the_last_takes_the_difference() -> None:
    rows = fee_instalment(Money(900), 3, total_fee=Money(30)).rows
    frozen = freeze(rows, [FrozenPart(1, Money(250), Money(12))])
    assert [row.principal.fen for row in frozen] == [250, 300, 350]
    assert [row.fee.fen for row in frozen] == [12, 10, 10]
    assert [row.frozen for row in frozen] == [True, False, False]
    last = freeze(rows, [FrozenPart(3, Money(250), Money(12))])
    assert [row.principal.fen for row in last] == [300, 300, 250]
    assert freeze(rows, []) == rows


@given(st.integers(1, 10**6), st.integers(1, 24), st.integers(0, 2 * 10**6), st.booleans())
def test_a_refund_comes_off_the_parts_to_come_and_the_rest_as_cash(
    fen: int, periods: int, back: int, returns_fee: bool
) -> None:
    rows = fee_instalment(
        Money(fen), periods, total_fee=Money(periods * 7), first_due=date(2026, 11, 10)
    ).rows
    left, cash = refund(rows, date(2026, 11, 20), Money(back), returns_fee=returns_fee)
    before, after = total(row.principal for row in rows), total(row.principal for row in left)
    assert before - after + cash == Money(back)
    assert left[0] == rows[0]
    fees = total(row.fee for row in left)
    assert fees <= total(row.fee for row in rows)
    assert returns_fee or fees == total(row.fee for row in rows)


def test_a_refund_after_the_last_part_is_all_cash() -> None:
    rows = fee_instalment(Money(900), 3, total_fee=ZERO, first_due=date(2026, 11, 10)).rows
    assert refund(rows, date(2027, 3, 1), Money(50), returns_fee=True) == (rows, Money(50))
