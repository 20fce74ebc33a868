"""How long payments take: where the known planners fail (peers.md 0.1)."""

from decimal import Decimal

import pytest

from assistant.domain.money import Money
from assistant.domain.payoff import Debt, Infeasible, Never, Payoff, avalanche, payoff

PORTFOLIO = [
    Debt("A", Money.of(1000), Decimal("0.1825"), Money.of(100)),
    Debt("B", Money.of(5000), Decimal("0.146"), Money.of(150)),
    Debt("C", Money.of(3000), Decimal("0.073"), Money.of(120)),
]


def test_the_avalanche_takes_18_months_and_freed_minimums_stay_in_the_budget() -> None:
    found = avalanche(PORTFOLIO, Money.of(570))
    assert isinstance(found, Payoff)
    assert found.months == 18
    assert abs(found.interest.fen - 81473) <= 2  # settled to the fen each month


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
def test_the_order_of_the_debts_does_not_matter(order: list[int]) -> None:
    mixed = [PORTFOLIO[number] for number in order]
    assert avalanche(mixed, Money.of(570)) == avalanche(PORTFOLIO, Money.of(570))


def test_a_payment_below_the_interest_is_never_the_end() -> None:
    debt = Debt("x", Money.of(10000), Decimal("0.1825"), Money.of(100))
    assert payoff(debt, Money.of(100)) == Never(Money.of("152.08"))
    assert avalanche([debt], Money.of(100)) == Never(Money.of("152.08"))
    assert payoff(debt, Money.of("152.08")) == Never(Money.of("152.08"))


def test_a_budget_below_the_minimums_is_infeasible_by_the_amount_short() -> None:
    assert avalanche(PORTFOLIO, Money.of(300)) == Infeasible(Money.of(70))


def test_one_debt_is_paid_month_by_month() -> None:
    debt = Debt("x", Money.of(1000), Decimal("0.12"), Money.of(100))
    # 10.00 of interest, then (1000 + 10 − 510) 5.00: two months and what is left.
    assert payoff(debt, Money.of(510)) == Payoff(2, Money.of("15.00"))
    assert payoff(Debt("y", Money(100), Decimal(0), Money(1)), Money(50)) == Payoff(2, Money(0))


def test_a_debt_that_takes_longer_than_a_century_is_never() -> None:
    slow = Debt("x", Money.of(10000), Decimal(0), Money(1))
    assert isinstance(payoff(slow, Money(1)), Never)
    assert isinstance(avalanche([slow], Money(1)), Never)
