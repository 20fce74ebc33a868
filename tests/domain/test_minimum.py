"""The least that keeps a bill in good standing, part by part."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.minimum import BillParts, minimum_payment
from assistant.domain.money import ZERO, Money

TENTH = Decimal("0.1")
amounts = st.integers(0, 10**7).map(Money)


def test_a_floor_lifts_a_small_minimum_but_never_above_the_bill() -> None:
    assert minimum_payment(BillParts(Money.of(200)), TENTH, Money.of(50)) == Money.of(50)
    assert minimum_payment(BillParts(Money.of(800)), TENTH, Money.of(50)) == Money.of(80)
    assert minimum_payment(BillParts(Money.of(30)), TENTH, Money.of(50)) == Money.of(30)


def test_what_is_over_the_limit_is_asked_for_and_not_owed_twice() -> None:
    parts = BillParts(Money.of(1000), over_limit=Money.of(200))
    assert parts.total == Money.of(1000)
    assert minimum_payment(parts, TENTH) == Money.of(300)
    assert minimum_payment(BillParts(Money.of(100), over_limit=Money.of(95)), TENTH) == Money.of(
        100
    )


def test_cash_has_a_ratio_of_its_own() -> None:
    parts = BillParts(Money.of(1000), cash=Money.of(500))
    assert minimum_payment(parts, TENTH) == Money.of(150)
    assert minimum_payment(parts, TENTH, cash_ratio=Decimal(1)) == Money.of(600)


@given(amounts, amounts, amounts, amounts, amounts)
def test_it_holds_all_that_cannot_roll_and_is_never_more_than_the_bill(
    spent: Money, cash: Money, instalment: Money, interest: Money, floor: Money
) -> None:
    parts = BillParts(spent, instalment, ZERO, interest, cash=cash)
    least = minimum_payment(parts, TENTH, floor)
    assert instalment + interest <= least <= parts.total
    assert least >= min(floor, parts.total)
