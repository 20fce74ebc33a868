"""What is asked of a lender: how many months at what can be paid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.money import Money
from assistant.domain.relief import CARD_MONTHS, Ground, relief
from assistant.errors import UserError


def yuan(text: str) -> Money:
    return Money.of(text)


def test_the_last_payment_is_the_smaller_rest() -> None:
    plan = relief(yuan("10000"), yuan("900"), card=False)
    assert (plan.months, str(plan.instalment), str(plan.last)) == (12, "900.00", "100.00")
    assert plan.ground is Ground.AGREEMENT
    assert plan.within


def test_a_card_plan_is_at_most_five_years() -> None:
    assert relief(yuan("60000"), yuan("1000"), card=True).within
    over = relief(yuan("60000.01"), yuan("1000"), card=True)
    assert (over.months, over.within, str(over.least)) == (61, False, "1000.01")
    assert over.ground is Ground.CARD


def test_who_can_pay_all_pays_once() -> None:
    plan = relief(yuan("500"), yuan("800"), card=False)
    assert (plan.months, str(plan.instalment), str(plan.last)) == (1, "500.00", "500.00")


@pytest.mark.parametrize(("owed", "affordable"), [("0", "1"), ("1", "0")])
def test_nothing_is_refused(owed: str, affordable: str) -> None:
    with pytest.raises(UserError, match=r"money\.zero"):
        relief(yuan(owed), yuan(affordable), card=False)


@given(st.integers(1, 10**8), st.integers(1, 10**7), st.booleans())
def test_the_payments_are_what_is_owed(owed: int, affordable: int, card: bool) -> None:
    plan = relief(Money(owed), Money(affordable), card=card)
    assert plan.instalment * (plan.months - 1) + plan.last == Money(owed)
    assert Money(0) < plan.last <= plan.instalment
    assert plan.within == (not card or plan.months <= CARD_MONTHS)
    if card:
        assert plan.least * CARD_MONTHS >= Money(owed)
