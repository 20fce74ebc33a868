"""The chance that a due is short: against closed forms, the exact replay, and generated histories."""

import math
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.cash_rules import CashRules
from assistant.domain.cashflow import CashActual, CashItem, Repeat, Spread
from assistant.domain.forecast import forecast
from assistant.domain.money import ZERO, Money
from assistant.domain.required import required_curve
from assistant.domain.shortfall import ASSUMED_SPREAD, shortfall, walk
from assistant.domain.snapshot import Snapshot
from tests.domain.facts import bill, day, expense, income, paying, reserved, snapshot

NORMAL = NormalDist()
BGK = 0.5826  # a walk looked at once a day against one looked at always (Broadie, Glasserman, Kou)


def uncertain(*items: CashItem, balance: str = "2000", **more: Any) -> Snapshot:
    """A bill of 600 due on the tenth and what may come and go before it."""
    facts: dict[str, Any] = {
        "bills": (bill("600"),),
        "paying_accounts": (paying(balance),),
        "cash_items": items,
    }
    return snapshot("2026-11-03 12:00", **(facts | more))


@pytest.mark.parametrize(("barrier", "drift", "sigma"), [(2000, 5, 150), (3000, -4, 120)])
def test_a_gaussian_walk_agrees_with_its_closed_form(
    barrier: float, drift: float, sigma: float
) -> None:
    days, paths = 365, 40_000
    net = np.random.default_rng(7).normal(drift, sigma, (days, paths))
    level = walk(barrier, net, np.zeros(days))
    last = float((level[-1] < 0).mean())
    exact_last = NORMAL.cdf((-barrier - drift * days) / (sigma * math.sqrt(days)))
    assert abs(last - exact_last) < 3 * math.sqrt(exact_last * (1 - exact_last) / paths)
    ever = float((level < 0).any(axis=0).mean())
    shifted, root = barrier + BGK * sigma, sigma * math.sqrt(days)
    exact_ever = NORMAL.cdf((-shifted - drift * days) / root) + math.exp(
        -2 * drift * shifted / sigma**2
    ) * NORMAL.cdf((-shifted + drift * days) / root)
    assert abs(ever - exact_ever) < 3 * math.sqrt(exact_ever * (1 - exact_ever) / paths)


def test_one_lognormal_expense_agrees_with_its_closed_form() -> None:
    once = expense("1300", "2026-11-05", Repeat.ONCE, spread=Spread.HISTORY)
    found = shortfall(uncertain(once), days=10)
    assert found is not None
    sigma = 0.20
    exact = 1 - NORMAL.cdf((math.log(1400 / 1300) + sigma**2 / 2) / sigma)
    (risk,) = found.risks
    assert abs(float(risk.probability) - exact) < 3 * math.sqrt(exact * (1 - exact) / 10_000)
    assert abs(float(risk.error) - math.sqrt(exact * (1 - exact) / 10_000)) < 1e-3
    assert found.assumed == (once.title,)


def test_the_same_seed_gives_the_same_numbers_and_another_gives_others() -> None:
    seen = uncertain(expense("1300", "2026-11-05", spread=Spread.HISTORY))
    first, again = shortfall(seen, days=40, seed=3), shortfall(seen, days=40, seed=3)
    assert first == again
    assert shortfall(seen, days=40, seed=4) != first


def test_what_is_certain_is_the_replay_with_chances_of_nought_and_one() -> None:
    seen = uncertain(
        income("500", "2026-11-20"),
        expense("900", "2026-11-05", Repeat.EVENLY, number=2),
        balance="700",
        reserve=(reserved("40"),),
        cash_rules=CashRules(floor=Money.of(100)),
        bills=(
            bill("600"),
            bill("800", number=2, on="2026-09-01", due="2026-09-10"),
            bill("800", number=3, on="2026-10-01", due="2026-10-10"),
        ),
    )
    found = shortfall(seen, days=120, paths=50)
    assert found is not None
    assert found.certain
    closing = {row.day: row.closing for row in forecast(seen, 120).days}
    for risk in found.risks:
        short = closing[risk.day] < Money.of(100)
        assert risk.probability == (1 if short else 0)
        assert risk.extra == max(Money.of(100) - closing[risk.day], ZERO)
    assert [row for _, row in found.curve] == [row.amount for row in required_curve(seen, 120)]


@given(
    st.lists(st.tuples(st.integers(1, 900), st.integers(4, 28), st.booleans()), max_size=5),
    st.integers(0, 3000),
)
@settings(max_examples=40)
def test_the_curve_of_certain_cash_is_the_deterministic_one(
    rows: list[tuple[int, int, bool]], balance: int
) -> None:
    items = tuple(
        (income if comes else expense)(str(yuan), f"2026-11-{on:02}", number=number)
        for number, (yuan, on, comes) in enumerate(rows, 1)
    )
    seen = uncertain(*items, balance=str(balance))
    found = shortfall(seen, days=75, paths=3)
    assert found is not None
    assert [row for _, row in found.curve] == [row.amount for row in required_curve(seen, 75)]


