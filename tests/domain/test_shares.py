"""Sharing in proportion, to the fen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.money import Money, total
from assistant.domain.shares import pay_claims, pro_rata

WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=8)


def test_the_odd_fen_goes_to_the_largest_remainder_and_a_tie_to_the_first() -> None:
    assert pro_rata(Money(100), [1, 1, 1]) == (Money(34), Money(33), Money(33))
    assert pro_rata(Money(5), [1, 2]) == (Money(2), Money(3))
    assert pro_rata(Money(0), [0, 0]) == (Money(0), Money(0))


@pytest.mark.parametrize(("fen", "weights"), [(-1, [1]), (1, [-1, 2]), (1, [0]), (1, [])])
def test_what_cannot_be_shared_is_refused(fen: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match=r"\["):
        pro_rata(Money(fen), weights)


@given(st.integers(0, 10**12), WEIGHTS)
def test_the_parts_add_up_and_none_is_a_fen_off(fen: int, weights: list[int]) -> None:
    if not sum(weights):
        return
    parts = pro_rata(Money(fen), weights)
    assert total(parts) == Money(fen)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.fen * sum(weights) - fen * weight) < sum(weights)


@given(st.integers(0, 10**12), WEIGHTS)
def test_no_claim_gets_more_than_it_claims(fen: int, weights: list[int]) -> None:
    claims = [Money(weight) for weight in weights]
    paid = pay_claims(Money(fen), claims)
    assert all(got <= claim for got, claim in zip(paid, claims, strict=True))
    assert total(paid) == min(Money(fen), total(claims))
