"""Overdue amounts: penalties by day, parts in any order."""

import random
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.lateness import Allocation, Arrears, LateRule, arrears, counting_day, late_fee
from assistant.domain.money import ZERO, Money
from tests.domain.facts import day

DUE = day("2026-11-10")
RATE = Decimal("0.0005")
allocations = st.sampled_from(["interest_first", "principal_first"])
parts = st.lists(st.tuples(st.integers(-9, 60), st.integers(1, 10**6)), max_size=5)


def left(amount: int, paid: list[tuple[int, int]], on: int, rule: LateRule) -> Arrears:
    events = [(DUE + timedelta(days=after), Money(fen)) for after, fen in paid]
    return arrears(Money(amount), DUE, events, DUE + timedelta(days=on), rule)


@pytest.mark.parametrize(
    ("retroactive", "penalty"),
    [(True, "2.00"), (False, "0.50")],
)
def test_after_the_grace_vector_hb_ovd_04(retroactive: bool, penalty: str) -> None:
    rule = LateRule(RATE, grace_days=3, grace_retroactive=retroactive)
    assert left(100_000, [], 4, rule) == Arrears(Money.of(1000), Money.of(penalty))
    assert left(100_000, [], 3, rule) == Arrears(Money.of(1000), ZERO)


def test_paid_inside_the_grace_costs_nothing_later() -> None:
    rule = LateRule(RATE, grace_days=3)
    assert left(100_000, [(3, 100_000)], 30, rule) == Arrears(ZERO, ZERO)


def test_a_payment_of_a_later_day_does_not_count_yet() -> None:
    assert left(100_000, [(20, 100_000)], 5, LateRule(RATE)) == Arrears(
        Money.of(1000), Money.of("2.50")
    )


@given(st.integers(1, 10**7), parts, st.integers(0, 90), allocations, st.integers(0, 2**32))
def test_the_order_of_the_payments_does_not_matter(
    amount: int, paid: list[tuple[int, int]], on: int, allocation: Allocation, seed: int
) -> None:
    rule = LateRule(RATE, allocation)
    mixed = random.Random(seed).sample(paid, len(paid))
    assert left(amount, mixed, on, rule) == left(amount, paid, on, rule)


@given(st.integers(1, 10**7), parts, st.integers(0, 90), allocations)
def test_nothing_is_negative_and_no_more_is_left_than_was_owed(
    amount: int, paid: list[tuple[int, int]], on: int, allocation: Allocation
) -> None:
    found = left(amount, paid, on, LateRule(RATE, allocation))
    assert ZERO <= found.amount <= Money(amount)
    assert found.penalty >= ZERO


@given(
    st.integers(1, 10**7),
    st.integers(1, 40),
    st.integers(1, 40),
    st.integers(1, 10**7),
    allocations,
)
def test_paying_a_part_earlier_never_costs_more(
    amount: int, first: int, more: int, part: int, allocation: Allocation
) -> None:
    rule = LateRule(RATE, allocation)

    def cost(after: int) -> int:
        found = left(amount, [(after, part)], 90, rule)
        return found.amount.fen + found.penalty.fen

    # One fen per settlement for rounding: the part and the end.
    assert cost(first) <= cost(first + more) + 2


@given(st.integers(1, 10**7), parts, st.integers(1, 90), st.integers(0, 40), allocations)
def test_paid_as_asked_on_a_day_nothing_is_left_later(
    amount: int, paid: list[tuple[int, int]], on: int, more: int, allocation: Allocation
) -> None:
    rule = LateRule(RATE, allocation)
    before = [(after, fen) for after, fen in paid if after <= on]
    asked = left(amount, before, on, rule)
    last = (on, asked.amount.fen + asked.penalty.fen)
    found = left(amount, [*before, last], on + more, rule)
    assert (found.amount, found.penalty) == (ZERO, ZERO)
    # What came in went to the amount and its penalty, or is over: not a fen is lost.
    assert found.over == left(amount, before, on, rule).over


def test_what_was_repaid_stays_repaid_when_the_clock_is_set_back() -> None:
    today, later = day("2026-11-10"), day("2026-11-12")
    assert counting_day(today, []) == today
    assert counting_day(today, [(later, Money(1))]) == later
    assert counting_day(later, [(today, Money(1))]) == later


def test_a_late_fee_stays_between_the_banks_bounds() -> None:
    rate, least, most = Decimal("0.05"), Money.of(10), Money.of(500)
    # Vectors CC-PEN-01 and CC-PEN-02.
    assert late_fee(Money.of(100), rate) == Money.of(5)
    assert late_fee(Money.of(100), rate, least) == least
    assert late_fee(Money.of(20_000), rate, least, most) == most
    assert late_fee(ZERO, rate, least) == ZERO
