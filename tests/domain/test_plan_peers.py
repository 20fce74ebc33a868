"""Where known planners fail: freed minimums that vanish, a debt never repaid, a budget below the minimums."""

from decimal import Decimal

import pytest

from assistant.domain.planning.infeasible import shortfall
from assistant.domain.planning.instance import Cycle, Instance, Revolving
from assistant.domain.planning.plan import Ledger
from assistant.domain.planning.strategies import Hold, Strategy, Variant, follow

MONTH, DUE = 30, 20
AVALANCHE = Variant(Strategy.AVALANCHE, Hold.MINIMUMS)
PORTFOLIO = (("A", 1000, "0.0005", 100), ("B", 5000, "0.0004", 150), ("C", 3000, "0.0002", 120))


def months_of(budget: int, *debts: tuple[str, int, str, int], months: int = 24) -> Instance:
    """Debts with a rate a day and a least payment in yuan, and as much money every month."""
    products = tuple(
        Revolving(
            *(name, Decimal(rate), Decimal(0), 1),
            tuple(
                Cycle(MONTH * month + 1, MONTH * month + DUE, 0, min_floor=least * 100)
                for month in range(months)
            ),
            pool=owed * 100,
        )
        for name, owed, rate, least in debts
    )
    incomes = tuple((MONTH * month, budget * 100) for month in range(months))
    return Instance(MONTH * months - 1, 0, products, incomes=incomes)


def paid_by_month(ledger: Ledger, months: int) -> list[int]:
    """What is paid in each of the first months, in 分."""
    return [
        sum(step.fen for step in ledger.steps if step.day // MONTH == month)
        for month in range(months)
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_freed_minimums_stay_in_the_budget_and_the_avalanche_takes_18_months(
    order: tuple[int, ...],
) -> None:
    ledger = follow(months_of(570, *(PORTFOLIO[place] for place in order)), AVALANCHE)
    assert ledger.debt_free == 17 * MONTH + DUE
    assert not ledger.misses
    assert paid_by_month(ledger, 17) == [57_000] * 17


def test_a_budget_below_the_minimums_is_short_by_what_is_missing_a_month() -> None:
    pytest.importorskip("highspy", reason="the shortfall needs the solver")
    short = shortfall(months_of(300, *PORTFOLIO, months=3))
    assert short is not None
    assert (short.day, short.then, short.whole) == (DUE, 7_000, 3 * 7_000)
    assert shortfall(months_of(370, *PORTFOLIO, months=3)) is None


def test_a_budget_below_the_interest_is_never_the_end() -> None:
    # 18.25 % of 10,000 are about 150 a month.
    ledger = follow(months_of(100, ("x", 10_000, "0.0005", 100)), AVALANCHE)
    assert ledger.debt_free is None
    assert sum(ledger.points[-1].debts) > 10_000 * 100
