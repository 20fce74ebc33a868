"""The cash of the coming days, with its lowest point and its date."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.cash_rules import CashRules
from assistant.domain.cashflow import Repeat
from assistant.domain.flows import flows
from assistant.domain.forecast import forecast
from assistant.domain.money import Money, total
from tests.domain.facts import bill, day, expense, income, paying, reserved, snapshot


def test_the_lowest_point_is_the_evening_before_the_income() -> None:
    seen = snapshot(
        "2026-11-03 12:00",
        bills=(bill("600"),),
        paying_accounts=(paying("1000"),),
        cash_items=(
            income("5000", "2026-11-15"),
            expense("300", "2026-11-12", Repeat.ONCE),
        ),
        cash_rules=CashRules(floor=Money.of(200)),
        reserve=(reserved("50"),),
    )
    found = forecast(seen, 30)
    assert found.opening == Money.of(1050)
    assert (found.lowest, found.lowest_on) == (Money.of(150), day("2026-11-12"))
    assert found.below_on == day("2026-11-12")
    assert found.spare == -Money.of(50)
    assert found.complete
    assert found.days[-1].closing == Money.of(5150)
    due_day = next(row for row in found.days if row.dues)
    assert (due_day.day, due_day.dues) == (day("2026-11-10"), Money.of(600))


def test_without_every_balance_it_says_that_it_is_not_complete() -> None:
    assert not forecast(snapshot("2026-11-03 12:00")).complete
    half = (paying("10"), paying(None, number=2))
    seen = snapshot("2026-11-03 12:00", paying_accounts=half)
    assert not forecast(seen).complete
    assert forecast(seen).below_on is None


@given(st.lists(st.tuples(st.integers(1, 9999), st.integers(1, 28), st.booleans()), max_size=6))
def test_the_last_day_closes_with_the_opening_and_all_flows(
    rows: list[tuple[int, int, bool]],
) -> None:
    items = tuple(
        (income if comes else expense)(str(yuan), f"2026-11-{on:02}", number=number)
        for number, (yuan, on, comes) in enumerate(rows, 1)
    )
    seen = snapshot("2026-11-03 12:00", cash_items=items, bills=(bill("600"),))
    found = forecast(seen, 60)
    moved = total(flow.amount for flow in flows(seen, seen.today, found.days[-1].day))
    assert found.days[-1].closing == found.opening + moved
    assert found.lowest == min(row.closing for row in found.days)