def test_more_cash_is_never_more_risk() -> None:
    items = (
        income("1500", "2026-11-08", spread=Spread.HISTORY),
        expense("1800", "2026-11-01", Repeat.EVENLY, spread=Spread.HISTORY, number=2),
    )
    chances = []
    for balance in ("300", "600", "900", "1500"):
        found = shortfall(uncertain(*items, balance=balance), days=60, paths=2000)
        assert found is not None
        assert found.worst is not None
        chances.append(found.worst.probability)
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > chances[-1]


def test_the_extra_money_brings_the_chance_down_to_what_is_accepted() -> None:
    once = expense("1300", "2026-11-05", Repeat.ONCE, spread=Spread.HISTORY)
    seen = uncertain(once)
    found = shortfall(seen, days=10)
    assert found is not None
    (risk,) = found.risks
    assert risk.extra > ZERO
    assert ZERO < risk.mean_missing < Money.of(600)
    enough = replace(seen, reserve=(reserved(str(risk.extra)),))
    again = shortfall(enough, days=10)
    assert again is not None
    assert again.risks[0].probability <= Decimal("0.05")
    less = replace(seen, reserve=(reserved(str(risk.extra - Money.of(5))),))
    again = shortfall(less, days=10)
    assert again is not None
    assert again.risks[0].probability > Decimal("0.05")


def test_a_range_stays_within_its_bounds_and_one_without_width_is_fixed() -> None:
    for low, high, certain in (("1000", "1400", 0), ("1401", "1800", 1), ("1300", "1300", 0)):
        span: dict[str, Any] = {"low": Money.of(low), "high": Money.of(high)}
        amount = low if low != "1000" else "1200"
        spent = expense(amount, "2026-11-05", Repeat.ONCE, spread=Spread.RANGE, **span)
        found = shortfall(uncertain(spent), days=10, paths=500)
        assert found is not None
        assert found.risks[0].probability == certain


def test_a_history_is_drawn_from_once_it_is_long_enough() -> None:
    spent = expense("1000", "2026-11-05", Repeat.ONCE, spread=Spread.HISTORY)
    days = [day("2026-04-05") + timedelta(days=30 * number) for number in range(6)]
    actuals = tuple(CashActual(n, 2, on, Money.of(1100)) for n, on in enumerate(days))
    found = shortfall(uncertain(spent, cash_actuals=actuals), days=10, paths=200)
    assert found is not None
    assert found.assumed == ()
    assert found.risks[0].probability == 0
    dearer = tuple(replace(row, amount=Money.of(1401)) for row in actuals)
    found = shortfall(uncertain(spent, cash_actuals=dearer), days=10, paths=200)
    assert found is not None
    assert found.risks[0].probability == 1


def test_an_uncertain_income_may_come_late_or_not_at_all() -> None:
    wages = income("5000", "2026-11-10", Repeat.ONCE, spread=Spread.HISTORY)
    found = shortfall(uncertain(wages, balance="0"), days=10)
    assert found is not None
    chance = float(found.risks[0].probability)
    exact = 1 - 0.90 * 0.99
    assert abs(chance - exact) < 3 * math.sqrt(exact * (1 - exact) / 10_000)


def test_a_simulation_can_be_cancelled_and_nothing_due_is_no_risk() -> None:
    seen = uncertain(income("500", "2026-11-20"))
    assert shortfall(seen, cancelled=lambda: True) is None
    nothing = shortfall(uncertain(bills=()), days=10, paths=10)
    assert nothing is not None
    assert nothing.worst is None


def test_what_was_said_to_be_likely_happens_as_often_as_was_said() -> None:
    """Reliability: on generated histories the share that happened rises with a slope of one."""
    luck = np.random.default_rng(11)
    said, happened = [], []
    for _ in range(700):
        spread = luck.uniform(0.1, 0.35)
        past = luck.lognormal(-spread * spread / 2, spread, 36)
        actuals = tuple(
            CashActual(n, 2, day("2023-11-05"), Money(round(130_000 * ratio)))
            for n, ratio in enumerate(past)
        )
        spent = expense("1300", "2026-11-05", Repeat.ONCE, spread=Spread.HISTORY)
        balance = round(luck.uniform(1500, 2600))
        seen = uncertain(spent, balance=str(balance), cash_actuals=actuals)
        found = shortfall(seen, days=10, paths=400)
        assert found is not None
        said.append(float(found.risks[0].probability))
        future = 1300 * luck.lognormal(-spread * spread / 2, spread, 20)
        happened.append(float((future > balance - 600).mean()))
    slope = float(np.polyfit(said, happened, 1)[0])
    assert 0.9 <= slope <= 1.1


def test_the_assumed_spreads_are_of_both_directions() -> None:
    assert set(ASSUMED_SPREAD) == {"income", "expense"}
