"""The reserve's curve and the transfers that keep to it."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.cash_rules import CashRules
from assistant.domain.cashflow import Repeat
from assistant.domain.money import ZERO, Money
from assistant.domain.required import required_curve, reserve_plan
from tests.domain.facts import account, bill, day, expense, income, paying, reserved, snapshot

CASHLESS = {"cash_rules": CashRules(usual=False)}


def test_it_covers_the_dues_until_the_next_income() -> None:
    seen = snapshot(
        "2026-11-03 12:00",
        accounts=(account(), account(2)),
        bills=(bill("600"), bill("500", number=2, owner=2, due="2026-11-20")),
        cash_items=(income("5000", "2026-11-15"),),
    )
    curve = {row.day: row for row in required_curve(seen, 30)}
    assert curve[day("2026-11-03")].amount == Money.of(600)
    assert curve[day("2026-11-11")].amount == ZERO
    assert curve[day("2026-11-15")].amount == ZERO  # that day's income comes first
    assert curve[day("2026-11-16")].until_income == Money.of(500)
    assert curve[day("2026-11-21")].amount == ZERO


def test_what_a_small_income_cannot_carry_is_saved_before() -> None:
    seen = snapshot(
        "2026-11-03 12:00",
        bills=(bill("600", due="2026-11-20"),),
        paying_accounts=(paying("1000"),),
        cash_items=(
            income("400", "2026-11-15", Repeat.ONCE),
            expense("100", "2026-11-16", Repeat.ONCE),
        ),
    )
    found = reserve_plan(seen, 30)
    assert found.curve[0].carried == Money.of(300)
    assert [(row.day, row.amount) for row in found.transfers] == [
        (day("2026-11-03"), Money.of(300)),
        (day("2026-11-15"), Money.of(300)),
    ]
    assert (found.missing, found.missing_on) == (ZERO, None)
    assert found.below == Money.of(300)


def test_what_cannot_be_brought_in_time_is_said_with_its_day() -> None:
    seen = snapshot(
        "2026-11-03 12:00",
        bills=(bill("600"),),
        paying_accounts=(paying("250"),),
        cash_rules=CashRules(floor=Money.of(200)),
        reserve=(reserved("100"),),
    )
    found = reserve_plan(seen, 30)
    assert (found.missing, found.missing_on) == (Money.of(450), day("2026-11-10"))
    assert found.transfers[0].amount == Money.of(50)
    assert found.needed == Money.of(600)


PERIODS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4)),  # what the income spares, what falls due
    min_size=1,
    max_size=4,
)


@given(PERIODS, st.integers(0, 5))
@settings(max_examples=150)
def test_no_other_schedule_has_less_idle_money(periods: list[tuple[int, int]], held: int) -> None:
    """Against all schedules of whole hundreds, one income a month and its due five days later."""
    incomes, bills = [], []
    for number, (spare, due) in enumerate(periods):
        if spare:
            on = f"2026-{number + 3:02}-05"
            incomes.append(income(str(spare * 100), on, Repeat.ONCE, number=number + 1))
        if due:
            bills.append(
                bill(
                    str(due * 100),
                    number=number + 1,
                    on=f"2026-{number + 3:02}-01",
                    due=f"2026-{number + 3:02}-10",
                )
            )
    reserve = (reserved(str(held * 100), "2026-02-01"),) if held else ()
    seen = snapshot(
        "2026-03-01 12:00",
        bills=tuple(bills),
        cash_items=tuple(incomes),
        reserve=reserve,
        **CASHLESS,
    )
    found = reserve_plan(seen, 150)
    moved = {row.day.month - 3: row.amount.fen // 10_000 for row in found.transfers}
    ours = [moved.get(number, 0) for number in range(len(periods))]
    valid = [
        schedule
        for schedule in product(*(range(spare + 1) for spare, _ in periods))
        if (_idle(schedule, periods, held)) is not None
    ]
    if found.missing:
        assert valid == []
        return
    best = min(_idle(schedule, periods, held) or 0 for schedule in valid)
    assert _idle(tuple(ours), periods, held) == best


def _idle(schedule: tuple[int, ...], periods: list[tuple[int, int]], held: int) -> int | None:
    """What lies in the reserve over the months, summed; None where a due is not covered."""
    idle, reserve = 0, held
    for moved, (_, due) in zip(schedule, periods, strict=True):
        reserve += moved - due
        if reserve < 0:
            return None
        idle += reserve
    return idle
